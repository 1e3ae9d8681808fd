"""One row a day → weeks: totals, means of weeks and of windows, adherence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from rolltrack.days.daily import Floats, Ints
from rolltrack.days.outcome import outcomes_in, values_of

Days64 = npt.NDArray[np.datetime64]

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
        totals, answered = _totals(days, name, at, count)
        columns[name] = np.where(answered > 0, totals, np.nan)
    for what in outcomes_in(days):
        totals, rated = _totals(days, what.name, at, count)
        columns[what.name] = np.where(rated > 0, totals / np.maximum(rated, 1), np.nan)
        columns[f"{what.name}_days"] = rated
    weeks = pd.date_range(first, periods=count, freq="7D", name="week", unit="s")
    return pd.DataFrame(columns, index=weeks)


def _totals(
    days: pd.DataFrame, name: str, at: npt.NDArray[np.int64], count: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intp]]:
    """Each week's sum of a column, and how many days it is of."""
    values, known = values_of(days, name)
    totals = np.bincount(at[known], values[known], minlength=count).astype(np.float64)
    return totals, np.bincount(at[known], minlength=count)


def rolling_mean(days: pd.DataFrame, outcome_name: str, window: str = "28D") -> pd.Series[float]:
    """The mean of the ratings around each day, by days and not by rows.

    ``window`` is a number of days such as ``"28D"``, half of them before the day and half after it
    (of an even number one more after), so that a flare-up peaks where it was. At both ends of the
    frame it is the part of the window that is there. The result has the index of the daily frame
    and is missing where less than half is known of the window: fewer ratings than half of its days,
    or of what the person's own rhythm would bring (the median of days from rating to rating).

    >>> index = pd.date_range("2026-11-16", periods=6, name="date")
    >>> pain = [6.0, 4, 8, np.nan, np.nan, np.nan]
    >>> rolling_mean(pd.DataFrame({"pain": pain}, index), "pain", "3D").tolist()
    [5.0, 6.0, 6.0, nan, nan, nan]
    """
    length = pd.Timedelta(window).days
    if length < 1:
        raise ValueError(f"window must be one day or more, got {window}")
    values, known = values_of(days, outcome_name)
    at = np.arange(len(values))
    begin = np.maximum(at - (length - 1) // 2, 0)
    end = np.minimum(at + length // 2 + 1, len(values))
    means, rated = window_means(values, begin, end)
    apart = np.diff(np.flatnonzero(known))
    rhythm = float(np.median(apart)) if len(apart) else 1.0
    means[2 * rhythm * rated < end - begin] = np.nan
    return pd.Series(means, index=days.index, name=outcome_name)


def window_means(values: Floats, begin: Ints, end: Ints) -> tuple[Floats, Ints]:
    """The means of ``values[begin:end]`` without what is missing, and how many are in each.

    ``begin`` and ``end`` have one element a window; a mean is NaN where a window holds none.
    """
    known = ~np.isnan(values)
    sums = np.concatenate(([0.0], np.cumsum(np.where(known, values, 0.0))))
    counts = np.concatenate(([0], np.cumsum(known)))
    rated: Ints = counts[end] - counts[begin]
    means = np.where(rated > 0, (sums[end] - sums[begin]) / np.maximum(rated, 1), np.nan)
    return means, rated


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


def weeks_of(dates: pd.DatetimeIndex | Days64) -> Days64:
    """The Monday of each date's week, as ``datetime64[D]``.

    >>> str(weeks_of(pd.DatetimeIndex(["2026-11-22"]))[0])
    '2026-11-16'
    """
    ordinals = np.asarray(dates).astype("M8[D]").astype(np.int64)
    mondays: Days64 = (ordinals - (ordinals + 3) % 7).astype("M8[D]")  # day 0 was a Thursday
    return mondays
