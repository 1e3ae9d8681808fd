"""What ``rolltrack check`` says about a log, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rolltrack.entry.errors import UnreadableLog
from rolltrack.entry.language import say, several
from rolltrack.log.log import SessionLog
from rolltrack.log.snapshot import Snapshot


def check(log: SessionLog, with_rows: bool = True) -> dict[str, Any]:
    """The log as one JSON object; never changes a byte.

    ``{"ok": True, "rows": [{column: text}], "rejected": [{"line", "reason"}], "warnings": [...]}``,
    where ``line`` is the physical line on which a record begins (header = 1), None for the whole
    file; or ``{"ok": False, "error": sentence}`` for a file that is no log, is not there, or has
    nothing in it, not even the names of the columns. Without rows it has only their number in
    ``rows``, which takes far less for a log of many years.
    """
    try:
        snapshot = log.snapshot()
        entries, rejected, warnings = log.survey(snapshot)
    except UnreadableLog as error:
        return {"ok": False, "error": str(error)}
    if snapshot.table.is_blank:
        known = [f"{said[:1].upper()}{said[1:]}." for said in (p.reason for p in warnings)]
        return {"ok": False, "error": " ".join([_nothing_in(log, snapshot.table.data), *known])}
    return {
        "ok": True,
        "rows": _rows(snapshot) if with_rows else entries,
        "rejected": [{"line": p.line, "reason": p.reason} for p in rejected],
        "warnings": [{"line": p.line, "reason": p.reason} for p in warnings],
    }


def _rows(snapshot: Snapshot) -> list[dict[str, str]]:
    header = snapshot.table.header
    return [{name: row.texts.get(name, "") for name in header} for row in snapshot.rows]


def exit_code(result: dict[str, Any]) -> int:
    """0 where every line was read, 1 where one was not, 2 where there is nothing to check."""
    if not result["ok"]:
        return 2
    return 1 if result["rejected"] else 0


def in_words(log: SessionLog, result: dict[str, Any]) -> Iterator[str]:
    """What ``check`` found, line by line, for a person."""
    rows, rejected = result["rows"], len(result["rejected"])
    rows = rows if isinstance(rows, int) else len(rows)
    if not rows and not rejected:
        yield say("{path}: nothing logged yet", path=log.path)
    else:
        yield say(
            "{path}: {read}, {unread}",
            path=log.path,
            read=several(rows, "{number} entry read", "{number} entries read"),
            unread=several(rejected, "{number} line not read", "{number} lines not read"),
        )
    for problem in result["rejected"]:
        yield "  " + _placed(problem)
    for problem in result["warnings"]:
        yield "  " + say("note: {problem}", problem=_placed(problem))


def _placed(problem: dict[str, Any]) -> str:
    if problem["line"] is None:
        return str(problem["reason"])
    return say("line {line}: {reason}", line=problem["line"], reason=problem["reason"])


def _nothing_in(log: SessionLog, data: bytes) -> str:
    """Why there is nothing to check, and what to do."""
    path = log.path
    if data:
        return say(
            "{path} has only empty lines. If it had entries, put back an older copy of it; "
            "otherwise the next entry starts it anew.",
            path=path,
        )
    if path.exists():
        return say(
            "{path} is empty: it has 0 bytes. If it had entries, put back an older copy of it; "
            "otherwise the next entry starts it anew.",
            path=path,
        )
    if path.is_symlink():
        return say(
            "{path} is a link to {target}, which is not there. Bring that file or its drive back, "
            "or name the log with --log.",
            path=path,
            target=path.readlink(),
        )
    return say(
        "There is no {path}. Go to the folder of your log or name it with --log; "
        "a new log begins with the first entry.",
        path=path,
    )
