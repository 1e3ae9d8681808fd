"""The entries in the log's own format, which ``SessionLog`` reads back to the same entries."""

from __future__ import annotations

from rolltrack.export import Format, Request
from rolltrack.logfile.csvfile import Dialect, encode
from rolltrack.logfile.rows import cells_of


def _make(request: Request) -> bytes:
    period, own = request.period, Dialect()
    lines = [encode(period.header, own)]
    for done, row in enumerate(period.rows, start=1):
        lines.append(encode(cells_of(period.header, row.texts), own))
        request.progress(done, len(period.rows))
    return b"".join(lines)


FORMAT = Format(
    suffix=".csv",
    label="CSV, as in your log",
    help="Every entry as it is, for rolltrack on another computer or as a copy.",
    make=_make,
)
