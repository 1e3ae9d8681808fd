"""Changes of single records → the bytes of the new file, in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rolltrack.entry.errors import ChangedElsewhere
from rolltrack.log.csvfile import Table, could_be_read, encode, end_for, end_of
from rolltrack.log.ledger import RowChange
from rolltrack.log.row import Row, Texts, cells_of, entry_of
from rolltrack.log.snapshot import Snapshot

Pieces = Sequence[bytes | memoryview]
_FEW = 8


def spliced(snapshot: Snapshot, changes: Sequence[RowChange]) -> Pieces:
    """The bytes of the file with these changes; every other record keeps its own.

    What another program has brought back, or set back, already stays as it is. Raises
    ``ChangedElsewhere`` where a record is no longer as its change expects.
    """
    table = snapshot.table
    find = _finder(snapshot, len(changes))
    splices: list[tuple[int, int, bytes]] = []
    for change in changes:
        new = b"" if change.after is None else encoded(table, [change.after])
        if change.before is None:
            if _is_there(find, change.after or {}):
                continue
            follows = find({"id": change.next}) if change.next else []
            place = follows[0].record.begin if follows else len(table.data)
            splices.append((place, place, new))
            continue
        row = next((row for row in find(change.before) if row.texts == change.before), None)
        if row is None and _is_done(find, change):
            continue
        if row is None:
            raise ChangedElsewhere(entry_of(change.before).in_words())
        splices.append((row.record.begin, end_of(table, row.record), new))
    return _joined(table, splices)


def encoded(table: Table, records: Iterable[Texts]) -> bytes:
    """New records as the file writes them."""
    return b"".join(encode(cells_of(table.header, texts), table.dialect) for texts in records)


def widened(snapshot: Snapshot, names: Sequence[str]) -> bytes:
    """The bytes of the file with more columns at the right end, empty in every record.

    A record that cannot be read keeps its bytes, unless they would mean something below the new
    header.
    """
    table = snapshot.table
    delimiter = table.dialect.delimiter
    end = table.data.find(b"\n") + 1 or len(table.data)
    out = [_with(table.data[:end], delimiter + delimiter.join(names))]
    for record in snapshot.records:
        line = table.data[record.begin : record.end]
        wide = len(table.header) + len(names)
        if record.cells is not None or could_be_read(line, table.dialect, wide):
            line = _with(line, delimiter * len(names))
        out += [table.data[end : record.begin], line]
        end = record.end
    return b"".join([*out, table.data[end:]])


def _finder(snapshot: Snapshot, changes: int) -> Callable[[Texts], list[Row]]:
    """How to find rows by texts: each by its bytes for a few, by reading the log for many."""
    by_id: dict[str, list[Row]] = {}

    def find(texts: Texts) -> list[Row]:
        if "id" not in texts:
            return snapshot.rows
        if changes <= _FEW:
            return snapshot.rows_with(texts["id"])
        if not by_id:
            for row in snapshot.rows:
                by_id.setdefault(row.id, []).append(row)
        return by_id.get(texts["id"], [])

    return find


def _is_there(find: Callable[[Texts], list[Row]], texts: Texts) -> bool:
    found = find(texts) if "id" in texts else []
    if found and all(row.texts != texts for row in found):
        raise ChangedElsewhere(entry_of(texts).in_words())
    return bool(found)


def _is_done(find: Callable[[Texts], list[Row]], change: RowChange) -> bool:
    """Whether an entry is already what a change makes of it."""
    after = change.after
    return after is not None and "id" in after and any(r.texts == after for r in find(after))


def _with(line: bytes, more: str) -> bytes:
    body = line.rstrip(b"\r\n")
    return body + more.encode() + line[len(body) :]


def _joined(table: Table, splices: list[tuple[int, int, bytes]]) -> Pieces:
    whole = memoryview(table.data)
    out: list[bytes | memoryview] = []
    end = 0
    for begin, after, new in sorted(splices, key=lambda splice: splice[:2]):
        out.append(whole[end:begin])
        if begin == len(whole) and new and not table.ends_whole:
            out.append(end_for(table.data[table.data.rfind(b"\n") + 1 :], table))
        out.append(new)
        end = after
    return [*out, whole[end:]]
