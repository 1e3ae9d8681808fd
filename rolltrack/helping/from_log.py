"""Is it helping? What the log alone can say about it, which is at most "promising"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from rolltrack.days.outcome import Outcome
from rolltrack.entry.text import count
from rolltrack.helping.answer import (
    SHOWN_LEVEL,
    Effect,
    Gate,
    Verdict,
    benefit,
    compared,
    in_unit,
    limits,
    named_outcome,
    size,
    smallest_worthwhile,
)
from rolltrack.helping.gates import log_gates
from rolltrack.helping.nextday import Comparison, Diary, compare

DECISION_LEVEL = 0.99
LOOK_EVERY = 7
LONGEST = 364
_BEFORE = {"rating": "Rate", "measurement": "Measure", "entry": "Log it"}
FEWEST_PAIRS, FEWEST_EACH, FEWEST_SWITCHES = 28, 10, 8
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
    >>> answer.verdict, answer.estimate, answer.days_used
    ('too little yet', None, 4)
    """
    what = named_outcome(outcome)
    smallest = smallest_worthwhile(what, worthwhile)
    first, whole = diary(days, what)
    end = len(whole.rating) // LOOK_EVERY * LOOK_EVERY
    begin = max(0, end - LONGEST)
    looked = whole.between(begin, end)
    found = compare(looked)
    if first is None or not enough(found):
        return _too_little(whole, first, what, smallest)
    return replace(
        _answer(found, looked, what, smallest),
        first_day=first + dt.timedelta(days=begin),
        last_day=first + dt.timedelta(days=end - 1),
        next_look=first + dt.timedelta(days=end + LOOK_EVERY - 1),
    )


def _answer(found: Comparison, looked: Diary, what: Outcome, worthwhile: float | None) -> Effect:
    gates = log_gates(found, what)
    verdict = verdict_of(found, gates, worthwhile)
    shown: tuple[float, float | None, float | None] | None = None
    if found.slope is not None and verdict != "this log cannot tell":
        shown = in_unit(what, found.slope.estimate, *found.slope.interval(SHOWN_LEVEL))
    more = _days_needed(found, verdict, worthwhile, len(looked.rating))
    failed = [gate.reason for gate in gates if not gate.passed]
    mean = float(np.nanmean(looked.rating))
    return Effect(
        verdict=verdict,
        sentence=_sentence(verdict, what, shown, failed, worthwhile, more),
        outcome=what.name,
        source="log",
        decision_level=DECISION_LEVEL,
        **limits(shown),
        days_used=found.pairs,
        days_needed=more,
        gates=gates,
        reasons=(*size(what, shown and shown[0], mean), *failed, *_caution(verdict)),
        worthwhile=worthwhile,
    )


def diary(days: pd.DataFrame, what: Outcome) -> tuple[dt.date | None, Diary]:
    """The first rated day, and ratings and rolling from it on; None and an empty diary without any.

    Ratings are turned round where higher is better, so that lower is better in every diary.
    """
    rating = np.full(len(days), np.nan)
    if what.name in days:
        rating = days[what.name].to_numpy(dtype=np.float64, na_value=np.nan)
    rated = np.flatnonzero(~np.isnan(rating))
    at = int(rated[0]) if len(rated) else len(rating)
    index = pd.DatetimeIndex(days.index)[at:]
    state = days["state"].to_numpy(dtype=object)[at:]
    found = Diary(
        rating=(-1.0 if what.better == "higher" else 1.0) * rating[at:],
        rolled=np.where(state == "rolled", 1.0, np.where(state == "rest", 0.0, np.nan)),
        weekend=(index.day_of_week.to_numpy() >= 5).astype(np.float64),
        paused=state == "paused",
    )
    return (index[0].date() if len(rated) else None), found


def verdict_of(found: Comparison, gates: Sequence[Gate], worthwhile: float | None) -> Verdict:
    """The verdict that a comparison allows."""
    if not enough(found):
        return "too little yet"
    if found.slope is None or not all(gate.passed for gate in gates):
        return "this log cannot tell"
    low, high = found.slope.interval(DECISION_LEVEL)
    if high < 0:
        return "promising"
    if low > 0:
        return "worse"
    if worthwhile is not None and low > -worthwhile:
        return "no worthwhile benefit"
    return "cannot tell yet"


def enough(found: Comparison) -> bool:
    """Whether there are days enough to look at all."""
    return (
        found.pairs >= FEWEST_PAIRS
        and min(found.rolled, found.rest) >= FEWEST_EACH
        and found.switches >= FEWEST_SWITCHES
    )


def _days_needed(
    found: Comparison, verdict: Verdict, worthwhile: float | None, looked: int
) -> int | None:
    if verdict != "cannot tell yet" or found.slope is None or worthwhile is None:
        return None
    times = (ERRORS_TO_DECIDE * found.slope.error / worthwhile) ** 2
    more = max(float(LOOK_EVERY), looked * (times - 1))
    return round(more) if more <= 365 else None


