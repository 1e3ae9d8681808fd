"""The lines of the page that are not in its table or sections: facts, goals, answers, help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from rolltrack.days.outcome import FLEXIBILITY
from rolltrack.entry.day import date_of
from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.entry.language import mark, say, several
from rolltrack.entry.safety import GET_HELP_EMERGENCY, GET_HELP_SOON
from rolltrack.entry.settings import Settings
from rolltrack.entry.text import own_words, period_text, shortened
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.plan_file import load_plan
from rolltrack.page.choices import Choices
from rolltrack.page.period import Period

LONGEST_WORDS = 200
_FROM_EXPERIMENT = mark("From the experiment: {answer}")


@dataclass(frozen=True)
class Answer:
    """An answer to "is it helping?" as a friend would say it, and the numbers, if there are any."""

    plain: str
    numbers: str = ""


def facts(period: Period, today: dt.date) -> tuple[str, ...]:
    """The lines under the title: the period, and what of it is known.

    Days before the first entry of the log, and days to come, are not missing.
    """
    own = say("self-reported")
    if period.start is None or period.end is None:
        return (say("No entries yet"), own)
    length = _loggable(period, period.start, period.end, today)
    if not length:
        return (period_text(period.start, period.end), say("no entries"), own)
    state = period.days["state"]
    known = int(state.isin(("rolled", "rest")).sum())
    paused = int(state.eq("paused").sum())
    missing = length - known - paused
    lines = [
        period_text(period.start, period.end),
        say("entries on {days}", days=of_days(known, length)),
        several(missing, "{number} missing", "{number} missing"),
    ]
    if paused:
        lines.append(several(paused, "{number} paused", "{number} paused"))
    return (*lines, *_left_out(period), own)


def _left_out(period: Period) -> Iterator[str]:
    """What of the log is not on the page."""
    if period.left_out:
        yield several(
            period.left_out,
            "{number} entry left out: its date can hardly be meant",
            "{number} entries left out: their dates can hardly be meant",
        )
    if period.unreadable:
        yield several(
            period.unreadable,
            "{number} line of the log not readable",
            "{number} lines of the log not readable",
        )
    if period.kept:
        yield several(
            period.kept,
            "{number} saved and not yet in the file",
            "{number} saved and not yet in the file",
        )


def _loggable(period: Period, first: dt.date, last: dt.date, today: dt.date) -> int:
    if period.logged is not None:
        first = max(first, period.logged[0])
        last = min(last, max(today, period.logged[1]))
    return max(0, (last - first).days + 1)


def goals(settings: Settings, chosen: Choices) -> tuple[str, ...]:
    """What they want, in their words."""
    goal = settings.goal if chosen.goal is None else chosen.goal
    question = settings.question if chosen.question is None else chosen.question
    labelled = (
        (mark("Goal: {words}"), goal),
        (mark("Activity: {words}"), settings.activity),
        (mark("Question: {words}"), question),
    )
    return tuple(say(line, words=short(text)) for line, text in labelled if text.strip())


def helping(period: Period, chosen: Choices) -> Iterator[Answer]:
    """The answer from the whole log in its own words, and the experiment's where there is one."""
    if not len(period.log_days):
        return
    if chosen.shows("pain"):
        seen = is_it_helping(period.log_days, worthwhile=period.settings.worthwhile_change)
        yield _answer(mark("From the whole log: {answer}"), seen.plain, seen.numbers)
    try:
        plan = load_plan(period.log_path)
        if plan is not None and chosen.shows(plan.outcome):
            today = date_of(dt.datetime.now(), period.settings.day_starts_at)
            seen = analyse_experiment(plan, period.log_days, today)
            yield _answer(_FROM_EXPERIMENT, seen.plain, seen.numbers)
    except RolltrackError as error:
        yield _answer(_FROM_EXPERIMENT, str(error))


def get_help() -> tuple[str, ...]:
    """What needs help at once, and what needs it soon."""
    return (
        say("Get help at once: {signs}.", signs="; ".join(map(say, GET_HELP_EMERGENCY))),
        say("See a doctor soon: {signs}.", signs="; ".join(map(say, GET_HELP_SOON))),
    )


def source_of(outcome_name: str) -> str:
    """Where the published error of a flexibility test comes from."""
    return FLEXIBILITY_TESTS[outcome_name.removeprefix(FLEXIBILITY)].source


def _answer(source: str, plain: str, numbers: str = "") -> Answer:
    if not numbers:
        return Answer(say(source, answer=plain))
    return Answer(plain, say(source, answer=numbers))


def of_days(some: int, all_of_them: int) -> str:
    """Some of several days; of a single one, just that.

    >>> of_days(3, 9), of_days(0, 1), of_days(1, 1)
    ('3 of 9 days', '0 of 1 day', '1 day')
    """
    if some == all_of_them == 1:
        return several(1, "{number} day", "{number} days")
    return several(all_of_them, "{some} of {number} day", "{some} of {number} days", some=some)


def short(text: str) -> str:
    """A person's own words, cut where they are very long."""
    return shortened(own_words(text), LONGEST_WORDS)
