"""What a log lacks before it can be asked whether rolling helps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import mark, say, several
from rolltrack.helping.answer import Effect, Verdict
from rolltrack.helping.nextday import (
    FEWEST_EACH,
    FEWEST_LOGGED,
    FEWEST_PAIRS,
    FEWEST_SWITCHES,
    LONGEST,
    Comparison,
    Diary,
    compare,
)

FEWEST_RATINGS = 4  # that tell a rhythm


def too_little(
    whole: Diary, first: dt.date | None, what: Outcome, worthwhile: float | None, level: float
) -> Effect:
    """What there is so far, up to today: without a verdict nothing is lost by looking early.

    It has no next look where no day counts yet: a date would promise what more days like these
    cannot bring. A measure that is taken too seldom for that will never answer.
    """
    length = len(whole.rating)
    begin = max(0, length - LONGEST)
    recent = whole.between(begin, length)
    found = compare(recent)
    unrated = int(((recent.rolled == 1) & ~recent.rated).sum())
    answer = Effect(
        verdict=Verdict.TOO_LITTLE_YET,
        plain=_lacks(found, what) if first else _no_rating(what),
        outcome=what.name,
        source="log",
        decision_level=level,
        days_used=found.pairs,
        days_needed=_days_lacking(found, length - begin),
        reasons=_unrated(unrated, what),
        worthwhile=worthwhile,
    )
    if first is None:
        return answer
    last = first + dt.timedelta(days=length - 1)
    answer = replace(answer, first_day=first + dt.timedelta(days=begin), last_day=last)
    apart = _days_apart(recent)
    if apart is not None:
        plain = _seldom(what, apart)
        return replace(answer, verdict=Verdict.LOG_CANNOT_TELL, plain=plain, days_needed=None)
    if not found.pairs:
        return answer
    return replace(answer, next_look=last + dt.timedelta(days=7 - length % 7))


def _days_apart(recent: Diary) -> int | None:
    """How far apart ratings usually are; None where they come on days in a row, or are too few.

    Also None where rest days do have them: then it is a rating before rolling that is missing.
    """
    rated, rest = np.flatnonzero(recent.rated), recent.rated[recent.rolled == 0]
    if len(rated) < FEWEST_RATINGS or (len(rest) and rest.mean() >= FEWEST_LOGGED):
        return None
    apart = int(np.median(np.diff(rated)))
    return apart if apart > 1 else None


def _seldom(what: Outcome, apart: int) -> str:
    if apart == 7:
        return say(
            "This log cannot tell. A weekly measure cannot answer it; an experiment or daily "
            "{nouns} can.",
            nouns=what.nouns,
        )
    return say(
        "This log cannot tell. It takes {nouns} of {word} on days in a row, and yours are mostly "
        "{apart} days apart; an experiment or daily {nouns} can tell.",
        nouns=what.nouns,
        word=what.word,
        apart=apart,
    )


def _no_rating(what: Outcome) -> str:
    if what.unit == "min":
        return say("Too little yet: no day has an entry of {word}.", word=what.word)
    none = say(
        "Too little yet: no day has {a_rating} of {word} from before rolling.",
        a_rating=what.a_noun,
        word=what.word,
    )
    if what.is_rating:
        return f"{none} {say('Rate before you roll, and on rest days.')}"
    return f"{none} {say('Measure before you roll, and on rest days.')}"


def _unrated(days: int, what: Outcome) -> tuple[str, ...]:
    if not days or what.unit == "min":  # sleep may be logged at any time of the day
        return ()
    return (
        several(
            days,
            "{number} day with rolling had no {noun} of {word} from before it. Only {nouns} from "
            "before rolling count: answer it before you roll, for example in a check-in in the "
            "morning.",
            "{number} days with rolling had no {noun} of {word} from before it. Only {nouns} from "
            "before rolling count: answer it before you roll, for example in a check-in in the "
            "morning.",
            noun=what.noun,
            nouns=what.nouns,
            word=what.word,
        ),
    )


def _lacks(found: Comparison, what: Outcome) -> str:
    *days, switches = _needs(found)
    lacks = [need for need in days if need.have < need.fewest]
    if not lacks and switches.have < switches.fewest:
        lacks = [switches]
    if not lacks:
        return say("Too little yet: enough days of {word} at the next weekly look.", word=what.word)
    said = (
        say(lack.text, have=lack.have, fewest=lack.fewest, a_rating=what.a_noun) for lack in lacks
    )
    return say("Too little yet: {lacks}.", lacks=", ".join(said))


def _days_lacking(found: Comparison, length: int) -> int | None:
    """Calendar days until there are enough, if the person goes on as now."""
    needs = _needs(found)
    if min(need.have for need in needs) == 0:
        return None
    longest = max(length * (need.fewest - need.have) / need.have for need in needs)
    more = max(1, int(np.ceil(longest)))
    return more if more <= 365 else None


class _Need(NamedTuple):
    """What it takes, and how much of it there is."""

    have: int
    fewest: int
    text: str


def _needs(found: Comparison) -> tuple[_Need, ...]:
    return (
        _Need(
            found.pairs,
            FEWEST_PAIRS,
            mark("{have} of {fewest} days with {a_rating} and another the day after"),
        ),
        _Need(
            found.rolled,
            FEWEST_EACH,
            mark("{have} of {fewest} days with rolling and {a_rating} the day after"),
        ),
        _Need(
            found.rest,
            FEWEST_EACH,
            mark("{have} of {fewest} days of rest and {a_rating} the day after"),
        ),
        _Need(
            found.switches,
            FEWEST_SWITCHES,
            mark(
                "{have} of {fewest} changes between rolling and rest, so that one good or bad "
                "spell does not decide"
            ),
        ),
    )
