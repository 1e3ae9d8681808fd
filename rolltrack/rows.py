"""Records of the file → entries and problems, and back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rolltrack.column import ID_LETTERS
from rolltrack.csvfile import Record, Table
from rolltrack.entry import COLUMNS, Entry
from rolltrack.errors import InvalidEntry
from rolltrack.guard import guard, unguard

Texts = Mapping[str, str]
_GUARDED = frozenset({"text", "key"})


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


def rows_of(table: Table) -> tuple[list[Row], list[Problem]]:
    """Entries in file order, and what was wrong with the other records."""
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: Counter[str] = Counter()
    for record in table.records:
        if record.cells is None:
            problems.append(Problem(record.line, record.reason, text_of(table, record)))
            continue
        try:
            row = _row(table, record)
        except InvalidEntry as error:
            problems.append(Problem(record.line, str(error), text_of(table, record)))
            continue
        if row.entry.id is None:
            row = _with_id_from_content(row, seen)
        rows.append(row)
    return rows, problems


def cells_of(table_header: Sequence[str], texts: Texts) -> list[str]:
    """The cells of a record with these texts, guarded, in the order of the header."""
    return [cell_of(name, texts.get(name, "")) for name in table_header]


def cell_of(name: str, text: str) -> str:
    """A text as it goes into its column of the file."""
    return guard(text) if name in COLUMNS and COLUMNS[name].kind in _GUARDED else text


def texts_of(entry: Entry) -> dict[str, str]:
    """The texts of an entry that are not empty."""
    return {name: text for name, text in entry.texts().items() if text}


def text_of(table: Table, record: Record) -> str:
    """The bytes of a record as text, to show."""
    return table.data[record.begin : record.end].decode("utf-8", "replace").rstrip("\r\n")


def _row(table: Table, record: Record) -> Row:
    texts: dict[str, str] = {}
    unknown: dict[str, str] = {}
    for name, cell in zip(table.header, record.cells or (), strict=True):
        if name not in COLUMNS:
            unknown[name] = cell
        else:
            texts[name] = unguard(cell.strip()) if COLUMNS[name].kind in _GUARDED else cell
    entry = Entry.from_text(texts)
    return Row(record, entry, texts_of(entry) | {k: v for k, v in unknown.items() if v})


def _with_id_from_content(row: Row, seen: Counter[str]) -> Row:
    content = repr(sorted(row.texts.items()))
    seen[content] += 1
    digest = hashlib.sha256(f"{content}{seen[content]}".encode("utf-8", "replace")).digest()
    letters = "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in digest[:10])
    return Row(row.record, row.entry.model_copy(update={"id": f"r_{letters}"}), row.texts)
