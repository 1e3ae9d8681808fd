"""The log as it was at one moment: its bytes, and the entries in them."""

from __future__ import annotations

import csv
import os
import re
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.errors import InvalidEntry, UnreadableLog
from rolltrack.entry.ids import ID_PATTERN
from rolltrack.entry.language import say
from rolltrack.log.csvfile import Record, Table, checked, read_table, records_of
from rolltrack.log.row import Problem, Row, Texts, row_of
from rolltrack.log.rows import rows_of


@dataclass(frozen=True)
class Snapshot:
    """What a file held when it was read; ``state`` is None where there was no file."""

    table: Table
    state: os.stat_result | None = None
    _found: dict[str, Row | None] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def records(self) -> list[Record]:
        """Every record below the header."""
        return records_of(self.table)

    @cached_property
    def rows(self) -> list[Row]:
        """The entries, in file order."""
        return self._read[0]

    @cached_property
    def rejected(self) -> list[Problem]:
        """The records that are no entries, in file order."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[Row], list[Problem]]:
        return rows_of(self.table, self.records)

    @cached_property
    def texts(self) -> Mapping[str, Texts]:
        """Texts by id of what is in the file; no texts for a line that could not be read."""
        found: dict[str, Texts] = {}
        place = self.table.header.index("id") if "id" in self.table.header else -1
        for record in self.records:
            if place >= 0 and record.cells is not None:
                found[record.cells[place].strip()] = {}
        # An id that occurs twice stands for its first entry.
        return found | {row.id: row.texts for row in reversed(self.rows)}

    def rows_with(self, entry_id: str) -> list[Row]:
        """The entries with an id: one, unless the file has it twice or not at all."""
        if entry_id not in self._found:
            self._found[entry_id] = self._found_in_bytes(entry_id)
        row = self._found[entry_id]
        return [row] if row else [row for row in self.rows if row.id == entry_id]

    def id_after(self, row: Row) -> str:
        """The id of the record below, empty where there is none."""
        end = row.record.end
        if end == len(self.table.data):
            return ""
        found = re.match(ID_PATTERN.encode(), self.table.data[end : end + 20])
        if found:
            return found[0].decode()
        return next(
            (each.texts.get("id", "") for each in self.rows if each.record.begin >= end), ""
        )

    def _found_in_bytes(self, entry_id: str) -> Row | None:
        """An entry found without reading the others: its id occurs once, and begins a line."""
        data = self.table.data
        key = entry_id.encode()
        begin = data.find(key)
        if begin < 1 or self.table.header[0] != "id" or data.find(key, begin + 1) >= 0:
            return None
        end = data.find(b"\n", begin) + 1 or len(data)
        try:
            line = data[begin:end].decode("utf-8")
            cells = next(csv.reader([line], delimiter=self.table.dialect.delimiter, strict=True))
            number = data.count(b"\n", 0, begin) + 1
            record = checked(self.table, Record(number, begin, end, None), cells)
            row = row_of(self.table, record)
        except (UnicodeDecodeError, csv.Error, InvalidEntry):
            return None
        return row if data[begin - 1 : begin] == b"\n" and row.id == entry_id else None


def read_snapshot(path: Path, name: str) -> Snapshot:
    """Read a log; a file that is not there is an empty one.

    ``path`` is its real path, ``name`` what to call it in a sentence. Raises ``UnreadableLog``.
    """
    refuse_what_is_no_file(path, name)
    try:
        data, state = _read_whole(path)
        if not data.endswith(b"\n"):
            time.sleep(0.02)  # a row may be on its way in, or all of another program's save
            data, state = _read_whole(path)
    except (FileNotFoundError, NotADirectoryError):
        return Snapshot(Table(b"", tuple(COLUMNS)))
    except OSError as error:
        why = error.strerror or say("another program holds it")
        what_to_do = say("Make it readable for you, then try again.")
        raise UnreadableLog(name, why, what_to_do) from None
    return Snapshot(read_table(data, name), state)


def refuse_what_is_no_file(path: Path, name: str) -> None:
    """Raise ``UnreadableLog`` for a folder, a pipe or a device; reading one could hang."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return
    if not stat.S_ISREG(mode):
        why = say("it is a folder") if stat.S_ISDIR(mode) else say("it is no ordinary file")
        raise UnreadableLog(name, why, say("Choose a CSV file."))


def _read_whole(path: Path) -> tuple[bytes, os.stat_result]:
    with open(path, "rb") as file:
        state = os.fstat(file.fileno())
        return file.read(), state
