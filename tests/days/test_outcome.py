"""What can be followed over time, and how its values are written."""

from __future__ import annotations

import math

import pytest

from rolltrack.days.daily import daily
from rolltrack.days.outcome import outcome, outcomes_in
from tests.diaries import entries


def test_outcomes_are_the_rated_ones_with_the_most_used_test_first() -> None:
    days = daily(entries(120, tests=("sit_and_reach_mm", "rating")))
    names = [what.name for what in outcomes_in(days)]
    assert names[0] == "pain"
    assert set(names[1:3]) == {"flexibility_sit_and_reach_mm", "flexibility_rating"}
    assert "posture" not in names
    with pytest.raises(KeyError):
        outcome("minutes")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("pain", -0.04, "0.0"),
        ("pain", math.nan, "–"),
        ("sleep_minutes", 65, "1 h 05 min"),
        ("flexibility_fingertip_to_floor_mm", -35, "−35 mm"),
        ("flexibility_seated_rotation_deg", 44.4, "44°"),
        ("flexibility_rating", 7, "7.0"),
    ],
)
def test_a_value_is_shown_with_its_unit(name: str, value: float, text: str) -> None:
    assert outcome(name).text(value) == text


def test_one_of_a_unit_is_singular() -> None:
    assert outcome("pain").amount(1.0) == "1.0 point"
    assert outcome("flexibility_fingertip_to_floor_mm").amount(-1) == "1 mm"
