"""The fast way from a clean file to a DataFrame; it gives up on anything odd.

pandas reads the cells as categories, so that each *different* text of a column is checked once, by
the same declaration of the column that the careful way uses.
"""

from __future__ import annotations

import functools
import io
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import TypeAdapter, ValidationError

from rolltrack.column import ID_LETTERS, LONGEST_TEXT, Column
from rolltrack.csvfile import Table
from rolltrack.entry import COLUMNS, Entry
from rolltrack.errors import InvalidValue
from rolltrack.flexibility import FLEXIBILITY_TESTS
from rolltrack.rows import unguarded

Bytes = npt.NDArray[np.uint8]
_STAMP = "0000-00-00T00:00:00+00:00"
_NEWLINE = ord("\n")
_QUOTE = ord('"')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Odd(Exception):
    """Something that the careful way has to look at."""


def fast_frame(table: Table) -> pd.DataFrame | None:
    """The frame of a clean file; None for a file with anything odd in it."""
    try:
        return _typed(table, _cells(table))
    except (_Odd, UnicodeError, ValidationError, InvalidValue, ValueError, TypeError):
        return None


def _cells(table: Table) -> pd.DataFrame:
    """The cells of the file: categories, but objects where every row has its own text.

    The header is read as a row and then cut off: pandas turns categories into numbers where every
    one of a column looks like a number (1e1, 007, INF), and a name never does.
    """
    data = table.data
    if table.dialect.newline == "\r\n":
        data = data.replace(b"\r\n", b"\n")
    if b"\r" in data or b"\0" in data or not data.endswith(b"\n"):
        raise _Odd
    if "id" not in table.header or data.startswith(_BYTE_ORDER_MARK):
        raise _Odd
    _check_shape(data, len(table.header), table.dialect.delimiter)
    kinds = {name: COLUMNS[name].kind if name in COLUMNS else "" for name in table.header}
    cells = pd.read_csv(
        io.BytesIO(data),
        sep=table.dialect.delimiter,
        names=list(table.header),
        header=None,
        index_col=False,
        dtype={n: object if k in ("", "id", "stamp") else "category" for n, k in kinds.items()},
        na_filter=False,
        skip_blank_lines=False,
        engine="c",
    )
    return cells.iloc[1:].reset_index(drop=True)


def _check_shape(data: bytes, width: int, delimiter: str) -> None:
    """Every line is a record with ``width`` cells: pandas would fill up or join others."""
    seen = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(seen == _NEWLINE) + 1
    begins = np.concatenate(([0], ends[:-1]))
    counts = np.add.reduceat(seen == ord(delimiter), begins, dtype=np.int32)
    marks = np.flatnonzero(seen == _QUOTE)
    if len(marks):
        lines = np.unique(np.searchsorted(ends, marks, side="right"))
        places = zip(begins[lines].tolist(), ends[lines].tolist(), strict=True)
        joined = b"".join([data[begin:end] for begin, end in places])
        counts[lines] = _delimiters_outside_quotes(joined, ord(delimiter))
    if not (counts == width - 1).all():
        raise _Odd


def _delimiters_outside_quotes(lines: bytes, delimiter: int) -> npt.NDArray[np.int32]:
    """How many there are in each line; every cell must be quoted whole, or not at all."""
    seen = np.frombuffer(lines, dtype=np.uint8)
    marks = np.flatnonzero(seen == _QUOTE)
    ends = np.flatnonzero(seen == _NEWLINE)
    # Even so far: outside. (An unsigned byte that overflows keeps its last bit.)
    outside = np.cumsum(seen == _QUOTE, dtype=np.uint8) & 1 == 0
    edges = np.array([delimiter, _NEWLINE, _QUOTE], dtype=np.uint8)
    opens = np.isin(seen[marks[::2] - 1], edges).all()
    if not (outside[ends].all() and opens and np.isin(seen[marks[1::2] + 1], edges).all()):
        raise _Odd
    begins = np.concatenate(([0], ends[:-1] + 1))
    return np.add.reduceat((seen == delimiter) & outside, begins, dtype=np.int32)


def _typed(table: Table, cells: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for name, column in COLUMNS.items():
        if column.kind == "stamp":
            columns[name], columns["utc_offset"] = _stamps(cells[name])
        elif name not in cells:
            columns[name] = _missing(column, len(cells))
        elif column.kind == "id":
            columns[name] = pd.array(_ids(cells[name]), dtype="str")
        else:
            columns[name] = _values(column, cells[name])
    for name in table.header:
        if name not in COLUMNS:
            columns[name] = pd.array(np.where(cells[name] == "", None, cells[name]), dtype="str")
    frame = pd.DataFrame(columns)
    _check_that_values_fit_together(frame)
    return frame


def _missing(column: Column, length: int) -> Any:
    _check_may_be_missing(column)
    dtype = {"whole": "Int16", "flag": "boolean"}.get(column.kind, "str")
    return pd.array([None] * length, dtype=dtype)


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
    digits = seen.astype(np.int16) - ord("0")
    hours, minutes = (digits[:, p] * 10 + digits[:, p + 1] for p in (20, 23))
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
        different = [_value(column, text) for text in texts]
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
    return [_value(column, text) for text in texts]


def _value(column: Column, text: str) -> Any:
    value = column.parse(unguarded(column.name, text))
    return None if value is None else _adapter(column.name).validate_python(value)


@functools.cache
def _adapter(name: str) -> TypeAdapter[Any]:
    field = Entry.model_fields[name]
    return TypeAdapter(Annotated[field.annotation, *field.metadata])


def _check_that_values_fit_together(frame: pd.DataFrame) -> None:
    """What ``Entry`` asks of several columns at once."""
    if ((frame["kind"] == "check-in") & (frame["minutes"].fillna(0) > 0)).any():
        raise _Odd
    for name in ("flexibility_before", "flexibility_after"):
        measured = frame.loc[frame[name].notna(), ["flexibility_test", name]]
        for test, values in measured.groupby("flexibility_test", dropna=False)[name]:
            if test not in FLEXIBILITY_TESTS:
                raise _Odd
            if not values.between(FLEXIBILITY_TESTS[test].low, FLEXIBILITY_TESTS[test].high).all():
                raise _Odd
