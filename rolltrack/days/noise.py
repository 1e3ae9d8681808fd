"""How far two stretches of weeks lie apart by the usual ups and downs alone."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from rolltrack.days.daily import Floats, Ints
from rolltrack.days.outcome import values_of

NEIGHBOURS = 3  # days; ratings no further apart tell how much of a day is left on the next
FEWEST_NEAR = 10
# The largest of tests/benchmarks/change_calibration, which counts what is said by mistake.
ALIKE_UNSEEN = 0.8
MOST_ALIKE = 0.95
CAUTION = 1.3  # standard errors; with none, much alike days pass for a change too often


def usual_difference(day: Ints, values: Floats, week: Ints, stretch: Ints) -> float:
    """The difference between two means that weeks like these stay below 95 times in 100.

    All four have one element a rating, in order of time: the day's number, the rating, its week,
    and the stretch of weeks it belongs to. It is about the means of the first and of the last
    stretch; those between only tell how much weeks scatter. Some stretch needs two weeks.

    It is Student's test of weekly means, their variance pooled over the stretches, with its error
    scaled up where a day is like the day before it. Good and bad days then come in long runs, and
    means of several weeks lie further apart than their weeks do. The scale is the variance of the
    difference between the two means over the expected scatter of the weekly means, both for an
    AR(1) series with the autocorrelation of these days.

    >>> day = np.arange(42)
    >>> values = np.tile([4.0, 6.0], 21)
    >>> round(usual_difference(day, values, day // 7, day // 21), 2)
    0.37
    """
    from scipy.special import stdtrit

    weeks, stretches = _means(week), _means(stretch)
    _, begins = np.unique(week, return_index=True)
    about_stretch = _deviations(stretch[begins]) @ weeks
    alike = _autocorrelation(day, _deviations(stretch) @ values, stretch)
    correlation = alike ** np.abs(day[:, None] - day)
    difference = stretches[-1] - stretches[0]
    scatter = float(((about_stretch @ values) ** 2).sum())
    expected = float((about_stretch @ correlation * about_stretch).sum())
    error = math.sqrt(scatter * float(difference @ correlation @ difference) / expected)
    return float(stdtrit(len(weeks) - len(stretches), 0.975)) * error


def _means(group: Ints) -> Floats:
    """One row a group, in order: what each element counts in the mean of its group."""
    member = group == np.unique(group)[:, None]
    means: Floats = member / member.sum(axis=1, keepdims=True)
    return means


def _deviations(group: Ints) -> Floats:
    """The matrix that takes from each element the mean of its group."""
    same = group == group[:, None]
    rest: Floats = np.eye(len(group)) - same / same.sum(axis=1)
    return rest


def _autocorrelation(day: Ints, residual: Floats, stretch: Ints) -> float:
    """How much of a day's deviation is left on the next day, 0 to 0.95.

    From ratings at most three days apart, brought to one day by their mean distance. Residuals
    about a mean look less alike than the noise behind them, by ``(1 + 3r) / n`` for each stretch
    that has one (Marriott & Pope 1954). Taken too low, it would let chance pass for change more
    often than 5 times in 100, so that 1.3 standard errors are added. Where fewer than ten ratings
    are so near each other it cannot be seen, and is taken for 0.8.
    """
    apart = np.diff(day)
    near = (apart <= NEIGHBOURS) & (np.diff(stretch) == 0)
    spread = float((residual**2).mean())
    if spread == 0:
        return 0.0
    if near.sum() < FEWEST_NEAR:
        return ALIKE_UNSEEN
    r = float((residual[:-1] * residual[1:])[near].mean()) / spread
    share = len(np.unique(stretch)) / len(residual)
    r = (r + share) / max(1 - 3 * share, 0.1)
    r += CAUTION * math.sqrt(max(1 - r**2, 0.0) / int(near.sum()))
    a_day: float = max(r, 0.0) ** (1 / float(apart[near].mean()))
    return min(a_day, MOST_ALIKE)


def repeatability(days: pd.DataFrame, outcome_name: str) -> float:
    """How far one rating lies from the next by chance: 1.96 times the person's own error.

    The error is the root mean square of differences between ratings at most 14 days apart, divided
    by √2 (von Neumann 1941), so that a slow trend counts little. NaN with fewer than five such
    differences.
    """
    values, known = values_of(days, outcome_name)
    at = np.flatnonzero(known)
    close = np.diff(at) <= 14
    differences = np.diff(values[at])[close]
    if len(differences) < 5:
        return math.nan
    return 1.96 * math.sqrt(float((differences**2).mean()) / 2)
