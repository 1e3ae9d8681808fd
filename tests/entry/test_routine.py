"""The built-in routines are those of the articles, and own ones stand beside them."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from rolltrack.entry.routine import Routine, Step, built_in
from rolltrack.entry.settings import Settings


def steps(key: str) -> list[str]:
    return [step.do for step in built_in()[key].steps]


def test_the_upper_back_release_has_the_five_steps_of_its_article_in_their_order() -> None:
    first, arms, roll, arch, repeat = built_in()["upper_back_release"].steps
    assert "roller across your upper back" in first.do
    assert "shoulder blades" in first.more
    assert "arms" in arms.do
    assert "Roll slowly up and down" in roll.do
    assert "breathe out" in roll.more
    assert "arch back over the roller" in arch.do
    assert (repeat.repeat_from, repeat.rounds) == (3, 3)


def test_the_slow_full_pass_has_the_seven_steps_of_its_article_in_their_order() -> None:
    words = [
        "Lie",
        "hands behind",
        "Roll slowly down",
        "tight spot",
        "next spot",
        "Go on",
        "sitting",
    ]
    assert len(steps("slow_full_pass")) == 7
    for word, step in zip(words, steps("slow_full_pass"), strict=True):
        assert word in step
    assert len(built_in()["slow_full_pass"].setup) == 2


def test_built_in_routines_roll_neither_the_lower_back_nor_the_neck() -> None:
    for routine in built_in().values():
        assert routine.areas
        assert not {"lower_back", "neck"} & set(routine.areas)


def test_rolling_steps_keep_to_the_published_pace_and_length() -> None:
    for routine in built_in().values():
        for step in routine.steps:
            assert 2 <= step.pace <= 4
        rolling = [s.seconds for s in routine.steps if "Roll slowly" in s.do and s.areas]
        assert all(30 <= (seconds or 0) <= 120 for seconds in rolling)


def test_an_own_routine_comes_after_the_built_in_ones() -> None:
    own = Routine(key="mine", name="Mine", steps=(Step(do="Roll", seconds=30),))
    assert list(Settings(routines=(own,)).every_routine)[-1] == "mine"


def test_an_own_routine_with_a_built_in_key_takes_its_place() -> None:
    own = Routine(key="slow_full_pass", name="Mine", steps=(Step(do="Roll", seconds=30),))
    assert Settings(routines=(own,)).every_routine["slow_full_pass"] == own


def test_an_own_routine_may_roll_the_lower_back() -> None:
    assert Step(do="Roll", seconds=30, areas=("lower_back",)).areas == ("lower_back",)


def test_repeats_of_repeats_cannot_grow_without_end() -> None:
    once = Step(do="Roll", seconds=30)
    again = Step(do="Again", repeat_from=1, rounds=50)
    with pytest.raises(ValidationError, match="more than 200 parts"):
        Routine(key="mine", name="Mine", steps=(once, again, again))


@pytest.mark.parametrize("step", [s for r in built_in().values() for s in r.steps if s.breathing])
def test_the_cues_of_a_built_in_step_say_what_its_words_say(step: Step) -> None:
    words = set(re.findall(r"\w+", f"{step.do} {step.more}".lower()))
    cued = set(re.findall(r"\w+", " ".join(step.breathing).lower())) - {"breathe", "in", "out"}
    assert cued <= words
    assert ("stop" in cued) == ("stop" in words)
