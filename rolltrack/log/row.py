"""One record of the log as an entry: its texts, and what is wrong with one that is none."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry
from rolltrack.entry.kinds import AS_TEXT
from rolltrack.log.csvfile import Record, Table
from rolltrack.log.guard import guard, unguard

Texts = Mapping[str, str]

_GUARDED = frozenset(n for n, column in COLUMNS.items() if column.kind in ("text", "key"))
_AS_TEXT = {name: AS_TEXT[column.kind] for name, column in COLUMNS.items()}


@dataclass(frozen=True)
class Problem:
    """Something to know about the log: ``line`` is None where it is about the whole file."""

    line: int | None
    reason: str
    text: str = ""


class Said(Protocol):
    """What records say."""

    def entry(self, record: Record, /) -> Entry:
        """The entry that a record is, with its own id, if it has one."""

    def texts(self, record: Record, /) -> Texts:
        """Its values that are not empty, as a person would type them, with unknown columns."""


class Row:
    """A record that is an entry; what it says is made when it is first asked for.

    ``id`` is what edits refer to: an entry without one of its own (``has_id`` is False) has one
    that follows from its content.
    """

    __slots__ = ("_entry", "_said", "_texts", "has_id", "id", "record")

    def __init__(self, record: Record, own_id: str, said: Said) -> None:
        self.record = record
        self.id = own_id
        self.has_id = bool(own_id)
        self._said = said
        self._entry: Entry | None = None
        self._texts: Texts | None = None

    @property
    def entry(self) -> Entry:
        """The entry, with its id."""
        if self._entry is None:
            entry = self._said.entry(self.record)
            self._entry = entry if self.has_id else entry.model_copy(update={"id": self.id})
        return self._entry

    @property
    def texts(self) -> Texts:
        """The values that are not empty, as a person would type them, with unknown columns."""
        if self._texts is None:
            self._texts = self._said.texts(self.record)
        return self._texts


@dataclass(frozen=True, slots=True)
class _Alone:
    """What one record says that was read by itself."""

    read: Entry
    as_texts: Texts

    def entry(self, _: Record, /) -> Entry:
        return self.read

    def texts(self, _: Record, /) -> Texts:
        return self.as_texts


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
    said = texts_of(entry) | {name: cell for name, cell in unknown.items() if cell}
    return Row(record, entry.id or "", _Alone(entry, said))


def problem_of(table: Table, record: Record, error: InvalidEntry) -> Problem:
    """What is wrong with a record that is no entry: every sentence, in the order of the columns."""
    order = list(COLUMNS)
    names = sorted(error.sentences, key=lambda name: order.index(name) if name in order else -1)
    said = " ".join("; ".join(error.sentences[name] for name in names).split())
    text = table.data[record.begin : record.end].decode("utf-8", "replace").rstrip("\r\n")
    return Problem(record.line, record.reason or said, text)
