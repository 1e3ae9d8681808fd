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
def test_a_rolling_mean_is_of_the_days_around(pain: list[float], window: int, start: str) -> None:
    days = rated(pain, start=start)
    apart = np.diff(np.flatnonzero(days["pain"].notna()))
    rhythm = np.median(apart) if len(apart) else 1
    means = rolling_mean(days, "pain", f"{window}D")
    for at, mean in enumerate(means):
        around = days["pain"].iloc[max(at - (window - 1) // 2, 0) : at + window // 2 + 1]
        if around.count() * rhythm < len(around) / 2:
            assert np.isnan(mean)
        else:
            assert mean == pytest.approx(around.mean(), nan_ok=True)


def test_a_flare_up_is_as_high_in_the_mean_on_the_days_that_it_was() -> None:
    pain = np.full(60, 3.0)
    pain[28:33] = 8
    assert rolling_mean(rated(pain), "pain", "7D").idxmax() == rated(pain).index[29]
    assert rolling_mean(rated(pain), "pain", "15D").to_numpy()[30] == pytest.approx(3 + 25 / 15)


@pytest.mark.parametrize("window", [5, 7, 14, 28])
def test_no_mean_of_days_that_nothing_is_known_of(window: int) -> None:
    days = rated([5.0] * 40 + [math.nan] * (window + 2) + [6.0] * 40)
    means = rolling_mean(days, "pain", f"{window}D")
    middle = 40 + (window + 2) // 2
    assert means.iloc[middle - 1 : middle + 1].isna().all()
    assert means.iloc[[0, 39, -40, -1]].notna().all()


def test_a_measure_taken_weekly_has_a_mean_in_its_own_rhythm() -> None:
    weekly_pain = [5.0, *[math.nan] * 6]
    days = rated(weekly_pain * 6 + [math.nan] * 42 + weekly_pain * 6)
    means = rolling_mean(days, "pain", "28D")
    assert means.iloc[14:28].notna().all()
    assert means.iloc[60:66].isna().all()


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
