"""Settings as the browser shows them and sends them back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from rolltrack.entry.day import DAY_STARTS_AT
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS, SOURCE, error_in_words
from rolltrack.entry.language import mark, say
from rolltrack.entry.settings import Pause, Settings
from rolltrack.entry.signs import plain

SIMPLE = (
    "goal", "activity", "hurts", "flexibility_test", "weekly_aim_minutes", "day_starts_at",
    "worthwhile_change", "sound", "speak",
)  # fmt: skip
# What holds once a setting is emptied, where that is not simply nothing.
EMPTIED = {
    "flexibility_test": mark("No test is chosen now."),
    "day_starts_at": mark("Your day starts at {time} now."),
    "worthwhile_change": mark("A change of 1 point of 10 counts as worth it now."),
}


def emptied_words(name: str) -> str:
    """What holds once a setting of ``EMPTIED`` is empty."""
    return say(EMPTIED[name], time=f"{DAY_STARTS_AT:%H:%M}")


def changes_in(found: Settings, values: Mapping[str, Any]) -> dict[str, Any]:
    """What differs from ``found`` among ``values``: setting to value, as typed."""
    given = {name: _from_form(name, values[name]) for name in SIMPLE if name in values}
    now = {name: _plain(getattr(found, name)) for name in given}
    return {name: new for name, new in given.items() if new != now[name]}


def shown_test(key: str, found: Settings) -> dict[str, Any]:
    """A flexibility test for the browser, with what the person's own tries say of its error."""
    test = FLEXIBILITY_TESTS[key]
    head = {name: getattr(test, name) for name in ("unit", "noise", "source")}
    head |= {"label": say(test.label), "how": say(test.how)}
    error = error_in_words(found.tries, key)
    return {**head, "key": key, "error": error, "error_source": SOURCE}


def shown_pause(pause: Pause) -> dict[str, str]:
    """A pause for the browser; its last day is empty while it goes on."""
    last = "" if pause.last == dt.date.max else pause.last.isoformat()
    return {"first": pause.first.isoformat(), "last": last}


def _from_form(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value or None
    if name == "hurts":
        return [area for area in value.split("|") if area] or None
    if name in ("day_starts_at", "worthwhile_change", "weekly_aim_minutes"):
        value = plain(value)
    if name == "day_starts_at":
        is_time = re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value)
        return dt.time.fromisoformat(value) if is_time else value
    if name == "worthwhile_change":
        number = value.replace(",", ".")
        return float(number) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", number) else value or None
    if name == "weekly_aim_minutes" and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    return value or None


def _plain(value: Any) -> Any:
    return (list(value) if isinstance(value, tuple) else value) or None
