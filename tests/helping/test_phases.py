"""Before and since they started rolling."""

from __future__ import annotations

import numpy as np
import pytest

from rolltrack.helping.phases import nap, nonoverlap, since_you_started, tau_bc
from tests.diaries import at_rest_or_rolling

PARKER = np.array([20.0, 20, 26, 25, 22, 23]), np.array([28.0, 25, 24, 27, 30, 30, 29])


TARLOW = np.arange(1.0, 6), np.arange(6.0, 11)


def test_nonoverlap_equals_the_published_numbers():
    found = nap(*PARKER)
    assert found.value == pytest.approx(0.9166667, abs=1e-7)
    assert found.error == pytest.approx(0.06900656, abs=1e-8)
    assert (found.low, found.high) == pytest.approx((0.5973, 0.9860), abs=5e-5)
    assert tau_bc(*PARKER) == pytest.approx((0.2857143, 0.3595), abs=5e-5)


def test_a_steady_trend_alone_is_no_corrected_nonoverlap():
    assert tau_bc(*TARLOW)[0] == 0
    assert nap(*TARLOW).high == 1
    assert 0 < nap(*TARLOW).low < 1


def test_healing_by_itself_is_not_a_step_at_the_start_of_rolling():
    rng = np.random.default_rng(7)
    state = np.where(np.arange(84) < 28, "rest", "rolled")
    steps = []
    for _ in range(40):
        pain = 7 - np.arange(84) / 20 + rng.normal(0, 1, 84)
        steps.append(since_you_started(at_rest_or_rolling(pain, state)).estimate)
    assert np.mean(steps) == pytest.approx(0, abs=0.4)


def test_a_step_since_the_start_is_told_with_its_caution():
    rng = np.random.default_rng(7)
    state = np.where(np.arange(84) < 28, "rest", "rolled")
    found = since_you_started(
        at_rest_or_rolling(7 - 3 * (np.arange(84) > 28) + rng.normal(0, 1, 84), state)
    )
    assert found.low < found.estimate < found.high < 0
    assert "Healing by itself would look the same." in found.sentence
    assert "helping" not in found.sentence


@pytest.mark.parametrize(
    ("before", "since", "told"),
    [
        ([8, 7, 6, 5, 4, 3, 2, 2], [2.0, 3] * 10, True),
        ([8, 7, 6, 5, 4, 3, 2, 2], [2.0, 3] * 20, False),  # days against months
        ([5, 4, 6, 5, 4, 6, 5, 5], [2.0, 3] * 10, False),  # no clear slope
        ([5] * 8, [2.0, 3] * 10, False),
    ],
)
def test_a_slope_is_only_taken_on_where_it_is_clear_and_long_enough(before, since, told):
    state = ["rest"] * (len(before) - 1) + ["rolled"] * (len(since) + 1)
    said = nonoverlap(at_rest_or_rolling(np.array([*before, *since], dtype=float), np.array(state)))
    assert "NAP" in said
    assert ("Tau-BC" in said) == told
