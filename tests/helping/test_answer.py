"""What an answer is, and how its numbers are said."""

from __future__ import annotations

import pytest

from rolltrack.days.outcome import outcome
from rolltrack.days.words import interval
from rolltrack.entry.errors import InvalidValue
from rolltrack.helping.answer import compared
from rolltrack.helping.from_log import is_it_helping
from tests.diaries import made_up


def test_a_name_that_is_no_outcome_is_refused():
    with pytest.raises(InvalidValue, match="no outcome called minutes"):
        is_it_helping(made_up(), "minutes")


@pytest.mark.parametrize("wrong", [0, -1, float("nan")])
def test_a_worthwhile_change_must_be_above_zero(wrong):
    with pytest.raises(InvalidValue, match="above 0"):
        is_it_helping(made_up(), worthwhile=wrong)


def test_little_pain_leaves_little_room():
    days = made_up(effect=0.0)
    days["pain"] = (days["pain"] - 4).clip(lower=0)
    assert any("little room to improve" in reason for reason in is_it_helping(days).reasons)


def test_a_difference_is_set_beside_an_important_change():
    small = made_up(days=364, effect=1.0)
    large = made_up(days=112, effect=3.0)
    for days, words in ((small, "is less than"), (large, "counts as")):
        said = is_it_helping(days).reasons[0]
        assert f"{words} an important change in studies (2 points and 30 %, Ostelo 2008)." in said


def test_what_is_not_told_apart_is_given_as_a_number_and_never_called_the_same():
    days = made_up(effect=0.0)
    for name in ("pain", "activity"):
        answer = is_it_helping(days, name)
        assert "the same" not in answer.sentence
    tension = outcome("tension")
    said = compared(tension, "the day after rolling", 0.04, -0.8, 0.8)
    assert said == (
        "Tension is 0.0 points different the day after rolling "
        "(95 % interval 0.8 higher to 0.8 lower)"
    )


def test_limits_of_hours_and_degrees_have_their_unit():
    assert interval(outcome("sleep_minutes"), -29, 29) == "29 min shorter to 29 min longer"
    turned = outcome("flexibility_seated_rotation_deg")
    assert interval(turned, 1, 5) == "1 to 5 degrees higher"
    assert interval(turned, -1, 5) == "1 degree lower to 5 degrees higher"
