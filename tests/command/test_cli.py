"""The rolltrack command, as it is called from a shell."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.command.cli import main
from rolltrack.log.settings_file import change_settings
from tests.pseudo import left_in_english, pseudo

START = "2026-11-20T18:30:05+01:00"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(arguments)
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return status, said.out, said.err


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "sessions.csv")


def test_log_saves_an_entry_and_prints_its_id(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(
        "log", "--log", path, "--start", START, "--minutes", "8", "--pain-before", "6",
        "--areas", "upper_back|shoulders", "--notes", "=1+1", capsys=capsys,
    )  # fmt: skip
    entry = rt.SessionLog(path).entries()[0]
    assert (status, out) == (0, f"saved {entry.id}\n")
    assert (entry.minutes, entry.pain_before, entry.notes) == (8, 6, "=1+1")


def test_log_takes_the_words_that_people_see(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, _ = run(
        "log", "--log", path, "--minutes", "8", "--areas", "Upper back, HIPS", "--roller", "Firm",
        "--flexibility-test", "Seated rotation", "--flexibility-before", "43",
        "--sleep-minutes", "7:30", capsys=capsys,
    )  # fmt: skip
    (entry,) = rt.SessionLog(path).entries()
    assert status == 0
    assert (entry.areas, entry.roller) == (("upper_back", "hips"), "firm")
    assert (entry.flexibility_test, entry.sleep_minutes) == ("seated_rotation_deg", 450)


def test_a_start_without_an_offset_is_local_time_unless_the_clocks_were_changed(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        for start in ("2026-07-20 18:00", "2026-10-24T18:00:30"):
            run("log", "--log", path, "--start", start, "--minutes", "8", capsys=capsys)
        twice = ("--start", "2026-10-25 02:30", "--minutes", "8")
        status, _, err = run("log", "--log", path, *twice, capsys=capsys)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert [entry.start.isoformat() for entry in rt.SessionLog(path).entries()] == [
        "2026-07-20T18:00:00+02:00",
        "2026-10-24T18:00:30+02:00",
    ]
    assert status == 2
    assert "write 2026-10-25T02:30:00+01:00 or 2026-10-25T02:30:00+02:00, got 2026-10-25" in err


def test_a_routine_is_known_by_its_name_and_an_unknown_one_is_named(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {"key": "after_work", "name": "After work", "steps": [{"do": "Roll", "seconds": 30}]}
    change_settings(path, routines=[own])
    for routine in ("Slow full pass", "after work"):
        assert not run("log", "--log", path, "--routine", routine, capsys=capsys)[2].count("typed")
    _, _, err = run("log", "--log", path, "--routine", "mornng", capsys=capsys)
    assert "mornng is logged as typed; your routines: upper_back_release, slow_full_pass" in err
    routines = [entry.routine for entry in rt.SessionLog(path).entries()]
    assert routines == ["slow_full_pass", "after_work", "mornng"]


def test_the_form_and_the_command_refuse_the_future_in_the_same_words(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    late = {"start": "2199-01-01T08:00:00+00:00", "minutes": "5"}
    form = rt.log_form(rt.SessionLog(path))
    form.save(late)
    _, _, err = run("log", "--log", path, "--minutes", "5", "--start", late["start"], capsys=capsys)
    assert form.errors["start"].casefold() == f"{err.strip()}.".casefold()


def test_a_start_ahead_of_this_clock_is_said(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    soon = dt.datetime.now().astimezone() + dt.timedelta(hours=6)
    _, out, err = run(
        "log", "--log", path, "--start", soon.isoformat(timespec="seconds"), "--minutes", "5",
        capsys=capsys,
    )  # fmt: skip
    assert out.startswith("saved ")
    assert "Its start is ahead of this computer's clock." in err


def test_log_without_a_start_takes_the_present(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("log", "--log", path, "--minutes", "8", capsys=capsys)[0] == 0
    assert rt.SessionLog(path).entries()[0].start.utcoffset() is not None


def test_log_uses_the_named_log_of_the_environment(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLLTRACK_LOG", path)
    assert run("log", "--minutes", "8", capsys=capsys)[0] == 0
    assert len(rt.SessionLog(path).entries()) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["log", "--pain-before", "14"], "pain_before must be a whole number from 0 to 10, got 14"),
        (["log", "--minutes", "1_0"], "minutes must be a whole number from 0 to 180, got 1_0"),
        (["log", "--start", "yesterday", "--minutes", "5"], "start must be local time"),
        (["log"], "Nothing to log"),
        (["log", "--kind", "check-in", "--minutes", "5"], "for rolling, choose session"),
        (
            ["log", "--minutes", "5", "--start", "2199-01-01T08:00:00+00:00"],
            "start is in the future",
        ),
        (["log", "--minutes", "5", "--areas", "hips,chest"], "with commas between, got chest"),
        (["log", "--minutes", "5", "--roller", "hard"], "one of soft, medium, firm, got hard"),
        (["summary", "--from", "October", "--out", "x.md"], "is no date"),
        (["nonsense"], "invalid choice"),
        ([], "required"),
    ],
)
def test_a_wrong_call_gets_a_sentence_and_writes_nothing(
    arguments: list[str], sentence: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [*arguments, "--log", path] if arguments and arguments[0] == "log" else arguments
    status, _, err = run(*named, capsys=capsys)
    assert status == 2
    assert sentence in err
    assert not Path(path).exists()


def test_summary_writes_the_format_that_its_name_ends_in(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("log", "--log", path, "--start", START, "--minutes", "8", capsys=capsys)
    for suffix, beginning in ((".md", "# "), (".html", "<!doctype html>"), (".csv", "id,start")):
        out = tmp_path / f"page{suffix}"
        status, said, _ = run("summary", "--log", path, "--out", str(out), capsys=capsys)
        assert (status, said) == (0, f"wrote {out}\n")
        assert out.read_text(encoding="utf-8").lower().startswith(beginning)


def test_recover_lists_and_restores_what_another_program_wrote_over(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = rt.SessionLog(path)
    log.append(rt.Entry(start=START, minutes=8))
    old = Path(path).read_bytes()
    saved = log.append(rt.Entry(start=START, minutes=9))
    Path(path).write_bytes(old)
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    status, out, _ = run("recover", "--log", path, capsys=capsys)
    assert status == 1
    assert str(saved.id) in out
    assert Path(path).read_bytes() == old
    status, out, _ = run("recover", "--log", path, "--yes", capsys=capsys)
    assert status == 0
    assert [entry.minutes for entry in rt.SessionLog(path).entries()] == [8, 9]
    assert "Nothing is missing" in run("recover", "--log", path, capsys=capsys)[1]


def test_each_answer_that_does_not_fit_has_its_own_line(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = run("log", "--log", path, "--minutes", "x", "--roller", "hard", capsys=capsys)
    assert err.splitlines() == [
        "minutes must be a whole number from 0 to 180, got x",
        "roller must be one of soft, medium, firm, got hard",
    ]


def test_what_was_deleted_on_another_computer_can_be_let_go(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log = rt.SessionLog(path)
    log.append(rt.Entry(start=START, minutes=8))
    old = Path(path).read_bytes()
    gone = log.append(rt.Entry(start=START, minutes=9))
    Path(path).write_bytes(old)
    status, out, _ = run("recover", "--forget", "--log", path, capsys=capsys)
    assert status == 0
    assert str(gone.id) in out
    assert "They stay out of the file." in out
    assert "Nothing is missing" in run("recover", "--log", path, capsys=capsys)[1]
    assert "missing" not in run("check", "--log", path, capsys=capsys)[1]
    assert Path(path).read_bytes() == old


def test_what_nobody_expected_is_a_sentence_too(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_log: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(rt.SessionLog, "snapshot", broken)
    status, _, err = run("check", "--log", path, capsys=capsys)
    assert (status, err) == (
        2,
        "Something unexpected happened (RecursionError: too deep). What was saved stays saved.\n",
    )


def test_a_folder_that_cannot_be_read_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run("log", "--minutes", "8", "--log", str(tmp_path), capsys=capsys)
    assert status == 2
    assert f"{tmp_path.name} cannot be read: it is a folder" in err


@pytest.mark.parametrize("command", ["lab", "log", "check", "summary", "recover"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(command, "--help", capsys=capsys)
    assert status == 0
    assert "--log PATH" in out


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version", capsys=capsys)[:2] == (0, f"rolltrack {rt.__version__}\n")


def test_a_new_log_and_a_missing_one_are_named_as_such(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "x.md"
    status, _, err = run("summary", "--log", path, "--out", str(page), capsys=capsys)
    assert (status, page.exists()) == (2, False)
    assert err == f"There is no {path}, so nothing was written. --log names another.\n"
    for said in ("(a new log)", "sessions.csv\n"):
        assert run("log", "--log", path, "--minutes", "8", capsys=capsys)[2].endswith(
            f"{said.strip()}\n"
        )


def test_what_is_kept_is_named_by_every_command_that_leaves_it_out(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("log", "--log", path, "--minutes", "8", capsys=capsys)
    good = Path(path).read_bytes()
    Path(path).write_bytes(good.decode().encode("utf-16"))
    status, out, err = run("log", "--log", path, "--minutes", "9", capsys=capsys)
    assert (status, out[:5]) == (1, "kept ")
    assert "UTF-16" in err
    Path(path).write_bytes(good)
    _, _, err = run("summary", "--log", path, "--out", str(tmp_path / "x.md"), capsys=capsys)
    assert "so not in it: 1." in err
    run("recover", "--log", path, capsys=capsys)
    assert len(rt.SessionLog(path).entries()) == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        *([name, "--help"] for name in ("app", "lab", "log", "check", "summary", "recover")),
        ["log"],
        ["log", "--minutes", "7,5", "--routine", "own_way"],
        ["log", "--minutes", "999", "--areas", "toe", "--sleep-minutes", "7"],
        ["log", "--minutes", "5", "--start", "1900-01-01 10:00"],
        ["check"],
        ["summary", "--out", "x.md"],
        ["recover"],
    ],
    ids=" ".join,
)
def test_nothing_stays_english_in_another_language(
    words: list[str], path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pseudo():
        help_asked = "--help" in words
        _, out, err = run(*words, *([] if help_asked else ["--log", path]), capsys=capsys)
    formal = re.compile(r"--?[a-z][a-z-]*|\b[A-Z/]{4,}\b|^  +[a-z]+ |usage: |rolltrack \w*", re.M)
    assert left_in_english(formal.sub(" ", out + err), own=[path]) == []
