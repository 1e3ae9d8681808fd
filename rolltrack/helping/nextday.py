"""What the first rating of a day says about the rolling of the day before: numbers only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rolltrack.days.outcome import Outcome, values_of
from rolltrack.days.weeks import window_means
from rolltrack.helping.regression import Array, Slope, slope

LONGEST = 364  # days that an answer is about
FEWEST_PAIRS, FEWEST_EACH, FEWEST_SWITCHES = 28, 10, 8
FEWEST_LOGGED = 0.6  # share of the days


@dataclass(frozen=True)
class Diary:
    """One outcome over consecutive days; every array has one value a day.

    Attributes:
        rating: first rating of the day, lower is better, NaN where missing.
        rolled: 1 rolled, 0 rested, NaN unknown or paused.
        weekend: 1 on Saturdays and Sundays, else 0.
        paused: True on days the person asked not to count.
        sign: 1, or -1 where higher is better and the ratings were turned round.
    """

    rating: Array
    rolled: Array
    weekend: Array
    paused: np.typing.NDArray[np.bool_]
    sign: float = 1.0

    @property
    def given(self) -> Array:
        """The ratings as they were given."""
        return self.sign * self.rating

    @property
    def rated(self) -> np.typing.NDArray[np.bool_]:
        """Days with a rating."""
        return ~np.isnan(self.rating)

    def between(self, begin: int, end: int) -> Diary:
        """The days from `begin` up to but without `end`."""
        part = slice(begin, end)
        return Diary(
            self.rating[part], self.rolled[part], self.weekend[part], self.paused[part], self.sign
        )


def diary(days: pd.DataFrame, what: Outcome) -> tuple[dt.date | None, Diary]:
    """The first rated day, and ratings and rolling from it on; None and an empty diary without any.

    Ratings are turned round where higher is better, so that lower is better in every diary.
    """
    rating, known = values_of(days, what.name)
    at = int(np.argmax(known)) if known.any() else len(rating)
    index = pd.DatetimeIndex(days.index)[at:]
    state = days["state"].to_numpy(dtype=object)[at:]
    found = Diary(
        rating=what.sign * rating[at:],
        rolled=np.where(state == "rolled", 1.0, np.where(state == "rest", 0.0, np.nan)),
        weekend=(index.day_of_week.to_numpy() >= 5).astype(np.float64),
        paused=state == "paused",
        sign=what.sign,
    )
    return (index[0].date() if len(index) else None), found


@dataclass(frozen=True)
class Comparison:
    """The day after rolling beside the day after rest, and what could make it misleading.

    Attributes:
        slope: change of the next day's rating by rolling; None where it cannot be worked out.
        pairs, rolled, rest: days with a rating, known rolling and a rating the day after.
        switches: changes between rolling and rest along those days.
        varies: whether the next day's rating ever differs.
        rated: share of the days (without pauses) that have a rating, 0 to 1.
        rated_after_rolling, rated_after_rest: the same share of the days after.
        missing_p: one-sided probability of so many fewer ratings after rest by chance.
        habit: t value of the rating in "do they roll that day"; far below 0 means on better days.
        after: mean ratings of the days after rolling and after rest, NaN without such a day; as
            they were given, also where higher is better.
        on: the same of the days of rolling and of rest themselves.
    """

    slope: Slope | None
    pairs: int
    rolled: int
    rest: int
    switches: int
    varies: bool
    rated: float
    rated_after_rolling: float
    rated_after_rest: float
    missing_p: float
    habit: float
    after: tuple[float, float]
    on: tuple[float, float]

    @property
    def enough(self) -> bool:
        """Whether there are days enough to look at all."""
        return (
            self.pairs >= FEWEST_PAIRS
            and min(self.rolled, self.rest) >= FEWEST_EACH
            and self.switches >= FEWEST_SWITCHES
        )


def compare(diary: Diary, dose: Array | None = None) -> Comparison:
    """Regress each day's first rating on the rolling of the day before.

    The columns beside rolling are the rating of that day, of the day before it and the mean of the
    six days before (people roll when it hurts), the rolling of the day before (people roll in
    runs), the weekend, and a straight and a curved trend (backs heal by themselves).

    Args:
        diary: the days.
        dose: shape (n,), takes the place of rolled or not (minutes, say), NaN where unknown.
    """
    rating, rolled = diary.rating, diary.rolled
    usable = np.zeros(len(rating), dtype=bool)
    usable[:-1] = ~np.isnan(rating[:-1] + rolled[:-1] + rating[1:])
    if dose is not None:
        usable &= ~np.isnan(dose)
    day = np.flatnonzero(usable)
    treated = rolled[day]
    fitted = None
    if len(day):
        amount = treated if dose is None else dose[day]
        fitted = slope(rating[day + 1], amount, _beside(diary, day))
    after_rolling, after_rest, missing_p = _ratings_after(diary)
    counted = int((~diary.paused | ~np.isnan(rating)).sum())
    return Comparison(
        slope=fitted,
        pairs=len(day),
        rolled=int(treated.sum()),
        rest=int(len(day) - treated.sum()),
        switches=int(np.abs(np.diff(treated)).sum()),
        varies=len(day) > 0 and bool(np.ptp(rating[day + 1]) > 0),
        rated=float((~np.isnan(rating)).sum() / counted) if counted else 0.0,
        rated_after_rolling=after_rolling,
        rated_after_rest=after_rest,
        missing_p=missing_p,
        habit=_habit(diary),
        after=_means(diary.given[1:], rolled[:-1]),
        on=_means(diary.given, rolled),
    )


def _beside(diary: Diary, day: np.typing.NDArray[np.intp]) -> Array:
    """Return the columns beside rolling, shape (len(day), 8)."""
    rating, rolled = diary.rating, diary.rolled
    recent = window_means(rating, np.maximum(day - 6, 0), day)[0]
    recent = np.where(np.isnan(recent), rating[day], recent)
    yesterday = _shifted(rating)[day]
    yesterday = np.where(np.isnan(yesterday), recent, yesterday)
    rolled_before = _shifted(rolled)[day]
    rolled_before = np.where(np.isnan(rolled_before), rolled[day].mean(), rolled_before)
    trend = (day - len(rating) / 2) / len(rating)
    return np.column_stack(
        [
            np.ones(len(day)),
            rating[day],
            yesterday,
            recent,
            rolled_before,
            diary.weekend[day + 1],
            trend,
            trend**2,
        ]
    )


def _means(rating: Array, rolled: Array) -> tuple[float, float]:
    """Return the mean rating where they rolled and where they rested."""
    parts = (rating[(rolled == state) & ~np.isnan(rating)] for state in (1, 0))
    rolling, rest = (float(part.mean()) if len(part) else float("nan") for part in parts)
    return rolling, rest


def _shifted(values: Array) -> Array:
    """Return each day's value of the day before."""
    return np.concatenate(([np.nan], values[:-1]))


