"""The lines of a summary: what was rolled, what went wrong, what else was going on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from rolltrack.days.before_after import before_after, sessions_of
from rolltrack.days.outcome import FLEXIBILITY
from rolltrack.days.weeks import adherence
from rolltrack.entry.day import date_of, day_of
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.entry.language import mark, say, several
from rolltrack.entry.routine import routine_name
from rolltrack.entry.safety import (
    GET_HELP_EMERGENCY,
    GET_HELP_SOON,
    MINUTES_A_DAY,
    advice,
)
from rolltrack.entry.settings import Settings
from rolltrack.entry.text import day_text, own_words, period_text, shortened
from rolltrack.entry.typed import option_label
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.plan_file import load_plan
from rolltrack.page.choices import Choices
from rolltrack.page.period import Period

MOST_NAMED = 4
LONGEST_WORDS = 200
ENOUGH_DAYS = 14  # fewer say little about a week
_FROM_EXPERIMENT = mark("From the experiment: {answer}")
_TYPED = {
    "side_effect": (
        mark("Side effects: none noted."),
        mark("Side effects, as typed: {words}."),
    ),
    "medication": (
        mark("Medication: none noted."),
        mark("Medication, as typed: {words}."),
    ),
}


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
        say("entries on {days}", days=_of_days(known, length)),
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
    return tuple(say(line, words=_short(text)) for line, text in labelled if text.strip())


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


def rolling(period: Period, chosen: Choices) -> tuple[str, ...]:
    """Dose and adherence, and what is seen right after rolling."""
    frame, days = period.frame, period.days
    sessions = sessions_of(frame)
    if not len(sessions):
        return (say("No rolling in this period."),)
    names = period.settings.routine_names
    used = [_used(sessions, name, names) for name in ("routine", "areas", "roller")]
    lines = [_dose(sessions, days), _listed(filter(None, used), ". ")]
    aim = period.settings.weekly_aim_minutes
    if aim:
        lines.append(_reached(days, aim))
    if chosen.shows("pain"):
        lines.append(before_after(frame, period.log_days).sentence)
    return tuple(filter(None, lines))


def stops(period: Period) -> tuple[str, ...]:
    """Stops for pain with their dates, and side effects as typed."""
    stopped = period.days.index[period.days["stopped_for_pain"].fillna(False).astype(bool)]
    dates = _dates(list(pd.DatetimeIndex(stopped).date))
    note = advice(period.newest(), period.settings, place="summary")
    return (
        say("Stopped for pain: {dates}.", dates=dates)
        if dates
        else say("Stopped for pain: none noted."),
        _as_typed(period, "side_effect"),
        *((note.text,) if note is not None and note.get_help else ()),
    )


def medication(period: Period) -> tuple[str, ...]:
    """Medication as typed, and minutes of other exercise."""
    minutes = period.days["exercise_minutes"]
    some = minutes[minutes > 0]
    exercise = say("Other exercise: none noted.")
    if len(some):
        exercise = several(
            len(some),
            "Other exercise: on {number} day, median {minutes}.",
            "Other exercise: on {number} days, median {minutes}.",
            minutes=_minutes(some),
        )
    return (_as_typed(period, "medication"), exercise)


def entry(shown: Entry, names: Mapping[str, str]) -> tuple[str, str, str]:
    """An entry of the appendix: when, its answers, the person's words."""
    texts = {name: text for name, text in shown.texts().items() if text}
    words = [name for name, column in COLUMNS.items() if column.kind == "text"]
    said_otherwise = ("id", "start", "kind", "flexibility_test", *words)
    answers = [
        say("{label} {value}", label=_label(name, shown), value=_value(name, text, shown, names))
        for name, text in texts.items()
        if name not in said_otherwise
    ]
    own = [
        say("{label}: {words}", label=COLUMNS[name].label, words=own_words(texts[name]))
        for name in words
        if name in texts
    ]
    kind = say("Check-in") if shown.kind == "check-in" else say("Session")
    return f"{shown.start:%Y-%m-%d %H:%M}", "; ".join([kind, *answers]), "; ".join(own)


def source_of(outcome_name: str) -> str:
    """Where the published error of a flexibility test comes from."""
    return FLEXIBILITY_TESTS[outcome_name.removeprefix(FLEXIBILITY)].source


def _answer(source: str, plain: str, numbers: str = "") -> Answer:
    if not numbers:
        return Answer(say(source, answer=plain))
    return Answer(plain, say(source, answer=numbers))


def _dose(sessions: pd.DataFrame, days: pd.DataFrame) -> str:
    rolled = days[days["state"].eq("rolled")]
    known = int(days["state"].isin(("rolled", "rest")).sum())
    first = rolled.index[0].date()
    since = (days.index[-1].date() - first).days + 1
    many: dict[str, str] = {
        "sessions": several(len(sessions), "{number} session", "{number} sessions"),
        "days": _of_days(len(rolled), known),
        "rate": f"{len(sessions) * 7 / since:.1f}",
        "date": day_text(first, year=True),
    }
    parts = [say("{sessions} on {days} with an entry", **many)]
    if since >= ENOUGH_DAYS:
        parts = [
            say("{sessions} on {days} with an entry, {rate} a week since {date}", **many),
        ]
    minutes = sessions["minutes"].dropna()
    if len(minutes):
        parts.append(say("median {minutes} a session", minutes=_minutes(minutes)))
    over = int((rolled["minutes"] > MINUTES_A_DAY).sum())
    limit = several(MINUTES_A_DAY, "{number} minute", "{number} minutes")
    parts.append(
        several(over, "{number} day over {limit}", "{number} days over {limit}", limit=limit)
    )
    return _listed(parts, "; ")


