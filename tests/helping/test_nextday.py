"""What the first rating of a day says about the rolling of the day before."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from rolltrack.helping.from_log import is_it_helping
from tests.diaries import made_up


def documented_regression(days: pd.DataFrame) -> object:
    """The formula of the docstring, in pandas and statsmodels."""
    y, rolled = days["pain"], (days["state"] == "rolled").astype(float)
    rolled[days["state"] == "unknown"] = np.nan
    recent = y.shift(1).rolling(6, min_periods=1).mean().fillna(y)
    position = pd.Series(np.arange(len(y)), y.index)
    trend = (position - len(y) / 2) / len(y)
    design = pd.DataFrame(
        {
            "rolled": rolled,
            "one": 1.0,
            "today": y,
            "yesterday": y.shift(1).fillna(recent),
            "recent": recent,
            "rolled before": rolled.shift(1),
            "weekend": np.roll(days.index.day_of_week >= 5, -1).astype(float),
            "trend": trend,
            "curve": trend**2,
        }
    )
    usable = y.notna() & rolled.notna() & y.shift(-1).notna()
    design = design[usable]
    design["rolled before"] = design["rolled before"].fillna(design["rolled"].mean())
    return sm.OLS(y.shift(-1)[usable], design).fit(cov_type="HC3", use_t=True)


@pytest.mark.parametrize("seed", range(5))
def test_the_estimate_is_that_of_the_documented_regression(seed):
    days = made_up(days=112, effect=1.0, seed=seed)
    days = days[days["pain"].first_valid_index() :].iloc[:105]
    answer, reference = is_it_helping(days), documented_regression(days)
    assert answer.days_used == reference.nobs
    assert answer.estimate == pytest.approx(reference.params["rolled"], rel=1e-9)
    assert (answer.low, answer.high) == pytest.approx(reference.conf_int().loc["rolled"], rel=1e-9)
