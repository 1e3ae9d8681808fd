"""The answer of a randomised experiment: the only one that may be "helping"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from statistics import NormalDist
from typing import assert_never

import numpy as np
import pandas as pd

from rolltrack.days import words
from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import date_words, mark, say, several
from rolltrack.helping.answer import (
    Compared,
    Effect,
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
from rolltrack.helping.gates import experiment_gates
from rolltrack.helping.plain import plain, when
from rolltrack.helping.plan import Plan
from rolltrack.helping.randomisation import Estimate
from rolltrack.helping.trial import LOOK_LEVELS, Trial, trial_of

# Two-sided 95 % plus 80 % power: 1.96 + 0.84 standard errors.
ERRORS_TO_DECIDE = 2.8

CAVEATS = (
    mark(
        "Nobody can be kept from knowing whether they rolled, so what you expect is part of the "
        "difference."
    ),
    mark("Each block lasts days: a benefit that needs weeks cannot be seen here."),
)


def analyse_experiment(plan: Plan, days: pd.DataFrame, today: dt.date | None = None) -> Effect:
    """The answer of an experiment, by what the schedule asked for; silent between the looks.

    Each morning's first rating belongs to the day before. The difference between the arms is a
    generalised least squares coefficient beside a linear trend; its interval holds every effect
    that a randomisation test over the coin flips does not reject. Verdicts are given on the morning
    after the last day of the first part (from a 94 % interval) and, after an extension, of the
    second (from a 96 % interval).

    Args:
        plan: the schedule, as it was saved before day 1.
        days: the daily frame, as ``rolltrack.daily`` gives it.
        today: by default the last day of the frame.

    >>> from rolltrack.helping.plan import plan_experiment
    >>> plan = plan_experiment("2026-12-01", seed=1)
    >>> dates = pd.date_range("2026-12-01", periods=12, name="date")
    >>> days = pd.DataFrame({"state": "rest", "pain": 5.0}, index=dates)
    >>> print(analyse_experiment(plan, days).sentence)
    Too little yet: the experiment is on day 12 of 28. The first look is on 29 December 2026.
    """
    what = named_outcome(plan.outcome)
    smallest = smallest_worthwhile(what, plan.worthwhile)
    if today is None:
        today = pd.Timestamp(days.index[-1]).date() if len(days) else plan.start - dt.timedelta(1)
    parts = _parts_to_look_at(plan, today)
    if not parts:
        return _no_look_yet(plan, what, smallest, today)
    return _answer(plan, trial_of(plan, days, parts), parts, what, smallest)


def _answer(
    plan: Plan, trial: Trial, parts: int, what: Outcome, worthwhile: float | None
) -> Effect:
    found = trial.effect()
    gates = experiment_gates(trial)
    interval = None if found is None else (found.low, found.high)
    verdict = verdict_of(interval, gates, worthwhile, Verdict.HELPING)
    mean = abs(float(np.nanmean(trial.next_morning))) if trial.seen.any() else np.nan
    answer = Effect(
        verdict=verdict,
        plain="",
        outcome=what.name,
        source="experiment",
        decision_level=trial.level,
        level=trial.level,
        days_used=int(trial.seen.sum()),
        gates=gates,
        worthwhile=worthwhile,
        first_day=plan.start,
        last_day=plan.days[parts * plan.length - 1].date,
        next_look=plan.second_look if parts == 1 and _goes_on(plan) else None,
    )
    adherence, caveats = trial.adherence.sentence, tuple(map(say, CAVEATS))
    if found is None or verdict is Verdict.LOG_CANNOT_TELL:
        return _cannot_tell(answer, adherence, size(what, None, mean), caveats)
    shown = in_unit(what, found.value, found.low, found.high)
    more = _days_needed(plan, found, verdict, worthwhile, parts)
    as_rolled = _as_rolled(trial, what)
    return replace(
        answer,
        plain=plain(verdict, what, "experiment", shown, worthwhile),
        numbers=_numbers(verdict, what, shown, answer, more),
        why=_why(trial, what, shown[0], worthwhile),
        **limits(shown),
        days_needed=more,
        reasons=(*size(what, shown[0], mean), adherence, *as_rolled, *caveats),
    )


def _cannot_tell(
    answer: Effect, adherence: str, size: list[str], caveats: tuple[str, ...]
) -> Effect:
    failed = [gate.reason for gate in answer.gates if not gate.passed]
    followed = [] if any(adherence in reason for reason in failed) else [adherence]
    said = failed[0] if failed else say("The schedule cannot be told apart from the trend.")
    return replace(
        answer,
        plain=say("This log cannot tell. {reason}", reason=said),
        reasons=(*size, *failed, *followed, *caveats),
    )


def _parts_to_look_at(plan: Plan, today: dt.date) -> int:
    """How many parts of the schedule are over and were not ended before: 0, 1 or 2."""
    if plan.ended_on is not None:
        today = min(today, plan.ended_on)
    if plan.second_look is not None and today >= plan.second_look:
        return 2
    return 1 if today >= plan.first_look else 0


def _goes_on(plan: Plan) -> bool:
    return plan.extended_from is not None and plan.ended_on is None


def _days_needed(
    plan: Plan, found: Estimate | None, verdict: Verdict, worthwhile: float | None, parts: int
) -> int | None:
    if verdict is not Verdict.CANNOT_TELL_YET or found is None or worthwhile is None:
        return None
    if found.low is None or found.high is None:
        return None
    errors_to_limit = NormalDist().inv_cdf((1 + LOOK_LEVELS[parts - 1]) / 2)
    error = (found.high - found.low) / (2 * errors_to_limit)
    times = (ERRORS_TO_DECIDE * error / worthwhile) ** 2
    block_pair = 2 * plan.block_days
    more = max(1, round(parts * plan.pairs * (times - 1))) * block_pair
    return more if more <= 365 else None


def _no_look_yet(plan: Plan, what: Outcome, worthwhile: float | None, today: dt.date) -> Effect:
    done = max(0, min((today - plan.start).days + 1, plan.length))
    left: int | None = max(0, (plan.first_look - today).days)
    look: dt.date | None = plan.first_look
    if plan.ended_on is not None:
        done = max(0, (min(plan.ended_on, today) - plan.start).days + 1)
        left, look = None, None
        said = say(
            "Too little yet: the experiment was ended after {done} of {length} days. The entries "
            "are in the log.",
            done=done,
            length=plan.length,
        )
    elif today < plan.start:
        said = say("Too little yet: the experiment begins on {day}.", day=date_words(plan.start))
    else:
        said = say(
            "Too little yet: the experiment is on day {done} of {length}. The first look is on "
            "{day}.",
            done=done,
            length=plan.length,
            day=date_words(plan.first_look),
        )
    return Effect(
        verdict=Verdict.TOO_LITTLE_YET,
        plain=said,
        outcome=what.name,
        source="experiment",
        decision_level=LOOK_LEVELS[0],
        level=LOOK_LEVELS[0],
        days_needed=left,
        reasons=(say("An answer taken before the planned look would be wrong more often."),),
        worthwhile=worthwhile,
        next_look=look,
    )


def _numbers(
    verdict: Compared, what: Outcome, shown: Shown, answer: Effect, more: int | None
) -> str:
    points = compared(what, when("experiment"), *shown, answer.level)
    match verdict:
        case Verdict.HELPING | Verdict.PROMISING:
            return say("{points}: helping.", points=points)
        case Verdict.WORSE:
            return say("{points}: worse the morning after rolling.", points=points)
        case Verdict.NO_BENEFIT:
            return say(
                "{points}: no quick-acting benefit of {size} or more.",
                points=points,
                size=words.threshold(what, answer.worthwhile or 0.0),
            )
        case Verdict.CANNOT_TELL_YET:
            return _not_yet(points, answer.next_look, more)
        case _:
            assert_never(verdict)


def _not_yet(points: str, next_look: dt.date | None, more: int | None) -> str:
    if next_look is not None:
        return say(
            "{points}: cannot tell yet. The second look is on {day}.",
            points=points,
            day=date_words(next_look),
        )
    if more is None:
        return say("{points}: cannot tell yet.", points=points)
    return several(
        more,
        "{points}: cannot tell yet. About {number} more day could tell.",
        "{points}: cannot tell yet. About {number} more days could tell.",
        points=points,
    )


def _why(trial: Trial, what: Outcome, estimate: float, worthwhile: float | None) -> str:
    """Why the plain averages differ from the estimate; empty where they hardly do."""
    seen, arms = trial.seen, trial.assigned == 1
    rolling, rest = (
        what.sign * float(trial.next_morning[seen & arm].mean()) for arm in (arms, ~arms)
    )
    if abs(rolling - rest - estimate) < 0.2 * (worthwhile or 10.0):
        return ""
    return say(
        "The plain averages are {rolling} after days to roll and {rest} after days to rest. They "
        "also hold a slow change over the weeks and runs of alike days; the answer takes these "
        "out.",
        rolling=what.text(rolling),
        rest=what.text(rest),
    )


def _as_rolled(trial: Trial, what: Outcome) -> tuple[str, ...]:
    """The effect of rolling itself, where the schedule was not followed to the letter."""
    if trial.adherence.gap == 1:
        return ()
    actual = np.where(np.isnan(trial.rolled), trial.assigned, trial.rolled)
    found = trial.effect(actual)
    if found is None:
        return ()
    counted = say("the morning after rolling, counted by what you did")
    shown = in_unit(what, found.value, found.low, found.high)
    return (say("{points}.", points=compared(what, counted, *shown, trial.level)),)
