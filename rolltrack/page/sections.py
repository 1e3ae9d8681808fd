"""The sections of the page: what was rolled, what went wrong, what else was going on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from rolltrack.days.before_after import before_after, sessions_of
from rolltrack.days.weeks import adherence
from rolltrack.entry.day import day_of
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.language import mark, say, several
from rolltrack.entry.safety import MINUTES_A_DAY, advice
from rolltrack.entry.text import day_text, period_text
from rolltrack.page.choices import Choices
from rolltrack.page.every_entry import in_words
from rolltrack.page.lines import of_days, short
from rolltrack.page.period import Period
from rolltrack.page.titles import SECTIONS

MOST_NAMED = 4
ENOUGH_DAYS = 14  # fewer say little about a week
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
class Section:
    """A heading and its lines; ``key`` is what ``Choices.hidden`` calls it."""

    key: str
    title: str
    lines: tuple[str, ...]


def sections(period: Period, chosen: Choices) -> tuple[Section, ...]:
    """The sections that are to be shown; none without entries."""
    if not len(period.frame):
        return ()
    made = {
        "rolling": rolling(period, chosen),
        "stops": stops(period),
        "medication": medication(period),
    }
    return tuple(
        Section(key, say(SECTIONS[key]), told) for key, told in made.items() if chosen.shows(key)
    )


def rolling(period: Period, chosen: Choices) -> tuple[str, ...]:
    """Dose and adherence, and what is seen right after rolling."""
    frame, days = period.frame, period.days
    sessions = sessions_of(frame)
    if not len(sessions):
        return (say("No rolling in this period."),)
    names = period.settings.routine_names
    used = [_used(sessions, name, names) for name in ("routine", "areas", "roller")]
    lines = [_dose(sessions, days), _sentence(filter(None, used), ". ")]
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


def _dose(sessions: pd.DataFrame, days: pd.DataFrame) -> str:
    rolled = days[days["state"].eq("rolled")]
    known = int(days["state"].isin(("rolled", "rest")).sum())
    first = rolled.index[0].date()
    since = (days.index[-1].date() - first).days + 1
    many: dict[str, str] = {
        "sessions": several(len(sessions), "{number} session", "{number} sessions"),
        "days": of_days(len(rolled), known),
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
    return _sentence(parts, "; ")


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


def _minutes(values: pd.Series[float]) -> str:
    return several(round(values.median()), "{number} minute", "{number} minutes")


def _used(sessions: pd.DataFrame, name: str, names: Mapping[str, str]) -> str:
    values = sessions[name].dropna().str.split("|").explode()
    if not len(values):
        return ""
    counts = values.value_counts()
    label, more = COLUMNS[name].label, len(counts) - MOST_NAMED
    used = ", ".join(
        f"{in_words(name, str(key), names)} {number}×"
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
        shown.append(f"{short(str(text))} ({_dates(when, 1)})")
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


def _sentence(parts: Iterable[str], between: str) -> str:
    """Parts that could stand alone, as one sentence; empty without any."""
    joined = between.join(parts)
    return say("{parts}.", parts=joined) if joined else ""
