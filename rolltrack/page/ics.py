"""Reminders as a calendar file: the experiment's days, and the person's own days for rolling.

Only days of the experiment that may be known yet say what is planned on them; the others ask for
the morning's rating, so that nobody rolls a day early or late because of what is to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rolltrack.entry.day import date_of
from rolltrack.entry.errors import ExportRefused
from rolltrack.helping.plan import Plan, ScheduledDay, revealed
from rolltrack.helping.plan_file import load_plan
from rolltrack.page.format import Format, Request

if TYPE_CHECKING:
    from icalendar import Event

_DAY = dt.timedelta(days=1)
_RATE_FIRST = "Rate first thing in the morning, before any rolling."
_LOOK_UP = "Experiment: look up today's block in rolltrack"
_NOT_SHOWN_YET = "It is shown there when its pair of blocks begins."


def _make(request: Request) -> bytes:
    from icalendar import Calendar

    day_starts_at = request.period.settings.day_starts_at
    plan, today = load_plan(request.period.log_path), date_of(dt.datetime.now(), day_starts_at)
    events = [*_own_days(request, today)]
    if plan is not None and _end(plan) >= today:
        events.extend(_experiment(plan, today, request.choices.rate_at))
    if not events:
        raise ExportRefused(
            "There is nothing to put into a calendar yet: no experiment is running, and no days "
            "for rolling were chosen."
        )
    calendar = Calendar()
    calendar.add("prodid", "-//rolltrack//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Foam rolling")
    for event in request.each(events):
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _own_days(request: Request, today: dt.date) -> Iterator[Event]:
    chosen = request.choices
    if not chosen.roll_on:
        return
    first = next(
        today + ahead * _DAY
        for ahead in range(7)
        if _day_code(today + ahead * _DAY) in chosen.roll_on
    )
    begin = dt.datetime.combine(first, chosen.roll_at)
    event = _event("own-days", begin, "Foam rolling", "As planned. Skipping a day costs nothing.")
    event.add("dtend", begin + dt.timedelta(minutes=15))
    event.add("rrule", {"freq": "weekly", "byday": list(chosen.roll_on)})
    event.add_component(_alarm("Foam rolling", dt.timedelta(0)))
    yield event


def _experiment(plan: Plan, today: dt.date, rate_at: dt.time) -> Iterator[Event]:
    shown = {day.date: day for day in revealed(plan, today)}
    alarm = dt.timedelta(hours=rate_at.hour, minutes=rate_at.minute)
    for scheduled in plan.days:
        if today <= scheduled.date <= _end(plan):
            yield _experiment_day(scheduled, shown.get(scheduled.date), alarm)
    if plan.ended_on is not None:
        return
    look = _end(plan) + _DAY
    event = _event(f"experiment-{look}", look, "Experiment: one last rating", _RATE_FIRST)
    event.add_component(_alarm("One last rating, before any rolling", alarm))
    yield event


def _experiment_day(
    scheduled: ScheduledDay, shown: ScheduledDay | None, alarm: dt.timedelta
) -> Event:
    if shown is None:
        what, more = _LOOK_UP, f"{_RATE_FIRST} {_NOT_SHOWN_YET}"
    else:
        arm = "roll today" if shown.arm == "roll" else "rest today, no rolling"
        what, more = f"Experiment: {arm}", _RATE_FIRST
    event = _event(f"experiment-{scheduled.date}", scheduled.date, what, more)
    event.add_component(_alarm(what, alarm))
    return event


def _end(plan: Plan) -> dt.date:
    return plan.ended_on or plan.days[-1].date


def _event(name: str, begin: dt.date, what: str, more: str) -> Event:
    from icalendar import Event

    event = Event()
    # The same name for the same day: a calendar that reads a newer file changes, not doubles.
    event.add("uid", f"{name}@rolltrack")
    event.add("dtstamp", dt.datetime.now(dt.UTC))
    event.add("dtstart", begin)
    event.add("summary", what)
    event.add("description", more)
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(what: str, after_begin: dt.timedelta) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", after_begin)
    return alarm


def _day_code(date: dt.date) -> str:
    return ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[date.weekday()]


FORMAT = Format(
    suffix=".ics",
    label="Calendar reminders",
    help=(
        "The experiment's days and your own days for rolling, for the calendar of your phone. Of "
        "the experiment it names only the current pair of blocks; later days say to look it up."
    ),
    make=_make,
    asks=("roll_on", "roll_at", "rate_at"),
    needs="icalendar",
)
