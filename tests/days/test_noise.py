"""How far ratings and weeks lie apart by chance."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rolltrack.days import noise
from rolltrack.days.noise import repeatability, usual_difference
from tests.diaries import rated


def test_repeatability_is_that_of_the_scatter_and_not_of_the_trend() -> None:
    rng = np.random.default_rng(2)
    steady = rng.normal(0, 2, 2000)
    for trend in (0.0, 0.05):
        days = rated([5.0] * 2000, tension=steady + trend * np.arange(2000))
        assert repeatability(days, "tension") == pytest.approx(1.96 * 2, rel=0.05)
    assert math.isnan(repeatability(days.iloc[:5], "tension"))
    apart = rated([5.0, *[math.nan] * 14] * 9)
    assert math.isnan(repeatability(apart, "pain"))


def test_ratings_a_week_apart_are_taken_for_much_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    values, day = np.array([8.0, 3, 7, 2, 8, 3, 6]), 7 * np.arange(7)
    stretch = np.array([0, 0, 0, 1, 1, 1, 1])
    careful = usual_difference(day, values, day // 7, stretch)
    monkeypatch.setattr(noise, "ALIKE_UNSEEN", 0.0)
    variance = (values[:3].var() * 3 + values[3:].var() * 4) / 5  # Student, pooled, written out
    student = 2.570582 * math.sqrt(variance * (1 / 3 + 1 / 4))
    assert usual_difference(day, values, day // 7, stretch) == pytest.approx(student, abs=1e-5)
    assert careful > student
