"""What to know about a log beyond lines that could not be read."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from rolltrack.entry.entry import COLUMNS
from rolltrack.log.csvfile import Table
from rolltrack.log.ledger import Ledger
from rolltrack.log.recovery import lost, waiting
from rolltrack.log.snapshot import Problem, Row, Snapshot, Texts, entry_of

# Dropbox, Nextcloud, Syncthing, OneDrive and browsers name a second copy like this.
_COPY = re.compile(r"conflict|conflicted copy|Kopie|copie|copy|^ ?\(\d+\)$|^-[A-Z0-9-]+$", re.I)


def warnings_of(path: Path, snapshot: Snapshot, ledger: Ledger) -> list[Problem]:
    """Warnings: those of single lines in file order, then those of the whole file."""
    reasons = [
        *_columns(snapshot.table),
        *_without_ids(snapshot.rows),
        *_ending(snapshot.table),
        *_lost(snapshot, ledger),
        *_copies(path),
    ]
    return _repeated_ids(snapshot.rows) + [Problem(None, reason) for reason in reasons]


def _repeated_ids(rows: Sequence[Row]) -> list[Problem]:
    first: dict[str, Row] = {}
    found = []
    for row in rows:
        if row.id not in first:
            first[row.id] = row
            continue
        before = first[row.id]
        same = "is the same entry as" if row.texts == before.texts else "has the same id as"
        reason = f"this line {same} line {before.record.line} ({row.id}); both are shown"
        found.append(Problem(row.record.line, reason))
    return found


def _columns(table: Table) -> Iterator[str]:
    missing = [name for name in COLUMNS if name not in table.header]
    unknown = [name for name in table.header if name not in COLUMNS]
    if missing:
        yield f"the file has no column {', '.join(missing)}, which counts as not answered"
    if unknown:
        yield f"rolltrack does not know the column {', '.join(unknown)}; it is kept as it is"


def _without_ids(rows: Sequence[Row]) -> Iterator[str]:
    lines = [str(row.record.line) for row in rows if "id" not in row.texts]
    if lines:
        shown = ", ".join(lines[:10]) + (" …" if len(lines) > 10 else "")
        yield f"{len(lines)} entries have no id (line {shown}); each gets one when it is edited"


def _ending(table: Table) -> Iterator[str]:
    if not table.ends_whole:
        yield "the last line does not end with a line break; look whether it was cut short"


def _lost(snapshot: Snapshot, ledger: Ledger) -> Iterator[str]:
    kept = len(waiting(ledger, snapshot))
    if kept:
        some, it = (
            ("1 saved entry is", "it goes")
            if kept == 1
            else (f"{kept} saved entries are", "they go")
        )
        yield f"{some} kept and not yet in the file; {it} in at the next save"
    gone = lost(ledger, snapshot)
    if gone:
        what = "the file is empty or gone: " if not snapshot.records else ""
        some = "1 entry that was" if len(gone) == 1 else f"{len(gone)} entries that were"
        yield (
            f"{what}{some} in the log: missing now, or set back to old values, as when another "
            "program saves an old copy; rolltrack recover brings them back"
        )


def _copies(path: Path) -> Iterator[str]:
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return
    for name in names:
        stem, suffix = os.path.splitext(name)
        more = stem.removeprefix(path.stem)
        if suffix == path.suffix and more != stem and _COPY.search(more):
            yield f"{name} beside the log looks like a second copy of it; nothing in it is used"


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
