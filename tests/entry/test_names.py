"""Names that a person would call the same are the same, and each has a key of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from rolltrack.entry.names import free_key, same_as, wrong_with
from rolltrack.entry.routine import Routine, Step


@pytest.mark.parametrize("name", ["blaue rolle", " Blaue  Rolle ", "Blaue\u00a0ROLLE"])
def test_capitals_and_blanks_make_no_other_name(name: str) -> None:
    assert same_as(name, ["Cork", "Blaue Rolle"]) == "Blaue Rolle"
    assert same_as("Blaue Rollen", ["Cork", "Blaue Rolle"]) is None


@given(st.text(min_size=1, max_size=80), st.sets(st.text(max_size=8)))
def test_every_name_has_a_free_key_that_the_log_takes(name: str, taken: set[str]) -> None:
    key = free_key(name, taken)
    assert key not in taken
    assert Routine(key=key, name="A", steps=(Step(do="Roll", seconds=30),)).key == key


def test_a_taken_key_gets_the_next_number() -> None:
    assert free_key("My way", {"my_way", "my_way_2"}) == "my_way_3"


@pytest.mark.parametrize(("name", "taken", "why"), [
    ("?!", [], "needs at least one letter or digit, got ?!"),
    ("slow  PASS", ["Slow pass"], "There is already a routine called Slow pass"),
    ("", [], ""),
    ("Rücken 1", [], ""),
])  # fmt: skip
def test_a_name_that_will_not_do_is_told_why(name: str, taken: list[str], why: str) -> None:
    assert re.search(re.escape(why), wrong_with(name, taken) or "") is not None
    assert bool(wrong_with(name, taken)) == bool(why)
