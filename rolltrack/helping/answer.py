"""What an answer to "is it helping?" is, from the log or from an experiment."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal, TypedDict, TypeVar

from rolltrack.days import words
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.entry.errors import InvalidValue

Verdict = Literal[
    "helping",
    "promising",
    "worse",
    "no worthwhile benefit",
    "cannot tell yet",
    "too little yet",
    "this log cannot tell",
]

SHOWN_LEVEL = 0.95

Limit = TypeVar("Limit", float, float | None)


@dataclass(frozen=True)
class Gate:
    """A condition without which a comparison would mislead; ``reason`` says what was found."""

    name: str
    passed: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Effect:
    """An answer to "is it helping?".

    Attributes:
        verdict: "helping" (from an experiment only), "promising" (from the log only), "worse",
            "no worthwhile benefit", "cannot tell yet", "too little yet", "this log cannot tell".
        sentence: the answer in words, the same wherever it is shown.
        outcome: column of the daily frame.
        source: "log" or "experiment".
        estimate: the first rating of the day after rolling minus that of the day after rest, in
            the outcome's unit; None where it cannot be worked out or would mislead.
        low, high: limits of the interval at ``level``; None where there is no such limit.
        level: of the interval shown, 0 to 1.
        decision_level: of the interval that the verdict is taken from, 0 to 1.
        days_used: days with a rating, known rolling and a rating the day after (log); mornings
            with a rating (experiment).
        days_needed: about how many more days could tell; None where it is decided, or where no
            number of days within a year could.
        gates: conditions of an honest comparison, met or not.
        reasons: what stands behind the verdict, in sentences.
        worthwhile: smallest change that would be worth the rolling; None where none is known.
        first_day, last_day: the days that were looked at; None where there were none.
        next_look: the first day whose entry brings the next answer, also when that day has passed
            without one; None where there is none to come, or no day counts yet.
    """

    verdict: Verdict
    sentence: str
    outcome: str
    source: Literal["log", "experiment"]
    decision_level: float
    level: float = SHOWN_LEVEL
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    days_used: int = 0
    days_needed: int | None = None
    gates: tuple[Gate, ...] = ()
    reasons: tuple[str, ...] = ()
    worthwhile: float | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    next_look: dt.date | None = None


@dataclass(frozen=True)
class Aside:
    """A number that stands beside the answer and never feeds it; None where there is none."""

    label: str
    sentence: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None


def named_outcome(name: str) -> Outcome:
    """The outcome that a column of the daily frame holds; ``InvalidValue`` where it is none."""
    try:
        return outcome(name)
    except KeyError:
        raise InvalidValue(
            "outcome", f"There is no outcome called {name}. Pain is called pain, for example."
        ) from None


def smallest_worthwhile(what: Outcome, worthwhile: float | None) -> float | None:
    """The smallest change worth the effort, in the outcome's unit.

    It is the person's own where they gave one, 1 point on a 0–10 scale, and the published
    measurement error of a flexibility test (None where no source was found).

    >>> smallest_worthwhile(outcome("pain"), None), smallest_worthwhile(outcome("pain"), 2)
    (1.0, 2.0)
    """
    if worthwhile is None:
        return 1.0 if what.high == 10 else what.noise
    if not (math.isfinite(worthwhile) and worthwhile > 0):
        raise InvalidValue(
            "worthwhile_change", f"worthwhile_change must be a number above 0, got {worthwhile}"
        )
    return float(worthwhile)


def in_unit(what: Outcome, estimate: float, low: Limit, high: Limit) -> tuple[float, Limit, Limit]:
    """Turn "lower is better" numbers back to the outcome's own direction."""
    if what.better == "lower":
        return estimate, low, high
    return -estimate, None if high is None else -high, None if low is None else -low


class Limits(TypedDict):
    """The estimate of an answer with its limits."""

    estimate: float | None
    low: float | None
    high: float | None


def limits(shown: tuple[float, float | None, float | None] | None) -> Limits:
    """The estimate and its limits as fields of an answer; None for all where nothing is shown."""
    estimate, low, high = shown or (None, None, None)
    return {"estimate": estimate, "low": low, "high": high}


def size(what: Outcome, estimate: float | None, mean: float) -> list[str]:
    """How a difference compares with what people notice, and how much room there is."""
    said = []
    if what.notable is not None and estimate is not None and round(estimate, 1):
        large = abs(estimate) >= what.notable
        large = large and abs(estimate) >= what.notable_percent / 100 * mean
        how_large = "an amount" if large else "less than"
        bar = f"{words.threshold(what, what.notable)} and {what.notable_percent:.0f} %"
        said.append(f"{what.amount(estimate)} is {how_large} most people notice ({bar}).")
    if what.better == "lower" and what.high == 10 and mean < 2:
        said.append(f"Your {what.label.lower()} is {mean:.1f} on average: little room to improve.")
    return said


def benefit(what: Outcome, worthwhile: float | None) -> str:
    """The smallest worthwhile benefit in words."""
    return "" if worthwhile is None else f"{words.threshold(what, worthwhile)} or more"


def compared(
    what: Outcome,
    when: str,
    estimate: float,
    low: float | None,
    high: float | None,
    level: float = SHOWN_LEVEL,
) -> str:
    """The difference and its interval in words: points first.

    >>> compared(outcome("pain"), "the day after rolling", -0.8, -1.5, -0.1)
    'Pain is 0.8 points lower the day after rolling (95 % interval 0.1 to 1.5 lower)'
    """
    said = f"{what.label} is {words.difference(what, estimate)} {when}"
    if low is None or high is None:
        return said + " (too few days for an interval)"
    return said + f" ({100 * level:.0f} % interval {words.interval(what, low, high)})"