def _ratings_after(diary: Diary) -> tuple[float, float, float]:
    """Return the share of days rated after rolling, after rest, and Fisher's one-sided p."""
    open_days = ~diary.paused[1:]
    rolled, rated = diary.rolled[:-1], ~np.isnan(diary.rating[1:])
    after_rolling = rated[(rolled == 1) & open_days]
    after_rest = rated[(rolled == 0) & open_days]
    if not len(after_rolling) or not len(after_rest):
        return 1.0, 1.0, 1.0
    shares = float(after_rolling.mean()), float(after_rest.mean())
    if shares[1] >= shares[0]:
        return *shares, 1.0
    from scipy.stats import hypergeom

    total, good = len(after_rolling) + len(after_rest), after_rolling.sum() + after_rest.sum()
    return *shares, float(hypergeom.cdf(after_rest.sum(), total, good, len(after_rest)))


def _habit(diary: Diary) -> float:
    """Return the HC3 t value of the rating in `rolled ~ rating + day + rolled the day before`."""
    day = np.flatnonzero(~np.isnan(diary.rating + diary.rolled))
    if not len(day):
        return 0.0
    rolled = diary.rolled[day]
    before = _shifted(diary.rolled)[day]
    before = np.where(np.isnan(before), rolled.mean(), before)
    fitted = slope(rolled, diary.rating[day], np.column_stack([np.ones(len(day)), day, before]))
    if fitted is None or fitted.error == 0:
        return 0.0
    return fitted.estimate / fitted.error
