"""Reminders: they tell only what may be known yet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest

import rolltrack as rt
from rolltrack.entry.errors import ExportRefused
from rolltrack.helping.plan import plan_experiment
from rolltrack.helping.plan_file import save_plan
from tests.pages import written


def events_of(path: Path) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_a_calendar_tells_only_what_the_experiment_shows_yet(sample: rt.SessionLog) -> None:
    plan = plan_experiment(dt.date.today() + dt.timedelta(days=1), seed=1)
    save_plan(sample.path, plan)
    events = events_of(written(sample, "x.ics"))
    said = [str(event["summary"]) for event in events]
    assert said[:4] == [
        f"Experiment: {'roll today' if day.arm == 'roll' else 'rest today, no rolling'}"
        for day in plan.days[:4]
    ]
    assert set(said[4:-1]) == {"Experiment: look up today's block in rolltrack"}
    hidden = [event.to_ical().decode() for event in events[4:]]
    assert not [text for text in hidden if "roll today" in text or "rest today" in text]
    assert all(len(event.walk("VALARM")) == 1 for event in events)
    assert said[-1] == "Experiment: one last rating, before any rolling"
    assert events[-1]["dtstart"].dt == plan.first_look
    assert len({str(event["uid"]) for event in events}) == len(events) == 29


def test_own_days_for_rolling_repeat_every_week_with_a_reminder(sample: rt.SessionLog) -> None:
    chosen = rt.Choices(roll_on=("MO", "TH"), roll_at=dt.time(19, 15))
    (event,) = events_of(written(sample, "x.ics", choices=chosen))
    assert event["rrule"]["BYDAY"] == ["MO", "TH"]
    assert event["dtstart"].dt.time() == dt.time(19, 15)
    assert event["dtstart"].dt.weekday() in (0, 3)
    assert event["dtstart"].dt.tzinfo is None
    assert len(event.walk("VALARM")) == 1


def test_a_calendar_with_nothing_in_it_is_not_written(sample: rt.SessionLog) -> None:
    with pytest.raises(ExportRefused, match="nothing to put into a calendar"):
        written(sample, "x.ics")
    assert not sample.path.with_name("x.ics").exists()


def test_two_logs_share_no_event_and_a_second_file_has_the_same(
    sample: rt.SessionLog, tmp_path: Path
) -> None:
    chosen = rt.Choices(roll_on=("MO", "TH"))
    other = rt.SessionLog(tmp_path / "other.csv")  # has no entries yet
    save_plan(sample.path, plan_experiment(dt.date.today() + dt.timedelta(days=1), seed=1))

    def names(log: rt.SessionLog, file: str) -> list[str]:
        return [str(event["uid"]) for event in events_of(written(log, file, choices=chosen))]

    first, others = names(sample, "a.ics"), names(other, "b.ics")
    assert len(set(first)) == len(first) == 30
    assert not set(first) & set(others)
    for log in (sample, other):
        log.append(rt.Entry(start="2026-11-20T18:30:05+01:00", minutes=8))
    assert names(sample, "c.ics") == first
    assert names(other, "d.ics") == others
