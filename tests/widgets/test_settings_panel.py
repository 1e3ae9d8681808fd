"""Settings are changed in a widget: nobody writes TOML, and nothing in the file is lost."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.entry.routine import Routine, Step
from rolltrack.entry.safety import GET_HELP_EMERGENCY, GET_HELP_SOON
from rolltrack.entry.settings import Pause, Roller, Settings
from rolltrack.entry.settings_words import LABELS
from rolltrack.log.settings_file import read_settings, settings_path
from rolltrack.widgets.settings_panel import SettingsPanel

NOW = dt.datetime(2026, 11, 20, 18, 30, tzinfo=dt.UTC)
STEP = {"do": "Roll slowly", "areas": ["upper_back"], "seconds": 30}


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def panel(log: rt.SessionLog) -> SettingsPanel:
    return SettingsPanel(log, lambda: NOW)


def now(log: rt.SessionLog) -> Settings:
    return log.settings


def test_the_front_door_opens_it_also_after_the_settings_were_read(log: rt.SessionLog) -> None:
    assert isinstance(rt.settings(log), SettingsPanel)
    assert callable(rt.settings)


def test_what_the_form_sends_is_set(panel: SettingsPanel, log: rt.SessionLog) -> None:
    typed = {
        "goal": "Sit through a film", "activity": "tie shoes", "hurts": "neck|mid_back",
        "flexibility_test": "rating", "weekly_aim_minutes": "40", "day_starts_at": "04:30",
        "worthwhile_change": "2",
    }  # fmt: skip
    panel._received(None, {"kind": "save", "values": typed}, None)
    found = now(log)
    assert (found.goal, found.activity, found.hurts) == (
        "Sit through a film", "tie shoes", ("neck", "mid_back"),
    )  # fmt: skip
    assert (found.flexibility_test, found.weekly_aim_minutes) == ("rating", 40)
    assert (found.day_starts_at, found.worthwhile_change) == (dt.time(4, 30), 2)
    assert panel.values["goal"] == "Sit through a film"
    assert panel.status["text"] == "Saved."


def test_only_what_was_changed_is_written(panel: SettingsPanel, log: rt.SessionLog) -> None:
    panel.save({"goal": "x", "activity": "", "weekly_aim_minutes": "", "worthwhile_change": "1"})
    text = settings_path(log.path).read_text()
    assert text.splitlines()[-1] == 'goal = "x"'
    assert "weekly_aim_minutes" not in text


def test_a_wrong_value_gets_its_sentence_and_nothing_is_written(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    panel.save({"goal": "x", "weekly_aim_minutes": "lots"})
    assert panel.errors["weekly_aim_minutes"] == "“Weekly aim” must be a whole number, got lots."
    panel.save({"weekly_aim_minutes": "-5"})
    assert panel.errors["weekly_aim_minutes"] == "“Weekly aim” must be 0 or more, got -5."
    assert panel.status["text"].startswith("Not saved yet.")
    assert not settings_path(log.path).exists()


def test_lines_that_cannot_be_used_are_shown_and_stay(log: rt.SessionLog) -> None:
    settings_path(log.path).write_text('weekly_aim_minutes = "lots"\n')
    panel = SettingsPanel(log, lambda: NOW)
    assert "line 1" in panel.problems[0]
    panel.save({"goal": "x", "weekly_aim_minutes": ""})
    assert "lots" in settings_path(log.path).read_text()


def test_a_file_that_is_no_toml_can_be_set_aside_from_the_panel(log: rt.SessionLog) -> None:
    settings_path(log.path).write_text("goal = = 3")
    panel = SettingsPanel(log, lambda: NOW)
    assert panel.unreadable
    panel.save({"goal": "x"})
    assert "line 1" in panel.status["text"]
    panel.start_afresh()
    panel.save({"goal": "x"})
    assert now(log).goal == "x"
    assert [path.read_text() for path in log.path.parent.glob("rolltrack-old-*")] == ["goal = = 3"]


def test_rollers_are_added_changed_and_removed(panel: SettingsPanel, log: rt.SessionLog) -> None:
    panel.add_roller(name="Blue", density="soft", length_cm=90, diameter_cm="", material="EVA")
    panel.add_roller(name="Blue", density="firm")
    assert [(roller.name, roller.density) for roller in now(log).rollers] == [("Blue", "firm")]
    panel.add_roller(name="Cork", density="hard")
    assert "rollers.density" in panel.errors
    panel.remove_roller("Blue")
    assert now(log).rollers == ()


def test_a_pause_runs_until_the_person_is_back(panel: SettingsPanel, log: rt.SessionLog) -> None:
    panel.pause(first="2026-11-10")
    assert panel.values["paused"]
    panel.come_back()
    assert [tuple(p) for p in now(log).pauses] == [(dt.date(2026, 11, 10), dt.date(2026, 11, 19))]
    assert not panel.values["paused"]


def test_a_pause_that_began_today_is_taken_out(panel: SettingsPanel, log: rt.SessionLog) -> None:
    panel.pause()
    panel.come_back()
    assert now(log).pauses == ()


def test_a_pause_that_ends_before_it_begins_is_refused(panel: SettingsPanel) -> None:
    panel.pause("2026-11-10", "2026-11-01")
    assert "last day of a pause is before its first" in panel.errors["pauses"]


def test_the_middle_of_three_tries_is_logged_as_a_check_in_and_all_three_are_kept(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    panel.keep_tries("seated_rotation_deg", ["44", " 41", "43"])
    (entry,) = log.entries()
    assert (entry.kind, entry.flexibility_test) == ("check-in", "seated_rotation_deg")
    assert (entry.flexibility_before, entry.start) == (43, NOW)
    assert now(log).tries[0].values == (44, 41, 43)
    assert "too few" in panel.tests[0]["error"]


def test_tries_that_are_kept_and_not_yet_in_the_file_are_said_to_be(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    log.path.write_bytes("start;Größe\n".encode("utf-16"))
    panel.keep_tries("seated_rotation_deg", ["40", "41", "42"])
    assert panel.status["text"].startswith(
        "Kept, not yet in your file: 41 degrees, the middle of three."
    )


@pytest.mark.parametrize("values", [["44", "41", ""], ["44", "41", "4.5"], ["44", "41", "x"]])
def test_less_than_three_whole_numbers_are_no_three_tries(
    panel: SettingsPanel, log: rt.SessionLog, values: list[str]
) -> None:
    panel.keep_tries("rating", values)
    assert "Three tries" in panel.errors["tries"]
    assert log.entries() == []


def test_a_try_out_of_range_is_refused_and_nothing_is_logged(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    panel.keep_tries("seated_rotation_deg", ["44", "41", "400"])
    assert "from 0 to 180" in panel.errors["tries"]
    assert log.entries() == []


def test_an_own_routine_is_made_changed_and_removed(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    panel.save_routine({"name": "Upper back: release!", "steps": [STEP]})
    (routine,) = now(log).routines
    assert routine.key == "upper_back_release_2"
    panel.save_routine({"name": "Short", "steps": [STEP, STEP]}, routine.key)
    (changed,) = now(log).routines
    assert (changed.key, changed.name, len(changed.steps)) == ("upper_back_release_2", "Short", 2)
    panel.remove_routine(routine.key)
    assert now(log).routines == ()


def test_the_key_of_an_own_routine_is_its_name_in_plain_letters(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    for name in ("Rücken morgens", "Straße", "背中", "5 minutes"):
        panel.save_routine({"name": name, "steps": [STEP]})
    keys = [routine.key for routine in now(log).routines]
    assert keys == ["rucken_morgens", "strasse", "own", "own_5_minutes"]


@pytest.mark.parametrize(
    ("routine", "place", "reason"),
    [
        ({"name": "", "steps": [STEP]}, "name", "“Name” must not be empty."),
        (
            {"name": "A", "steps": [STEP, {**STEP, "seconds": "long"}]},
            "steps.1.seconds",
            "Step 2: “Seconds” must be a whole number, got long.",
        ),
        (
            {"name": "A", "steps": [{"seconds": 3}]},
            "steps.0.do",
            "Step 1: “What to do” is missing.",
        ),
        ({"name": "A", "steps": []}, "steps", "“Steps” must not be empty."),
        (
            {"name": "A", "steps": [{"do": "Roll"}]},
            "steps.0",
            "Step 1: a step has either “Seconds” or “Rounds”.",
        ),
    ],
)
def test_a_routine_that_does_not_fit_is_said_in_words_where_it_is_wrong(
    panel: SettingsPanel, log: rt.SessionLog, routine: dict[str, Any], place: str, reason: str
) -> None:
    panel.save_routine(routine)
    assert {key: text for key, text in panel.errors.items() if key != "turn"} == {
        f"routines.{place}": reason
    }
    assert panel.status["text"] == f"Not saved yet. {reason}"
    assert now(log).routines == ()


@pytest.mark.parametrize("name", ["1 2 3", "9…", "Ü"])
def test_every_name_gets_a_key_that_the_log_takes(
    panel: SettingsPanel, log: rt.SessionLog, name: str
) -> None:
    panel.save_routine({"name": name, "steps": [STEP]})
    (routine,) = now(log).routines
    assert rt.Entry(start=NOW, minutes=5, routine=routine.key).routine == routine.key


def test_the_answers_before_the_first_roll_can_be_changed(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    answers = {"long_standing_pain": True, "unsure": False, "do_not_roll": []}
    panel._received(None, {"kind": "questions", "answers": answers}, None)
    safety = now(log).safety
    assert safety is not None
    assert (safety.long_standing_pain, safety.answered) == (True, NOW)


def test_every_setting_is_called_as_the_forms_call_it(panel: SettingsPanel) -> None:
    assert panel.labels == LABELS
    folder = resources.files("rolltrack.widgets").joinpath("js")
    shown = folder.joinpath("guided_choosing.js").read_text(encoding="utf-8")
    shown += folder.joinpath("export_panel.js").read_text(encoding="utf-8")
    elsewhere = ("question", "last_appointment", "sound", "speak")
    assert [name for name in elsewhere if f'say("{LABELS[name]}")' not in shown] == []
    declared = {*Settings.model_fields, *Roller.model_fields, *Routine.model_fields}
    hidden = {"problems", "key", "source"}
    assert (declared | {*Step.model_fields, *Pause._fields}) - hidden == LABELS.keys()


def test_a_roller_that_replaces_another_of_its_name_says_so(panel: SettingsPanel) -> None:
    panel.add_roller(name="Blue", density="soft")
    assert panel.status["text"] == "Added."
    panel.add_roller(name="Blue", density="firm")
    assert panel.status["text"] == "Changed: there was a roller called Blue."


def test_a_roller_of_another_spelling_is_the_same_roller(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    panel.add_roller(name="Blaue Rolle", density="soft")
    panel.add_roller(name="Cork", density="firm")
    panel.add_roller(name=" blaue  rolle", density="firm")
    assert [roller.density for roller in now(log).rollers] == ["firm", "firm"]
    assert [roller.name.casefold() for roller in now(log).rollers] == ["blaue  rolle", "cork"]
    assert panel.status["text"] == "Changed: there was a roller called Blaue Rolle."


@pytest.mark.parametrize(
    ("name", "known"),
    [("morgens", "Morgens"), ("Morgens ", "Morgens"), ("slow full PASS", "Slow full pass")],
)
def test_a_routine_is_not_called_like_another(
    panel: SettingsPanel, log: rt.SessionLog, name: str, known: str
) -> None:
    panel.save_routine({"name": "Morgens", "steps": [STEP]})
    panel.save_routine({"name": name, "steps": [STEP]})
    reason = f"There is already a routine called {known}. Choose another name."
    assert panel.errors["routines.name"] == reason
    assert [routine.name for routine in now(log).routines] == ["Morgens"]


def test_a_routine_that_is_changed_may_keep_its_name(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    panel.save_routine({"name": "Morgens", "steps": [STEP]})
    panel.save_routine({"name": "Morgens", "steps": [STEP, STEP]}, "morgens")
    assert [len(routine.steps) for routine in now(log).routines] == [2]


def test_a_name_has_a_letter_or_a_digit(panel: SettingsPanel, log: rt.SessionLog) -> None:
    reason = "“Name” needs at least one letter or digit, got !!!."
    panel.save_routine({"name": "!!!", "steps": [STEP]})
    assert panel.errors["routines.name"] == reason
    panel.add_roller(name="!!!", density="soft")
    assert panel.errors["rollers.name"] == reason
    assert (now(log).routines, now(log).rollers) == ((), ())


def with_lists(panel: SettingsPanel) -> Settings:
    for name in ("One", "Two", "Three"):
        panel.save_routine({"name": name, "steps": [STEP]})
        panel.add_roller(name=name, density="soft")
    for day in ("2026-08-01", "2026-07-01", "2026-09-01"):
        panel.pause(day, day)
    return read_settings(panel._log.path)


REMOVALS = [
    {"kind": "remove routine", "key": "two"},
    {"kind": "remove roller", "name": "One"},
    {"kind": "remove pause", "first": "2026-07-01"},
]


@pytest.mark.parametrize("message", REMOVALS)
def test_what_was_removed_is_put_back_where_it_was(
    panel: SettingsPanel, log: rt.SessionLog, message: dict[str, str]
) -> None:
    before = with_lists(panel)
    panel._received(None, message, None)
    assert now(log) != before
    assert (panel.status["text"], panel.status["undo"]) == ("Removed.", True)
    panel._received(None, {"kind": "undo"}, None)
    assert now(log) == before
    assert (panel.status["text"], panel.status["undo"]) == ("Put back.", False)


def test_the_only_item_of_a_list_is_put_back_too(panel: SettingsPanel, log: rt.SessionLog) -> None:
    panel.add_roller(name="Blue", density="soft", length_cm=90)
    before = now(log)
    panel.remove_roller("Blue")
    panel.undo()
    assert now(log) == before


def test_undo_goes_with_the_next_change(panel: SettingsPanel, log: rt.SessionLog) -> None:
    with_lists(panel)
    panel.remove_roller("One")
    panel.save({"goal": "Sit"})
    assert panel.status["undo"] is False
    panel.undo()
    assert panel.status["text"] == "There is nothing to put back."
    assert [roller.name for roller in now(log).rollers] == ["Two", "Three"]


def test_undo_leaves_a_list_alone_that_was_changed_elsewhere(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    with_lists(panel)
    panel.remove_roller("One")
    SettingsPanel(log, lambda: NOW).add_roller(name="Four", density="firm")
    panel.undo()
    assert panel.status["text"].startswith("Not put back: the list was changed since")
    assert [roller.name for roller in now(log).rollers] == ["Two", "Three", "Four"]


def test_what_else_was_set_elsewhere_stays_as_it_is(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    before = with_lists(panel)
    panel.remove_routine("one")
    SettingsPanel(log, lambda: NOW).save({"goal": "Sit"})
    panel.undo()
    assert (now(log).goal, now(log).routines) == ("Sit", before.routines)


@pytest.mark.parametrize(
    ("start", "minutes", "left_out"),
    [
        ("2026-11-20T18:00:00+00:00", 5, True),
        ("2026-11-20T02:30:00+00:00", 5, False),  # the night before
        ("2026-11-20T18:00:00+00:00", 0, False),  # 0 minutes count as no rolling
        ("2026-11-20T19:00:00+00:00", 5, False),  # later that day
        (None, 5, False),
    ],
)
def test_tries_after_rolling_are_said_to_be_left_out_of_charts_and_are(
    panel: SettingsPanel, log: rt.SessionLog, start: str | None, minutes: int, left_out: bool
) -> None:
    log.append(rt.Entry(start=start or "2026-11-19T18:00:00+00:00", minutes=minutes))
    panel.keep_tries("fingertip_to_floor_mm", ["110", "120", "130"])
    saved = "✓ Saved: 120 mm, the middle of three."
    why = (
        " You rolled earlier today, so charts leave it out: "
        "they use what is measured before rolling."
    )
    assert panel.status["text"] == saved + (why if left_out else "")
    drawn = rt.daily(log.frame())["flexibility_fingertip_to_floor_mm"].loc["2026-11-20"]
    assert (drawn != drawn) == left_out


def test_the_day_of_tries_starts_when_the_persons_day_does(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    panel.save({"day_starts_at": "02:00"})
    log.append(rt.Entry(start="2026-11-20T02:30:00+00:00", minutes=5))
    panel.keep_tries("rating", ["4", "5", "6"])
    assert "You rolled earlier today" in panel.status["text"]


def test_tries_are_kept_beside_a_log_that_cannot_be_read(
    panel: SettingsPanel, log: rt.SessionLog
) -> None:
    log.path.write_bytes("start,minutes\n".encode("utf-16"))
    panel.keep_tries("rating", ["4", "5", "6"])
    log.path.unlink()
    assert [entry.flexibility_before for entry in log.pending()] == [5]
    assert [tries.values for tries in now(log).tries] == [(4, 5, 6)]


def test_an_emptied_setting_says_what_holds_now(panel: SettingsPanel, log: rt.SessionLog) -> None:
    panel.save({"day_starts_at": "04:00", "flexibility_test": "rating", "worthwhile_change": "2"})
    for name, words in (
        ("day_starts_at", "Saved. Your day starts at 03:00 now."),
        ("flexibility_test", "Saved. No test is chosen now."),
        ("worthwhile_change", "Saved. A change of 1 point of 10 counts as worth it now."),
    ):
        panel.save({name: ""})
        assert panel.status["text"] == words
    assert now(log) == Settings()
    assert panel.values["day_starts_at"] == "03:00"


def test_a_time_that_does_not_exist_is_said_in_words(panel: SettingsPanel) -> None:
    panel.save({"day_starts_at": "25:99"})
    assert "must be a time such as 03:00, got 25:99" in panel.errors["day_starts_at"]


def test_the_first_questions_come_with_when_to_get_help(panel: SettingsPanel) -> None:
    assert panel.questions["get_help"] == [
        ("An emergency", GET_HELP_EMERGENCY),
        ("See a doctor soon", GET_HELP_SOON),
    ]


@pytest.mark.parametrize("typed", ["\uff14\uff10", "\u0664\u0660", " 40\u200b"])
def test_digits_of_every_script_are_taken(panel: SettingsPanel, typed: str) -> None:
    panel.save({"weekly_aim_minutes": typed, "day_starts_at": "\uff10\uff14:\uff13\uff10"})
    assert panel.values["weekly_aim_minutes"] == 40
    assert panel.values["day_starts_at"] == "04:30"
    panel.save({"weekly_aim_minutes": "9" * 5000})
    assert "Weekly aim" in panel.errors["weekly_aim_minutes"]
