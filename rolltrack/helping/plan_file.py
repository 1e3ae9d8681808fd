"""The experiment's schedule, kept beside the log: written once before day 1, never redrawn."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rolltrack.entry.errors import InvalidPlan, NotSaved, UnreadablePlan
from rolltrack.entry.language import say
from rolltrack.helping.plan import Arm, Plan, assignment, ended, extended
from rolltrack.log.safewrite import (
    FileChanged,
    opened,
    replace_file,
    state_of,
    sync_folder,
    write_all,
)

NAME = "rolltrack-experiment.json"

_DATES = ("start", "extended_from", "ended_on")


def plan_path(log_path: Path) -> Path:
    """Where the schedule of a log is kept."""
    return Path(log_path).with_name(NAME)


def save_plan(log_path: Path, plan: Plan, today: dt.date | None = None) -> Path:
    """Save a new schedule beside the log and give its path; one that is running is never replaced.

    A schedule that is over is kept, under its first day's date.

    Raises ``InvalidPlan`` when there is a running one, or when day 1 is not in the future, and
    ``NotSaved`` when the disk refuses.
    """
    today = today or dt.date.today()
    if plan.start <= today:
        raise InvalidPlan(
            say("A schedule is saved before its first day: choose tomorrow or later.")
        )
    path = plan_path(log_path)
    try:
        _set_old_one_aside(path, today)
        with opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
            write_all(fd, _text(plan).encode())
            os.fsync(fd)
        sync_folder(path.parent)
    except FileExistsError:
        raise InvalidPlan(
            say(
                "There is a schedule in {file} already, and one that is drawn is never redrawn. "
                "End that experiment first.",
                file=path.name,
            )
        ) from None
    except OSError as error:
        raise NotSaved(path.name, error) from None
    return path


def load_plan(log_path: Path) -> Plan | None:
    """The schedule beside a log, None where there is none; ``UnreadablePlan`` when it was changed.

    The file is checked against the fingerprint that was written with it.
    """
    path = plan_path(log_path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadablePlan(path.name, str(error)) from None
    try:
        stored: dict[str, Any] = json.loads(text)
        fingerprint = stored.pop("hash")
        for name in _DATES:
            stored[name] = stored[name] and dt.date.fromisoformat(stored[name])
        plan = Plan(**stored | {"roll_first": tuple(stored["roll_first"])})
        same = plan.hash == fingerprint and len(plan.roll_first) == 2 * plan.pairs
    except (ValueError, TypeError, KeyError, AttributeError):
        raise UnreadablePlan(path.name, say("it is not as rolltrack wrote it")) from None
    if not same:
        raise UnreadablePlan(path.name, say("the schedule in it was changed after it was drawn"))
    return plan


def extend_plan(log_path: Path, today: dt.date | None = None) -> Plan:
    """Go on for as long again, once, from the day after ``today``."""
    return _change(log_path, extended, today)


def end_plan(log_path: Path, today: dt.date | None = None) -> Plan:
    """End the experiment on ``today``, its last day; nothing is deleted.

    One that has not begun is called off: its file is set aside, and there is no experiment.
    """
    plan = _change(log_path, ended, today)
    if plan.ended_on is not None and plan.ended_on < plan.start:
        path = plan_path(log_path)
        os.replace(path, path.with_name(f"rolltrack-experiment-{plan.start}-called-off.json"))
    return plan


def todays_assignment(log_path: Path, today: dt.date) -> str | None:
    """What the experiment asks for today, in a sentence; None when there is none today.

    Cheap: it reads one small file. A file that cannot be read is named in the sentence.
    """
    try:
        plan = load_plan(log_path)
    except UnreadablePlan as error:
        return str(error)
    if plan is None:
        return None
    arm = assignment(plan, today)
    if arm is not None:
        return _today(plan, today, arm)
    if today in (plan.first_look, plan.second_look) and not _over(plan, today):
        return say("Experiment: one last rating this morning, before any rolling.")
    return None


def _today(plan: Plan, today: dt.date, arm: Arm) -> str:
    begin, before = plan.start, 0
    if plan.extended_from is not None and today >= plan.extended_from:
        begin, before = plan.extended_from, plan.length
    numbers = {
        "day": before + (today - begin).days + 1,
        "days": plan.length * (2 if plan.extended_from else 1),
    }
    if arm == "roll":
        return say(
            "Experiment, day {day} of {days}: roll today. Rate first thing in the morning.",
            **numbers,
        )
    return say(
        "Experiment, day {day} of {days}: rest today, no rolling. Rate first thing in the morning.",
        **numbers,
    )


def _over(plan: Plan, today: dt.date) -> bool:
    return plan.ended_on is not None and today > plan.ended_on


def _text(plan: Plan) -> str:
    stored = asdict(plan)
    for name in _DATES:
        stored[name] = stored[name] and stored[name].isoformat()
    return json.dumps(stored | {"hash": plan.hash}, indent=2) + "\n"


def _set_old_one_aside(path: Path, today: dt.date) -> None:
    old = load_plan(path)
    if old is None:
        return
    complete = today > (old.second_look or old.first_look)
    if old.ended_on is None and not complete:
        raise FileExistsError(path)
    kept = path.with_name(f"rolltrack-experiment-{old.start.isoformat()}.json")
    if kept.exists():
        raise FileExistsError(kept)
    os.rename(path, kept)


def _change(log_path: Path, change: Callable[[Plan, dt.date], Plan], today: dt.date | None) -> Plan:
    path = plan_path(log_path)
    before = state_of(path)
    plan = load_plan(log_path)
    if plan is None:
        raise InvalidPlan(say("There is no experiment beside this log."))
    changed = change(plan, today or dt.date.today())
    try:
        replace_file(path, [_text(changed).encode()], before)
    except FileChanged:
        raise InvalidPlan(
            say("{file} was changed elsewhere just now. Try again.", file=path.name)
        ) from None
    except OSError as error:
        raise NotSaved(path.name, error) from None
    return changed
