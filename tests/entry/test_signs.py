"""Signs that look alike or cannot be seen are taken by every door, or shown."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import rolltrack as rt
from rolltrack.command.cli import main
from rolltrack.entry.signs import plain, visible

START = "2026-05-01T10:00:00+01:00"
DIGITS = [letter for letter in map(chr, range(sys.maxunicode + 1)) if letter.isdecimal()]


def from_form(path: Path, **answers: str) -> list[rt.Entry]:
    rt.log_form(rt.SessionLog(path)).save({"start": START, **answers})
    return rt.SessionLog(path).entries()


def from_command(path: Path, **answers: str) -> list[rt.Entry]:
    words = [f"--{name.replace('_', '-')}={text}" for name, text in answers.items()]
    main(["log", "--log", str(path), "--start", START, *words])
    return rt.SessionLog(path).entries()


def from_file(path: Path, **answers: str) -> list[rt.Entry]:
    head, cells = ",".join(["start", *answers]), ",".join([START, *answers.values()])
    path.write_text(f"{head}\n{cells}\n", encoding="utf-8")
    return rt.SessionLog(path).entries()


@pytest.mark.parametrize("door", [from_form, from_command, from_file])
@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("flexibility_before", "\u221240", -40),
        ("flexibility_before", "\u201340", -40),
        ("flexibility_before", "\uff0d\uff14\uff10", -40),
        ("flexibility_before", "\u200e-40\u200f", -40),
        ("pain_before", "\u0666", 6),
        ("pain_before", "\u096c", 6),
        ("pain_before", "\uff16", 6),
        ("pain_before", "6\u200b", 6),
        ("pain_before", "\ufeff6\u00a0", 6),
        ("pain_before", "\u202f6\u2060", 6),
        ("roller", "Firm\u200b", "firm"),
        ("roller", "\uff26\uff29\uff32\uff2d", "firm"),
        ("areas", "upper_back\u200b\u060c\u00a0Hips", ("upper_back", "hips")),
        ("popped", "Yes\u00a0", True),
    ],
)
def test_a_sign_with_one_meaning_is_taken(
    tmp_path: Path, door: object, column: str, text: str, value: object
) -> None:
    (entry,) = door(  # type: ignore[operator]
        tmp_path / "log.csv", minutes="5", flexibility_test="sit_and_reach_mm",
        **{"flexibility_before": "1", column: text},
    )  # fmt: skip
    assert getattr(entry, column) == value


def test_a_time_is_read_in_any_digits_and_with_any_minus() -> None:
    texts = {"start": "\u0662\u0660\u0662\u0666\u201105\u201101T10:00:00\u221205:00"}
    assert rt.Entry.from_text(texts).start.isoformat() == "2026-05-01T10:00:00-05:00"


def test_a_note_keeps_every_sign() -> None:
    note = "\u0663 \u221240\u00a0\uff16 \u05e9\u200f"
    assert rt.Entry.from_text({"start": START, "notes": note}).notes == note


@pytest.mark.parametrize(
    ("text", "shown"),
    [("7\u200b?", "7?"), ("7\x07", "7[U+0007]"), ("7\u00b2", "7²[U+00B2]"), ("six", "six")],
)
def test_a_sign_without_one_meaning_is_shown(text: str, shown: str) -> None:
    with pytest.raises(rt.InvalidEntry, match="pain_before") as caught:
        rt.Entry.from_text({"start": START, "pain_before": text})
    assert str(caught.value).endswith(f"got {visible(plain(text))}")
    assert visible(plain(text)) == shown


def test_a_letter_of_another_alphabet_in_a_word_is_shown() -> None:
    with pytest.raises(rt.InvalidEntry, match=r"got f\u0456\[U\+0456\]rm"):
        rt.Entry.from_text({"start": START, "roller": "f\u0456rm"})


@given(st.text(st.sampled_from(DIGITS), min_size=1, max_size=9))
def test_digits_of_every_script_are_digits(text: str) -> None:
    assert plain(text) == "".join(str(unicodedata.decimal(letter)) for letter in text)


@given(st.text())
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_nothing_hidden_stays_hidden(text: str) -> None:
    assert not any(unicodedata.category(letter) in ("Cf", "Cc") for letter in visible(text))
