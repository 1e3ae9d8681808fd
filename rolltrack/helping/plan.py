"""A randomised schedule of rolling and rest, drawn once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import secrets
from dataclasses import dataclass, replace
from typing import Literal

from rolltrack.entry.errors import InvalidPlan
from rolltrack.entry.language import date_words, mark, say, several
from rolltrack.entry.typed import date_from

Arm = Literal["roll", "rest"]

FEWEST_PAIRS = 6
MOST_PAIRS = 45
LONGEST_BLOCK = 7


@dataclass(frozen=True)
class ScheduledDay:
    """One day of a schedule: what to do on it, and to which pair of blocks it belongs."""

    date: dt.date
    arm: Arm
    pair: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A schedule of pairs of blocks; in each pair a coin decided whether rolling or rest is first.

    Attributes:
        start: first day.
        pairs: pairs of blocks until the first look; an extension has as many again.
        block_days: days in a block.
        seed: of the coin.
        roll_first: one coin flip a pair, those of the extension included.
        outcome: column of the daily frame that the experiment is about.
        worthwhile: smallest worthwhile change, None for the usual one of the outcome.
        extended_from: first day of the extension; None while there is none.
        ended_on: last day, when the person ended early; None otherwise.
    """

    start: dt.date
    pairs: int
    block_days: int
    seed: int
    roll_first: tuple[bool, ...]
    outcome: str = "pain"
    worthwhile: float | None = None
    extended_from: dt.date | None = None
    ended_on: dt.date | None = None

    @property
    def length(self) -> int:
        """Days until the first look, and days of an extension."""
        return self.pairs * self.block_days * 2

    @property
    def first_look(self) -> dt.date:
        """The morning after the last day of the first part."""
        return self.start + dt.timedelta(days=self.length)

    @property
    def second_look(self) -> dt.date | None:
        """The morning after the last day of the extension."""
        if self.extended_from is None:
            return None
        return self.extended_from + dt.timedelta(days=self.length)

    @property
    def days(self) -> tuple[ScheduledDay, ...]:
        """Every day of the schedule in order of time, also those not yet shown."""
        first = self._part(self.start, 0)
        if self.extended_from is None:
            return first
        return first + self._part(self.extended_from, self.pairs)

    @property
    def hash(self) -> str:
        """A fingerprint of everything that was fixed when the schedule was drawn."""
        drawn = {
            "start": self.start.isoformat(),
            "pairs": self.pairs,
            "block_days": self.block_days,
            "seed": self.seed,
            "roll_first": self.roll_first,
            "outcome": self.outcome,
            "worthwhile": self.worthwhile,
        }
        return hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()

    def _part(self, start: dt.date, first_pair: int) -> tuple[ScheduledDay, ...]:
        found = []
        for day in range(self.length):
            pair, within = divmod(day, 2 * self.block_days)
            first_block = within < self.block_days
            rolls = self.roll_first[first_pair + pair] == first_block
            date = start + dt.timedelta(days=day)
            found.append(ScheduledDay(date, "roll" if rolls else "rest", first_pair + pair))
        return tuple(found)


def plan_experiment(
    start: dt.date | str,
    pairs: int = 7,
    block_days: int = 2,
    seed: int | None = None,
    *,
    outcome: str = "pain",
    worthwhile: float | None = None,
) -> Plan:
    """Draw a schedule: pairs of a rolling and a rest block, in an order that a coin decides.

    The flips of one possible extension are drawn at the same time. Nothing is saved:
    ``save_plan`` does that, once, before the first day.

    Raises ``InvalidPlan``: fewer than 6 pairs can never decide (the smallest chance that a coin
    gives a schedule is 1 in 2 to the power of the pairs); ``InvalidValue``: no such outcome.

    >>> plan = plan_experiment("2026-12-01", seed=1)
    >>> plan.length, str(plan.first_look), [day.arm for day in plan.days[:4]]
    (28, '2026-12-29', ['rest', 'rest', 'roll', 'roll'])
    """
    # Here and not above: the log form reads schedules, and pandas takes long to load.
    from rolltrack.helping.answer import named_outcome, smallest_worthwhile

    _check(pairs, block_days)
    smallest_worthwhile(named_outcome(outcome), worthwhile)
    if seed is None:
        seed = secrets.randbits(32)
    coin = random.Random(seed)
    return Plan(
        start=_date(start),
        pairs=pairs,
        block_days=block_days,
        seed=seed,
        roll_first=tuple(bool(coin.getrandbits(1)) for _ in range(2 * pairs)),
        outcome=outcome,
        worthwhile=worthwhile,
    )


