"""The entries as a table for people: labels and units in the heading, typed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from rolltrack.entry.column import Column
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.language import mark, say
from rolltrack.entry.routine import routine_name
from rolltrack.entry.text import printable, printable_lines
from rolltrack.entry.typed import option_label
from rolltrack.page.format import Request
from rolltrack.page.period import Period

_YES, _NO = mark("yes"), mark("no")

Value = str | int | dt.datetime | None


def headings(period: Period) -> list[str]:
    """One heading a column: what it is, with unit or scale; unknown columns by their own name."""
    return [_heading(COLUMNS[name]) if name in COLUMNS else name for name in period.header]


def lines(request: Request) -> Iterator[list[Value]]:
    """One list of values an entry, by start, in the order of the headings.

    Whole numbers are ``int``, the start is local time without offset, the rest is text; None is
    not answered. What the log has as a key is in words.
    """
    period = request.period
    names = period.settings.routine_names
    for row in request.each(sorted(period.rows, key=lambda row: row.entry.start)):
        yield [
            _value(COLUMNS[name], row.entry, names)
            if name in COLUMNS
            else printable(row.texts.get(name, "")) or None
            for name in period.header
        ]


def _heading(column: Column) -> str:
    return say("Start, local time") if column.kind == "stamp" else column.axis


def _value(column: Column, entry: Entry, names: Mapping[str, str]) -> Value:
    value = getattr(entry, column.name)
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if value is None or column.kind == "whole":
        return value if value is None else int(value)
    if column.kind == "choices":
        return ", ".join(map(option_label, value)) or None
    if column.kind == "choice":
        return option_label(value)
    if column.kind == "flag":
        return say(_YES if value else _NO)
    if column.name == "routine":
        return routine_name(value, names)
    return printable_lines(column.text(value))
