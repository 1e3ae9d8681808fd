"""The randomisation test and its interval."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.stats import permutation_test

from rolltrack.helping.randomisation import Flips, chance, estimate, flips
from rolltrack.helping.trial import LOOK_LEVELS

DARWIN = np.array([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48.0])


def brute_force(when, arm, y):
    """The arm's coefficient in generalised least squares, the long way."""
    weight = np.linalg.inv(0.4 ** np.abs(when[:, None] - when))
    columns = np.column_stack([arm, np.ones(len(when)), when])
    return np.linalg.solve(columns.T @ weight @ columns, columns.T @ weight @ y)[0]


@pytest.fixture
def small():
    """28 mornings of 7 pairs, some missing."""
    rng = np.random.default_rng(12)
    when = np.delete(np.arange(28.0), [3, 11, 20])
    pair = (when // 4).astype(int)
    first = np.where(when % 4 < 2, 1.0, -1.0)
    sign = rng.choice([-1.0, 1.0], 7)
    y = 5 + rng.normal(0, 1.5, len(when))
    return when, pair, first, sign, y


def test_the_coefficient_is_that_of_generalised_least_squares(small):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)
    expected = brute_force(when, (1 + sign[pair] * first) / 2, y)
    assert estimate(found, y).value == pytest.approx(expected)


def test_the_chance_equals_full_enumeration_and_scipy(small):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)

    def statistic(signs, axis):
        return np.apply_along_axis(
            lambda row: brute_force(when, (1 + row[pair] * first) / 2, y), axis, signs
        )

    every = np.array([statistic(np.array(row), 0) for row in itertools.product([1, -1], repeat=7)])
    enumerated = np.mean(every <= statistic(sign, 0) + 1e-9)
    scipys = permutation_test(
        (sign,),
        statistic,
        permutation_type="samples",
        alternative="less",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert chance(found, y) == pytest.approx(enumerated) == pytest.approx(scipys.pvalue)


@pytest.mark.parametrize("level", LOOK_LEVELS)
def test_at_each_limit_the_chance_crosses_half_of_what_the_interval_leaves_out(small, level):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)
    held = estimate(found, y, level=level)
    allowed = (1 - level) / 2
    assert chance(found, y, held.high - 1e-6) > allowed >= chance(found, y, held.high + 1e-6)
    # Turned round, the lower limit is an upper one.
    assert chance(found, -y, -held.low - 1e-6) > allowed >= chance(found, -y, -held.low + 1e-6)


def test_the_limits_are_those_of_a_search_by_brute_force(small):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)
    held = estimate(found, y)
    grid = np.linspace(-6, 6, 2401)
    inside = [effect for effect in grid if chance(found, y, effect) > 0.025]
    assert max(inside) == pytest.approx(held.high, abs=0.006)


def test_too_few_schedules_leave_a_limit_open():
    when = np.arange(20.0)
    pair, first = (when // 4).astype(int), np.where(when % 4 < 2, 1.0, -1.0)
    y = np.random.default_rng(1).normal(size=20)
    held = estimate(flips(when, pair, first, np.ones(5)), y)
    assert held.low is None
    assert held.high is None


def test_sign_flips_of_darwins_maize_give_the_published_count():
    signs = np.array(list(itertools.product([1.0, -1.0], repeat=15)))
    alone = np.eye(15)
    found = Flips(signs, contrast=alone, gram=alone, whiten=alone, arm=np.ones(15))
    assert chance(found, -DARWIN) * 32768 == 863
