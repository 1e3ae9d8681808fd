"""What an experiment could see."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from rolltrack.helping.power import smallest_effect, variation
from tests.diaries import START


def test_the_smallest_effect_shrinks_with_time_and_grows_with_the_persons_variation():
    assert smallest_effect(1.5, 0.3, 7, 2) < smallest_effect(1.5, 0.3, 7)
    assert smallest_effect(3.0, 0.3, 7) == pytest.approx(2 * smallest_effect(1.5, 0.3, 7))


def test_the_persons_own_variation_is_taken_from_their_log():
    rng = np.random.default_rng(2)
    dates = pd.date_range(START, periods=84, name="date")
    found = variation(pd.DataFrame({"state": "rest", "pain": rng.normal(5, 2, 84)}, index=dates))
    assert found.sd == pytest.approx(2, abs=0.4)
    assert found.noise < 0.4
    assert found.ratings == 84


def test_without_ratings_usual_values_stand_in():
    dates = pd.date_range(START, periods=5, name="date")
    assert variation(pd.DataFrame({"state": "rest", "pain": 5.0}, index=dates)).ratings == 0
