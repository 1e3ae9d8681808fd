"""The answer of a randomised experiment: the only one that may be "helping"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from rolltrack.days.outcome import Outcome
from rolltrack.entry.text import count, date
from rolltrack.helping.answer import (
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
from rolltrack.helping.gates import experiment_gates
from rolltrack.helping.plan import Plan
from rolltrack.helping.randomisation import Estimate
from rolltrack.helping.trial import LOOK_LEVELS, Trial, trial_of

# Two-sided 95 % plus 80 % power: 1.96 + 0.84 standard errors.
ERRORS_TO_DECIDE = 2.8

CAVEATS = (
    "Nobody can be kept from knowing whether they rolled, so what you expect is part of the "
    "difference.",
    "Each block lasts days: a benefit that needs weeks cannot be seen here.",
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
    verdict = verdict_of(found, gates, worthwhile)
    failed = [gate.reason for gate in gates if not gate.passed]
    shown = None
    if found is not None and verdict != "this log cannot tell":
        shown = in_unit(what, found.value, found.low, found.high)
    more = _days_needed(plan, found, verdict, worthwhile, parts)
    return Effect(
        verdict=verdict,
        sentence=_sentence(verdict, what, shown, failed, worthwhile, more, plan, parts),
        outcome=what.name,
        source="experiment",
        decision_level=trial.level,
        level=trial.level,
        **limits(shown),
        days_used=int(trial.seen.sum()),
        days_needed=more,
        gates=gates,
        reasons=(*_reasons(trial, what, verdict, shown and shown[0], failed), *CAVEATS),
        worthwhile=worthwhile,
        first_day=plan.start,
        last_day=plan.days[parts * plan.length - 1].date,
        next_look=plan.second_look if parts == 1 and _goes_on(plan) else None,
    )


def _reasons(
    trial: Trial, what: Outcome, verdict: Verdict, estimate: float | None, failed: Sequence[str]
) -> list[str]:
    mean = abs(float(np.nanmean(trial.next_morning))) if trial.seen.any() else np.nan
    said = [*size(what, estimate, mean), *failed]
    if not any(trial.adherence.sentence in reason for reason in failed):
        said.append(trial.adherence.sentence)
    return [*said, *_as_rolled(trial, what, verdict)]


def verdict_of(found: Estimate | None, gates: Sequence[Gate], worthwhile: float | None) -> Verdict:
    """The verdict that an experiment's estimate allows."""
    if found is None or not all(gate.passed for gate in gates):
        return "this log cannot tell"
    if found.high is not None and found.high < 0:
        return "helping"
    if found.low is not None and found.low > 0:
        return "worse"
    if worthwhile is not None and found.low is not None and found.low > -worthwhile:
        return "no worthwhile benefit"
    return "cannot tell yet"


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
    if verdict != "cannot tell yet" or found is None or worthwhile is None:
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
        text = (
            f"the experiment was ended after {done} of {plan.length} days. The entries are in "
            "the log."
        )
    elif today < plan.start:
        text = f"the experiment begins on {date(plan.start)}."
    else:
        text = (
            f"the experiment is on day {done} of {plan.length}. The first look is on "
            f"{date(plan.first_look)}."
        )
    return Effect(
        verdict="too little yet",
        sentence=f"Too little yet: {text}",
        outcome=what.name,
        source="experiment",
        decision_level=LOOK_LEVELS[0],
        level=LOOK_LEVELS[0],
        days_needed=left,
        reasons=("An answer taken before the planned look would be wrong more often.",),
        worthwhile=worthwhile,
        next_look=look,
    )


def _sentence(
    verdict: Verdict,
    what: Outcome,
    shown: tuple[float, float | None, float | None] | None,
    failed: Sequence[str],
    worthwhile: float | None,
    more: int | None,
    plan: Plan,
    parts: int,
) -> str:
    if shown is None:
        why = failed[0] if failed else "The schedule cannot be told apart from the trend."
        return f"This log cannot tell. {why}"
    when = "the morning after days with rolling"
    points = compared(what, when, *shown, LOOK_LEVELS[parts - 1])
    if verdict == "helping":
        return f"{points}: helping."
    if verdict == "worse":
        return f"{points}: worse the morning after rolling."
    if verdict == "no worthwhile benefit":
        return f"{points}: no quick-acting benefit of {benefit(what, worthwhile)}."
    said = f"{points}: cannot tell yet."
    if parts == 1 and _goes_on(plan) and plan.second_look is not None:
        return f"{said} The second look is on {date(plan.second_look)}."
    if more is not None:
        return f"{said} About {count(more, 'more day')} could tell."
    return said


def _as_rolled(trial: Trial, what: Outcome, verdict: Verdict) -> tuple[str, ...]:
    """The effect of rolling itself, where the schedule was not followed to the letter."""
    if verdict == "this log cannot tell" or trial.adherence.gap == 1:
        return ()
    actual = np.where(np.isnan(trial.rolled), trial.assigned, trial.rolled)
    found = trial.effect(actual)
    if found is None:
        return ()
    said = compared(
        what,
        "the morning after rolling, counted by what you did",
        *in_unit(what, found.value, found.low, found.high),
        trial.level,
    )
    return (f"{said}.",)
