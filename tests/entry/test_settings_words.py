"""A sentence about a setting says where it stands, by the labels that people see."""

from __future__ import annotations

import pytest

from rolltrack.entry.settings import settings_from
from rolltrack.entry.settings_words import sentence, shown


@pytest.mark.parametrize(("path", "words", "whole", "said"), [
    (("weekly_aim_minutes",), "must be 0 or more", False, "“Weekly aim” must be 0 or more"),
    (("pauses", 1), "must have a last day", False, "Pause 2 must have a last day"),
    (("pauses", 1), "its end is first", True, "Pause 2: its end is first"),
    (("rollers", 0, "name"), "is missing", False, "Roller 1: “Name” is missing"),
    (("routines", 0, "steps", 2, "do"), "is missing", False,
     "Own routine 1, step 3: “What to do” is missing"),
    (("steps", 0, "do"), "is missing", False, "Step 1: “What to do” is missing"),
    (("mood",), "is missing", False, "“mood” is missing"),
    ((), "must be a list", False, "Must be a list"),
])  # fmt: skip
def test_a_place_is_named_from_the_outside_in(
    path: tuple[str | int, ...], words: str, whole: bool, said: str
) -> None:
    assert sentence(path, words, whole=whole) == said


def test_one_of_several_choices_is_asked_for_by_their_names() -> None:
    _, wrong = settings_from({"rollers": [{"name": "A", "density": "hard"}], "hurts": ["toe"]})
    assert [why.partition(",")[0] for _, why in wrong] == [
        "Roller 1: “Density” must be one of soft",
        "“Where does it hurt?” must be one of upper_back",
    ]


def test_a_long_value_is_cut_and_one_beyond_all_measure_is_called_so() -> None:
    assert shown("x" * 50) == "x" * 40 + "…"
    assert shown(16**5000) == "a number too long to show"
