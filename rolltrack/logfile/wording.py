"""Changes in words."""

from __future__ import annotations

import datetime as dt

from rolltrack.entry import COLUMNS
from rolltrack.logfile.rows import Texts, entry_of


def describe_change(before: Texts | None, after: Texts | None) -> str:
    """A change of one entry in a few words.

    >>> old = {"start": "2026-11-21T18:30:05+01:00", "minutes": "8", "pain_after": "4"}
    >>> describe_change(old, old | {"pain_after": "3"})
    'Pain after rolling 4 → 3, in the entry of 21 November'
    """
    if before is None:
        return entry_of(after or {}).in_words()
    if after is None:
        words = entry_of(before).in_words()
        return f"deleting {words[:1].lower()}{words[1:]}"
    names = [n for n in {**before, **after} if before.get(n) != after.get(n) and n != "id"]
    parts = [f"{_label(n)} {before.get(n, 'empty')} → {after.get(n, 'empty')}" for n in names]
    day = dt.datetime.fromisoformat(before["start"])
    return f"{', '.join(parts)}, in the entry of {day.day} {day:%B}"


def _label(name: str) -> str:
    return COLUMNS[name].label if name in COLUMNS else name
