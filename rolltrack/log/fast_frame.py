"""The fast way from a clean file to a DataFrame; it gives up on anything odd.

pandas reads the cells as categories, so that each *different* text of a column is checked once, by
the same declaration of the column that the careful way uses.
"""

from __future__ import annotations

import functools
from typing import Annotated, Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import TypeAdapter, ValidationError

from rolltrack.entry.column import ID_LETTERS, LONGEST_TEXT, Column
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidValue, UnreadableLog
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.log.csvfile import Table, read_table
from rolltrack.log.snapshot import unguarded

Bytes = npt.NDArray[np.uint8]
_STAMP = "0000-00-00T00:00:00+00:00"
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
    except (_Odd, UnreadableLog, ValidationError, InvalidValue, ValueError, TypeError):
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
    rows = len(cells)
    for name, column in COLUMNS.items():
        if column.kind == "stamp":
            columns[name], columns["utc_offset"] = _stamps(cells.pop(name))
        elif name not in cells:
            columns[name] = _missing(column, rows)
        elif column.kind == "id":
            columns[name] = pd.array(_ids(cells.pop(name)), dtype="str")
        else:
            columns[name] = _values(column, cells.pop(name))
    for name in table.header:
        if name not in COLUMNS:
            columns[name] = cells[name].where(cells[name] != "").astype("str")
    _check_that_values_fit_together(columns)
    return pd.DataFrame(columns, copy=False)


def _missing(column: Column, length: int) -> Any:
    _check_may_be_missing(column)
    dtype = {"whole": "Int16", "flag": "boolean"}.get(column.kind, "str")
    return pd.Series([None] * length, dtype=dtype).array


def _check_may_be_missing(column: Column) -> None:
    """Nothing where the entry wants a value, or has one of its own for it, is odd."""
    if column.required or Entry.model_fields[column.name].default not in (None, ()):
        raise _Odd


def _ids(texts: pd.Series[Any]) -> npt.NDArray[Any]:
    letters = np.zeros(256, dtype=bool)
    letters[list(ID_LETTERS.encode())] = True
    seen = _fixed(texts, 12)
    if not ((seen[:, 0] == ord("r")) & (seen[:, 1] == ord("_"))).all():
        raise _Odd
    if not letters[seen[:, 2:]].all():
        raise _Odd
    return texts.to_numpy()


def _stamps(texts: pd.Series[Any]) -> tuple[npt.NDArray[np.datetime64], Any]:
    seen = _fixed(texts, len(_STAMP))
    for place, letter in enumerate(_STAMP):
        column = seen[:, place]
        if letter == "0":
            fits = (column >= ord("0")) & (column <= ord("9"))
        else:
            fits = (column == ord(letter)) | ((letter == "+") & (column == ord("-")))
        if not fits.all():
            raise _Odd
    starts = np.ascontiguousarray(seen[:, :19]).view("S19")[:, 0].astype("M8[s]")
    digits = seen[:, 20:].astype(np.int16) - ord("0")
    hours, minutes = (digits[:, p] * 10 + digits[:, p + 1] for p in (0, 3))
    years = starts.astype("M8[Y]").astype(np.int64) + 1970
    if ((hours > 23) | (minutes > 59) | (years < 1970) | (years > 2199)).any():
        raise _Odd
    sign = np.where(seen[:, 19] == ord("-"), -1, 1)
    offsets = (sign * (hours * 60 + minutes)).astype(np.int16)
    return starts, pd.arrays.IntegerArray(offsets, np.zeros(len(offsets), dtype=bool))


def _fixed(texts: pd.Series[Any], length: int) -> Bytes:
    """Texts of one length as a matrix of bytes, shape (rows, length)."""
    seen = texts.to_numpy().astype(f"S{length + 1}").view(np.uint8).reshape(-1, length + 1)
    if (seen[:, :length] == 0).any() or seen[:, length].any():
        raise _Odd
    return seen[:, :length]


def _values(column: Column, cells: pd.Series[Any]) -> Any:
    """The values of a column, each different text checked once."""
    texts = [str(text) for text in cells.cat.categories]
    codes = cells.cat.codes.to_numpy()
    used = np.bincount(codes, minlength=len(texts)).astype(bool)
    texts = [text if is_used else "" for text, is_used in zip(texts, used, strict=True)]
    if column.kind == "text":
        different = _lines(column, texts)
    else:
        different = [_value(column.name, text) for text in texts]
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


def _lines(column: Column, texts: list[str]) -> list[Any]:
    plain = "".join(texts).isprintable() and max(map(len, texts), default=0) <= LONGEST_TEXT
    if plain and not any(text[:1] in " \\" or text[-1:] == " " for text in texts if text):
        return [text or None for text in texts]
    return [_value(column.name, text) for text in texts]


@functools.lru_cache(maxsize=10_000)
def _value(name: str, text: str) -> Any:
    value = COLUMNS[name].parse(unguarded(name, text))
    return None if value is None else _adapter(name).validate_python(value)


@functools.cache
def _adapter(name: str) -> TypeAdapter[Any]:
    field = Entry.model_fields[name]
    declared: Any = Annotated[field.annotation, *field.metadata]
    return TypeAdapter(declared)


def _check_that_values_fit_together(columns: dict[str, Any]) -> None:
    """What ``Entry`` asks of several columns at once."""
    rolled = columns["minutes"].fillna(0) > 0
    if ((columns["kind"] == "check-in") & rolled).any():
        raise _Odd
    for name in ("flexibility_before", "flexibility_after"):
        there = ~columns[name].isna()
        values = columns[name][there].astype(np.int64)
        tests = columns["flexibility_test"][there].astype(object)
        for key in pd.unique(tests):
            test = FLEXIBILITY_TESTS.get(key)
            if test is None or not test.low <= min(values[tests == key]):
                raise _Odd
            if max(values[tests == key]) > test.high:
                raise _Odd
