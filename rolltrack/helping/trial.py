"""An experiment's schedule with what became of each day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from rolltrack.days.outcome import values_of
from rolltrack.entry.language import say
from rolltrack.helping.answer import named_outcome
from rolltrack.helping.plan import Plan
from rolltrack.helping.randomisation import Estimate, estimate, flips
from rolltrack.helping.regression import Array

# The interval that each look decides on and shows. The first leaves out one schedule in 32 on each
# side: 2 of the 64 that six pairs can have, 4 of the 128 of seven, where a 95 % interval could only
# leave out 1 and 3. The second makes up for it: where rolling does nothing, the two together say
# "helping" to fewer than 5 % of people (python -m tests.benchmarks.calibration).
LOOK_LEVELS = (15 / 16, 0.955)


@dataclass(frozen=True)
class Adherence:
    """Shares of the known days on which they rolled, 0 to 1, NaN where no such day is known."""

    on_roll_days: float
    on_rest_days: float

    @property
    def gap(self) -> float:
        """How far the two are apart: 1 is a schedule followed to the letter."""
        return self.on_roll_days - self.on_rest_days

    @property
    def sentence(self) -> str:
        """Both shares in words."""
        return say(
            "Days with rolling: {roll} of those to roll on, {rest} of those to rest on.",
            roll=_share(self.on_roll_days),
            rest=_share(self.on_rest_days),
        )


@dataclass(frozen=True)
class Trial:
    """The days of a schedule with what became of them; arrays with one value a scheduled day.

    Attributes:
        when: days since the first day.
        pair: pair that the day belongs to.
        first: 1 in the first block of the pair, -1 in the second.
        assigned: 1 roll, 0 rest.
        rolled: 1 rolled, 0 rested, NaN unknown.
        next_morning: first rating of the day after, lower is better, NaN where missing.
        sign: a pair each: 1 rolling first, -1 rest first.
        level: of the interval that this look decides on and shows, 0 to 1.
    """

    when: Array
    pair: np.typing.NDArray[np.intp]
    first: Array
    assigned: Array
    rolled: Array
    next_morning: Array
    sign: Array
    level: float

    @property
    def seen(self) -> np.typing.NDArray[np.bool_]:
        """Days whose next morning has a rating."""
        return ~np.isnan(self.next_morning)

    @property
    def adherence(self) -> Adherence:
        """How the schedule was followed."""
        known = ~np.isnan(self.rolled)
        shares = []
        for arm in (1.0, 0.0):
            of_arm = self.rolled[known & (self.assigned == arm)]
            shares.append(float(of_arm.mean()) if len(of_arm) else float("nan"))
        return Adherence(*shares)

    def effect(self, actual: Array | None = None) -> Estimate | None:
        """The effect of being asked to roll, or of rolling where ``actual`` says what they did."""
        seen = self.seen
        found = flips(self.when[seen], self.pair[seen], self.first[seen], self.sign)
        if found is None:
            return None
        did = None if actual is None else actual[seen]
        return estimate(found, self.next_morning[seen], did, self.level)


def trial_of(plan: Plan, days: pd.DataFrame, parts: int) -> Trial:
    """What became of the scheduled days of the first part, or of both."""
    what = named_outcome(plan.outcome)
    scheduled = plan.days[: parts * plan.length]
    date = np.array([day.date for day in scheduled], dtype="M8[D]")
    pair = np.array([day.pair for day in scheduled], dtype=np.intp)
    assigned = np.array([day.arm == "roll" for day in scheduled], dtype=np.float64)
    sign = np.where(plan.roll_first[: parts * plan.pairs], 1.0, -1.0)
    ratings: Array = what.sign * values_of(days, what.name)[0]
    state = days["state"].to_numpy(dtype=object)
    rolled: Array = np.where(state == "rolled", 1.0, np.where(state == "rest", 0.0, np.nan))
    begin = days.index[0].to_datetime64().astype("M8[D]") if len(days) else date[0]
    at = (date - begin).astype(np.int64)
    return Trial(
        when=(date - date[0]).astype(np.float64),
        pair=pair,
        first=(2 * assigned - 1) * sign[pair],
        assigned=assigned,
        rolled=_taken(rolled, at),
        next_morning=_taken(ratings, at + 1),
        sign=sign,
        level=LOOK_LEVELS[parts - 1],
    )


def _taken(values: Array, at: np.typing.NDArray[np.int64]) -> Array:
    """The values at some positions, NaN where a position lies outside."""
    inside = (at >= 0) & (at < len(values))
    found = np.full(len(at), np.nan)
    found[inside] = values[at[inside]]
    return found


def _share(value: float) -> str:
    return say("none known") if np.isnan(value) else f"{100 * value:.0f} %"
