"""Sessions → the ratings right before and right after each, without what drifts back by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rolltrack.days.daily import Floats, daily
from rolltrack.days.outcome import outcome


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
