"""Records of the file → entries and problems, and back."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rolltrack.column import AS_TEXT, id_from
from rolltrack.entry import COLUMNS, Entry
from rolltrack.errors import InvalidEntry
from rolltrack.logfile.csvfile import Record, Table
from rolltrack.logfile.guard import guard, unguard

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
