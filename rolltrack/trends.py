"""The daily frame → weeks, rolling means, change, adherence, before and after, flare-ups."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rolltrack.changes import Change, Span, baseline, change, finding, weeks_of
from rolltrack.days import daily
from rolltrack.noise import Floats
from rolltrack.outcomes import outcome, outcomes_in

__all__ = [
    "BeforeAfter",
    "Change",
    "Span",
    "adherence",
    "baseline",
    "before_after",
    "change",
    "finding",
    "flare_ups",
    "repeatability",
    "rolling_mean",
    "weekly",
]

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
        values, known = _known(days, name)
        totals = np.bincount(at[known], values[known], minlength=count)
        answered = np.bincount(at[known], minlength=count) > 0
        columns[name] = np.where(answered, totals, np.nan)
    for what in outcomes_in(days):
        values, known = _known(days, what.name)
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
    values, known = _known(days, outcome_name)
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


@dataclass(frozen=True)
class BeforeAfter:
    """Ratings right before and right after sessions.

    ``sessions`` has one row a session with both ratings: ``start`` (datetime64[s]), ``before``,
    ``after`` (float64), in order of time. ``difference`` is the mean of after minus before, of
    which ``expected`` is what regression to the mean brings by itself (people roll on worse than
    usual days) and ``beyond`` the rest: the difference to be expected at the usual level,
    ``usual``. They are NaN where they cannot be worked out. ``sentence`` says the mean,
    ``meaning`` how much of it would be expected anyway.
    """

    outcome: str
    sessions: pd.DataFrame
    usual: float
    difference: float
    expected: float
    beyond: float
    sentence: str
    meaning: str


def sessions_of(entries: pd.DataFrame) -> pd.DataFrame:
    """The sessions of ``SessionLog.frame()``; one of 0 minutes counts as no rolling.

    >>> entries = pd.DataFrame({"kind": ["session", "session", "check-in"],
    ...                         "minutes": pd.array([8, 0, None], "Int16")})
    >>> len(sessions_of(entries))
    1
    """
    return entries[entries["kind"].eq("session") & ~entries["minutes"].eq(0).fillna(False)]


def before_after(entries: pd.DataFrame, outcome_name: str = "pain") -> BeforeAfter:
    """The change from right before to right after each session; it never feeds a verdict.

    ``entries`` is ``SessionLog.frame()``; ``outcome_name`` is ``pain`` or ``tension``. Corrected
    for regression to the mean by regressing after minus before on before minus the person's usual
    level (the mean of their days' first ratings); the intercept is ``beyond``. That needs six
    sessions whose ratings before differ.
    """
    what = outcome(outcome_name)
    pairs = sessions_of(entries).sort_values("start", kind="stable")
    before, after = (pairs[f"{outcome_name}_{side}"] for side in ("before", "after"))
    both = (before.notna() & after.notna()).to_numpy()
    sessions = pd.DataFrame(
        {
            "start": pairs["start"].to_numpy()[both],
            "before": before[both].to_numpy(dtype=np.float64),
            "after": after[both].to_numpy(dtype=np.float64),
        }
    )
    ratings = daily(entries)[outcome_name]
    usual = float(ratings.mean()) if ratings.notna().any() else math.nan
    moved = (sessions["after"] - sessions["before"]).to_numpy()
    difference = round(float(moved.mean()), 1) + 0.0 if len(moved) else math.nan
    beyond = _beyond(sessions["before"].to_numpy() - usual, moved)
    expected = round(difference - beyond, 1) + 0.0
    return BeforeAfter(
        outcome_name,
        sessions,
        usual,
        difference,
        expected,
        beyond,
        _relief_sentence(what.label, len(moved), difference),
        _relief_meaning(difference, expected),
    )


def _beyond(above_usual: Floats, moved: Floats) -> float:
    if len(moved) < 6 or np.ptp(above_usual) == 0:
        return math.nan
    return round(float(np.polyfit(above_usual, moved, 1)[1]), 1) + 0.0


def _relief_sentence(label: str, count: int, difference: float) -> str:
    if not count:
        return f"No session with {label.lower()} rated before and after yet."
    many = f"{count} session{'s' if count > 1 else ''}"
    if difference == 0:
        return f"{label} was the same right after as right before, on average over {many}."
    word = "lower" if difference < 0 else "higher"
    size = f"{abs(difference):.1f} points {word}"
    return f"{label} was {size} right after than right before, on average over {many}."


def _relief_meaning(difference: float, expected: float) -> str:
    if math.isnan(expected):
        return ""
    if expected * difference <= 0:
        return "None of that would be expected anyway, from unusual ratings drifting back."
    drift = min(abs(expected), abs(difference))
    return f"About {drift:.1f} of that would be expected anyway: unusual ratings drift back."


def repeatability(days: pd.DataFrame, outcome_name: str) -> float:
    """How far one rating lies from the next by chance: 1.96 times the person's own error.

    The error is the root mean square of differences between ratings at most 14 days apart, divided
    by √2 (von Neumann 1941), so that a slow trend counts little. NaN with fewer than five such
    differences.
    """
    values, known = _known(days, outcome_name)
    at = np.flatnonzero(known)
    close = np.diff(at) <= 14
    differences = np.diff(values[at])[close]
    if len(differences) < 5:
        return math.nan
    return 1.96 * math.sqrt(float((differences**2).mean()) / 2)


def flare_ups(days: pd.DataFrame) -> pd.DataFrame:
    """Runs of days on which pain was well above what it was in the weeks before.

    A flare-up starts on a day rated 2 points or more above the mean of the 28 days before it (with
    at least 7 ratings among them), with another such rating within 3 days, and lasts until the last
    such rating before 3 days without one. Columns: ``start``, ``end`` (datetime64[s]), ``peak``,
    ``usual`` (float64, points). The definition is rolltrack's own: there is no agreed one.
    """
    pain, known = _known(days, "pain")
    usual = np.concatenate(([np.nan], rolling_mean(days, "pain").to_numpy()[:-1]))
    counts = np.concatenate(([0], np.cumsum(known)))
    before = np.arange(len(pain))
    enough = counts[before] - counts[np.maximum(before - 28, 0)] >= 7
    high = known & enough & (pain >= usual + 2)
    at = np.flatnonzero(high)
    runs = np.split(at, np.flatnonzero(np.diff(at) > 3) + 1) if len(at) else []
    found = [(run[0], run[-1], pain[run].max(), usual[run[0]]) for run in runs if len(run) > 1]
    dates = pd.DatetimeIndex(days.index)
    return pd.DataFrame(
        {
            "start": dates[[row[0] for row in found]],
            "end": dates[[row[1] for row in found]],
            "peak": np.array([row[2] for row in found], dtype=np.float64),
            "usual": np.array([row[3] for row in found], dtype=np.float64),
        }
    )


def _known(days: pd.DataFrame, name: str) -> tuple[Floats, np.typing.NDArray[np.bool_]]:
    if name not in days:
        return np.full(len(days), np.nan), np.zeros(len(days), dtype=bool)
    values = days[name].to_numpy(dtype=np.float64)
    return values, ~np.isnan(values)
