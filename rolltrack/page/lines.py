"""The lines of a summary: what was rolled, what went wrong, what else was going on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from rolltrack.days.before_after import before_after, sessions_of
from rolltrack.days.outcome import FLEXIBILITY
from rolltrack.days.weeks import adherence
from rolltrack.entry.day import date_of, day_of
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.entry.routine import routine_name
from rolltrack.entry.safety import GET_HELP_EMERGENCY, GET_HELP_SOON, advice
from rolltrack.entry.settings import Settings
from rolltrack.entry.text import count, day_text, own_words, period_text, shortened
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.plan_file import load_plan
from rolltrack.page.choices import Choices
from rolltrack.page.period import Period

MOST_NAMED = 4
LONGEST_WORDS = 200
ENOUGH_DAYS = 14  # fewer say little about a week


def facts(period: Period, today: dt.date) -> tuple[str, ...]:
    """The lines under the title: the period, and what of it is known.

    Days before the first entry of the log, and days to come, are not missing.
    """
    if period.start is None or period.end is None:
        return ("No entries yet", "self-reported")
    state = period.days["state"]
    known = int(state.isin(("rolled", "rest")).sum())
    paused = int(state.eq("paused").sum())
    length = _loggable(period, period.start, period.end, today)
    if not length:
        return (period_text(period.start, period.end), "no entries", "self-reported")
    lines = [
        period_text(period.start, period.end),
        f"entries on {_of_days(known, length)}",
        f"{length - known - paused} missing",
    ]
    if paused:
        lines.append(f"{paused} paused")
    if period.unreadable:
        lines.append(f"{count(period.unreadable, 'line')} of the log not readable")
    if period.kept:
        lines.append(f"{period.kept} saved and not yet in the file")
    return (*lines, "self-reported")


def _loggable(period: Period, first: dt.date, last: dt.date, today: dt.date) -> int:
    logged = pd.DatetimeIndex(period.log_days.index)
    if len(logged):
        first = max(first, logged[0].date())
        last = min(last, max(today, logged[-1].date()))
    return max(0, (last - first).days + 1)


def goals(settings: Settings, chosen: Choices) -> tuple[str, ...]:
    """What they want, in their words."""
    goal = settings.goal if chosen.goal is None else chosen.goal
    question = settings.question if chosen.question is None else chosen.question
    labelled = (("Goal", goal), ("Activity", settings.activity), ("Question", question))
    return tuple(f"{label}: {_short(text)}" for label, text in labelled if text.strip())


def helping(period: Period, chosen: Choices) -> tuple[str, ...]:
    """The answer from the whole log in its own words, and the experiment's where there is one."""
    if not len(period.log_days):
        return ()
    if not chosen.shows("pain"):
        return _experiment(period, chosen)
    answer = is_it_helping(period.log_days, worthwhile=period.settings.worthwhile_change)
    return (f"From the whole log: {answer.sentence}", *_experiment(period, chosen))


def get_help() -> tuple[str, ...]:
    """What needs help at once, and what needs it soon."""
    return (
        f"Get help at once: {'; '.join(GET_HELP_EMERGENCY)}.",
        f"See a doctor soon: {'; '.join(GET_HELP_SOON)}.",
    )


def rolling(period: Period, chosen: Choices) -> tuple[str, ...]:
    """Dose and adherence, and what is seen right after rolling."""
    frame, days = period.frame, period.days
    sessions = sessions_of(frame)
    if not len(sessions):
        return ("No rolling in this period.",)
    lines = [_dose(sessions, days)]
    names = period.settings.routine_names
    used = [_used(sessions, name, names) for name in ("routine", "areas", "roller")]
    lines.append(". ".join(text for text in used if text) + ".")
    aim = period.settings.weekly_aim_minutes
    if aim:
        lines.append(f"Aim of {count(aim, 'minute')} a week: {_reached(days, aim)}.")
    if chosen.shows("pain"):
        lines.append(before_after(frame, period.log_days).sentence)
    return tuple(line for line in lines if line.strip(". "))


def stops(period: Period) -> tuple[str, ...]:
    """Stops for pain with their dates, and side effects as typed."""
    stopped = period.days.index[period.days["stopped_for_pain"].fillna(False).astype(bool)]
    dates = _dates(list(pd.DatetimeIndex(stopped).date))
    note = advice([row.entry for row in period.rows], period.settings, place="summary")
    return (
        f"Stopped for pain: {dates}." if dates else "Stopped for pain: none noted.",
        _as_typed(period, "side_effect", "Side effects"),
        *((note.text,) if note is not None and note.get_help else ()),
    )


def medication(period: Period) -> tuple[str, ...]:
    """Medication as typed, and minutes of other exercise."""
    minutes = period.days["exercise_minutes"]
    some = minutes[minutes > 0]
    exercise = "Other exercise: none noted."
    if len(some):
        exercise = f"Other exercise: on {count(len(some), 'day')}, median {_minutes(some)}."
    return (_as_typed(period, "medication", "Medication"), exercise)


def entry(shown: Entry, names: Mapping[str, str]) -> tuple[str, str, str]:
    """An entry of the appendix: when, its answers, the person's words."""
    texts = {name: text for name, text in shown.texts().items() if text}
    words = [name for name, column in COLUMNS.items() if column.kind == "text"]
    said_otherwise = ("id", "start", "kind", "flexibility_test", *words)
    answers = [
        f"{_label(name, shown)} {_in_words(name, text, names)}{_unit(name, shown)}"
        for name, text in texts.items()
        if name not in said_otherwise
    ]
    own = [f"{COLUMNS[name].label}: {own_words(texts[name])}" for name in words if name in texts]
    kind = "Check-in" if shown.kind == "check-in" else "Session"
    return f"{shown.start:%Y-%m-%d %H:%M}", "; ".join([kind, *answers]), "; ".join(own)