def _sentence(
    verdict: Verdict,
    what: Outcome,
    estimate: tuple[float, float | None, float | None] | None,
    failed: Sequence[str],
    worthwhile: float | None,
    more: int | None,
) -> str:
    if estimate is None:
        return f"This log cannot tell. {failed[0]} An experiment can."
    points = compared(what, "the day after rolling", *estimate)
    if verdict == "promising":
        return f"{points}: promising, not proven."
    if verdict == "worse":
        return f"{points}: worse on the day after rolling."
    if verdict == "no worthwhile benefit":
        return f"{points}: no next-day benefit of {benefit(what, worthwhile)}."
    if more is not None:
        return f"{points}: cannot tell yet. About {count(more, 'more day')} could tell."
    return f"{points}: cannot tell yet. An experiment can tell sooner than this log."


def _caution(verdict: Verdict) -> tuple[str, ...]:
    if verdict == "promising":
        return (
            "A log alone never says more than promising: something that you did not write down "
            "may lie behind both the rolling and the better days. An experiment can rule that out.",
        )
    if verdict == "cannot tell yet":
        return ("Not seeing a difference yet does not mean that there is none.",)
    return ()


def _too_little(
    whole: Diary, first: dt.date | None, what: Outcome, worthwhile: float | None
) -> Effect:
    """What there is so far, up to today: without a verdict nothing is lost by looking early."""
    length = len(whole.rating)
    begin = max(0, length - LONGEST)
    recent = whole.between(begin, length)
    found = compare(recent)
    rolled_unrated = int(((recent.rolled == 1) & np.isnan(recent.rating)).sum())
    answer = Effect(
        verdict="too little yet",
        sentence=_what_lacks(found, what) if first else _no_rating(what),
        outcome=what.name,
        source="log",
        decision_level=DECISION_LEVEL,
        days_used=found.pairs,
        days_needed=_days_lacking(found, length - begin),
        reasons=_unrated(rolled_unrated, what),
        worthwhile=worthwhile,
    )
    if first is None:
        return answer
    answer = replace(
        answer,
        first_day=first + dt.timedelta(days=begin),
        last_day=first + dt.timedelta(days=length - 1),
    )
    if not found.pairs:  # a date would promise what more days like these cannot bring
        return answer
    next_look = (length // LOOK_EVERY + 1) * LOOK_EVERY
    return replace(answer, next_look=first + dt.timedelta(days=next_look - 1))


def _a(what: Outcome) -> str:
    return f"an {what.noun}" if what.noun == "entry" else f"a {what.noun}"


def _no_rating(what: Outcome) -> str:
    return (
        f"Too little yet: no day has {_a(what)} of {what.label.lower()} from before rolling. "
        f"{_BEFORE[what.noun]} before you roll, and on rest days."
    )


def _unrated(days: int, what: Outcome) -> tuple[str, ...]:
    if not days:
        return ()
    missing = f"no {what.noun} of {what.label.lower()}"
    return (
        f"{count(days, 'day')} with rolling had {missing} from "
        f"before it. Only {what.nouns} from before rolling count: answer it before you roll, for "
        "example in a check-in in the morning.",
    )


def _what_lacks(found: Comparison, what: Outcome) -> str:
    lacks = []
    if found.pairs < FEWEST_PAIRS:
        lacks.append(
            f"{found.pairs} of {FEWEST_PAIRS} days with {_a(what)} and another the day after"
        )
    if found.rolled < FEWEST_EACH:
        lacks.append(
            f"{found.rolled} of {FEWEST_EACH} days with rolling and {_a(what)} the day after"
        )
    if found.rest < FEWEST_EACH:
        lacks.append(f"{found.rest} of {FEWEST_EACH} days of rest and {_a(what)} the day after")
    if not lacks and found.switches < FEWEST_SWITCHES:
        lacks.append(
            f"{found.switches} of {FEWEST_SWITCHES} changes between rolling and rest, so that one "
            "good or bad spell does not decide"
        )
    if not lacks:
        return f"Too little yet: enough days of {what.label.lower()} at the next weekly look."
    return f"Too little yet: {', '.join(lacks)}."


def _days_lacking(found: Comparison, length: int) -> int | None:
    """Calendar days until there are enough, if the person goes on as now."""
    needs = (
        (FEWEST_PAIRS, found.pairs),
        (FEWEST_EACH, found.rolled),
        (FEWEST_EACH, found.rest),
        (FEWEST_SWITCHES, found.switches),
    )
    if min(have for _, have in needs) == 0:
        return None
    longest = max(length * (need - have) / have for need, have in needs)
    more = max(1, int(np.ceil(longest)))
    return more if more <= 365 else None
