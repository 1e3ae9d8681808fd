"""The log: one CSV file that the user owns, read and written so that nothing saved is lost."""

from __future__ import annotations

import os
import random
import stat
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rolltrack.column import ID_LETTERS
from rolltrack.csvfile import Table, encode, read_header, read_table
from rolltrack.entry import COLUMNS, Entry
from rolltrack.errors import (
    ChangedElsewhere,
    NoSuchEntry,
    NothingToUndo,
    NotSaved,
    RolltrackError,
    SeveralEntries,
    UnreadableLog,
)
from rolltrack.journal import Journal, OpenJournal
from rolltrack.ledger import Change, Kind, Ledger, RowChange, ledger_of
from rolltrack.rows import Problem, Row, Texts, cells_of, rows_of, texts_of
from rolltrack.safewrite import (
    FileChanged,
    append_bytes,
    make_private_folder,
    opened,
    remove_leftover,
    replace_file,
    state_of,
)
from rolltrack.splice import appended, spliced, widened
from rolltrack.warnings_of import warnings_of
from rolltrack.wording import describe_change

if TYPE_CHECKING:
    import pandas as pd

_HEAD = 4096
_random = random.SystemRandom()


class SessionLog:
    """A log of entries in a CSV file. Making one touches no disk.

    ``path`` defaults to $ROLLTRACK_LOG, else ``sessions.csv`` in the current folder. A file that is
    not there yet is an empty log; the first ``append`` makes it, for its owner only.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        chosen = path or os.environ.get("ROLLTRACK_LOG") or "sessions.csv"
        self.path = Path(chosen).expanduser()
        self.trouble = ""
        self._shown: dict[str, Texts] = {}

    def __repr__(self) -> str:
        return f"SessionLog({str(self.path)!r})"

    # -- reading -------------------------------------------------------------------------------

    def entries(self) -> list[Entry]:
        """The entries in file order; lines that could not be read are in ``problems()``.

        A row that was typed without an id gets one that follows from its content, so that it can
        be edited and deleted. Raises ``UnreadableLog``.
        """
        rows, _ = rows_of(self._table())
        self._shown = {row.id: row.texts for row in rows}
        return [row.entry for row in rows]

    def frame(self) -> pd.DataFrame:
        """The entries as a DataFrame, one row an entry, in file order.

        Columns in the order of ``COLUMNS``: ``id`` str; ``start`` datetime64[s], local wall time;
        ``utc_offset`` Int16, minutes; whole numbers Int16; flags boolean; everything else str, with
        ``areas`` joined by ``|``; then columns of the file that rolltrack does not know, as str.
        Not answered is missing (NA or NaN). Raises ``UnreadableLog``.
        """
        from rolltrack.frame import frame_of

        table = self._table()
        return frame_of(rows_of(table)[0], [name for name in table.header if name not in COLUMNS])

    def problems(self) -> list[Problem]:
        """Lines that could not be read, in file order, then warnings (their ``line`` may be None).

        Raises ``UnreadableLog``.
        """
        _, rejected, warnings = self.everything()
        return rejected + warnings

    def everything(self) -> tuple[list[Texts], list[Problem], list[Problem]]:
        """Rows as texts (every column of the file), lines that could not be read, warnings.

        Raises ``UnreadableLog``.
        """
        table = self._table()
        rows, rejected = rows_of(table)
        warnings = warnings_of(self._real(), table, rows, rejected, self._ledger())
        texts: list[Texts] = [{n: row.texts.get(n, "") for n in table.header} for row in rows]
        return texts, rejected, warnings

    def pending(self) -> list[Entry]:
        """Entries that are kept in the journal and not yet in the file; they go in by themselves."""
        present = self._present(self._table_or_empty())
        return [
            Entry.from_text({name: text for name, text in texts.items() if name in COLUMNS})
            for texts in _waiting(self._ledger(), present)
        ]

    # -- writing -------------------------------------------------------------------------------

    def append(self, entry: Entry) -> Entry:
        """Save an entry; returns it with its id, once it is durable. See ``append_many``."""
        return self.append_many([entry])[0]

    def append_many(self, entries: Iterable[Entry]) -> list[Entry]:
        """Save entries in one step, which one ``undo`` takes back; returns them with their ids.

        An entry whose id was saved before is not written again. Where the file cannot be written
        the entries are kept in the journal (``pending()``, the reason in ``trouble``) and go in at
        the next chance. Raises ``NotSaved`` or ``LogBusy`` where they could not be kept at all.
        """
        given = list(entries)
        saved = [e if e.id else e.model_copy(update={"id": _new_id()}) for e in given]
        self._refuse_odd_path()
        journal = self._journal()
        with journal.locked() as pages:
            known = self._known_ids([e.id for e in given if e.id])
            fresh = [texts_of(e) for e in saved if e.id not in known]
            if not fresh:
                return saved
            self.trouble = ""
            try:
                self._settle(pages)
            except (OSError, RolltrackError, FileChanged) as error:
                self.trouble = self._kept(error)
            pages.write(Change("append", tuple(RowChange(None, t) for t in fresh)).as_line())
            if not self.trouble:
                try:
                    self._put(fresh)
                    pages.done()
                except (OSError, UnreadableLog, FileChanged) as error:
                    self.trouble = self._kept(error)
        self._shown.update({t["id"]: t for t in fresh})
        return saved

    def replace(self, entry_id: str, **changes: Any) -> Entry:
        """Change values of an entry; returns it as saved.

        Raises ``InvalidEntry``, ``NoSuchEntry``, ``ChangedElsewhere``, ``SeveralEntries``,
        ``NotSaved`` or ``LogBusy``; the file is as it was then.
        """
        with self._journal().locked() as pages:
            table, rows = self._settled_rows(pages)
            row = self._row(rows, entry_id)
            entry = row.entry.changed(**changes)
            if row.texts.get("id") is None and entry.id == row.id:
                entry = entry.model_copy(update={"id": _new_id()})
            unknown = {name: text for name, text in row.texts.items() if name not in COLUMNS}
            after = texts_of(entry) | unknown
            if after != row.texts:
                self._rewrite(pages, table, rows, Change("edit", (RowChange(row.texts, after),)))
            self._shown[entry.id or ""] = after
            return entry

    def remove(self, entry_id: str) -> Entry:
        """Delete an entry; returns what was deleted. Raises as ``replace`` does."""
        with self._journal().locked() as pages:
            table, rows = self._settled_rows(pages)
            row = self._row(rows, entry_id)
            follows = [r.texts.get("id", "") for r in rows if r.record.line > row.record.line][:1]
            change = RowChange(row.texts, None, *follows)
            self._rewrite(pages, table, rows, Change("delete", (change,)))
            return row.entry

    def undo(self) -> str:
        """Take back the newest change that is not taken back yet; returns what it was.

        Works after a restart. Raises ``NothingToUndo``, ``ChangedElsewhere`` where the entry has
        another value since, ``NotSaved`` or ``LogBusy``.
        """
        return self._step("undo", "Undone")

    def redo(self) -> str:
        """Do again what the newest ``undo`` took back; returns what it was. Raises as ``undo``."""
        return self._step("redo", "Done again")

    # -- what was lost elsewhere ---------------------------------------------------------------

    def missing(self) -> list[Entry]:
        """Entries that were in the log and that another program's save took away or set back."""
        return [_entry(texts) for texts in self._lost(self._table_or_empty()).values()]

    def restore_missing(self) -> list[Entry]:
        """Put back what ``missing()`` lists, in one step, which ``undo`` takes back."""
        with self._journal().locked() as pages:
            table, rows = self._settled_rows(pages)
            lost = self._lost(table)
            present = {row.texts.get("id"): row.texts for row in rows}
            changes = tuple(RowChange(present.get(i), texts) for i, texts in lost.items())
            if changes:
                self._rewrite(pages, table, rows, Change("restore", changes))
            return [_entry(texts) for texts in lost.values()]

    def forget_missing(self) -> None:
        """Take the log as it is now for right: what ``missing()`` lists was meant to go."""
        with self._journal().locked() as pages:
            lost = self._lost(self._table())
            pages.write({"op": "forget", "ids": list(lost)})
            pages.done()

    # -- inside --------------------------------------------------------------------------------

    def _real(self) -> Path:
        return Path(os.path.realpath(self.path))

    def _journal(self) -> Journal:
        return Journal(self._real())

    def _ledger(self) -> Ledger:
        return ledger_of(self._journal().lines())

    def _refuse_odd_path(self) -> None:
        state = state_of(self._real())
        if state is not None and not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "no ordinary file"
            raise UnreadableLog(self.path.name, f"it is {what}", "Choose a CSV file.")

    def _table(self) -> Table:
        self._refuse_odd_path()
        try:
            data = self._real().read_bytes()
            if data and not data.endswith(b"\n"):
                time.sleep(0.02)  # a row may be on its way in
                data = self._real().read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            data = b""
        except OSError as error:
            what = "Make it readable for you, then try again."
            raise UnreadableLog(self.path.name, error.strerror or "it is locked", what) from None
        return read_table(data, self.path.name)

    def _table_or_empty(self) -> Table:
        try:
            return self._table()
        except UnreadableLog:
            return Table(b"", tuple(COLUMNS))

    @staticmethod
    def _present(table: Table) -> dict[str, Texts]:
        """Texts by id of what is in the file; no texts for a line that could not be read."""
        found: dict[str, Texts] = {}
        place = table.header.index("id") if "id" in table.header else None
        for record in table.records:
            if place is not None and record.cells is not None:
                found.setdefault(record.cells[place].strip(), {})
        for row in rows_of(table)[0]:
            found[row.id] = row.texts
        return found

    def _lost(self, table: Table) -> dict[str, Texts]:
        ledger = self._ledger()
        ledger.settle()
        present = self._present(table)
        return {
            entry_id: texts
            for entry_id, texts in ledger.known.items()
            if entry_id not in present or present[entry_id] in ledger.older.get(entry_id, [])
        }

    def _known_ids(self, ids: Sequence[str | None]) -> set[str]:
        if not ids:
            return set()
        ledger = self._ledger()
        ledger.settle()
        present = self._present(self._table_or_empty())
        return {i for i in ids if i and (i in ledger.known or i in present)}

    def _kept(self, error: Exception) -> str:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return f"Kept, not yet in {self.path.name}: {why}. It goes in at the next chance."

    def _settle(self, pages: OpenJournal) -> None:
        """Bring the log to what the journal says after a crash or a full disk."""
        if pages.settled:
            return
        remove_leftover(self._real())
        ledger = self._ledger()
        present = self._present(self._table())
        for change in ledger.open:
            if change.kind != "append" and not _is_in_file(change, present):
                pages.write({"op": "void", "of": change.place})
        waiting = _waiting(ledger, present)
        if waiting:
            self._put(waiting)
        pages.done()

    def _settled_rows(self, pages: OpenJournal) -> tuple[Table, list[Row]]:
        try:
            self._settle(pages)
        except (OSError, FileChanged) as error:
            raise self._not_saved(error) from None
        table = self._table()
        return table, rows_of(table)[0]

    def _put(self, records: Sequence[Texts]) -> None:
        """Add records at the end of the file; make the file, or a column, that is not there."""
        real = self._real()
        state = state_of(real)
        if state is None or state.st_size == 0:
            if state is None and self._journal().path.stat().st_size == 0:
                make_private_folder(real.parent)
            self._make(records, state)
            return
        with opened(real, os.O_RDWR | os.O_APPEND) as fd:
            head = os.pread(fd, _HEAD, 0)
            tail = os.pread(fd, 1, os.fstat(fd).st_size - 1)
            if b"\n" in head and tail == b"\n":
                header, dialect = read_header(head[: head.index(b"\n") + 1], self.path.name)
                if all(name in header for texts in records for name in texts):
                    data = [encode(cells_of(header, texts), dialect) for texts in records]
                    append_bytes(fd, b"".join(data))
                    return
        self._put_with_care(records, state)

    def _make(self, records: Sequence[Texts], state: os.stat_result | None) -> None:
        real = self._real()
        if not real.parent.exists() and not self._ledger().known:
            make_private_folder(real.parent)
        table = Table(b"", tuple(COLUMNS))
        header = encode(table.header, table.dialect)
        replace_file(real, header + appended(table, records), state)

    def _put_with_care(self, records: Sequence[Texts], state: os.stat_result) -> None:
        table = self._table()
        names = {name: None for texts in records for name in texts if name not in table.header}
        data = table.data
        torn = data[data.rfind(b"\n") + 1 :]
        if torn and any(
            encode(cells_of(table.header, t), table.dialect).startswith(torn) for t in records
        ):
            data = data[: -len(torn)]
            table = read_table(data, self.path.name)
        if names:
            table = read_table(widened(table, list(names)), self.path.name)
        if table.data == data and not torn:
            raise UnreadableLog(self.path.name, "its first line is too long", "Shorten it.")
        self._back_up()
        replace_file(self._real(), table.data + appended(table, records), state)

    def _back_up(self) -> None:
        if self._real().exists():
            self._journal().back_up()

    def _rewrite(self, pages: OpenJournal, table: Table, rows: list[Row], change: Change) -> None:
        real = self._real()
        state = state_of(real)
        if not table.data:
            table = read_table(encode(table.header, table.dialect), self.path.name)
        data = spliced(table, rows, change.rows)
        place = None
        try:
            self._back_up()
            place = pages.write(change.as_line())
            replace_file(real, data, state)
        except (OSError, FileChanged) as error:
            if place is not None:
                pages.write({"op": "void", "of": place})
                pages.done()
            raise self._not_saved(error) from None
        pages.done()

    def _not_saved(self, error: OSError | FileChanged) -> RolltrackError:
        if isinstance(error, FileChanged):
            return ChangedElsewhere(f"{self.path.name}")
        return NotSaved(self.path.name, error, "Make room, or make it writable, then try again.")

    def _row(self, rows: Sequence[Row], entry_id: str) -> Row:
        found = [row for row in rows if row.id == entry_id]
        if not found:
            raise NoSuchEntry(entry_id, self.path.name)
        if any(row.texts != found[0].texts for row in found):
            raise SeveralEntries(entry_id, ", ".join(str(row.record.line) for row in found))
        if self._shown.setdefault(entry_id, found[0].texts) != found[0].texts:
            raise ChangedElsewhere(f"The entry in line {found[0].record.line}")
        return found[0]

    def _step(self, kind: Kind, said: str) -> str:
        with self._journal().locked() as pages:
            table, rows = self._settled_rows(pages)
            ledger = self._ledger()
            stack = ledger.undoable if kind == "undo" else ledger.redoable
            if not stack:
                raise NothingToUndo(
                    "There is nothing to undo."
                    if kind == "undo"
                    else "There is nothing to do again."
                )
            change = stack[-1]
            changes = change.rows
            if kind == "undo":
                changes = tuple(row.reversed() for row in changes)
            self._rewrite(pages, table, rows, Change(kind, changes, of=change.place))
            for row in changes:
                for texts in (row.before, row.after):
                    self._shown.pop((texts or {}).get("id", ""), None)
            first = describe_change(change.rows[0].before, change.rows[0].after)
            return f"{said}: {first}." if len(changes) == 1 else f"{said}: {len(changes)} entries."


def _new_id() -> str:
    return "r_" + "".join(_random.choices(ID_LETTERS, k=10))


def _entry(texts: Texts) -> Entry:
    return Entry.from_text({name: text for name, text in texts.items() if name in COLUMNS})


def _is_in_file(change: Change, present: dict[str, Texts]) -> bool:
    return all(
        present.get(row.after["id"]) == row.after
        if row.after is not None and "id" in row.after
        else (row.before or {}).get("id") not in present
        for row in change.rows
    )


def _waiting(ledger: Ledger, present: dict[str, Texts]) -> list[Texts]:
    return [
        row.after
        for change in ledger.open
        if change.kind == "append"
        for row in change.rows
        if row.after is not None and row.after["id"] not in present
    ]
