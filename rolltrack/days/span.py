"""The two ends of a comparison: the ratings of the first weeks, and of the last."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from rolltrack.days.daily import Flags, Floats
from rolltrack.days.outcome import Outcome, outcome, values_of
from rolltrack.days.weeks import Days64, weeks_of

FIRST_WEEKS = 3
LAST_WEEKS = 4
BETWEEN_WEEKS = 12  # on a side of an end: with the ends they tell how much a person's weeks scatter
# At least three weekly points at each end, before anything is said about a change.
FEWEST_WEEKS = 3
# An end of fewer ratings says too little, so that it takes in more weeks until there are so many.
# Of three to seven, five sees a change of five weeks in a weekly measure most often
# (tests/benchmarks/change_calibration).
FEWEST_RATINGS = 5

Dates = tuple[dt.date, dt.date]


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


class Ratings(NamedTuple):
    """The rated days: their dates, their weeks, their ratings."""

    dates: Days64
    weeks: Days64
    values: Floats

    def where(self, chosen: Flags) -> Ratings:
        """Those that are chosen."""
        return Ratings(self.dates[chosen], self.weeks[chosen], self.values[chosen])

    def between(self, first: dt.date | None, last: dt.date | None) -> Ratings:
        """Those of some dates, both included; None is no bound."""
        chosen = np.ones(len(self.dates), dtype=bool)
        if first is not None:
            chosen &= self.dates >= np.datetime64(first, "D")
        if last is not None:
            chosen &= self.dates <= np.datetime64(last, "D")
        return self.where(chosen)

    def first(self, weeks: int = FIRST_WEEKS) -> Ratings:
        """Those of the first weeks with ratings; of more weeks where these hold too few."""
        return self.where(np.isin(self.weeks, self._holding(weeks, 1)))

    def last(self, weeks: int = LAST_WEEKS) -> Ratings:
        """Those of the last weeks with ratings; of more weeks where these hold too few."""
        return self.where(np.isin(self.weeks, self._holding(weeks, -1)))

    def counted_from(self, day: dt.date) -> Ratings:
        """The same in weeks of seven days from ``day`` on, and back from it, not from Monday."""
        since = np.datetime64(day, "D")
        weeks = (self.dates - since).astype(np.int64) // 7
        return self._replace(weeks=since + 7 * weeks)

    def span(self, what: Outcome) -> Span:
        """What they rest on, and their mean."""
        if not len(self.dates):
            return Span(math.nan, None, None, 0, 0)
        value = round(float(self.values.mean()), what.decimals)
        start, end = (date.astype(dt.date) for date in self.dates[[0, -1]])
        return Span(value, start, end, len(self.dates), len(np.unique(self.weeks)))

    def _holding(self, weeks: int, step: int) -> Days64:
        found, counts = np.unique(self.weeks, return_counts=True)
        enough = int(np.searchsorted(np.cumsum(counts[::step]), FEWEST_RATINGS)) + 1
        held: Days64 = found[::step][: max(weeks, enough)]
        return held


def ratings_of(days: pd.DataFrame, outcome_name: str) -> Ratings:
    """The rated days of the daily frame."""
    values, known = values_of(days, outcome_name)
    dates = pd.DatetimeIndex(days.index).to_numpy(dtype="M8[D]")
    return Ratings(dates, weeks_of(dates), values).where(known)


def baseline(
    days: pd.DataFrame,
    outcome_name: str = "pain",
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> Span:
    """The first weeks: the ratings of the first three weeks (from Monday) that have any.

    That is 15 to 21 days when nothing is missing. Where three weeks hold fewer than five ratings,
    it is as many weeks as hold five. ``start`` and ``end`` choose other dates, both included.
    ``days`` is the daily frame. Without ratings, ``value`` is NaN and ``days`` 0.

    >>> index = pd.date_range("2026-07-06", periods=42, name="date")
    >>> baseline(pd.DataFrame({"pain": [6.0] * 21 + [4.0] * 21}, index)).value
    6.0
    """
    rated = ratings_of(days, outcome_name)
    if start is None and end is None:
        return rated.first().span(outcome(outcome_name))
    return rated.between(start, end).span(outcome(outcome_name))


class Ends(NamedTuple):
    """The two ends that are compared, and stretches of weeks that tell how much weeks scatter."""

    begin: Ratings
    now: Ratings
    others: tuple[Ratings, ...] = ()
    fewest_weeks: int = FEWEST_WEEKS

    @property
    def short(self) -> bool:
        """Whether an end has too few weeks."""
        return min(len(np.unique(end.weeks)) for end in self[:2]) < FEWEST_WEEKS


def ends_of(rated: Ratings, shown: Dates | None = None, first: Dates | None = None) -> Ends:
    """The two ends of the shown days, or of all.

    They are the first three and the last four weeks; where so many are not shown, but the log has
    them, the first and the last half of what is shown. ``first`` chooses the days of the start.
    """
    ends = _weeks_of_both(rated.between(*shown) if shown else rated, first)
    if shown and ends.short and not _weeks_of_both(rated, None).short:
        return _halves(rated, *shown)
    return ends


def _weeks_of_both(rated: Ratings, first: Dates | None) -> Ends:
    begin = rated.between(*first) if first else rated.first()
    after = rated.where(rated.weeks > begin.weeks[-1]) if len(begin.weeks) else begin
    now = after.last()
    between = after.where(~np.isin(after.weeks, now.weeks))
    return Ends(begin, now, stretches_of(between))


def _halves(rated: Ratings, first: dt.date, last: dt.date) -> Ends:
    """The first and the last half of a period in whole weeks, counted from its ends."""
    half = ((last - first).days + 1) // 14 * dt.timedelta(weeks=1)
    near, day = BETWEEN_WEEKS * dt.timedelta(weeks=1), dt.timedelta(days=1)
    begin = rated.between(first, first + half - day).counted_from(first)
    now = rated.between(last - half + day, last).counted_from(last - half + day)
    before = rated.between(first - near, first - day).counted_from(first)
    after = rated.between(last + day, last + near).counted_from(last + day)
    return Ends(begin, now, (*stretches_of(before), *stretches_of(after)), 1)


def stretches_of(rated: Ratings) -> tuple[Ratings, ...]:
    """The last twelve weeks, in stretches as long as the end of a picture."""
    weeks = np.unique(rated.weeks)[-BETWEEN_WEEKS:]
    parts = np.split(weeks, range(len(weeks) % LAST_WEEKS, len(weeks), LAST_WEEKS))
    return tuple(rated.where(np.isin(rated.weeks, part)) for part in parts if len(part))
