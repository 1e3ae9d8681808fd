"""The fast way from a clean file to a DataFrame; it gives up on anything odd.

It knows how a file is shaped, and no rule of a column: each *different* text of a column (pandas
reads them as categories) is read and checked once, by the declaration that the careful way uses.
"""

from __future__ import annotations

import functools
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import TypeAdapter

from rolltrack.entry.column import Column
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidValue, UnreadableLog
from rolltrack.entry.ids import ID_PLACES
from rolltrack.entry.kinds import declared
from rolltrack.log.csvfile import Table, read_table
from rolltrack.log.row import unguarded

Bytes = npt.NDArray[np.uint8]
# A stamp as rolltrack writes it: 0 is any digit. The sign of the offset is looked at by itself.
_STAMP = np.frombuffer(b"0000-00-00T00:00:00+00:00", dtype=np.uint8)
_SIGN = 19
_SPAN = np.where(ord("0") == _STAMP, 9, 0).astype(np.uint8)
_SPAN[_SIGN] = 255
_PART = 1_000_000
_NEWLINE = ord("\n")
_QUOTE = ord('"')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Odd(Exception):
    """Something that the careful way has to look at."""


def fast_frame(file: BinaryIO) -> pd.DataFrame | None:
    """The frame of a clean file, opened at its beginning; None for one with anything odd in it.

    The file is read twice, in parts, so that little but the frame itself is ever in memory.
    """
    try:
        table = read_table(file.readline(), "the log")
        if table.is_blank or "id" not in table.header or table.data.startswith(_BYTE_ORDER_MARK):
            return None
        while part := file.read(_PART):
            _check_shape(part + file.readline(), table)
        file.seek(0)
        return _typed(table, _cells(file, table))
    except (_Odd, UnreadableLog, InvalidValue, ValueError):
        return None


def _cells(file: BinaryIO, table: Table) -> pd.DataFrame:
    """The cells of the file: categories, but objects where every row has its own text.

    The header is read as a row and then cut off: pandas turns categories into numbers where every
    one of a column looks like a number (1e1, 007, INF), and a name never does.
    """
    kinds = {name: COLUMNS[name].kind if name in COLUMNS else "" for name in table.header}
    cells = pd.read_csv(
        file,
        sep=table.dialect.delimiter,
        names=list(table.header),
        header=None,
        index_col=False,
        dtype={n: object if k in ("", "id", "stamp") else "category" for n, k in kinds.items()},
        na_filter=False,
        skip_blank_lines=False,
        engine="c",
    )
    return cells.iloc[1:]


def _check_shape(data: bytes, table: Table) -> None:
    """Every line is a record with as many cells as the header: pandas would fill up or join."""
    if table.dialect.newline == "\r\n":
        data = data.replace(b"\r\n", b"\n")
    if b"\r" in data or b"\0" in data or not data.endswith(b"\n"):
        raise _Odd
    delimiter = ord(table.dialect.delimiter)
    seen = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(seen == _NEWLINE)
    delimiters = seen == delimiter
    begins = np.concatenate(([0], ends[:-1] + 1))
    counts = np.add.reduceat(delimiters, begins, dtype=np.int32)
    marks = np.flatnonzero(seen == _QUOTE)
    if len(marks):
        lines = _lines_with_quotes(seen, marks, ends, delimiter)
        quoted = np.add.reduceat(delimiters, marks, dtype=np.int32)[::2]
        np.subtract.at(counts, lines, quoted)
    if not (counts == len(table.header) - 1).all():
        raise _Odd


def _lines_with_quotes(
    seen: Bytes, marks: npt.NDArray[np.intp], ends: npt.NDArray[np.intp], delimiter: int
) -> npt.NDArray[np.intp]:
    """The line of every second quotation mark; every cell is quoted whole, or not at all."""
    if len(marks) % 2:
        raise _Odd
    opens, closes = marks[::2], marks[1::2]
    lines = np.searchsorted(ends, opens)
    edges = np.array([delimiter, _NEWLINE, _QUOTE], dtype=np.uint8)
    whole = np.isin(seen[opens - 1], edges).all() and np.isin(seen[closes + 1], edges).all()
    if not (whole and (closes < ends[lines]).all()):
        raise _Odd
    return lines


