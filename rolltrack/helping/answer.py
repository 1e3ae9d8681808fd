"""What an answer to "is it helping?" is, from the log or from an experiment."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypedDict, TypeVar

from rolltrack.days import words
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.entry.errors import InvalidValue
from rolltrack.entry.language import mark, say

SHOWN_LEVEL = 0.95

Source = Literal["log", "experiment"]
Limit = TypeVar("Limit", float, float | None)
Shown = tuple[float, float | None, float | None]


class Verdict(StrEnum):
    """What an answer comes to; ``plain`` says each as a friend would."""

    HELPING = "helping"
    PROMISING = "promising"
    WORSE = "worse"
    NO_BENEFIT = "no worthwhile benefit"
    CANNOT_TELL_YET = "cannot tell yet"
    TOO_LITTLE_YET = "too little yet"
    LOG_CANNOT_TELL = "this log cannot tell"


# What a comparison that may be shown comes to.
Compared = Literal[
    Verdict.HELPING,
    Verdict.PROMISING,
    Verdict.WORSE,
    Verdict.NO_BENEFIT,
    Verdict.CANNOT_TELL_YET,
]


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
        plain: the answer as a friend would say it.
        numbers: the difference with its interval, and what follows; empty where none is shown.
        why: why the plain averages differ from it; empty where they do not.
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
    plain: str
    numbers: str = ""
    why: str = ""
    outcome: str
    source: Source
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

    @property
    def sentence(self) -> str:
        """The answer in plain words, then in numbers: the same wherever it is shown."""
        return f"{self.plain} {self.numbers}".strip()


@dataclass(frozen=True)
class Aside:
    """A number that stands beside the answer and never feeds it; None where there is none."""

    label: str
    sentence: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None


def verdict_of(
    interval: tuple[float | None, float | None] | None,
    gates: Sequence[Gate],
    worthwhile: float | None,
    best: Literal[Verdict.HELPING, Verdict.PROMISING],
) -> Compared | Literal[Verdict.LOG_CANNOT_TELL]:
    """The verdict that an interval allows, or ``best`` where it lies below 0.

    ``interval`` has the limits that decide, lower is better; a limit is None where no value can be
    ruled out, the interval None where nothing can be worked out.

    >>> verdict_of((-1.5, -0.2), (), 1.0, Verdict.PROMISING)
    <Verdict.PROMISING: 'promising'>
    """
    if interval is None or not all(gate.passed for gate in gates):
        return Verdict.LOG_CANNOT_TELL
    low, high = interval
    if high is not None and high < 0:
        return best
    if low is not None and low > 0:
        return Verdict.WORSE
    if worthwhile is not None and low is not None and low > -worthwhile:
        return Verdict.NO_BENEFIT
    return Verdict.CANNOT_TELL_YET


def named_outcome(name: str) -> Outcome:
    """The outcome that a column of the daily frame holds; ``InvalidValue`` where it is none."""
    try:
        return outcome(name)
    except KeyError:
        said = say(
            "There is no outcome called {name}. Pain is called pain, for example.", name=name
        )
        raise InvalidValue("outcome", said) from None


def smallest_worthwhile(what: Outcome, worthwhile: float | None) -> float | None:
    """The smallest change worth the effort, in the outcome's unit.

    It is the person's own where they gave one, 1 point on a 0–10 scale, and the published
    measurement error of a flexibility test (None where no source was found).

    >>> smallest_worthwhile(outcome("pain"), None), smallest_worthwhile(outcome("pain"), 2)
    (1.0, 2.0)
    """
    if worthwhile is None:
        return 1.0 if what.is_rating else what.noise
    if not (math.isfinite(worthwhile) and worthwhile > 0):
        said = say("worthwhile_change must be a number above 0, got {number}", number=worthwhile)
        raise InvalidValue("worthwhile_change", said)
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


def limits(shown: Shown | None) -> Limits:
    """The estimate and its limits as fields of an answer; None for all where nothing is shown."""
    estimate, low, high = shown or (None, None, None)
    return {"estimate": estimate, "low": low, "high": high}


def size(what: Outcome, estimate: float | None, mean: float) -> list[str]:
    """How a difference compares with an important change, and how much room there is."""
    said = []
    if what.notable is not None and estimate is not None and round(estimate, 1):
        large = abs(estimate) >= max(what.notable, what.notable_percent / 100 * mean)
        text = mark(
            "A difference of {size} is less than an important change in studies ({points} and "
            "{percent} %, Ostelo 2008)."
        )
        if large:
            text = mark(
                "A difference of {size} counts as an important change in studies ({points} and "
                "{percent} %, Ostelo 2008)."
            )
        points, percent = words.threshold(what, what.notable), f"{what.notable_percent:.0f}"
        said.append(say(text, size=what.amount(estimate), points=points, percent=percent))
    if what.better == "lower" and what.is_rating and mean < 2:
        said.append(
            say(
                "Your {word} is {mean} on average: little room to improve.",
                word=what.word,
                mean=f"{mean:.1f}",
            )
        )
    return said


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
    said = {"label": what.label, "size": words.difference(what, estimate), "when": when}
    if low is None or high is None:
        return say("{label} is {size} {when} (too few days for an interval)", **said)
    return say(
        "{label} is {size} {when} ({level} % interval {interval})",
        **said,
        level=f"{100 * level:.0f}",
        interval=words.interval(what, low, high),
    )
