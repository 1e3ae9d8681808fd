"""What an experiment could see, before it starts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from rolltrack.days.outcome import values_of
from rolltrack.helping.answer import named_outcome
from rolltrack.helping.randomisation import estimate, flips
from rolltrack.helping.regression import carryover
from rolltrack.helping.trial import LOOK_LEVELS

POWER = 0.8
USUAL_SD, USUAL_NOISE = 1.5, 0.3
FEWEST_RATINGS = 14
SCHEDULES, RATINGS = 200, 8


@dataclass(frozen=True)
class Variation:
    """How a person's own ratings vary from day to day.

    Attributes:
        sd: standard deviation around a straight trend, in the outcome's unit.
        noise: how much of a day's deviation is left on the next day, 0 to 0.95.
        ratings: days behind it; 0 where there were too few and usual values stand in.
    """

    sd: float
    noise: float
    ratings: int


def variation(days: pd.DataFrame, outcome: str = "pain") -> Variation:
    """How the last 12 weeks' ratings vary; usual values where there are under 14 ratings.

    The usual values of pain are those of the calibration table: 1.5 points, of which 0.3 is left
    on the next day.
    """
    what = named_outcome(outcome)
    rating, known = (column[-84:] for column in values_of(days, what.name))
    when = np.flatnonzero(known)
    if len(when) >= FEWEST_RATINGS:
        line = np.polyfit(when, rating[when], 1)
        residual = rating[when] - np.polyval(line, when)
        sd = float(np.sqrt(residual @ residual / (len(when) - 2)))
        return Variation(sd, carryover(when, residual, 2), len(when))
    return Variation(USUAL_SD if what.is_rating else math.nan, USUAL_NOISE, 0)


def smallest_effect(sd: float, noise: float, pairs: int, parts: int = 1) -> float:
    """The smallest effect that an experiment would see in 80 % of the cases, in the unit of ``sd``.

    ``parts`` is 1 at the first look, after ``pairs`` pairs of 2-day blocks, and 2 at the second,
    after twice as many.

    An effect shifts the interval by its own size, so the answer is the 80th percentile of the
    interval's upper limit where there is no effect, over simulated schedules and ratings.
    """
    return sd * _in_standard_deviations(noise, parts * pairs, parts)


def rounded_up(effect: float, decimals: int) -> float:
    """An effect as it is stated: rounded up, so that no more is promised than there is.

    >>> rounded_up(1.51, 1), rounded_up(6.2, 0)
    (1.6, 7.0)
    """
    steps = 10.0**decimals
    return math.ceil(round(effect * steps, 6)) / steps


@lru_cache(maxsize=64)
def _in_standard_deviations(noise: float, pairs: int, parts: int) -> float:
    rng = np.random.default_rng(1)
    day = np.arange(4 * pairs)
    pair = day // 4
    first = np.where(day % 4 < 2, 1.0, -1.0)
    root = np.linalg.cholesky(noise ** np.abs(day[:, None] - day))
    limits: list[float] = []
    for _ in range(SCHEDULES):
        found = flips(day.astype(np.float64), pair, first, rng.choice([-1.0, 1.0], pairs))
        for rating in rng.normal(size=(RATINGS, len(day))) @ root.T:
            result = found and estimate(found, rating, level=LOOK_LEVELS[parts - 1])
            if not result or result.low is None or result.high is None:
                return math.inf
            # Ratings turned upside down are as likely: their upper limit is the lower one, turned.
            limits += [result.high, -result.low]
    return float(np.quantile(limits, POWER))
