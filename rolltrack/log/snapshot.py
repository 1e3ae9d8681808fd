"""The log as it was at one moment: its bytes, and the entries in them."""

from __future__ import annotations

import csv
import hashlib
import itertools
import os
import re
import stat
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry, UnreadableLog
from rolltrack.entry.ids import ID_PATTERN, id_from
from rolltrack.entry.kinds import AS_TEXT
from rolltrack.log.csvfile import Record, Table, checked, read_table, records_of
from rolltrack.log.guard import guard, unguard


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
        why = error.strerror or "another program holds it"
        raise UnreadableLog(name, why, "Make it readable for you, then try again.") from None
    return Snapshot(read_table(data, name), state)


def refuse_what_is_no_file(path: Path, name: str) -> None:
    """Raise ``UnreadableLog`` for a folder, a pipe or a device; reading one could hang."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
        raise UnreadableLog(name, f"it is {what}", "Choose a CSV file.")


def _read_whole(path: Path) -> tuple[bytes, os.stat_result]:
    with open(path, "rb") as file:
        state = os.fstat(file.fileno())
        return file.read(), state


Texts = Mapping[str, str]

_GUARDED = frozenset(n for n, column in COLUMNS.items() if column.kind in ("text", "key"))
_AS_TEXT = {name: AS_TEXT[column.kind] for name, column in COLUMNS.items()}


@dataclass(frozen=True)
class Problem:
    """Something to know about the log: ``line`` is None where it is about the whole file."""

    line: int | None
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A record that is an entry.

    ``texts`` has the values that are not empty, as a person would type them, with unknown columns;
    an entry without an id of its own has one in ``entry`` that follows from its content.
    """

    record: Record
    entry: Entry
    texts: Texts

    @property
    def id(self) -> str:
        """The id that edits refer to."""
        return self.entry.id or ""


def rows_of(table: Table, records: Sequence[Record]) -> tuple[list[Row], list[Problem]]:
    """Entries in file order, and what was wrong with the other records."""
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: Counter[str] = Counter()
    for record in records:
        try:
            row = row_of(table, record)
        except InvalidEntry as error:
            reason = record.reason or _reason(error)
            problems.append(Problem(record.line, reason, text_of(table, record)))
            continue
        rows.append(row if row.entry.id else _with_id_from_content(row, seen))
    return rows, problems


def cells_of(table_header: Sequence[str], texts: Texts) -> list[str]:
    """The cells of a record with these texts, guarded, in the order of the header."""
    guarded = {name: guard(texts[name]) for name in _GUARDED.intersection(texts)}
    return list(map({**texts, **guarded}.get, table_header, itertools.repeat("")))


def unguarded(name: str, cell: str) -> str:
    """The text that a cell of a column stands for."""
    return unguard(cell.strip()) if name in _GUARDED else cell


def texts_of(entry: Entry) -> dict[str, str]:
    """The texts of an entry that are not empty."""
    return {
        name: _AS_TEXT[name](value)
        for name, value in entry.__dict__.items()
        if value is not None and value != ()
    }


def entry_of(texts: Texts) -> Entry:
    """The entry that texts stand for; columns that rolltrack does not know are left out."""
    return Entry.from_text({name: text for name, text in texts.items() if name in COLUMNS})


def text_of(table: Table, record: Record) -> str:
    """The bytes of a record as text, to show."""
    return table.data[record.begin : record.end].decode("utf-8", "replace").rstrip("\r\n")


def row_of(table: Table, record: Record) -> Row:
    """The entry of a record; without an id where the record has none. Raises ``InvalidEntry``."""
    if record.cells is None:
        raise InvalidEntry({"": record.reason})
    texts: dict[str, str] = {}
    unknown: dict[str, str] = {}
    for name, cell in zip(table.header, record.cells, strict=True):
        if name not in COLUMNS:
            unknown[name] = cell
        else:
            texts[name] = unguarded(name, cell)
    entry = Entry.from_text(texts)
    return Row(record, entry, texts_of(entry) | {k: v for k, v in unknown.items() if v})


def _reason(error: InvalidEntry) -> str:
    """Every sentence in the order of the columns, on one line."""
    order = list(COLUMNS)
    names = sorted(error.sentences, key=lambda name: order.index(name) if name in order else -1)
    return " ".join("; ".join(error.sentences[name] for name in names).split())


def _with_id_from_content(row: Row, seen: Counter[str]) -> Row:
    content = repr(sorted(row.texts.items()))
    seen[content] += 1
    digest = hashlib.sha256(f"{content}{seen[content]}".encode("utf-8", "replace")).digest()
    entry = row.entry.model_copy(update={"id": id_from(digest[:10])})
    return Row(row.record, entry, row.texts)
