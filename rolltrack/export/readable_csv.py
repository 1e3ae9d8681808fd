"""The entries as CSV for other people's spreadsheets."""

from __future__ import annotations

import datetime as dt

from rolltrack.entry import COLUMNS
from rolltrack.export import Format, Request
from rolltrack.export.table import Value, headings, lines
from rolltrack.logfile.csvfile import Dialect, encode
from rolltrack.logfile.guard import guard

# Without it a spreadsheet takes UTF-8 for the computer's old encoding.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def _make(request: Request) -> bytes:
    period, windows = request.period, Dialect(newline="\r\n")
    names = zip(period.header, headings(period), strict=True)
    own_guarded = [text if name in COLUMNS else guard(text) for name, text in names]
    out = [_BYTE_ORDER_MARK, encode(own_guarded, windows)]
    for done, line in enumerate(lines(period), start=1):
        out.append(encode([_cell(value) for value in line], windows))
        request.progress(done, len(period.rows))
    return b"".join(out)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    # Texts that a spreadsheet would evaluate, or turn into a date, get a backslash in front.
    return guard(value) if isinstance(value, str) else str(value)


FORMAT = Format(
    suffix=".readable.csv",
    label="CSV, for other people",
    help="Every entry with labels and units, harmless in any spreadsheet.",
    make=_make,
)
