"""Weeks, means of windows, adherence."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from rolltrack.days.weeks import adherence, rolling_mean, weekly
from tests.diaries import rated, ratings

dates = st.dates(dt.date(2023, 12, 20), dt.date(2024, 3, 10)).map(str)


@given(ratings(), dates)
def test_a_week_is_the_mean_of_its_own_ratings_from_monday(pain: list[float], start: str) -> None:
    days = rated(pain, start=start)
    weeks = weekly(days)
    assert all(monday.day_of_week == 0 for monday in weeks.index)
    assert list(np.unique(np.diff(weeks.index.to_numpy("M8[D]")).astype(int))) in ([], [7])
    for monday, week in weeks.iterrows():
        part = days.loc[monday : monday + pd.Timedelta(days=6)]
        assert (week["days"], week["days_known"]) == (len(part), len(part))
        if "pain" in week:
            assert week["pain_days"] == part["pain"].count()
            assert week["pain"] == pytest.approx(part["pain"].mean(), nan_ok=True)
    assert weeks["days"].sum() == len(days)


def test_a_week_sums_what_is_known_and_is_missing_where_nothing_is() -> None:
    state = ["rolled"] * 7 + ["unknown"] * 7 + ["rolled", "rest", "unknown"]
    minutes = [5.0] * 7 + [math.nan] * 7 + [8.0, 0.0, math.nan]
    weeks = weekly(rated([math.nan] * 17, state=state, minutes=minutes))
    assert weeks["minutes"].iloc[[0, 2]].tolist() == [35, 8]
    assert np.isnan(weeks["minutes"].iloc[1])
    assert weeks["days_known"].tolist() == [7, 0, 2]
    assert weeks["days_rolled"].tolist() == [7, 0, 1]
    assert "pain" not in weeks


@given(ratings(), st.integers(1, 40), dates)
def test_a_rolling_mean_is_by_days_and_not_by_rows(
    pain: list[float], window: int, start: str
) -> None:
    days = rated(pain, start=start)
    means = rolling_mean(days, "pain", f"{window}D")
    expected = days["pain"].rolling(f"{window}D", min_periods=1).mean()
    np.testing.assert_allclose(means, expected, atol=1e-9)


def test_a_rolling_mean_needs_a_day() -> None:
    with pytest.raises(ValueError, match="one day or more"):
        rolling_mean(rated([1.0]), "pain", "1h")


def test_the_mean_of_what_was_never_rated_is_missing() -> None:
    assert rolling_mean(rated([1.0, 2.0]), "tension").isna().all()


def test_an_unknown_day_is_not_a_missed_one() -> None:
    state = ["rolled"] * 7 + ["rolled"] * 6 + ["unknown"] + ["rolled"] * 6 + ["unknown"]
    minutes = [5.0] * 7 + [6.0] * 6 + [math.nan] + [10.0] * 6 + [math.nan]
    weeks = adherence(rated([math.nan] * 21, state=state, minutes=minutes), 40)
    assert weeks["reached"].isna().tolist() == [False, True, False]
    assert [weeks["reached"].iloc[0], weeks["reached"].iloc[2]] == [False, True]
    assert weeks["minutes"].tolist() == [35, 36, 60]
