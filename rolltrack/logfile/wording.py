"""Entries and changes in words."""

from __future__ import annotations

import datetime as dt

from rolltrack.entry import COLUMNS
from rolltrack.logfile.rows import Texts


def describe(texts: Texts) -> str:
    """An entry in a few words.

    >>> describe({"start": "2026-11-21T18:30:05+01:00", "kind": "session", "minutes": "8",
    ...           "pain_before": "6", "pain_after": "4"})
    '8 min on 21 November, pain 6 → 4'
    """
    day = dt.datetime.fromisoformat(texts["start"])
    what = "check-in" if texts.get("kind") == "check-in" else "session"
    if "minutes" in texts:
        what = f"{texts['minutes']} min"
    pain = " → ".join(texts[name] for name in ("pain_before", "pain_after") if name in texts)
    return f"{what} on {day.day} {day:%B}" + (f", pain {pain}" if pain else "")


def describe_change(before: Texts | None, after: Texts | None) -> str:
    """A change of one entry in a few words.

    >>> old = {"start": "2026-11-21T18:30:05+01:00", "minutes": "8", "pain_after": "4"}
    >>> describe_change(old, old | {"pain_after": "3"})
    'Pain after rolling 4 → 3, in the entry of 21 November'
    """
    if before is None:
        return describe(after or {})
    if after is None:
        return f"deleting {describe(before)}"
    names = [n for n in {**before, **after} if before.get(n) != after.get(n) and n != "id"]
    parts = [f"{_label(n)} {before.get(n, 'empty')} → {after.get(n, 'empty')}" for n in names]
    day = dt.datetime.fromisoformat(before["start"])
    return f"{', '.join(parts)}, in the entry of {day.day} {day:%B}"


def _label(name: str) -> str:
    return COLUMNS[name].label if name in COLUMNS else name