def _typed(table: Table, cells: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for name, column in COLUMNS.items():
        if column.kind == "stamp":
            columns[name], columns["utc_offset"] = _stamps(column, cells.pop(name))
        elif name not in cells:
            columns[name] = _missing(column, len(cells))
        elif column.kind == "id":
            columns[name] = _ids(cells.pop(name))
        else:
            columns[name] = _values(column, cells.pop(name))
    for name in table.header:
        if name not in COLUMNS:
            columns[name] = cells[name].where(cells[name] != "").astype("str").array
    for name, column in COLUMNS.items():
        _check_range_beside(column, columns[name], columns)
    return pd.DataFrame(columns, copy=False)


def _missing(column: Column, length: int) -> Any:
    _check_may_be_missing(column)
    dtype = {"whole": "Int16", "flag": "boolean"}.get(column.kind, "str")
    return pd.Series([None] * length, dtype=dtype).array


def _check_may_be_missing(column: Column) -> None:
    """Nothing where the entry wants a value, or has one of its own for it, is odd."""
    if column.required or Entry.model_fields[column.name].default not in (None, ()):
        raise _Odd


def _read(column: Column, texts: list[str]) -> list[Any]:
    """The values that texts stand for, as the column is declared; None for an empty one."""
    parse, name = column.parse, column.name
    values = [parse(unguarded(name, text)) for text in texts]
    answers = iter(_declared(name).validate_python([v for v in values if v is not None]))
    return [None if value is None else next(answers) for value in values]


@functools.cache
def _declared(name: str) -> TypeAdapter[list[Any]]:
    kind: Any = declared(Entry.model_fields[name])
    return TypeAdapter(list[kind])


def _ids(texts: pd.Series[Any]) -> Any:
    seen = _fixed(texts, len(ID_PLACES))
    letters = np.zeros((len(ID_PLACES), 256), dtype=bool)
    for place, these in enumerate(ID_PLACES):
        letters[place, list(these.encode())] = True
    if not all(letters[place, seen[:, place]].all() for place in range(len(ID_PLACES))):
        raise _Odd
    return pd.array(texts.to_numpy(), dtype="str")


def _stamps(
    column: Column, texts: pd.Series[Any]
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[Any] | Any]:
    """Local times and offsets of stamps that are written as rolltrack writes them.

    numpy knows which days and times there are; the column itself reads the first and the last of
    them and one stamp of each offset, between which all others are.
    """
    seen = _fixed(texts, len(_STAMP))
    is_west = seen[:, _SIGN] == ord("-")
    if not (seen - _STAMP <= _SPAN).all() or not (is_west | (seen[:, _SIGN] == ord("+"))).all():
        raise _Odd
    starts = np.ascontiguousarray(seen[:, :19]).view("S19")[:, 0].astype("M8[s]")
    digits = seen[:, 20:].astype(np.int16) - ord("0")
    minutes = digits[:, [0, 1, 3, 4]] @ np.array([600, 60, 10, 1], dtype=np.int16)
    offsets = np.where(is_west, -minutes, minutes).astype(np.int16)
    if len(texts):
        some = np.unique(minutes, return_index=True)[1].tolist()
        _read(column, texts.iloc[[*some, starts.argmin(), starts.argmax()]].tolist())
    return starts, pd.arrays.IntegerArray(offsets, np.zeros(len(offsets), dtype=bool))


def _fixed(texts: pd.Series[Any], length: int) -> Bytes:
    """Texts of one length as a matrix of bytes, shape (rows, length)."""
    seen = texts.to_numpy().astype(f"S{length + 1}").view(np.uint8).reshape(-1, length + 1)
    if (seen[:, :length] == 0).any() or seen[:, length].any():
        raise _Odd
    return seen[:, :length]


def _values(column: Column, cells: pd.Series[Any]) -> Any:
    """The values of a column, each different text read once."""
    texts = [str(text) for text in cells.cat.categories]
    codes = cells.cat.codes.to_numpy()
    used = np.bincount(codes, minlength=len(texts)).astype(bool)
    different = _read(column, [t if u else "" for t, u in zip(texts, used, strict=True)])
    missing = np.array([value is None for value in different], dtype=bool)[codes]
    if missing.any():
        _check_may_be_missing(column)
    if column.kind == "whole":
        numbers = np.array([value or 0 for value in different], dtype=np.int16)
        return pd.arrays.IntegerArray(numbers[codes], missing)
    if column.kind == "flag":
        flags = np.array([bool(value) for value in different], dtype=bool)
        return pd.arrays.BooleanArray(flags[codes], missing)
    shown = [column.text(value) or None for value in different]
    return pd.array(shown, dtype="str").take(codes)


def _check_range_beside(column: Column, numbers: Any, columns: dict[str, Any]) -> None:
    """Every number is in the range that it has beside the value of another column."""
    within = column.about.within
    if within is None:
        return
    there = ~numbers.isna()
    values, others = numbers[there].to_numpy(np.int64), columns[within.column][there]
    if others.isna().any():
        raise _Odd
    for other, (low, high) in within.ranges.items():
        beside = values[np.asarray(others == other)]
        if len(beside) and not (low <= beside.min() and beside.max() <= high):
            raise _Odd
