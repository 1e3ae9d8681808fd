"""What to know about a log beyond lines that could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rolltrack.csvfile import Table
from rolltrack.entry import COLUMNS
from rolltrack.ledger import Ledger
from rolltrack.rows import Problem, Row


def warnings_of(
    path: Path, table: Table, rows: Sequence[Row], problems: Sequence[Problem], ledger: Ledger
) -> list[Problem]:
    """Warnings in the order: single lines, then the whole file."""
    return [*_repeated_ids(rows), *_columns(table)]


def _repeated_ids(rows: Sequence[Row]) -> list[Problem]:
    first: dict[str, Row] = {}
    found = []
    for row in rows:
        if row.id not in first:
            first[row.id] = row
            continue
        before = first[row.id]
        same = "is the same entry as" if row.texts == before.texts else "has the same id as"
        reason = f"this line {same} line {before.record.line} ({row.id}); both are shown"
        found.append(Problem(row.record.line, reason))
    return found


def _columns(table: Table) -> list[Problem]:
    missing = [name for name in COLUMNS if name not in table.header]
    unknown = [name for name in table.header if name not in COLUMNS]
    found = []
    if missing:
        found.append(Problem(None, f"the file has no column {', '.join(missing)}"))
    if unknown:
        reason = f"rolltrack does not know the column {', '.join(unknown)}; it is kept as it is"
        found.append(Problem(None, reason))
    return found