def assignment(plan: Plan, date: dt.date) -> Arm | None:
    """What the schedule says for a date; None outside it, or after it was ended.

    >>> assignment(plan_experiment("2026-12-01", seed=1), dt.date(2026, 12, 3))
    'roll'
    """
    if plan.ended_on is not None and date > plan.ended_on:
        return None
    return next((day.arm for day in plan.days if day.date == date), None)


def revealed(plan: Plan, today: dt.date) -> tuple[ScheduledDay, ...]:
    """The days that may be shown: those until the end of the pair that today belongs to.

    The pairs to come stay hidden, so that nobody rolls a day early or late because of them.
    """
    if plan.ended_on is not None:
        today = min(today, plan.ended_on)
    begun = {day.pair for day in plan.days if day.date <= today}
    if today < plan.start and (plan.start - today).days == 1:
        begun = {0}
    return tuple(day for day in plan.days if day.pair in begun)


def extended(plan: Plan, today: dt.date) -> Plan:
    """The same plan with its one extension, from tomorrow on; raise ``InvalidPlan`` if it has one.

    An extension can begin when the first part is over.
    """
    if plan.extended_from is not None:
        raise InvalidPlan(say("This experiment was extended already, and that can be done once."))
    if plan.ended_on is not None:
        raise InvalidPlan(say("This experiment was ended. Plan a new one to go on."))
    if today < plan.first_look - dt.timedelta(days=1):
        raise InvalidPlan(
            say(
                "The first look is on {day}. Whether to go on is decided then.",
                day=date_words(plan.first_look),
            )
        )
    return replace(plan, extended_from=today + dt.timedelta(days=1))


def ended(plan: Plan, today: dt.date) -> Plan:
    """The same plan, over from today on."""
    if plan.ended_on is not None:
        return plan
    return replace(plan, ended_on=today)


def cost_of_ending(plan: Plan, today: dt.date) -> str:
    """What ending now would cost, in a sentence."""
    if today < plan.start:
        return say("The experiment has not begun: calling it off costs nothing.")
    if today >= (plan.second_look or plan.first_look):
        return say("The experiment is complete: ending it costs nothing.")
    if plan.extended_from is not None:
        return say(
            "Ending now costs nothing but the second answer: the one of the first {length} days "
            "stands, and every entry stays in your log.",
            length=plan.length,
        )
    return say(
        "Ending now, after {done} of {length} days, costs the answer: there is none before day "
        "{length}. Every entry stays in your log.",
        done=max(0, (today - plan.start).days),
        length=plan.length,
    )


def _check(pairs: int, block_days: int) -> None:
    if pairs < FEWEST_PAIRS:
        raise InvalidPlan(
            several(
                pairs,
                "{number} pair of blocks can never decide, whatever happens. Take {fewest} or "
                "more; 7 is usual.",
                "{number} pairs of blocks can never decide, whatever happens. Take {fewest} or "
                "more; 7 is usual.",
                fewest=FEWEST_PAIRS,
            )
        )
    if pairs > MOST_PAIRS:
        raise InvalidPlan(
            say(
                "{pairs} pairs are too many to keep up. Take at most {most}.",
                pairs=pairs,
                most=MOST_PAIRS,
            )
        )
    if not 1 <= block_days <= LONGEST_BLOCK:
        raise InvalidPlan(
            say(
                "A block must last 1 to {longest} days, got {days}. 2 is usual.",
                longest=LONGEST_BLOCK,
                days=block_days,
            )
        )


def _date(value: dt.date | str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    date = date_from(value)
    if date is None:
        sentence = mark("The first day must be a date such as 2026-12-01, got {value}.")
        raise InvalidPlan(say(sentence, value=value or say("nothing")))
    return date
