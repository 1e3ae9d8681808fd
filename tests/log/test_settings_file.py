"""What a person set is read whatever the file holds, and changed without losing a line."""

from __future__ import annotations

import datetime as dt
import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import rolltrack as rt
from rolltrack.days.daily import daily
from rolltrack.entry.errors import InvalidSettings, NotSaved, UnreadableSettings
from rolltrack.entry.flexibility import Tries
from rolltrack.entry.routine import Routine, Step
from rolltrack.entry.settings import Pause, Roller, Settings, settings_from
from rolltrack.log.settings_file import change_settings, read_settings, settings_path, start_afresh

STEP = Step(do="Roll slowly", areas=("upper_back",), seconds=30)
MORNING = Routine(key="my_morning", name="My morning", steps=(STEP,))
NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


@pytest.fixture
def log_path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.csv"


def write(log_path: Path, text: str) -> None:
    settings_path(log_path).write_text(text, encoding="utf-8")


def text_of(log_path: Path) -> str:
    return settings_path(log_path).read_text(encoding="utf-8")


def test_without_a_file_everything_has_its_default_and_nothing_is_written(log_path: Path) -> None:
    assert read_settings(log_path) == Settings()
    assert not settings_path(log_path).exists()


def test_what_is_changed_is_read_back(log_path: Path) -> None:
    now = change_settings(
        log_path,
        goal="Sit through a film",
        day_starts_at=dt.time(4, 30),
        weekly_aim_minutes=40,
        pauses=[Pause(first=dt.date(2026, 7, 1))],
        rollers=[Roller(name="Blue", density="soft", length_cm=90)],
        routines=[MORNING],
        tries=[Tries(test="rating", at=NOON, values=(4, 5, 4))],
    )
    assert now == read_settings(log_path)
    assert (now.goal, now.day_starts_at, now.weekly_aim_minutes) == (
        "Sit through a film", dt.time(4, 30), 40,
    )  # fmt: skip
    assert now.routines == (MORNING,)
    assert now.tries[0].values == (4, 5, 4)
    assert now.problems == ()


def test_a_change_keeps_comments_order_and_settings_that_are_not_known(log_path: Path) -> None:
    write(
        log_path,
        "# mine\ngoal = 'x'  # why\nfuture_thing = 3\n\n"
        "[[rollers]]  # the long one\nname = 'Blue'\ndensity = 'soft' # squashy\n",
    )
    change_settings(log_path, goal="y", rollers=[Roller(name="Blue", density="firm")])
    assert text_of(log_path) == (
        '# mine\ngoal = "y"  # why\nfuture_thing = 3\n\n'
        "[[rollers]]  # the long one\nname = 'Blue'\ndensity = \"firm\" # squashy\n"
    )


def test_a_wrong_value_is_named_with_its_line_and_costs_nothing_else(log_path: Path) -> None:
    write(log_path, '# x\ngoal = "Sit"\nweekly_aim_minutes = "lots"\nactivity = "stairs"\n')
    settings = read_settings(log_path)
    assert (settings.goal, settings.activity, settings.weekly_aim_minutes) == (
        "Sit",
        "stairs",
        None,
    )
    (problem,) = settings.problems
    assert str(problem) == ("rolltrack.toml line 3: “Weekly aim” must be a whole number, got lots.")


def test_a_wrong_value_stays_in_the_file_when_something_else_is_changed(log_path: Path) -> None:
    write(log_path, 'weekly_aim_minutes = "lots"\n')
    change_settings(log_path, goal="Sit")
    assert 'weekly_aim_minutes = "lots"\n' in text_of(log_path)


