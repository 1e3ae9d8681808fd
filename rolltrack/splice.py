"""Changes of single records → the bytes of the whole new file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolltrack.csvfile import Table, encode
from rolltrack.errors import ChangedElsewhere
from rolltrack.ledger import RowChange
from rolltrack.rows import Row, Texts, cells_of
from rolltrack.wording import describe


def spliced(table: Table, rows: Sequence[Row], changes: Iterable[RowChange]) -> bytes:
    """The bytes of the file with these changes; every other record keeps its own.

    Raises ``ChangedElsewhere`` where a record is no longer as the change expects it.
    """
    pieces: list[tuple[int, int, bytes]] = []
    used: set[int] = set()
    for change in changes:
        new = (
            b""
            if change.after is None
            else encode(cells_of(table.header, change.after), table.dialect)
        )
        if change.before is None:
            place = _place_before(table, rows, change)
            pieces.append((place, place, new))
            continue
        row = _find(rows, change.before, used)
        used.add(row.record.begin)
        pieces.append((row.record.begin, row.record.end, new))
    return _joined(table, pieces)


def appended(table: Table, records: Iterable[Texts]) -> bytes:
    """The bytes of new records, ready to follow the last line of the file."""
    new = b"".join(encode(cells_of(table.header, texts), table.dialect) for texts in records)
    return new if table.ends_whole else table.dialect.newline.encode() + new


def widened(table: Table, names: Sequence[str]) -> bytes:
    """The bytes of the file with more columns at the right end, empty in every record."""
    more = table.dialect.delimiter * len(names)
    header = table.data[: table.data.find(b"\n") + 1] or table.data
    out = [_with(header, table.dialect.delimiter + table.dialect.delimiter.join(names))]
    end = len(header)
    for record in table.records:
        out.append(table.data[end : record.begin])
        out.append(_with(table.data[record.begin : record.end], more))
        end = record.end
    return b"".join([*out, table.data[end:]])


def _with(line: bytes, more: str) -> bytes:
    body = line.rstrip(b"\r\n")
    return body + more.encode() + line[len(body) :]


def _find(rows: Sequence[Row], texts: Texts, used: set[int]) -> Row:
    for row in rows:
        if row.texts == texts and row.record.begin not in used:
            return row
    raise ChangedElsewhere(describe(texts).capitalize())


def _place_before(table: Table, rows: Sequence[Row], change: RowChange) -> int:
    for row in rows:
        if change.next and row.texts.get("id") == change.next:
            return row.record.begin
    return len(table.data)


def _joined(table: Table, pieces: list[tuple[int, int, bytes]]) -> bytes:
    out = []
    end = 0
    for begin, after, new in sorted(pieces, key=lambda piece: piece[:2]):
        out.append(table.data[end:begin])
        if begin == len(table.data) and new and not table.ends_whole:
            out.append(table.dialect.newline.encode())
        out.append(new)
        end = after
    return b"".join([*out, table.data[end:]])
