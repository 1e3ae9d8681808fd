"""One row a day → weeks: totals, means of weeks and of windows, adherence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from rolltrack.days.outcome import outcomes_in, values_of

Dates = npt.NDArray[np.datetime64]


TOTALS = ("minutes", "sessions", "exercise_minutes")


def weekly(days: pd.DataFrame) -> pd.DataFrame:
    """One row a week, from Monday, of the daily frame.

    Indexed by ``week`` (the Monday, a DatetimeIndex without gaps), with

    - ``days``, ``days_known``, ``days_rolled`` (int64): days of the frame in that week, those that
      are not unknown or paused, those with rolling;
    - ``minutes``, ``sessions``, ``exercise_minutes`` (float64): totals of what is known, missing
      where nothing is;
    - each rated outcome (float64), the mean of the week's ratings, and ``<outcome>_days`` (int64),
      how many there were.

    >>> index = pd.date_range("2026-11-16", periods=8, name="date")
    >>> days = pd.DataFrame({"state": "rolled", "minutes": 5.0, "pain": [6.0] * 7 + [4.0]}, index)
    >>> weekly(days)[["days_known", "minutes", "pain"]].values.tolist()
    [[7.0, 35.0, 6.0], [1.0, 5.0, 4.0]]
    """
    mondays = weeks_of(pd.DatetimeIndex(days.index))
    first = mondays[0] if len(mondays) else np.datetime64("1970-01-05", "D")
    at = (mondays - first).astype(np.int64) // 7
    count = int(at[-1]) + 1 if len(at) else 0
    state = days["state"].to_numpy(dtype=object)
    rolled, rest = state == "rolled", state == "rest"
    columns: dict[str, object] = {
        "days": np.bincount(at, minlength=count),
        "days_known": np.bincount(at[rolled | rest], minlength=count),
        "days_rolled": np.bincount(at[rolled], minlength=count),
    }
    for name in (name for name in TOTALS if name in days):
        values, known = values_of(days, name)
        totals = np.bincount(at[known], values[known], minlength=count)
        answered = np.bincount(at[known], minlength=count) > 0
        columns[name] = np.where(answered, totals, np.nan)
    for what in outcomes_in(days):
        values, known = values_of(days, what.name)
        rated = np.bincount(at[known], minlength=count)
        totals = np.bincount(at[known], values[known], minlength=count)
        columns[what.name] = np.where(rated > 0, totals / np.maximum(rated, 1), np.nan)
        columns[f"{what.name}_days"] = rated
    weeks = pd.date_range(first, periods=count, freq="7D", name="week", unit="s")
    return pd.DataFrame(columns, index=weeks)


def rolling_mean(days: pd.DataFrame, outcome_name: str, window: str = "28D") -> pd.Series[float]:
    """The mean of the ratings of the days up to and including each day, by days and not by rows.

    ``window`` is a number of days such as ``"28D"``. The result has the daily frame's index and is
    missing where the window holds no rating.

    >>> index = pd.date_range("2026-11-16", periods=4, name="date")
    >>> rolling_mean(pd.DataFrame({"pain": [6.0, np.nan, 4.0, np.nan]}, index), "pain", "2D").values
    array([6., 6., 4., 4.])
    """
    length = pd.Timedelta(window).days
    if length < 1:
        raise ValueError(f"window must be one day or more, got {window}")
    values, known = values_of(days, outcome_name)
    sums = np.concatenate(([0.0], np.cumsum(np.where(known, values, 0.0))))
    counts = np.concatenate(([0], np.cumsum(known)))
    end = np.arange(1, len(values) + 1)
    begin = np.maximum(end - length, 0)
    rated = counts[end] - counts[begin]
    means = np.where(rated > 0, (sums[end] - sums[begin]) / np.maximum(rated, 1), np.nan)
    return pd.Series(means, index=days.index, name=outcome_name)


def adherence(days: pd.DataFrame, weekly_aim: int) -> pd.DataFrame:
    """Each week's minutes against the aim, in minutes a week.

    Indexed by ``week`` with ``minutes`` (float64, of what is known), ``days_known`` (int64) and
    ``reached`` (boolean): yes when the known minutes are enough; no when they are not and all seven
    days are known; missing otherwise, because an unknown or paused day is not a missed one.
    """
    weeks = weekly(days)
    enough = weeks["minutes"].fillna(0).to_numpy() >= weekly_aim
    whole = weeks["days_known"].to_numpy() == 7
    reached = pd.arrays.BooleanArray(enough, ~(enough | whole))
    return weeks[["minutes", "days_known"]].assign(reached=reached)


def weeks_of(dates: pd.DatetimeIndex | Dates) -> Dates:
    """The Monday of each date's week, as ``datetime64[D]``.

    >>> str(weeks_of(pd.DatetimeIndex(["2026-11-22"]))[0])
    '2026-11-16'
    """
    ordinals = np.asarray(dates).astype("M8[D]").astype(np.int64)
    mondays: Dates = (ordinals - (ordinals + 3) % 7).astype("M8[D]")  # day 0 was a Thursday
    return mondays
