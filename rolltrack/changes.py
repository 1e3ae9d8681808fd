"""First weeks against now: the one source of every number and sentence about change."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from rolltrack.outcomes import Outcome, outcome, outcomes_in

BASELINE_WEEKS = 3
NOW_WEEKS = 4
# At least three weekly points at each end, before anything is said about a change.
FEWEST_WEEKS = 3

State = Literal[
    "too early",
    "within noise",
    "better",
    "worse",
    "noticeably better",
    "noticeably worse",
]
Floats = npt.NDArray[np.float64]
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Span:
    """The ratings of some weeks: their mean, and what it rests on.

    ``value`` is the mean of the days' ratings, rounded as it is shown, NaN without ratings.
    ``days`` counts rated days, ``weekly`` has one mean for each week (from Monday) with a rating.
    """

    value: float
    start: dt.date | None
    end: dt.date | None
    days: int
    weekly: tuple[float, ...]

    @property
    def weeks(self) -> int:
        """Weeks with a rating."""
        return len(self.weekly)


@dataclass(frozen=True)
class Change:
    """What changed between the first weeks and now, and how much that is.

    ``difference`` is now minus baseline, ``percent`` is of the baseline (NaN where that is 0),
    both of the rounded numbers, so that people can check them. ``noise`` is the largest difference
    that is no more than the usual ups and downs. All are NaN while it is too early. ``rolled``
    tells whether any of the days between had rolling.
    """

    outcome: Outcome
    baseline: Span
    now: Span
    difference: float
    percent: float
    noise: float
    state: State
    rolled: bool

    @property
    def good_from(self) -> float:
        """The value from which on most people would notice the change for the better, or NaN."""
        need = _notable(self.outcome, self.baseline.value)
        return self.baseline.value + (need if self.outcome.better == "higher" else -need)

    @property
    def sentence(self) -> str:
        """What changed, with both numbers."""
        what = self.outcome
        if self.state == "too early":
            return self._too_early()
        values = f"({what.text(self.baseline.value)} → {what.text(self.now.value)})"
        if self.state == "within noise":
            return f"{what.label} is about the same as in your first weeks {values}."
        words = ("longer", "shorter") if what.unit == "min" else ("higher", "lower")
        word = words[0] if self.difference > 0 else words[1]
        size = what.amount(self.difference)
        return f"{what.label} is {size} {word} than in your first weeks {values}."

    @property
    def meaning(self) -> str:
        """How much that is, and what it does not say; empty while it is too early."""
        if self.state == "too early":
            return ""
        if self.state == "within noise":
            size = self.outcome.amount(self.noise)
            return f"Differences of up to {size} are within the usual ups and downs."
        said = self._size()
        if self.rolled:
            said += " It changed while you were rolling; that alone does not show why."
        return said

    def _size(self) -> str:
        what = self.outcome
        if what.notable is None:
            return "That is more than the usual ups and downs."
        most = f"what most people notice: {what.notable:g} points and {what.notable_percent:g} %"
        if self.state in ("better", "worse"):
            return f"That is more than the usual ups and downs, and less than {most} (Ostelo 2008)."
        return f"That is {most} (Ostelo 2008)."

    def _too_early(self) -> str:
        weeks, name = self.baseline.weeks + self.now.weeks, self.outcome.label.lower()
        if weeks == 0:
            return f"No ratings of {name} yet. The first one starts the picture."
        rated = f"{weeks} week{'s' if weeks > 1 else ''}"
        return (
            f"Too early to see a trend in {name}: rated in {rated} so far, "
            f"{2 * FEWEST_WEEKS} are needed."
        )


def weeks_of(dates: pd.DatetimeIndex) -> Dates:
    """The Monday of each date's week, as ``datetime64[D]``.

    >>> str(weeks_of(pd.DatetimeIndex(["2026-11-22"]))[0])
    '2026-11-16'
    """
    ordinals = dates.to_numpy(dtype="M8[D]").astype(np.int64)
    mondays: Dates = (ordinals - (ordinals + 3) % 7).astype("M8[D]")  # day 0 was a Thursday
    return mondays


def baseline(
    days: pd.DataFrame,
    outcome_name: str = "pain",
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> Span:
    """The first weeks: the ratings of the first three weeks (from Monday) that have any.

    That is 15 to 21 days when nothing is missing. ``start`` and ``end`` choose other dates, both
    included. ``days`` is the daily frame. Without ratings, ``value`` is NaN and ``days`` 0.

    >>> index = pd.date_range("2026-07-06", periods=42, name="date")
    >>> baseline(pd.DataFrame({"pain": [6.0] * 21 + [4.0] * 21}, index)).value
    6.0
    """
    dates, values = _rated(days, outcome_name)
    chosen = np.ones(len(dates), dtype=bool)
    if start is not None:
        chosen &= dates >= np.datetime64(start, "D")
    if end is not None:
        chosen &= dates <= np.datetime64(end, "D")
    dates, values = dates[chosen], values[chosen]
    if start is None and end is None and len(dates):
        weeks = weeks_of(pd.DatetimeIndex(dates))
        last = np.unique(weeks)[:BASELINE_WEEKS][-1]
        dates, values = dates[weeks <= last], values[weeks <= last]
    return _span(dates, values, outcome(outcome_name))


def change(
    days: pd.DataFrame, outcome_name: str = "pain", first: tuple[dt.date, dt.date] | None = None
) -> Change:
    """The first weeks against now: the last four weeks with ratings (three in a short log).

    ``days`` is the daily frame; ``first`` chooses other first and last days of the baseline.
    Within noise is a difference no larger than the 95 % error of a difference between two means
    that are as scattered as the weekly means are (Student, pooled), the published error of a
    flexibility test, or half a step of the scale, whichever is largest. An amount most people
    notice is, for pain, at least 2 points and 30 % (Ostelo 2008). With fewer than three weeks of
    ratings at either end it is too early.

    >>> index = pd.date_range("2026-07-06", periods=42, name="date")
    >>> days = pd.DataFrame({"pain": [6.0] * 21 + [3.0] * 21, "state": "rolled"}, index)
    >>> change(days).sentence
    'Pain is 3.0 points lower than in your first weeks (6.0 → 3.0).'
    """
    what = outcome(outcome_name)
    begin = baseline(days, outcome_name, *(first or (None, None)))
    dates, values = _rated(days, outcome_name)
    after = dates > np.datetime64(begin.end, "D") if begin.end else np.zeros(len(dates), dtype=bool)
    if first is None and begin.end:
        after &= weeks_of(pd.DatetimeIndex(dates)) > weeks_of(pd.DatetimeIndex([begin.end]))
    dates, values = dates[after], values[after]
    if len(dates):
        weeks = weeks_of(pd.DatetimeIndex(dates))
        recent = weeks >= np.unique(weeks)[-NOW_WEEKS:][0]
        dates, values = dates[recent], values[recent]
    now = _span(dates, values, what)
    return _compared(what, begin, now, _rolled(days, begin, now))


def finding(days: pd.DataFrame, outcome_name: str | None = None) -> str:
    """The one sentence that titles, text alternatives, explorer and summary share.

    It is about pain, or about the first outcome that has ratings where pain has none.
    """
    if not len(days):
        return "Nothing here yet. Your first entry starts the picture."
    if outcome_name is None:
        rated = outcomes_in(days)
        if not rated:
            return "Nothing rated yet. Your first rating starts the picture."
        outcome_name = rated[0].name
    return change(days, outcome_name).sentence


def _rated(days: pd.DataFrame, name: str) -> tuple[Dates, Floats]:
    """The dates and values of the rated days."""
    if name not in days:
        return np.array([], dtype="M8[D]"), np.array([])
    values = days[name].to_numpy(dtype=np.float64)
    rated = ~np.isnan(values)
    index = pd.DatetimeIndex(days.index)
    return index.to_numpy(dtype="M8[D]")[rated], values[rated]


def _span(dates: Dates, values: Floats, what: Outcome) -> Span:
    if not len(dates):
        return Span(math.nan, None, None, 0, ())
    _, at = np.unique(weeks_of(pd.DatetimeIndex(dates)), return_inverse=True)
    weekly = np.bincount(at, values) / np.bincount(at)
    value = round(float(values.mean()), what.decimals)
    start, end = (date.astype(dt.date) for date in (dates[0], dates[-1]))
    return Span(value, start, end, len(dates), tuple(weekly.tolist()))


def _noise(what: Outcome, begin: Span, now: Span) -> float:
    from scipy.special import stdtrit

    ends = [np.array(span.weekly) for span in (begin, now)]
    freedom = begin.weeks + now.weeks - 2
    variance = sum(float(((end - end.mean()) ** 2).sum()) for end in ends) / freedom
    error = math.sqrt(variance * (1 / begin.weeks + 1 / now.weeks))
    own = float(stdtrit(freedom, 0.975)) * error
    return round(max(own, what.noise or 0.0, 0.5), what.decimals)


def _notable(what: Outcome, begin: float) -> float:
    if what.notable is None:
        return math.nan
    return max(what.notable, round(what.notable_percent / 100 * begin, 1))


def _rolled(days: pd.DataFrame, begin: Span, now: Span) -> bool:
    if begin.start is None or now.end is None:
        return False
    dates = pd.DatetimeIndex(days.index).to_numpy(dtype="M8[D]")
    between = (dates >= np.datetime64(begin.start)) & (dates <= np.datetime64(now.end))
    return bool(days["state"][between].eq("rolled").any())


def _compared(what: Outcome, begin: Span, now: Span, rolled: bool) -> Change:
    if begin.weeks < FEWEST_WEEKS or now.weeks < FEWEST_WEEKS:
        return Change(what, begin, now, math.nan, math.nan, math.nan, "too early", rolled)
    difference = round(now.value - begin.value, what.decimals) + 0.0
    percent = round(100 * difference / begin.value) if begin.value else math.nan
    noise = _noise(what, begin, now)
    good = (difference > 0) == (what.better == "higher")
    state: State
    if abs(difference) <= noise:
        state = "within noise"
    elif abs(difference) >= _notable(what, begin.value):
        state = "noticeably better" if good else "noticeably worse"
    else:
        state = "better" if good else "worse"
    return Change(what, begin, now, difference, percent, noise, state, rolled)
