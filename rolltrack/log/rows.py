"""The records of a log → its entries, checked a column at a time.

Each different text of a column is read once, by the column's declaration, so that a long log takes
little more than to take its lines apart. Where a stretch of records has anything odd in it, it is
halved until the odd record stands alone; that one is read by itself.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from rolltrack.entry.column import Column
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry, InvalidValue
from rolltrack.entry.ids import ID_PATTERN, id_from
from rolltrack.entry.kinds import declared
from rolltrack.log.csvfile import Record, Table
from rolltrack.log.row import Problem, Row, Texts, problem_of, row_of, unguarded

_STRETCH = 4096
_ID = re.compile(f"(?:{ID_PATTERN})?")
# A stamp as rolltrack writes it; datetime knows which days and times there are.
_STAMP = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\+|-(?!00:00))(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII
)

_DEFAULTS = {
    name: COLUMNS[name].text(field.default)
    for name, field in Entry.model_fields.items()
    if not field.is_required() and field.default not in (None, ())
}


def rows_of(table: Table, records: Sequence[Record]) -> tuple[list[Row], list[Problem]]:
    """Entries in file order, and what was wrong with the other records."""
    rows: list[Row] = []
    problems: list[Problem] = []
    columns = _Columns(table.header)
    for begin in range(0, len(records), _STRETCH):
        for found in _read(table, columns, records[begin : begin + _STRETCH]):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                rows.append(found)
    _give_ids(rows)
    return rows, problems


def _read(table: Table, columns: _Columns, records: Sequence[Record]) -> Iterator[Row | Problem]:
    if columns.are_sound(records):
        yield from map(Row, records, columns.ids(records), [columns] * len(records))
    elif len(records) > 1:
        middle = len(records) // 2
        yield from _read(table, columns, records[:middle])
        yield from _read(table, columns, records[middle:])
    else:
        try:
            yield row_of(table, records[0])
        except InvalidEntry as error:
            yield problem_of(table, records[0], error)


def _give_ids(rows: Sequence[Row]) -> None:
    """Ids that follow from the content, for entries that have none of their own."""
    seen: Counter[str] = Counter()
    for row in rows:
        if not row.has_id:
            content = repr(sorted(row.texts.items()))
            seen[content] += 1
            text = f"{content}{seen[content]}"
            row.id = id_from(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:10])


class _Columns:
    """The values of the texts that were found in each column so far."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._values: dict[str, dict[str, Any]] = {name: {} for name in header if name in COLUMNS}
        self._texts: dict[str, dict[str, str]] = {name: {} for name in self._values}
        self._beside: dict[str, set[tuple[str, str]]] = {name: set() for name in COLUMNS}

    def are_sound(self, records: Sequence[Record]) -> bool:
        """Whether each of these records is an entry beyond doubt."""
        cells = [record.cells for record in records if record.cells is not None]
        if len(cells) < len(records) or not cells:
            return False
        texts = dict(zip(self._header, zip(*cells, strict=True), strict=True))
        try:
            for name in self._values:
                self._check(COLUMNS[name], texts[name])
            return all(map(self._fit, COLUMNS.values(), [texts] * len(COLUMNS)))
        except (InvalidValue, ValueError):
            return False

    def ids(self, records: Sequence[Record]) -> list[str]:
        """The ids of sound records; empty where they have none."""
        if "id" not in self._header:
            return [""] * len(records)
        place = self._header.index("id")
        return [record.cells[place] for record in records if record.cells is not None]

    def entry(self, record: Record, /) -> Entry:
        """The entry that a sound record is; nothing of it is checked again."""
        answers: dict[str, Any] = {}
        for name, cell in zip(self._header, record.cells or (), strict=True):
            if not cell or name not in self._values:
                continue
            if COLUMNS[name].kind == "stamp":
                answers[name] = dt.datetime.fromisoformat(cell)
            elif (value := self._values[name].get(cell, cell)) is not None:
                answers[name] = value
        return Entry.model_construct(**answers)

    def texts(self, record: Record, /) -> Texts:
        """The texts of a sound record."""
        texts = {
            name: self._texts[name].get(cell, cell) if name in self._texts else cell
            for name, cell in zip(self._header, record.cells or (), strict=True)
            if cell
        }
        return _DEFAULTS | {name: text for name, text in texts.items() if text}

    def _check(self, column: Column, texts: tuple[str, ...]) -> None:
        """Read what is new. Raises ``InvalidValue`` and ``ValueError`` for anything odd."""
        if column.kind == "id":
            _each(_ID.fullmatch, texts)
        elif column.kind == "stamp":
            _each(_STAMP.fullmatch, texts)
            _each(dt.datetime.fromisoformat, texts)
            for text in (min(texts), max(texts)):
                _declared(column.name).validate_python(column.parse(text))
        else:
            values = self._values[column.name]
            for text in set(texts).difference(values):
                value = column.parse(unguarded(column.name, text))
                if value is None and column.required:
                    raise ValueError(text)
                checked = value if value is None else _declared(column.name).validate_python(value)
                values[text] = checked
                self._texts[column.name][text] = column.text(checked)

    def _fit(self, column: Column, texts: dict[str, tuple[str, ...]]) -> bool:
        """Whether each number is in the range that it has beside another column's value."""
        within = column.about.within
        if within is None or column.name not in texts:
            return True
        beside = texts.get(within.column, ("",) * len(texts[column.name]))
        fine, others = self._beside[column.name], self._values.get(within.column, {})
        default = Entry.model_fields[within.column].default
        for text, other in set(zip(texts[column.name], beside, strict=True)) - fine:
            number = self._values[column.name][text]
            if number is not None and not within.fits(number, others.get(other) or default):
                return False
            fine.add((text, other))
        return True


def _each(check: Callable[[str], object], texts: Sequence[str]) -> None:
    if not all(map(check, texts)):
        raise ValueError


@functools.cache
def _declared(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(declared(Entry.model_fields[name]))
