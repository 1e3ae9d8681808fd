"""What a person types, in a form or on the command line, is taken, asked about, or said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.command.cli import main
from rolltrack.entry.typed import as_kept, entry_from, rounded

START = "2026-05-01T10:00:00+01:00"
Door = Callable[..., tuple[list[rt.Entry], str]]


def form(path: Path, _capsys: object, **answers: str) -> tuple[list[rt.Entry], str]:
    form = rt.log_form(rt.SessionLog(path))
    form.save({"start": START, **answers})
    return rt.SessionLog(path).entries(), form.status["text"]


def command(
    path: Path, capsys: pytest.CaptureFixture[str], **answers: str
) -> tuple[list[rt.Entry], str]:
    words = [f"--{name.replace('_', '-')}={text}" for name, text in answers.items()]
    main(["log", "--log", str(path), "--start", START, *words])
    return rt.SessionLog(path).entries(), capsys.readouterr().err


DOORS = pytest.mark.parametrize("door", [form, command])


@DOORS
@pytest.mark.parametrize("typed", ["7", "7.0", "+7", "07", "7,00", "\uff17", "\u0667", "24"])
def test_sleep_that_reads_like_hours_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], door: Door, typed: str
) -> None:
    kept, said = door(tmp_path / "log.csv", capsys, pain_before="3", minutes="5",
                      sleep_minutes=typed)  # fmt: skip
    assert kept == []
    assert "minutes? For hours type" in said


@DOORS
@pytest.mark.parametrize(
    ("typed", "minutes"), [("0:07", 7), ("7 min", 7), ("7 h", 420), ("7 hours", 420), ("7:30", 450)]
)
def test_sleep_with_its_unit_is_not_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], door: Door, typed: str, minutes: int
) -> None:
    kept, _ = door(tmp_path / "log.csv", capsys, pain_before="3", minutes="5", sleep_minutes=typed)
    assert [entry.sleep_minutes for entry in kept] == [minutes]


def test_an_entry_of_seven_minutes_of_sleep_can_be_corrected_elsewhere() -> None:
    texts = {"start": START, "sleep_minutes": "7", "notes": "a nap"}
    assert entry_from(texts, before={"sleep_minutes": "7"}).sleep_minutes == 7


@DOORS
@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("7,5", 8), ("7.5", 8), ("8.5", 9), ("7.4", 7), ("\u0667\u066b\u0665", 8)],
)
def test_minutes_with_decimals_are_rounded_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], door: Door, typed: str, minutes: int
) -> None:
    kept, said = door(tmp_path / "log.csv", capsys, minutes=typed)
    assert [entry.minutes for entry in kept] == [minutes]
    assert f"is kept as {minutes}." in said


@pytest.mark.parametrize("typed", ["8", "8.0", "8,00", "8 min", " 8 "])
def test_nothing_is_said_of_a_number_that_is_whole(typed: str) -> None:
    assert as_kept("minutes", typed).strip() == "8"
    assert rounded({"minutes": typed}) == []


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("pain_before", "6,5"),
        ("minutes", "1,500"),
        ("exercise_minutes", "7,5"),
        ("minutes", "7:30"),
    ],
)
def test_a_number_with_two_meanings_is_refused(column: str, typed: str) -> None:
    with pytest.raises(rt.InvalidEntry, match=f"got {typed}"):
        entry_from({"start": START, column: typed})


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("flexibility_test", "seated rotation", "seated_rotation_deg"),
        ("roller", "SOFT", "soft"),
        ("areas", "Upper back|hips, LEGS", ("upper_back", "hips", "legs")),
        ("kind", "Check-in", "check-in"),
        ("routine", "Upper_Back_Release", "upper_back_release"),
    ],
)
def test_words_in_any_case_are_taken_from_a_person_and_from_a_file(
    column: str, typed: str, value: object
) -> None:
    texts = {"start": START, column: typed}
    assert getattr(entry_from(texts), column) == value
    assert getattr(rt.Entry.from_text(texts), column) == value
