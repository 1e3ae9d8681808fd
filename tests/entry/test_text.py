"""A person's own words stand in a page without hiding or turning anything around them."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, strategies as st

from rolltrack.entry.text import day_text, own_words, period_text, printable, shortened


@given(st.text())
def test_what_is_printable_has_a_picture_for_every_control_sign(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in shown)


@given(st.text())
def test_own_words_are_on_one_line_and_end_what_turns_the_direction(text: str) -> None:
    words = own_words(text)
    assert len(words.splitlines()) <= 1
    assert words.startswith("\u2068") == words.endswith("\u2069")


def test_words_from_the_right_are_kept_apart_from_what_follows() -> None:
    assert own_words("שלום") == "\u2068שלום\u2069"
    assert own_words("good (day)") == "good (day)"


@given(st.text(min_size=1, max_size=60), st.integers(10, 60))
def test_what_is_cut_is_seen_to_be_cut_and_short_enough(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert len(cut) <= longest + 1
    assert cut == text if len(text) <= longest else cut.rstrip("\u2069").endswith(" …")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-07-06", "2026-11-08", "6 Jul – 8 Nov 2026"),
        ("2025-12-30", "2026-01-02", "30 Dec 2025 – 2 Jan 2026"),
        ("2026-09-01", "2026-09-01", "1 Sept 2026"),
    ],
)
def test_a_period_names_a_year_once_where_once_is_enough(first: str, last: str, words: str) -> None:
    assert period_text(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == words


def test_a_date_has_its_year_where_asked() -> None:
    day = dt.date(2026, 5, 1)
    assert (day_text(day), day_text(day, year=True)) == ("1 May", "1 May 2026")