def _reached(days: pd.DataFrame, aim: int) -> str:
    reached = adherence(days, aim)["reached"]
    weeks = int(reached.notna().sum())
    minutes = several(aim, "{number} minute", "{number} minutes")
    if not weeks:
        return say(
            "Aim of {minutes} a week: no week without missing days yet.",
            minutes=minutes,
        )
    return several(
        weeks,
        "Aim of {minutes} a week: reached in {reached} of {number} week (weeks with missing days "
        "left out).",
        "Aim of {minutes} a week: reached in {reached} of {number} weeks (weeks with missing days "
        "left out).",
        minutes=minutes,
        reached=int(reached.sum()),
    )


def _of_days(some: int, all_of_them: int) -> str:
    """Some of several days; of a single one, just that.

    >>> _of_days(3, 9), _of_days(0, 1), _of_days(1, 1)
    ('3 of 9 days', '0 of 1 day', '1 day')
    """
    if some == all_of_them == 1:
        return several(1, "{number} day", "{number} days")
    return several(all_of_them, "{some} of {number} day", "{some} of {number} days", some=some)


def _minutes(values: pd.Series[float]) -> str:
    return several(round(values.median()), "{number} minute", "{number} minutes")


def _used(sessions: pd.DataFrame, name: str, names: Mapping[str, str]) -> str:
    values = sessions[name].dropna().str.split("|").explode()
    if not len(values):
        return ""
    counts = values.value_counts()
    label, more = COLUMNS[name].label, len(counts) - MOST_NAMED
    used = ", ".join(
        f"{_in_words(name, str(key), names)} {number}×"
        for key, number in counts[:MOST_NAMED].items()
    )
    if more <= 0:
        return say("{label}: {used}", label=label, used=used)
    both = mark("{label}: {used} and {number} more")
    return several(more, both, both, label=label, used=used)


def _as_typed(period: Period, name: str) -> str:
    none, some = _TYPED[name]
    typed = period.frame[name].dropna()
    if not len(typed):
        return say(none)
    starts = period.frame.loc[typed.index, "start"].to_numpy()
    dates = pd.Series(day_of(starts, period.settings.day_starts_at), typed.index)
    shown = []
    for text, at in typed.groupby(typed, sort=False).groups.items():
        when = sorted({date.date() for date in dates.loc[at]})
        shown.append(f"{_short(str(text))} ({_dates(when, 1)})")
    if len(shown) > MOST_NAMED:
        more = len(shown) - MOST_NAMED
        shown[MOST_NAMED:] = [several(more, "and {number} more", "and {number} more")]
    return say(some, words="; ".join(shown))


def _dates(dates: Sequence[dt.date], most: int = 6) -> str:
    """Dates in a row, or the first and last of many.

    >>> _dates([dt.date(2026, 8, 12), dt.date(2026, 8, 14)])
    '12 Aug 2026, 14 Aug 2026'
    """
    if len(dates) > most:
        return several(
            len(dates),
            "{number} day, {period}",
            "{number} days, {period}",
            period=period_text(dates[0], dates[-1]),
        )
    return ", ".join(day_text(date, year=True) for date in dates)


def _listed(parts: Iterable[str], between: str) -> str:
    """Parts that could stand alone, as one sentence; empty without any."""
    joined = between.join(parts)
    return say("{parts}.", parts=joined) if joined else ""


def _short(text: str) -> str:
    return shortened(own_words(text), LONGEST_WORDS)


def _in_words(column: str, key: str, names: Mapping[str, str]) -> str:
    """A key, or keys, of the log in words; ``names`` are those of the routines."""
    if column == "routine":
        return own_words(routine_name(key, names))
    return ", ".join(option_label(each).lower() for each in key.split("|"))


def _label(name: str, shown: Entry) -> str:
    column = COLUMNS[name]
    if shown.flexibility_test and name.startswith("flexibility_"):
        test = say(FLEXIBILITY_TESTS[shown.flexibility_test].label)
        if name == "flexibility_after":
            return say("{test} after rolling", test=test)
        return test if shown.kind == "check-in" else say("{test} before rolling", test=test)
    return column.rest_label if shown.kind == "check-in" else column.label


def _value(name: str, text: str, shown: Entry, names: Mapping[str, str]) -> str:
    column = COLUMNS[name]
    if column.kind == "flag":
        return say(text)  # "yes" or "no", as in every table
    if column.kind != "whole":
        return _in_words(name, text, names)
    unit = column.unit
    if name in ("flexibility_before", "flexibility_after") and shown.flexibility_test:
        unit = FLEXIBILITY_TESTS[shown.flexibility_test].unit
    return say("{number} {unit}", number=text, unit=say(unit)) if unit else text
