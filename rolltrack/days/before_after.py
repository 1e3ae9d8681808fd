"""Sessions → the ratings right before and right after each, without what drifts back by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rolltrack.days import words
from rolltrack.days.daily import Floats
from rolltrack.days.outcome import Outcome, outcome, values_of
from rolltrack.entry.language import say, several


@dataclass(frozen=True)
class BeforeAfter:
    """Ratings right before and right after sessions.

    ``sessions`` has one row a session with both ratings: ``start`` (datetime64[s]), ``before``,
    ``after`` (float64), in order of time. ``difference`` is the mean of after minus before, of
    which ``expected`` is what regression to the mean brings by itself (people roll on worse than
    usual days) and ``beyond`` the rest: the difference to be expected at the usual level,
    ``usual``. They are NaN where they cannot be worked out.
    """

    outcome: str
    sessions: pd.DataFrame
    usual: float
    difference: float
    expected: float
    beyond: float

    @property
    def sentence(self) -> str:
        """The mean change."""
        what, number = outcome(self.outcome), len(self.sessions)
        if not number:
            return none_rated(what)
        if self.difference == 0:
            return several(
                number,
                "{label} was the same right after as right before, in {number} session.",
                "{label} was the same right after as right before, on average over {number} "
                "sessions.",
                label=what.label,
            )
        return several(
            number,
            "{label} was {size} right after than right before, in {number} session.",
            "{label} was {size} right after than right before, on average over {number} sessions.",
            label=what.label,
            size=words.difference(what, self.difference),
        )

    @property
    def meaning(self) -> str:
        """How much of it would be expected anyway, and what else it holds."""
        if math.isnan(self.expected):
            return ""
        besides = say("What you expect, and relief that soon passes, are in it too.")
        if self.expected * self.difference <= 0:
            drift = say(
                "None of that would be expected anyway, from unusual ratings drifting back."
            )
        else:
            drift = say(
                "About {size} of that would be expected anyway: unusual ratings drift back.",
                size=f"{min(abs(self.expected), abs(self.difference)):.1f}",
            )
        return f"{drift} {besides}"


def none_rated(what: Outcome) -> str:
    """What is said where no session has both ratings."""
    return say("No session with {word} rated before and after yet.", word=what.word)


def sessions_of(entries: pd.DataFrame) -> pd.DataFrame:
    """The sessions of ``SessionLog.frame()``; one of 0 minutes counts as no rolling.

    >>> entries = pd.DataFrame({"kind": ["session", "session", "check-in"],
    ...                         "minutes": pd.array([8, 0, None], "Int16")})
    >>> len(sessions_of(entries))
    1
    """
    return entries[entries["kind"].eq("session") & ~entries["minutes"].eq(0).fillna(False)]


def rated_sessions(entries: pd.DataFrame, outcome_name: str = "pain") -> pd.DataFrame:
    """The sessions with a rating before and one after, in order of time.

    Columns: ``start`` (datetime64[s]), ``before``, ``after`` (float64).
    """
    pairs = sessions_of(entries).sort_values("start", kind="stable")
    before, after = (pairs[f"{outcome_name}_{side}"] for side in ("before", "after"))
    both = (before.notna() & after.notna()).to_numpy()
    return pd.DataFrame(
        {
            "start": pairs["start"].to_numpy()[both],
            "before": before[both].to_numpy(dtype=np.float64),
            "after": after[both].to_numpy(dtype=np.float64),
        }
    )


def before_after(
    entries: pd.DataFrame, days: pd.DataFrame, outcome_name: str = "pain"
) -> BeforeAfter:
    """The change from right before to right after each session; it never feeds a verdict.

    ``entries`` is ``SessionLog.frame()``, ``days`` the daily frame of the whole log, which tells
    the person's usual level: the mean of the days' first ratings. ``outcome_name`` is ``pain`` or
    ``tension``. Corrected for regression to the mean by regressing after minus before on before
    minus the usual level; the intercept is ``beyond``. That needs six sessions whose ratings before
    differ.

    >>> start = pd.date_range("2026-07-06T18:00", periods=7, unit="s")
    >>> before = np.array([4.0, 5, 6, 7, 8, 5, 6])
    >>> entries = pd.DataFrame({"start": start, "kind": "session", "minutes": 5,
    ...                         "pain_before": before, "pain_after": before - 2})
    >>> days = pd.DataFrame({"pain": before}, start.normalize())
    >>> before_after(entries, days).sentence
    'Pain was 2.0 points lower right after than right before, on average over 7 sessions.'
    """
    sessions = rated_sessions(entries, outcome_name)
    ratings, known = values_of(days, outcome_name)
    usual = float(ratings[known].mean()) if known.any() else math.nan
    moved = (sessions["after"] - sessions["before"]).to_numpy()
    difference = round(float(moved.mean()), 1) + 0.0 if len(moved) else math.nan
    beyond = _beyond(sessions["before"].to_numpy() - usual, moved)
    expected = round(difference - beyond, 1) + 0.0
    return BeforeAfter(outcome_name, sessions, usual, difference, expected, beyond)


def _beyond(above_usual: Floats, moved: Floats) -> float:
    if len(moved) < 6 or np.isnan(above_usual).any() or np.ptp(above_usual) == 0:
        return math.nan
    return round(float(np.polyfit(above_usual, moved, 1)[1]), 1) + 0.0
