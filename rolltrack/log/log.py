"""The log: one CSV file that the user owns, read and written so that nothing saved is lost."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import (
    ChangedElsewhere,
    IdTaken,
    NoSuchEntry,
    NothingToUndo,
    NotSaved,
    SeveralEntries,
    UnreadableLog,
)
from rolltrack.entry.ids import new_id
from rolltrack.entry.language import mark, say, several
from rolltrack.entry.settings import Settings
from rolltrack.log.journal import Journal
from rolltrack.log.ledger import Edit, Ledger, RowChange, ledger_of
from rolltrack.log.recent import read_recent
from rolltrack.log.recovery import lost, unknown, waiting
from rolltrack.log.row import Problem, Row, Texts, entry_of, texts_of
from rolltrack.log.safewrite import same_file, state_of
from rolltrack.log.settings_file import read_settings, settings_path
from rolltrack.log.snapshot import Snapshot, read_snapshot
from rolltrack.log.warnings import describe_change, file_warnings, warnings_of
from rolltrack.log.writer import Writer

if TYPE_CHECKING:
    import pandas as pd

_LONG = 1 << 20


class SessionLog:
    """A log of entries in a CSV file. Making one touches no disk.

    ``path`` defaults to $ROLLTRACK_LOG, else ``sessions.csv`` in the current folder. A file that is
    not there yet is an empty log; the first ``append`` makes it, for its owner only. ``trouble``
    says why the newest entries are kept but not yet in the file; it is empty when they are.

    Whatever is raised here is a ``RolltrackError`` whose text is a sentence to show.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        chosen = path or os.environ.get("ROLLTRACK_LOG") or "sessions.csv"
        self.path = Path(chosen).expanduser()
        self.trouble = ""
        self._shown: dict[str, Texts] = {}
        self._expected: set[str] = set()
        self._settings: tuple[os.stat_result | None, Settings] | None = None

    @property
    def settings(self) -> Settings:
        """What the person set in ``rolltrack.toml`` beside the log; see ``read_settings``.

        The file is read again only where it has changed.
        """
        path = settings_path(self.path)
        with contextlib.suppress(OSError):
            state = state_of(path)
            if self._settings is None or not same_file(state, self._settings[0]):
                self._settings = state, read_settings(self.path)
            return self._settings[1]
        return read_settings(self.path)

    def __repr__(self) -> str:
        return f"SessionLog({str(self.path)!r})"

    def entries(self) -> list[Entry]:
        """The entries in file order; lines that could not be read are in ``problems()``.

        A row that was typed without an id gets one that follows from its content, so that it can
        be edited and deleted. Raises ``UnreadableLog``.
        """
        rows = self.snapshot().rows
        self._shown = {row.id: row.texts for row in rows}
        return [row.entry for row in rows]

    def recent(self) -> tuple[list[Entry], bool]:
        """The last entries in file order, three months or so, and whether they are all there are.

        Takes as long for a log of many years as for a short one. Raises ``UnreadableLog``.
        """
        snapshot, whole = read_recent(self._journal.log, self.path.name)
        self._shown.update({row.id: row.texts for row in snapshot.rows})
        return [row.entry for row in snapshot.rows], whole

    def frame(self) -> pd.DataFrame:
        """The entries as a DataFrame, one row an entry, in file order.

        Columns in the order of ``COLUMNS``: ``id`` str; ``start`` datetime64[s], local wall time;
        ``utc_offset`` Int16, minutes; whole numbers Int16; flags boolean; everything else str, with
        ``areas`` joined by ``|``; then columns of the file that rolltrack does not know, as str.
        Not answered is missing (NA or NaN). Raises ``UnreadableLog``.
        """
        from rolltrack.log.frame import read_frame

        return read_frame(self._journal.log, self.path.name)

    def problems(self) -> list[Problem]:
        """Lines that could not be read, in file order, then warnings (their ``line`` may be None).

        Raises ``UnreadableLog``.
        """
        snapshot = self.snapshot()
        return snapshot.rejected + self.warnings(snapshot)

    def snapshot(self) -> Snapshot:
        """The log as it is now, taken apart: rows with their lines. Raises ``UnreadableLog``."""
        return read_snapshot(self._journal.log, self.path.name)

    def warnings(self, snapshot: Snapshot) -> list[Problem]:
        """What to know about the log beyond lines that could not be read."""
        try:
            return warnings_of(self._journal.log, snapshot, self._ledger())
        except UnreadableLog as error:
            return [Problem(None, str(error)), *warnings_of(self._journal.log, snapshot, Ledger())]

    def survey(self, snapshot: Snapshot) -> tuple[int, list[Problem], list[Problem]]:
        """How many entries a snapshot has, lines that could not be read, and warnings.

        A long log with nothing odd in it is looked at as a frame, not entry by entry.
        """
        if len(snapshot.table.data) > _LONG:
            from rolltrack.log.frame import count_if_clean

            entries = count_if_clean(snapshot)
            ledger = self._ledger()
            if entries is not None and not ledger.known and not ledger.open:
                return entries, [], file_warnings(self._journal.log, snapshot.table)
        return len(snapshot.rows), snapshot.rejected, self.warnings(snapshot)

    def pending(self, snapshot: Snapshot | None = None) -> list[Entry]:
        """Entries that are kept in the journal and not yet in the file; they go in by themselves.

        ``snapshot`` is the log where it has been read already. Raises ``UnreadableLog``.
        """
        ledger = self._ledger()
        if not ledger.open:
            return []
        return [entry_of(texts) for texts in waiting(ledger, snapshot or self.snapshot())]

    def append(self, entry: Entry) -> Entry:
        """Save an entry; returns it with its id, once it is durable. See ``append_many``."""
        return self.append_many([entry])[0]

    def expect(self, entry_id: str) -> None:
        """Take an id for one that was made just now, for an entry to come.

        Only the end of the log is searched for it at the first save.
        """
        self._expected.add(entry_id)

    def append_many(self, entries: Iterable[Entry]) -> list[Entry]:
        """Save entries in one step, which one ``undo`` takes back; returns them with their ids.

        An entry that brings its id and is saved already is not written again. Where the file
        cannot be written the entries are kept in the journal: ``trouble`` says why, ``pending()``
        lists them, and they go in at the next chance. Raises ``IdTaken`` for an id that another
        entry has, ``NotSaved`` or ``LogBusy`` where nothing could be kept.
        """
        given = list(entries)
        saved = [e if e.id else e.model_copy(update={"id": new_id()}) for e in given]
        own_ids = {entry.id for entry in given if entry.id}
        with self._writing() as writer:
            fresh: list[Texts] = list(map(texts_of, saved))
            if own_ids:
                fresh = self._unsaved(fresh, writer.saved(own_ids, own_ids <= self._expected))
            if fresh:
                self.trouble = writer.append(fresh)
        self._expected -= own_ids  # the same save once more is searched for in the whole log
        self._shown.update({texts["id"]: texts for texts in fresh})
        return saved

    def replace(self, entry_id: str, **changes: Any) -> Entry:
        """Change values of an entry; returns it as saved.

        Raises ``InvalidEntry``, ``NoSuchEntry``, ``ChangedElsewhere`` where the entry is no longer
        what was shown, ``SeveralEntries``, ``NotSaved`` or ``LogBusy``; the file is as it was then.
        """
        with self._writing() as writer:
            snapshot = writer.snapshot()
            row = self._row(snapshot, entry_id)
            entry = row.entry.changed(**changes)
            if "id" not in row.texts and entry.id == row.id:
                entry = entry.model_copy(update={"id": new_id()})
            unknown_columns = {n: text for n, text in row.texts.items() if n not in COLUMNS}
            after = texts_of(entry) | unknown_columns
            if after != row.texts:
                writer.rewrite(Edit("edit", (RowChange(row.texts, after),)), snapshot)
            self._shown[entry.id or ""] = after
            return entry

    def remove(self, entry_id: str) -> Entry:
        """Delete an entry; returns what was deleted. Raises as ``replace`` does."""
        with self._writing() as writer:
            snapshot = writer.snapshot()
            row = self._row(snapshot, entry_id)
            change = RowChange(row.texts, None, snapshot.id_after(row))
            writer.rewrite(Edit("delete", (change,)), snapshot)
            return row.entry

    def undo(self) -> str:
        """Take back the newest change that is not taken back yet; returns what it was.

        Works after a restart. Raises ``NothingToUndo``, ``ChangedElsewhere`` where the entry has
        another value since, ``NotSaved`` or ``LogBusy``.
        """
        with self._writing() as writer:
            kept = writer.forget_newest_kept()
            if kept is not None:
                return _said(_UNDONE, kept)
            snapshot = writer.snapshot()
            change = _newest(self._ledger().undoable, say("There is nothing to undo."))
            said = _said(_UNDONE, change)
            back = tuple(row.reversed() for row in change.rows)
            self._step(writer, snapshot, Edit("undo", back, of=change.place))
            return said

    def redo(self) -> str:
        """Do again what the newest ``undo`` took back; returns what it was. Raises as ``undo``."""
        with self._writing() as writer:
            snapshot = writer.snapshot()
            change = _newest(self._ledger().redoable, say("There is nothing to do again."))
            said = _said(_DONE_AGAIN, change)
            self._step(writer, snapshot, Edit("redo", change.rows, of=change.place))
            return said

    def missing(self) -> list[Entry]:
        """Entries that another program's save took from the log, or set back to old values.

        What is new in the log is noted in the journal, so that it would be missed as well, and
        what is kept goes into the file, if it can. The day's backup is made, if nothing is missing.
        Raises ``UnreadableLog``.
        """
        try:
            with self._writing() as writer:
                writer.settle()
                ledger, snapshot = self._ledger(), self.snapshot()
                new = unknown(ledger, snapshot)
                if new and not ledger.open:
                    writer.note({"op": "seen", "rows": new})
                gone = lost(ledger, snapshot)
                if not gone:
                    with contextlib.suppress(NotSaved):
                        self._journal.back_up()
        except NotSaved:
            gone = lost(self._ledger(), self.snapshot())
        return [entry_of(texts) for texts in gone.values()]

    def restore_missing(self) -> list[Entry]:
        """Put back what ``missing()`` lists, in one step, which ``undo`` takes back.

        An answer that only the file has stays.
        """
        with self._writing() as writer:
            snapshot = writer.snapshot()
            gone = lost(self._ledger(), snapshot)
            there = {i: texts for i, texts in snapshot.texts.items() if texts}
            back = {i: {**there.get(i, {}), **texts} for i, texts in gone.items()}
            changes = tuple(RowChange(there.get(i), texts) for i, texts in back.items())
            if changes:
                self._step(writer, snapshot, Edit("restore", changes))
            return [entry_of(texts) for texts in back.values()]

    def forget_missing(self) -> None:
        """Take the log as it is now for right: what ``missing()`` lists was meant to go."""
        with self._writing() as writer:
            gone = lost(self._ledger(), writer.snapshot())
            writer.note({"op": "forget", "ids": list(gone)})

    def _unsaved(self, records: Sequence[Texts], saved: dict[str, Texts]) -> list[Texts]:
        fresh: dict[str, Texts] = {}
        for texts in records:
            entry_id = texts["id"]
            if saved.get(entry_id, texts) != texts or fresh.get(entry_id, texts) != texts:
                raise IdTaken(entry_id, self.path.name)
            fresh[entry_id] = texts
        return [texts for entry_id, texts in fresh.items() if entry_id not in saved]

    @cached_property
    def _journal(self) -> Journal:
        # The log is where its path leads at first use, whatever the current folder is later.
        try:
            return Journal(Path(os.path.realpath(self.path)))
        except OSError:
            why = say("the folder you are in is not there any more")
            what_to_do = say("Go to one that is, and try again.")
            raise UnreadableLog(self.path.name, why, what_to_do) from None

    def _ledger(self) -> Ledger:
        return ledger_of(self._journal.lines())

    def _writing(self) -> Writer:
        return Writer(self._journal, self.path.name)

    def _row(self, snapshot: Snapshot, entry_id: str) -> Row:
        found = snapshot.rows_with(entry_id)
        if not found:
            raise NoSuchEntry(entry_id, self.path.name)
        first = found[0]
        if any(row.texts != first.texts for row in found):
            raise SeveralEntries(entry_id, ", ".join(str(row.record.line) for row in found))
        if self._shown.pop(entry_id, first.texts) != first.texts:
            raise ChangedElsewhere(say("The entry in line {line}", line=first.record.line))
        return first

    def _step(self, writer: Writer, snapshot: Snapshot, change: Edit) -> None:
        writer.rewrite(change, snapshot)
        for row in change.rows:
            for texts in (row.before, row.after):
                self._shown.pop((texts or {}).get("id", ""), None)


def _newest(changes: Sequence[Edit], otherwise: str) -> Edit:
    if not changes:
        raise NothingToUndo(otherwise)
    return changes[-1]


def _said(sentence: str, edit: Edit) -> str:
    if len(edit.rows) > 1:
        what = several(len(edit.rows), "{number} entry", "{number} entries")
    else:
        what = describe_change(edit.rows[0].before, edit.rows[0].after)
    return say(sentence, what=what)


_UNDONE = mark("Undone: {what}.")
_DONE_AGAIN = mark("Done again: {what}.")
