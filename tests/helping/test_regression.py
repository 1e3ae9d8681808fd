"""Least squares with robust errors."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from rolltrack.helping.regression import slope


def test_robust_errors_equal_statsmodels():
    rng = np.random.default_rng(5)
    for n in (15, 40, 300):
        x = (rng.random(n) < 0.4).astype(float)
        others = np.column_stack([np.ones(n), rng.normal(size=(n, 5))])
        y = x + rng.normal(size=n) * (1 + 2 * x)
        reference = sm.OLS(y, np.column_stack([x, others])).fit(cov_type="HC3", use_t=True)
        found = slope(y, x, others)
        assert found.estimate == pytest.approx(reference.params[0], rel=1e-12)
        assert found.error == pytest.approx(reference.bse[0], rel=1e-12)
        assert found.interval(0.95) == pytest.approx(reference.conf_int()[0], rel=1e-12)


def test_a_repeated_column_and_a_row_of_its_own_change_nothing():
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=30), rng.normal(size=30)
    ones = np.ones((30, 1))
    alone = np.zeros((31, 1))
    alone[-1] = 1
    plain = slope(y, x, ones)
    assert slope(y, x, np.hstack([ones, 2 * ones])) == plain
    longer = slope(np.append(y, 99), np.append(x, 5), np.hstack([np.ones((31, 1)), alone]))
    assert longer.estimate == pytest.approx(plain.estimate)
    assert longer.error == pytest.approx(plain.error)