def source_of(outcome_name: str) -> str:
    """Where the published error of a flexibility test comes from."""
    return FLEXIBILITY_TESTS[outcome_name.removeprefix(FLEXIBILITY)].source


def _experiment(period: Period, chosen: Choices) -> tuple[str, ...]:
    try:
        plan = load_plan(period.log_path)
        if plan is None or not chosen.shows(plan.outcome):
            return ()
        today = date_of(dt.datetime.now(), period.settings.day_starts_at)
        answer = analyse_experiment(plan, period.log_days, today).sentence
    except RolltrackError as error:
        answer = str(error)
    return (f"From the experiment: {answer}",)


def _dose(sessions: pd.DataFrame, days: pd.DataFrame) -> str:
    rolled = days[days["state"].eq("rolled")]
    known = int(days["state"].isin(("rolled", "rest")).sum())
    first = rolled.index[0].date()
    since = (days.index[-1].date() - first).days + 1
    rate = f", {len(sessions) * 7 / since:.1f} a week since {day_text(first, year=True)}"
    minutes = sessions["minutes"].dropna()
    median = f"; median {_minutes(minutes)} a session" if len(minutes) else ""
    over = int((rolled["minutes"] > 10).sum())
    return (
        f"{count(len(sessions), 'session')} on {_of_days(len(rolled), known)} with an entry"
        f"{rate if since >= ENOUGH_DAYS else ''}{median}; {count(over, 'day')} over 10 minutes."
    )


def _reached(days: pd.DataFrame, aim: int) -> str:
    reached = adherence(days, aim)["reached"]
    weeks = int(reached.notna().sum())
    if not weeks:
        return "no week without missing days yet"
    share = f"{int(reached.sum())} of {count(weeks, 'week')}"
    return f"reached in {share} (weeks with missing days left out)"


def _of_days(some: int, all_of_them: int) -> str:
    """Some of several days; of a single one, just that.

    >>> _of_days(3, 9), _of_days(0, 1), _of_days(1, 1)
    ('3 of 9 days', '0 of 1 day', '1 day')
    """
    days = count(all_of_them, "day")
    return days if some == all_of_them == 1 else f"{some} of {days}"


def _minutes(values: pd.Series[float]) -> str:
    return count(round(values.median()), "minute")


def _used(sessions: pd.DataFrame, name: str, names: Mapping[str, str]) -> str:
    values = sessions[name].dropna().str.split("|").explode()
    if not len(values):
        return ""
    counts = values.value_counts()
    named = [
        f"{_in_words(name, str(key), names)} {number}×"
        for key, number in counts[:MOST_NAMED].items()
    ]
    more = f" and {len(counts) - MOST_NAMED} more" if len(counts) > MOST_NAMED else ""
    return f"{COLUMNS[name].label}: {', '.join(named)}{more}"


def _as_typed(period: Period, name: str, label: str) -> str:
    typed = period.frame[name].dropna()
    if not len(typed):
        return f"{label}: none noted."
    dates = pd.Series(
        day_of(period.frame["start"].to_numpy(), period.settings.day_starts_at), period.frame.index
    ).loc[typed.index]
    shown = []
    for text, at in typed.groupby(typed, sort=False).groups.items():
        when = sorted({date.date() for date in dates.loc[at]})
        shown.append(f"{_short(str(text))} ({_dates(when, 1)})")
    more = f"; and {len(shown) - MOST_NAMED} more" if len(shown) > MOST_NAMED else ""
    return f"{label}, as typed: {'; '.join(shown[:MOST_NAMED])}{more}."


def _dates(dates: Sequence[dt.date], most: int = 6) -> str:
    """Dates in a row, or the first and last of many.

    >>> _dates([dt.date(2026, 8, 12), dt.date(2026, 8, 14)])
    '12 Aug 2026, 14 Aug 2026'
    """
    if len(dates) > most:
        return f"{count(len(dates), 'day')}, {period_text(dates[0], dates[-1])}"
    return ", ".join(day_text(date, year=True) for date in dates)


def _short(text: str) -> str:
    return shortened(own_words(text), LONGEST_WORDS)


def _in_words(column: str, key: str, names: Mapping[str, str]) -> str:
    """A key, or keys, of the log in words; ``names`` are those of the routines."""
    if column == "routine":
        return own_words(routine_name(key, names))
    return key.replace("_", " ").replace("|", ", ")


def _label(name: str, shown: Entry) -> str:
    about = COLUMNS[name].about
    label = (about.rest_label if shown.kind == "check-in" else "") or about.label
    if shown.flexibility_test and name.startswith("flexibility_"):
        return label.replace("Flexibility", FLEXIBILITY_TESTS[shown.flexibility_test].label)
    return label


def _unit(name: str, shown: Entry) -> str:
    unit = COLUMNS[name].unit
    if name in ("flexibility_before", "flexibility_after") and shown.flexibility_test:
        unit = FLEXIBILITY_TESTS[shown.flexibility_test].unit
    return f" {unit}" if unit not in ("", "0–10") else ""
