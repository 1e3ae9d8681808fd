"""The entries as CSV: in the log's own format, which ``SessionLog`` reads back, or readable."""

from __future__ import annotations

import datetime as dt

from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.language import mark
from rolltrack.log.csvfile import Dialect, encode
from rolltrack.log.guard import guard
from rolltrack.log.row import cells_of
from rolltrack.page.format import Format, Request
from rolltrack.page.table import Value, headings, lines

# Without it a spreadsheet takes UTF-8 for the computer's old encoding.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def _as_in_the_log(request: Request) -> bytes:
    period, own = request.period, Dialect()
    cells = (cells_of(period.header, row.texts) for row in request.each(period.rows))
    return b"".join(encode(line, own) for line in (period.header, *cells))


FORMAT = Format(
    suffix=".csv",
    label=mark("CSV, as in your log"),
    help=mark("Every entry as it is, for rolltrack on another computer or as a copy."),
    make=_as_in_the_log,
)


def _readable(request: Request) -> bytes:
    period, windows = request.period, Dialect(newline="\r\n")
    names = zip(period.header, headings(period), strict=True)
    own_guarded = [text if name in COLUMNS else guard(text) for name, text in names]
    cells = ([_cell(value) for value in line] for line in lines(request))
    return _BYTE_ORDER_MARK + b"".join(encode(line, windows) for line in (own_guarded, *cells))


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    # Texts that a spreadsheet would evaluate, or turn into a date, get a backslash in front.
    return guard(value) if isinstance(value, str) else str(value)


READABLE = Format(
    suffix=".readable.csv",
    label=mark("CSV, for other people"),
    help=mark("Every entry with labels and units, harmless in any spreadsheet."),
    make=_readable,
)
