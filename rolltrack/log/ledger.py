"""The lines of the journal → what the log should hold, and what can be undone."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from rolltrack.log.row import Texts

Kind = Literal["append", "edit", "delete", "undo", "redo", "restore"]


@dataclass(frozen=True)
class RowChange:
    """One entry before and after; None where there is none. ``next`` is the id that follows it."""

    before: Texts | None
    after: Texts | None
    next: str = ""

    def as_line(self) -> dict[str, Any]:
        """Its part of a line of the journal."""
        return {name: value for name, value in vars(self).items() if value}

    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.after, self.before, self.next)


@dataclass(frozen=True)
class Edit:
    """What one command did. ``place`` names it; ``of`` is the change that an undo takes back."""

    kind: Kind
    rows: tuple[RowChange, ...]
    place: int = -1
    of: int = -1

    def as_line(self) -> dict[str, Any]:
        """The change as a line of the journal."""
        line = _line(self.kind, [row.as_line() for row in self.rows])
        return line if self.of < 0 else line | {"of": self.of}


def append_line(records: Iterable[Texts]) -> dict[str, Any]:
    """The line of the journal for new entries."""
    return _line("append", [{"after": texts} for texts in records])


def _line(kind: Kind, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"op": "change", "kind": kind, "at": int(time.time()), "rows": rows}


@dataclass
class Ledger:
    """What the journal says.

    ``older`` has the versions of an entry that were replaced; ``emptied`` the columns that another
    program dropped and that came back empty, because a new entry needed them.
    """

    known: dict[str, Texts] = field(default_factory=dict)
    older: dict[str, list[Texts]] = field(default_factory=dict)
    undoable: list[Edit] = field(default_factory=list)
    redoable: list[Edit] = field(default_factory=list)
    open: list[Edit] = field(default_factory=list)
    emptied: set[str] = field(default_factory=set)

    def settle(self) -> None:
        """Count every open change as done."""
        for change in self.open:
            self._do(change)
        self.open.clear()

    def _do(self, change: Edit) -> None:
        for row in change.rows:
            self.note(row.before, row.after)
        if change.kind == "undo":
            self._move(change.of, self.undoable, self.redoable)
        elif change.kind == "redo":
            self._move(change.of, self.redoable, self.undoable)
        else:
            self.undoable.append(change)
            self.redoable.clear()
        if change.kind == "restore":
            self.emptied.clear()

    def _move(self, place: int, taken: list[Edit], put: list[Edit]) -> None:
        found = [change for change in taken if change.place == place]
        put += found
        taken[:] = [change for change in taken if change.place != place]
        if not found:  # its line is damaged, so nobody knows what could be done again
            self.redoable.clear()

    def note(self, before: Texts | None, after: Texts | None) -> None:
        """Know one entry in another version."""
        for texts in (before, after):
            entry_id = (texts or {}).get("id")
            if entry_id and entry_id in self.known:
                self.older.setdefault(entry_id, []).append(self.known.pop(entry_id))
        if after and "id" in after:
            self.known[after["id"]] = after

    def forget(self, entry_id: str) -> None:
        """No longer expect an entry in the log."""
        self.known.pop(entry_id, None)
        self.older.pop(entry_id, None)


def ledger_of(lines: Iterable[tuple[int, Mapping[str, Any]]]) -> Ledger:
    """Replay the lines of a journal; a damaged one is left out."""
    ledger = Ledger()
    damaged = contextlib.suppress(KeyError, TypeError, AttributeError)
    for place, line in lines:
        with damaged:
            _replay(ledger, place, line)
    return ledger


def _replay(ledger: Ledger, place: int, line: Mapping[str, Any]) -> None:
    match line.get("op"):
        case "change":
            ledger.open.append(_edit(place, line))
        case "void":
            ledger.open = [c for c in ledger.open if c.place != line["of"]]
        case "done":
            ledger.settle()
        case "seen":
            for texts in line["rows"]:
                ledger.note(None, _texts(texts))
        case "forget":
            for entry_id in line["ids"]:
                ledger.forget(entry_id)
            ledger.emptied.clear()
        case "emptied":
            ledger.emptied.update(line["columns"])


def _edit(place: int, line: Mapping[str, Any]) -> Edit:
    rows = tuple(
        RowChange(_texts(row.get("before")), _texts(row.get("after")), str(row.get("next", "")))
        for row in line["rows"]
    )
    kind = line["kind"]
    without_id = [row for row in rows if "id" not in (row.after or {})]
    if kind not in get_args(Kind) or (kind == "append" and without_id):
        raise KeyError(kind)
    return Edit(kind, rows, place, line.get("of", -1))


def _texts(value: Any) -> Texts | None:
    """Texts of an entry; raises ``TypeError`` for anything else."""
    if value is None:
        return None
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise TypeError(value)
    return value
