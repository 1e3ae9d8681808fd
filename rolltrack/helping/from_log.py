"""Is it helping? What the log alone can say about it, which is at most "promising"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, assert_never

import numpy as np
import pandas as pd

from rolltrack.days import words
from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import say, several
from rolltrack.helping.answer import (
    SHOWN_LEVEL,
    Compared,
    Effect,
    Gate,
    Shown,
    Verdict,
    compared,
    in_unit,
    limits,
    named_outcome,
    size,
    smallest_worthwhile,
    verdict_of,
)
from rolltrack.helping.gates import log_gates
from rolltrack.helping.lacking import too_little
from rolltrack.helping.nextday import LONGEST, Comparison, Diary, compare, diary
from rolltrack.helping.plain import plain, when, why

DECISION_LEVEL = 0.99
LOOK_EVERY = 7
# Two-sided 99 % plus 80 % power: 2.58 + 0.84 standard errors.
ERRORS_TO_DECIDE = 3.42


def is_it_helping(
    days: pd.DataFrame, outcome: str = "pain", *, worthwhile: float | None = None
) -> Effect:
    """What the log can say about rolling and the first rating of the next day.

    The next day's rating is regressed on rolling beside today's and earlier ratings, earlier
    rolling, the weekend and a curved trend, with HC3 errors. The answer is worked out once a week,
    counted from the first rated day, from at most the last 52 weeks: one that is taken anew every
    day would be wrong more often. The 99 % interval decides, the 95 % interval is shown.

    Args:
        days: the daily frame, as ``rolltrack.daily`` gives it.
        outcome: a column of it for which one direction is better.
        worthwhile: smallest worthwhile change in the outcome's unit; by default 1 on a 0–10 scale
            and the published measurement error of a flexibility test.

    Raises:
        InvalidValue: for a name that is no outcome, or a ``worthwhile`` that is not above 0.

    >>> dates = pd.date_range("2026-09-01", periods=5, name="date")
    >>> days = pd.DataFrame({"state": "rest", "pain": [5.0, 6, 5, 4, 5]}, index=dates)
    >>> answer = is_it_helping(days)
    >>> str(answer.verdict), answer.estimate, answer.days_used
    ('too little yet', None, 4)
    """
    what = named_outcome(outcome)
    smallest = smallest_worthwhile(what, worthwhile)
    first, whole = diary(days, what)
    end = len(whole.rating) // LOOK_EVERY * LOOK_EVERY
    begin = max(0, end - LONGEST)
    looked = whole.between(begin, end)
    found = compare(looked)
    if first is None or not found.enough:
        return too_little(whole, first, what, smallest, DECISION_LEVEL)
    return replace(
        _answer(found, looked, what, smallest),
        first_day=first + dt.timedelta(days=begin),
        last_day=first + dt.timedelta(days=end - 1),
        next_look=first + dt.timedelta(days=end + LOOK_EVERY - 1),
    )


def log_verdict(found: Comparison, gates: Sequence[Gate], worthwhile: float | None) -> Verdict:
    """The verdict that a comparison allows."""
    if not found.enough:
        return Verdict.TOO_LITTLE_YET
    return _verdict(found, gates, worthwhile)


def _verdict(
    found: Comparison, gates: Sequence[Gate], worthwhile: float | None
) -> Compared | Literal[Verdict.LOG_CANNOT_TELL]:
    interval = None if found.slope is None else found.slope.interval(DECISION_LEVEL)
    return verdict_of(interval, gates, worthwhile, Verdict.PROMISING)


def _answer(found: Comparison, looked: Diary, what: Outcome, worthwhile: float | None) -> Effect:
    gates = log_gates(found, what)
    verdict = _verdict(found, gates, worthwhile)
    mean = float(np.nanmean(looked.rating))
    answer = Effect(
        verdict=verdict,
        plain="",
        outcome=what.name,
        source="log",
        decision_level=DECISION_LEVEL,
        days_used=found.pairs,
        gates=gates,
        worthwhile=worthwhile,
    )
    if found.slope is None or verdict is Verdict.LOG_CANNOT_TELL:
        failed = [gate.reason for gate in gates if not gate.passed]
        said = say("This log cannot tell. {reason} An experiment can.", reason=failed[0])
        return replace(answer, plain=said, reasons=(*size(what, None, mean), *failed))
    shown = in_unit(what, found.slope.estimate, *found.slope.interval(SHOWN_LEVEL))
    more = _days_needed(found, verdict, worthwhile, len(looked.rating))
    return replace(
        answer,
        plain=plain(verdict, what, "log", shown, worthwhile),
        numbers=_numbers(verdict, what, shown, worthwhile, more),
        why=why(what, shown[0], found.after, found.on, worthwhile),
        **limits(shown),
        days_needed=more,
        reasons=(*size(what, shown[0], mean), *_caution(verdict)),
    )


def _days_needed(
    found: Comparison, verdict: Verdict, worthwhile: float | None, looked: int
) -> int | None:
    if verdict is not Verdict.CANNOT_TELL_YET or found.slope is None or worthwhile is None:
        return None
    times = (ERRORS_TO_DECIDE * found.slope.error / worthwhile) ** 2
    more = max(float(LOOK_EVERY), looked * (times - 1))
    return round(more) if more <= 365 else None


def _numbers(
    verdict: Compared, what: Outcome, shown: Shown, worthwhile: float | None, more: int | None
) -> str:
    points = compared(what, when("log"), *shown)
    match verdict:
        case Verdict.HELPING | Verdict.PROMISING:
            return say("{points}: promising, not proven.", points=points)
        case Verdict.WORSE:
            return say("{points}: worse on the day after rolling.", points=points)
        case Verdict.NO_BENEFIT:
            return say(
                "{points}: no next-day benefit of {size} or more.",
                points=points,
                size=words.threshold(what, worthwhile or 0.0),
            )
        case Verdict.CANNOT_TELL_YET:
            if more is None:
                return say(
                    "{points}: cannot tell yet. An experiment can tell sooner than this log.",
                    points=points,
                )
            return several(
                more,
                "{points}: cannot tell yet. About {number} more day could tell.",
                "{points}: cannot tell yet. About {number} more days could tell.",
                points=points,
            )
        case _:
            assert_never(verdict)


def _caution(verdict: Compared) -> tuple[str, ...]:
    match verdict:
        case Verdict.HELPING | Verdict.PROMISING:
            return (
                say(
                    "A log alone never says more than promising: something that you did not write "
                    "down may lie behind both the rolling and the better days. An experiment can "
                    "rule that out."
                ),
            )
        case Verdict.CANNOT_TELL_YET:
            return (say("Not seeing a difference yet does not mean that there is none."),)
        case Verdict.WORSE | Verdict.NO_BENEFIT:
            return ()
        case _:
            assert_never(verdict)
