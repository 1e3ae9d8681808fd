"""What ``rolltrack check --json`` says about a log."""

from __future__ import annotations

from typing import Any

from rolltrack.entry.errors import UnreadableLog
from rolltrack.log.log import SessionLog


def check(log: SessionLog) -> dict[str, Any]:
    """The log as one JSON object; never changes a byte.

    ``{"ok": True, "rows": [{column: text}], "rejected": [{"line", "reason"}], "warnings": [...]}``,
    where ``line`` is the physical line on which a record begins (header = 1), None for the whole
    file; or ``{"ok": False, "error": sentence}`` for a file that is no log.
    """
    try:
        snapshot = log.snapshot()
    except UnreadableLog as error:
        return {"ok": False, "error": str(error)}
    return {
        "ok": True,
        "rows": [
            {name: row.texts.get(name, "") for name in snapshot.table.header}
            for row in snapshot.rows
        ],
        "rejected": [{"line": p.line, "reason": p.reason} for p in snapshot.rejected],
        "warnings": [{"line": p.line, "reason": p.reason} for p in log.warnings(snapshot)],
    }


def exit_code(result: dict[str, Any]) -> int:
    """0 where every line was read, 1 where one was not, 2 for a file that is no log."""
    if not result["ok"]:
        return 2
    return 1 if result["rejected"] else 0
