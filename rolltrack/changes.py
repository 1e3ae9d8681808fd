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
    that is no more than the usual ups and downs. All are NaN while it is too early. ``sentence``
    says what changed, ``meaning`` how much that is (empty while it is too early).
    """

    outcome: Outcome
    baseline: Span
    now: Span
    difference: float
    percent: float
    noise: float
    state: State
    sentence: str
    meaning: str

    @property
    def good_from(self) -> float:
        """The value from which on most people would notice the change for the better, or NaN."""
        need = _notable(self.outcome, self.baseline.value)
        return self.baseline.value + (need if self.outcome.better == "higher" else -need)


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
    if begin.weeks < FEWEST_WEEKS or now.weeks < FEWEST_WEEKS:
        return _too_early(what, begin, now)
    return _compared(days, what, begin, now)


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


def _compared(days: pd.DataFrame, what: Outcome, begin: Span, now: Span) -> Change:
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
    return Change(
        what,
        begin,
        now,
        difference,
        percent,
        noise,
        state,
        _sentence(what, begin, now, difference, state),
        _meaning(days, what, begin, noise, state),
    )


def _sentence(what: Outcome, begin: Span, now: Span, difference: float, state: State) -> str:
    values = f"({what.text(begin.value)} → {what.text(now.value)})"
    if state == "within noise":
        return f"{what.label} is about the same as in your first weeks {values}."
    words = ("longer", "shorter") if what.unit == "min" else ("higher", "lower")
    word = words[0] if difference > 0 else words[1]
    return f"{what.label} is {what.amount(difference)} {word} than in your first weeks {values}."


def _meaning(days: pd.DataFrame, what: Outcome, begin: Span, noise: float, state: State) -> str:
    if state == "within noise":
        return f"Differences of up to {what.amount(noise)} are within the usual ups and downs."
    most = f"what most people notice: {what.notable:g} points and {what.notable_percent:g} %"
    if state.startswith("noticeably"):
        size = f"That is {most} (Ostelo 2008)." if what.notable else ""
    elif what.notable is not None:
        size = f"That is more than the usual ups and downs, and less than {most} (Ostelo 2008)."
    else:
        size = "That is more than the usual ups and downs."
    since = pd.DatetimeIndex(days.index) >= np.datetime64(str(begin.start), "D")
    rolled = days["state"][since].eq("rolled").any()
    why = " It changed while you were rolling; that alone does not show why." if rolled else ""
    return size + why


def _too_early(what: Outcome, begin: Span, now: Span) -> Change:
    weeks = begin.weeks + now.weeks
    name = what.label.lower()
    if weeks == 0:
        sentence = f"No ratings of {name} yet. The first one starts the picture."
    else:
        rated = f"{weeks} week{'s' if weeks > 1 else ''}"
        sentence = (
            f"Too early to see a trend in {name}: rated in {rated} so far, "
            f"{2 * FEWEST_WEEKS} are needed."
        )
    return Change(what, begin, now, math.nan, math.nan, math.nan, "too early", sentence, "")
