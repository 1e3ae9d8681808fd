"""What the journal knows and the log does not have (any more)."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from rolltrack.entry.entry import COLUMNS
from rolltrack.log.csvfile import Dialect, Table, encode, was_cut
from rolltrack.log.ledger import Edit, Ledger
from rolltrack.log.row import Row, Texts
from rolltrack.log.safewrite import opened, read_at
from rolltrack.log.snapshot import Snapshot
from rolltrack.log.splice import encoded


def appended(ledger: Ledger) -> list[Texts]:
    """New entries of which the journal does not know whether they are in the file, or whole."""
    return [
        row.after
        for change in ledger.open
        if change.kind == "append"
        for row in change.rows
        if row.after is not None
    ]


def waiting(ledger: Ledger, snapshot: Snapshot) -> list[Texts]:
    """Entries that were kept in the journal and have not been in the file yet."""
    return [texts for texts in appended(ledger) if texts["id"] not in snapshot.texts]


def took_place(change: Edit, snapshot: Snapshot) -> bool:
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
    """Entries, by id, that another program's save took away or set back to an older version.

    A whole column that the file no longer has took its values along: that is set back, too. An
    entry that only lost its id is there, and so is one that has more answers now.
    """
    pending = {texts["id"] for texts in waiting(ledger, snapshot)}
    columns = _columns(ledger, snapshot)
    without_id = Counter(_content(row.texts, columns) for row in snapshot.rows if not row.has_id)
    cut = {row.id for row in cut_short(ledger, snapshot)}
    found = {}
    for entry_id, texts in ledger.known.items():
        there = snapshot.texts.get(entry_id)
        if there is None and without_id[_content(texts, columns)]:
            without_id[_content(texts, columns)] -= 1
        elif entry_id in cut or (
            entry_id not in pending and _is_lost(there, ledger, columns, entry_id)
        ):
            found[entry_id] = texts
    return found


def unknown(ledger: Ledger, snapshot: Snapshot) -> list[Texts]:
    """Entries of the file that the journal does not know as they are: typed or brought in."""
    columns = _columns(ledger, snapshot)
    cut = {row.id for row in cut_short(ledger, snapshot)}
    return [
        row.texts
        for row in snapshot.rows
        if row.has_id
        and row.texts is snapshot.texts[row.id]  # the first, where an id occurs twice
        and ledger.known.get(row.id) != row.texts
        and row.id not in cut
        and not _is_lost(row.texts, ledger, columns, row.id)
    ]


def cut_short(ledger: Ledger, snapshot: Snapshot) -> list[Row]:
    """Entries whose line was cut in its last cell: they read as if they had said less."""
    return [
        row
        for row in snapshot.rows
        if was_cut(snapshot.table, row.record)
        and row.texts is snapshot.texts.get(row.id)
        and row.texts != (known := ledger.known.get(row.id, {}))
        and all(known.get(name, "").startswith(text) for name, text in row.texts.items())
    ]


def _is_lost(there: Texts | None, ledger: Ledger, columns: Collection[str], entry_id: str) -> bool:
    """Whether what the file has of an entry is nothing, or an older version of it."""
    known = ledger.known.get(entry_id)
    if there is None or known is None or known.items() <= there.items():
        return there is None
    return any(
        there == {name: text for name, text in version.items() if name in columns}
        for version in (known, *ledger.older.get(entry_id, ()))
    )


def _columns(ledger: Ledger, snapshot: Snapshot) -> frozenset[str]:
    """The columns whose empty cells a person may have left empty."""
    return snapshot.table.names - ledger.emptied


def _content(texts: Texts, columns: Collection[str]) -> frozenset[tuple[str, str]]:
    """What an entry says beside its id, in these columns."""
    return frozenset((n, text) for n, text in texts.items() if n != "id" and n in columns)


def cut_torn_header(path: Path) -> None:
    """Empty a file that has nothing but the beginning of the header that was to come."""
    header = encode(tuple(COLUMNS), Dialect())
    with contextlib.suppress(FileNotFoundError), opened(path, os.O_RDWR) as fd:
        start = read_at(fd, 0, len(header))
        if start and len(start) < len(header) and header.startswith(start):
            os.ftruncate(fd, 0)


def cut_torn_record(path: Path, table: Table, records: Sequence[Texts]) -> bool:
    """Remove the beginning of one of these records that never got its end; whether there was one.

    It may look whole, where it was torn in its last cell or in a note of several lines.
    """
    data = table.data
    for texts in records:
        whole = encoded(table, [texts])
        begin = len(data)
        for _ in range(whole.count(b"\n")):
            begin = data.rfind(b"\n", 0, max(0, begin - 1)) + 1
            if begin < len(data) < begin + len(whole) and whole.startswith(data[begin:]):
                with opened(path, os.O_WRONLY) as fd:
                    os.ftruncate(fd, begin)
                return True
    return False
