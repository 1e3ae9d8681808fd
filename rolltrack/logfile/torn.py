"""What a write that was cut short left in the log; the journal has it whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from rolltrack.entry import COLUMNS
from rolltrack.logfile.csvfile import Dialect, Table, encode
from rolltrack.logfile.rows import Texts
from rolltrack.logfile.safewrite import opened, read_at
from rolltrack.logfile.splice import encoded


def cut_torn_header(path: Path) -> None:
    """Empty a file that has nothing but the beginning of the header that was to come."""
    header = encode(tuple(COLUMNS), Dialect())
    with contextlib.suppress(FileNotFoundError), opened(path, os.O_RDWR) as fd:
        start = read_at(fd, 0, len(header))
        if start and len(start) < len(header) and header.startswith(start):
            os.ftruncate(fd, 0)


def cut_torn_record(path: Path, table: Table, records: Sequence[Texts]) -> bool:
    """Remove the beginning of one of these records that never got its end; whether there was one.

    It may look whole, where it was torn in its last cell.
    """
    torn = table.data[table.data.rfind(b"\n") + 1 :]
    if not torn or not any(encoded(table, [texts]).startswith(torn) for texts in records):
        return False
    with opened(path, os.O_WRONLY) as fd:
        os.ftruncate(fd, len(table.data) - len(torn))
    return True