def test_a_bad_routine_is_named_and_stays_in_the_file_when_another_is_added(log_path: Path) -> None:
    bad = (
        "[[routines]]\nkey = 'a'\nname = 'A'\n\n[[routines.steps]]\ndo = 'Roll'\nseconds = 30\n\n"
        "[[routines.steps]]\ndo = 'Arch'\nseconds = 'long'\n"
    )
    write(log_path, bad)
    (problem,) = read_settings(log_path).problems
    assert (problem.line, problem.reason) == (
        11, "Own routine 1, step 2: “Seconds” must be a whole number, got long",
    )  # fmt: skip
    settings = change_settings(log_path, routines=[MORNING])
    assert text_of(log_path).startswith(bad)
    assert settings.routines == (MORNING,)
    assert change_settings(log_path, routines=[]).routines == ()
    assert text_of(log_path).startswith(bad)


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("do = 'Roll'", "Own routine 1, step 1: a step has either “Seconds” or “Rounds”"),
        ("seconds = 3", "Own routine 1, step 1: “What to do” is missing"),
        ("do = 'R'\nseconds = 3\nareas = ['neck']",
         "Own routine 1, step 1: the neck is not offered for rolling"),
        ("do = 'R'\nrounds = 3\nrepeat_from = 1",
         "Own routine 1: step 1 can only repeat steps above it"),
        ("do = 'R'\nsecond = 3\nseconds = 3",
         "Own routine 1, step 1: “second” is not known here; mend its name or take it out"),
        ("do = ['R']\nseconds = 3", "Own routine 1, step 1: “What to do” must be text"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_step_is_said_in_words(
    log_path: Path, steps: str, reason: str
) -> None:
    write(log_path, f"[[routines]]\nkey = 'a'\nname = 'A'\n[[routines.steps]]\n{steps}\n")
    assert reason in [problem.reason for problem in read_settings(log_path).problems]


def test_one_bad_step_is_the_only_thing_said_about_its_routine(log_path: Path) -> None:
    write(log_path, "[[routines]]\nkey = 'a'\nname = 'A'\nsteps = [{do = 'R', seconds = 'x'}]\n")
    (problem,) = read_settings(log_path).problems
    assert problem.reason == "Own routine 1, step 1: “Seconds” must be a whole number, got x"


def test_text_that_is_not_toml_is_named_with_its_line_and_never_written_to(log_path: Path) -> None:
    write(log_path, 'goal = "Sit"\nweekly aim = lots\n')
    settings = read_settings(log_path)
    assert settings.model_copy(update={"problems": ()}) == Settings()
    assert settings.problems[0].line == 2
    assert "weekly aim = lots" in settings.problems[0].reason
    with pytest.raises(UnreadableSettings, match="line 2"):
        change_settings(log_path, goal="x")
    assert text_of(log_path) == 'goal = "Sit"\nweekly aim = lots\n'


@given(data=st.binary(max_size=200))
def test_no_bytes_keep_the_settings_from_opening(data: bytes, tmp_path_factory: Any) -> None:
    log_path = tmp_path_factory.mktemp("any") / "sessions.csv"
    settings_path(log_path).write_bytes(data)
    assert isinstance(read_settings(log_path), Settings)
    assert settings_path(log_path).read_bytes() == data


def test_starting_afresh_keeps_the_old_file(log_path: Path) -> None:
    write(log_path, "goal = = 1")
    kept = start_afresh(log_path)
    assert kept.read_text() == "goal = = 1"
    assert change_settings(log_path, goal="Sit").goal == "Sit"


def test_a_value_that_does_not_fit_is_refused_in_words_and_nothing_is_written(
    log_path: Path,
) -> None:
    with pytest.raises(InvalidSettings, match="“Weekly aim” must be 0 or more, got -1"):
        change_settings(log_path, goal="x", weekly_aim_minutes=-1)
    assert not settings_path(log_path).exists()


def test_taking_a_setting_out_brings_its_default_back(log_path: Path) -> None:
    change_settings(log_path, goal="x", weekly_aim_minutes=30, hurts=["neck"])
    assert change_settings(log_path, goal="", weekly_aim_minutes=None, hurts=[]) == Settings()


def test_a_list_written_in_one_line_is_read_and_changed(log_path: Path) -> None:
    write(log_path, "pauses = [{first = 2026-07-01, last = 2026-07-14}]\n")
    (first,) = read_settings(log_path).pauses
    settings = change_settings(log_path, pauses=[first, Pause(first=dt.date(2026, 8, 1))])
    assert [tuple(pause) for pause in settings.pauses] == [
        (dt.date(2026, 7, 1), dt.date(2026, 7, 14)),
        (dt.date(2026, 8, 1), dt.date.max),
    ]


def test_two_items_with_one_name_are_named(log_path: Path) -> None:
    roller = "[[rollers]]\nname = 'Blue'\ndensity = 'soft'\n"
    write(log_path, roller + roller)
    settings = read_settings(log_path)
    assert len(settings.rollers) == 1
    assert "Blue is there twice" in settings.problems[0].reason


def test_a_pause_can_be_given_to_the_daily_frame(log_path: Path) -> None:
    log = rt.SessionLog(log_path)
    for day in (1, 10):
        log.append(rt.Entry(start=f"2026-07-{day:02}T18:00:00+02:00", minutes=8, pain_before=4))
    settings = change_settings(log_path, pauses=[Pause(first=dt.date(2026, 7, 3))])
    states = daily(log.frame(), pauses=settings.pauses)["state"]
    assert list(states[1:4]) == ["unknown", "paused", "paused"]


def test_the_file_is_for_its_owner_only_and_an_existing_one_keeps_its_mode(log_path: Path) -> None:
    change_settings(log_path, goal="x")
    path = settings_path(log_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    os.chmod(path, 0o644)
    change_settings(log_path, goal="y")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_link_to_the_settings_stays_a_link(log_path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.toml"
    real.write_text("goal = 'x'\n")
    settings_path(log_path).symlink_to(real)
    change_settings(log_path, goal="y")
    assert settings_path(log_path).is_symlink()
    assert 'goal = "y"' in real.read_text()


def test_a_disk_that_refuses_is_a_sentence(log_path: Path, monkeypatch: Any) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(NotSaved, match="the disk is full"):
        change_settings(log_path, goal="x")


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)


@given(goal=names, activity=names, aim=st.none() | st.integers(0, 1260), days=st.sets(st.dates()))
def test_any_settings_come_back_as_they_were_saved(
    goal: str, activity: str, aim: int | None, days: set[dt.date], tmp_path_factory: Any
) -> None:
    log_path = tmp_path_factory.mktemp("any") / "sessions.csv"
    write(log_path, "# first\n[[rollers]]\nname = 'Blue'\ndensity = 'soft'\n")
    pauses = [Pause(first=day) for day in sorted(days)]
    change_settings(log_path, goal=goal, activity=activity, weekly_aim_minutes=aim, pauses=pauses)
    settings = change_settings(log_path, sound=True)
    assert (settings.goal, settings.activity) == (goal.strip(), activity.strip())
    assert (settings.weekly_aim_minutes, list(settings.pauses)) == (aim, pauses)
    assert text_of(log_path).startswith("# first\n")
    assert settings_from(tomllib.loads(text_of(log_path)))[1] == []


def test_what_the_charts_need_to_know_comes_from_the_settings(log_path: Path) -> None:
    log = rt.SessionLog(log_path)
    assert (log.settings.weekly_aim_minutes, log.settings.worthwhile_change) == (None, 1.0)
    change_settings(log_path, weekly_aim_minutes=40, worthwhile_change=2)
    assert (log.settings.weekly_aim_minutes, log.settings.worthwhile_change) == (40, 2.0)


def test_a_list_has_the_order_in_which_it_was_given_and_unreadable_items_stay(
    log_path: Path,
) -> None:
    bad = "[[rollers]]\nname = 'Bad'\n\n"
    write(log_path, f"{bad}[[rollers]]\nname = 'C'\ndensity = 'soft' # squashy\n")
    rollers = [Roller(name=name, density="soft") for name in "ABCD"]
    assert change_settings(log_path, rollers=rollers).rollers == tuple(rollers)
    assert text_of(log_path).startswith(bad)
    assert "# squashy" in text_of(log_path)


@pytest.mark.parametrize("slips", [{1999}, set(range(2000))], ids=["the last", "all"])
def test_the_line_of_a_slip_in_a_long_file_is_found_without_reading_it_twice(
    log_path: Path, monkeypatch: pytest.MonkeyPatch, slips: set[int]
) -> None:
    first, loads, read = dt.datetime(2020, 1, 1, 7), tomllib.loads, []
    sittings = [
        f"[[tries]]\ntest = 'seated_rotation_deg'\nat = {first + dt.timedelta(days=day)}Z\n"
        f"values = [40, {999 if day in slips else 41}]\n\n"
        for day in range(2000)
    ]
    write(log_path, "".join(sittings))
    monkeypatch.setattr(tomllib, "loads", lambda text: (read.append(len(text)), loads(text))[1])
    settings = read_settings(log_path)
    assert [problem.line for problem in settings.problems] == [5 * day + 1 for day in sorted(slips)]
    assert len(settings.tries) == 2000 - len(slips)
    assert sum(read) < 1.5 * len(text_of(log_path))


def test_a_time_without_seconds_is_read_and_stays_as_it_is_written(log_path: Path) -> None:
    text = "weekly_aim_minutes = 90\nday_starts_at = 04:00 # early\n"
    write(log_path, text)
    settings = read_settings(log_path)
    assert (settings.weekly_aim_minutes, settings.day_starts_at) == (90, dt.time(4))
    assert settings.problems == ()
    assert change_settings(log_path, goal="Sit").day_starts_at == dt.time(4)
    assert text_of(log_path).startswith(text)
    write(log_path, text + "goal = = 1\n")
    assert read_settings(log_path).problems[0].line == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("goal = " + "[" * 3000 + "]" * 3000, None),
        ("goal = " + "{a = " * 3000 + "1" + "}" * 3000, None),
        ("a = 1\ngoal = " + "9" * 5000, 2),
        ("a = 1\nlast_appointment = 2026-02-30\n", 2),
        ("goal = '''open", 1),
        ("goal = 'x'\ngoal = 'y'\n", 2),
        ("a = 1\n[a]\n", 2),
        ("goal = 'a\x0bb'\nx = = 1", 1),
    ],
    ids=range(8),
)
def test_what_is_no_toml_stops_nothing_and_is_never_written_to(
    log_path: Path, text: str, line: int | None
) -> None:
    write(log_path, text)
    (problem,) = read_settings(log_path).problems
    assert problem.line in (line, None if line is None else 2)
    assert "nothing in" in problem.reason
    with pytest.raises(UnreadableSettings):
        change_settings(log_path, goal="x")
    assert text_of(log_path) == text
    assert rt.SessionLog(log_path).frame().empty


def test_a_pipe_in_the_place_of_the_settings_stops_nothing(log_path: Path) -> None:
    os.mkfifo(settings_path(log_path))
    assert "no ordinary file" in str(read_settings(log_path).problems[0])
    with pytest.raises(NotSaved):
        change_settings(log_path, goal="x")
