"""Flare-ups."""

from __future__ import annotations

import math

import pytest

from rolltrack.days.flares import flare_ups
from tests.diaries import rated


def test_a_flare_up_lasts_from_its_first_to_its_last_high_day() -> None:
    days = rated([4.0] * 30 + [7.0, 8.0, math.nan, 6.5] + [4.0] * 20)
    (flare,) = flare_ups(days).to_dict("records")
    assert (flare["start"], flare["end"]) == (days.index[30], days.index[33])
    assert (flare["peak"], flare["usual"]) == (8.0, 4.0)


@pytest.mark.parametrize(
    "pain",
    [
        [4.0] * 30 + [7.0] + [4.0] * 20,  # one day
        [4.0] * 5 + [8.0] * 2,  # too few ratings before
        [4.0] * 30 + [5.9] * 4,  # less than two points
        [4.0] * 30 + [8.0, 4.0, 4.0, 4.0, 8.0, 4.0],  # too far apart
    ],
)
def test_these_are_no_flare_ups(pain: list[float]) -> None:
    assert len(flare_ups(rated(pain))) == 0
