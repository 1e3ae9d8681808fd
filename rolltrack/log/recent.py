"""The end of a log, where the newest entries are, read without the years above it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rolltrack.log.csvfile import begins_record, read_table
from rolltrack.log.row import Row
from rolltrack.log.snapshot import Snapshot, read_snapshot

_END = 24 * 1024  # bytes: 200 entries or so, more than three months of two a day
_HEAD = 4096
_PLACES = 16
_PLACE = 2048


def read_recent(path: Path, name: str) -> tuple[Snapshot, bool]:
    """The last entries of a log, and whether they are all of them. Raises ``UnreadableLog``.

    A short log is read whole, and so is one whose newest entries are not at its end, as after an
    import or a sort in a spreadsheet: a few places of the file show that.
    """
    end = read_end(path, name)
    if end is None or not end.rows:
        return read_snapshot(path, name), True
    newest = max(row.entry.start for row in end.rows)
    if any(row.entry.start > newest for row in _here_and_there(path, name)):
        return read_snapshot(path, name), True
    return end, False


def read_end(path: Path, name: str) -> Snapshot | None:
    """Header and last records of a long log; None for one that is as soon read whole.

    Its lines are counted without those that are left out.
    """
    try:
        with open(path, "rb") as file:
            state = os.fstat(file.fileno())
            if state.st_size < 2 * _END:
                return None
            header = _header(file)
            records = _from_a_record_on(_at(file, state.st_size - _END, _END))
    except OSError:  # said by the one who reads the whole
        return None
    if not header or not records:
        return None
    return Snapshot(read_table(header + records, name), state)


def _here_and_there(path: Path, name: str) -> Iterator[Row]:
    """One entry at each of a few places above the end."""
    with open(path, "rb") as file:
        header = _header(file)
        above = os.fstat(file.fileno()).st_size - _END
        for place in range(len(header) - 1, above, max(above // _PLACES, _PLACE)):
            part = _from_a_record_on(_at(file, place, _PLACE))
            line = part[: part.find(b"\n") + 1]
            yield from Snapshot(read_table(header + line, name)).rows


def _header(file: BinaryIO) -> bytes:
    head = _at(file, 0, _HEAD)
    return head[: head.find(b"\n") + 1]


def _from_a_record_on(part: bytes) -> bytes:
    """What is below the first line break behind which a record begins for certain."""
    begin = part.find(b"\n") + 1
    while 0 < begin < len(part):
        end = part.find(b"\n", begin) + 1 or len(part)
        if begins_record(part[begin:end].decode("utf-8", "surrogateescape")):
            return part[begin:]
        begin = end
    return b""


def _at(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)
