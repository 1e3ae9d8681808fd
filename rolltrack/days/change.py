"""First weeks against now: the one source of every number and sentence about change."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from rolltrack.days.noise import Floats, usual_difference
from rolltrack.days.outcome import Outcome, outcome, outcomes_in
from rolltrack.days.weeks import Dates, weeks_of

BASELINE_WEEKS = 3
NOW_WEEKS = 4
BETWEEN_WEEKS = 12  # before now: with both ends they tell how much a person's weeks scatter
# At least three weekly points at each end, before anything is said about a change.
FEWEST_WEEKS = 3
# People answer in whole points: a smaller difference than half a point could not be answered.
HALF_A_STEP = 0.5

State = Literal[
    "too early",
    "within noise",
    "better",
    "worse",
    "noticeably better",
    "noticeably worse",
]


@dataclass(frozen=True)
class Span:
    """The ratings of some weeks: their mean, and what it rests on.

    ``value`` is the mean of the days' ratings, rounded as it is shown, NaN without ratings.
    ``days`` counts rated days, ``weeks`` the weeks (from Monday) with a rating.
    """

    value: float
    start: dt.date | None
    end: dt.date | None
    days: int
    weeks: int


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
        if abs(self.difference) <= HALF_A_STEP:
            return f"{what.label} is about the same as in the first weeks {values}."
        words = ("longer", "shorter") if what.unit == "min" else ("higher", "lower")
        word = words[0] if self.difference > 0 else words[1]
        said = f"{what.amount(self.difference)} {word} than in the first weeks {values}"
        if self.state == "within noise":
            said += ", no more than the usual ups and downs"
        return f"{what.label} is {said}."

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
            said += " It changed while rolling; that alone does not show why."
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
            return f"No {self.outcome.nouns} of {name} yet. The first one starts the picture."
        rated = f"{weeks} week{'s' if weeks > 1 else ''}"
        return (
            f"Too early to see a trend in {name}: {self.outcome.noted} in {rated} so far, "
            f"{2 * FEWEST_WEEKS} are needed."
        )


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
    first = _first_weeks(_rated(days, outcome_name), start, end)
    return _span(first, outcome(outcome_name))


def change(
    days: pd.DataFrame, outcome_name: str = "pain", first: tuple[dt.date, dt.date] | None = None
) -> Change:
    """The first weeks against now: the last four weeks with ratings (three in a short log).

    ``days`` is the daily frame; ``first`` chooses other first and last days of the baseline.
    Within noise is a difference no larger than what weeks as scattered as these and days as alike
    bring by chance (``rolltrack.days.noise.usual_difference``, from both ends and up to twelve
    weeks before now), the published error of a flexibility test, or half a step of the scale,
    whichever is largest. Up to half a step is called about the same. An amount most people notice
    is, for pain, at least 2 points and 30 % (Ostelo 2008). With fewer than three weeks of ratings
    at either end it is too early.

    >>> index = pd.date_range("2026-07-06", periods=42, name="date")
    >>> days = pd.DataFrame({"pain": [6.0] * 21 + [3.0] * 21, "state": "rolled"}, index)
    >>> change(days).sentence
    'Pain is 3.0 points lower than in the first weeks (6.0 → 3.0).'
    """
    what, rated = outcome(outcome_name), _rated(days, outcome_name)
    begin = _first_weeks(rated, *(first or (None, None)))
    after = rated.where(rated.weeks > begin.weeks[-1]) if len(begin.weeks) else begin
    return _compared(what, begin, after, days)


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


class _Ratings(NamedTuple):
    """The rated days: their dates, their weeks, their ratings."""

    dates: Dates
    weeks: Dates
    values: Floats

    def where(self, chosen: npt.NDArray[np.bool_]) -> _Ratings:
        return _Ratings(self.dates[chosen], self.weeks[chosen], self.values[chosen])

    def last(self, weeks: int) -> _Ratings:
        return self.where(np.isin(self.weeks, np.unique(self.weeks)[-weeks:]))


def _rated(days: pd.DataFrame, name: str) -> _Ratings:
    dates = pd.DatetimeIndex(days.index).to_numpy(dtype="M8[D]")
    missing = np.full(len(dates), np.nan)
    values = days[name].to_numpy(dtype=np.float64) if name in days else missing
    return _Ratings(dates, weeks_of(dates), values).where(~np.isnan(values))


def _first_weeks(rated: _Ratings, start: dt.date | None, end: dt.date | None) -> _Ratings:
    """The first three weeks with ratings, or those of chosen dates."""
    if start is not None:
        rated = rated.where(rated.dates >= np.datetime64(start, "D"))
    if end is not None:
        rated = rated.where(rated.dates <= np.datetime64(end, "D"))
    if start is None and end is None:
        rated = rated.where(np.isin(rated.weeks, np.unique(rated.weeks)[:BASELINE_WEEKS]))
    return rated


def _span(rated: _Ratings, what: Outcome) -> Span:
    if not len(rated.dates):
        return Span(math.nan, None, None, 0, 0)
    value = round(float(rated.values.mean()), what.decimals)
    start, end = (date.astype(dt.date) for date in rated.dates[[0, -1]])
    return Span(value, start, end, len(rated.dates), len(np.unique(rated.weeks)))


def _compared(what: Outcome, first: _Ratings, after: _Ratings, days: pd.DataFrame) -> Change:
    begin, now = _span(first, what), _span(after.last(NOW_WEEKS), what)
    rolled = _rolled(days, begin, now)
    if begin.weeks < FEWEST_WEEKS or now.weeks < FEWEST_WEEKS:
        return Change(what, begin, now, math.nan, math.nan, math.nan, "too early", rolled)
    difference = round(now.value - begin.value, what.decimals) + 0.0
    percent = round(100 * difference / begin.value) if begin.value else math.nan
    noise = _noise(what, first, after)
    good = (difference > 0) == (what.better == "higher")
    state: State
    if abs(difference) <= noise:
        state = "within noise"
    elif abs(difference) >= _notable(what, begin.value):
        state = "noticeably better" if good else "noticeably worse"
    else:
        state = "better" if good else "worse"
    return Change(what, begin, now, difference, percent, noise, state, rolled)


def _noise(what: Outcome, first: _Ratings, after: _Ratings) -> float:
    after = after.last(NOW_WEEKS + BETWEEN_WEEKS)
    weeks, at = np.unique(after.weeks, return_inverse=True)
    stretch = -((len(weeks) - 1 - at) // NOW_WEEKS)  # 0 is now, −1 the four weeks before it
    own = usual_difference(
        np.concatenate([first.dates, after.dates]).astype(np.int64),
        np.concatenate([first.values, after.values]),
        np.concatenate([first.weeks, after.weeks]).astype(np.int64),
        np.concatenate([np.full(len(first.dates), stretch[0] - 1), stretch]),
    )
    return round(max(own, what.noise or 0.0, HALF_A_STEP), what.decimals)


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
