"""Weeks with more rolling against weeks with less."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rolltrack.days.change import HALF_A_STEP
from rolltrack.days.daily import Flags
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.days.weeks import weekly
from rolltrack.entry.language import say

FEWEST_DAYS = 4  # of a week, known and rated, or it says little
FEWEST_WEEKS = 3  # with more minutes, and with less


def whole_weeks(days: pd.DataFrame, outcome_name: str = "pain") -> pd.DataFrame:
    """The weeks with at least four known and four rated days.

    ``days`` is the daily frame. Columns are ``minutes``, the outcome and ``days_known``, the index
    is the Monday, all as of ``rolltrack.weekly``.
    """
    weeks = weekly(days)
    if outcome_name not in weeks or "minutes" not in weeks:
        return weeks.iloc[:0]
    enough = weeks[["days_known", f"{outcome_name}_days"]].min(axis=1) >= FEWEST_DAYS
    return weeks.loc[enough & weeks["minutes"].notna(), ["minutes", outcome_name, "days_known"]]


@dataclass(frozen=True)
class MoreOrLess:
    """Weeks with more minutes than ``middle`` against those with no more: means of the outcome.

    ``middle`` is the median of minutes. ``early`` and ``late`` are the same pairs, more then less,
    within the first and the last half of the weeks, NaN where one of a pair has no week.
    """

    outcome: Outcome
    middle: float
    more: float
    less: float
    early: tuple[float, float]
    late: tuple[float, float]

    @property
    def sentence(self) -> str:
        """The finding."""
        what = self.outcome
        values = {"label": what.label, "more": what.text(self.more), "less": what.text(self.less)}
        if abs(round(self.more - self.less, what.decimals)) <= HALF_A_STEP:
            return say(
                "{label} was about the same in weeks with more rolling and with less "
                "({more} and {less}).",
                **values,
            )
        return say(
            "{label} was {more} in weeks with more rolling, {less} in weeks with less.", **values
        )


def more_or_less(weeks: pd.DataFrame, outcome_name: str = "pain") -> MoreOrLess | None:
    """The weeks of ``whole_weeks`` in two groups by minutes; None where they are too few or alike.

    >>> index = pd.date_range("2026-07-06", periods=6, freq="7D", name="week")
    >>> weeks = pd.DataFrame({"minutes": [0, 40, 0, 40, 0, 40], "pain": [6.0, 5] * 3}, index)
    >>> more_or_less(weeks).sentence
    'Pain was 5.0 in weeks with more rolling, 6.0 in weeks with less.'
    """
    minutes, ratings = (
        weeks[name].to_numpy(dtype=np.float64) for name in ("minutes", outcome_name)
    )
    middle = float(np.median(minutes)) if len(weeks) else 0.0
    more = minutes > middle
    if min(more.sum(), (~more).sum()) < FEWEST_WEEKS:
        return None
    late = np.arange(len(weeks)) >= len(weeks) // 2

    def means(part: Flags) -> tuple[float, float]:
        groups = (ratings[part & more], ratings[part & ~more])
        high, low = (float(group.mean()) if len(group) else math.nan for group in groups)
        return high, low

    every = means(np.ones(len(weeks), dtype=bool))
    return MoreOrLess(outcome(outcome_name), middle, *every, means(~late), means(late))
