"""What the journal knows and the log does not have (any more)."""

from __future__ import annotations

from collections.abc import Mapping

from rolltrack.logfile.ledger import Change, Ledger
from rolltrack.logfile.rows import Texts
from rolltrack.logfile.snapshot import Snapshot


def waiting(ledger: Ledger, snapshot: Snapshot) -> list[Texts]:
    """Entries that were kept in the journal and have not been in the file yet."""
    return [
        row.after
        for change in ledger.open
        if change.kind == "append"
        for row in change.rows
        if row.after is not None and row.after["id"] not in snapshot.texts
    ]


def took_place(change: Change, snapshot: Snapshot) -> bool:
    """Whether a change that was cut short reached the file."""
    for row in change.rows:
        if row.after is not None:
            if row.after != snapshot.texts.get(row.after.get("id", "")) and not any(
                row.after == other.texts for other in snapshot.rows
            ):
                return False
        elif any(row.before == other.texts for other in snapshot.rows):
            return False
    return True


def lost(ledger: Ledger, snapshot: Snapshot) -> dict[str, Texts]:
    """Entries, by id, that another program's save took away or set back to an older version."""
    pending = {texts["id"] for texts in waiting(ledger, snapshot)}
    found = {}
    for entry_id, texts in ledger.known.items():
        there = snapshot.texts.get(entry_id)
        if entry_id not in pending and (there is None or _is_older(there, ledger, entry_id)):
            found[entry_id] = texts
    return found


def unknown(ledger: Ledger, snapshot: Snapshot) -> list[Texts]:
    """Entries of the file that the journal does not know as they are: typed or brought in."""
    return [
        row.texts
        for row in snapshot.rows
        if "id" in row.texts
        and row.texts is snapshot.texts[row.id]  # the first, where an id occurs twice
        and ledger.known.get(row.id) != row.texts
        and not _is_older(row.texts, ledger, row.id)
    ]


def _is_older(texts: Texts, ledger: Ledger, entry_id: str) -> bool:
    older: Mapping[str, list[Texts]] = ledger.older
    return texts != ledger.known.get(entry_id) and texts in older.get(entry_id, [])
