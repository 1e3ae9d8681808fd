"""Reminders as a calendar file: the experiment's days, and the person's own days for rolling.

Only days of the experiment that may be known yet say what is planned on them; the others ask for
the morning's rating, so that nobody rolls a day early or late because of what is to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rolltrack.entry.day import date_of
from rolltrack.entry.errors import ExportRefused
from rolltrack.entry.language import mark, say
from rolltrack.helping.plan import Plan, ScheduledDay, revealed
from rolltrack.helping.plan_file import load_plan
from rolltrack.page.choices import WEEKDAYS
from rolltrack.page.format import Format, Request

if TYPE_CHECKING:
    from icalendar import Event

_DAY = dt.timedelta(days=1)
_ROLLING = mark("Foam rolling")
_RATE_FIRST = mark("Rate first thing in the morning, before any rolling.")


def _make(request: Request) -> bytes:
    from icalendar import Calendar

    day_starts_at = request.period.settings.day_starts_at
    plan, today = load_plan(request.period.log_path), date_of(dt.datetime.now(), day_starts_at)
    events = [*_own_days(request, today)]
    if plan is not None and _end(plan) >= today:
        events.extend(_experiment(request, plan, today))
    if not events:
        raise ExportRefused(
            say(
                "There is nothing to put into a calendar yet: no experiment is running, and no "
                "days for rolling were chosen."
            )
        )
    calendar = Calendar()
    calendar.add("prodid", "-//rolltrack//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say(_ROLLING))
    for event in request.each(events):
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _own_days(request: Request, today: dt.date) -> Iterator[Event]:
    chosen = request.choices
    if not chosen.roll_on:
        return
    week = [today + ahead * _DAY for ahead in range(7)]
    first = next(date for date in week if WEEKDAYS[date.weekday()] in chosen.roll_on)
    begin = dt.datetime.combine(first, chosen.roll_at)
    event = _event(request, "own-days", begin, say(_ROLLING), dt.timedelta(0))
    event.add("description", say("As planned. Skipping a day costs nothing."))
    event.add("dtend", begin + dt.timedelta(minutes=15))
    event.add("rrule", {"freq": "weekly", "byday": list(chosen.roll_on)})
    yield event


def _experiment(request: Request, plan: Plan, today: dt.date) -> Iterator[Event]:
    shown = {day.date: day for day in revealed(plan, today)}
    rate_at = request.choices.rate_at
    alarm = dt.timedelta(hours=rate_at.hour, minutes=rate_at.minute)
    ahead = [day for day in plan.days if today <= day.date <= _end(plan)]
    said = [(day.date, *_planned(shown.get(day.date))) for day in ahead]
    if plan.ended_on is None:
        last = say("Experiment: one last rating, before any rolling")
        said.append((_end(plan) + _DAY, last, say(_RATE_FIRST)))
    for date, what, more in said:
        event = _event(request, f"experiment-{date}", date, what, alarm)
        event.add("description", more)
        yield event


def _planned(shown: ScheduledDay | None) -> tuple[str, str]:
    """What a day of the experiment says, in its title and below."""
    if shown is None:
        return say("Experiment: look up today's block in rolltrack"), say(
            "Rate first thing in the morning, before any rolling. The block is shown in rolltrack "
            "when its pair of blocks begins."
        )
    if shown.arm == "roll":
        return say("Experiment: roll today"), say(_RATE_FIRST)
    return say("Experiment: rest today, no rolling"), say(_RATE_FIRST)


def _end(plan: Plan) -> dt.date:
    return plan.ended_on or plan.days[-1].date


def _event(
    request: Request, name: str, begin: dt.date, what: str, alarm_after: dt.timedelta
) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    # The same name for the same thing: a calendar that reads a newer file changes, not doubles.
    event.add("uid", f"{name}.{request.period.log_id}@rolltrack")
    event.add("dtstamp", dt.datetime.now(dt.UTC))
    event.add("dtstart", begin)
    event.add("summary", what)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", alarm_after)
    event.add_component(alarm)
    return event


FORMAT = Format(
    suffix=".ics",
    label=mark("Calendar reminders"),
    help=mark(
        "The experiment's days and your own days for rolling, for the calendar of your phone. Of "
        "the experiment it names only the current pair of blocks; later days say to look it up."
    ),
    make=_make,
    asks=("roll_on", "roll_at", "rate_at"),
    needs="icalendar",
)
