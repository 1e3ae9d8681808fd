"""The only code that changes a log: under its lock, after the journal has the change."""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence

from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.errors import ChangedElsewhere, NotSaved, UnreadableLog, why_not
from rolltrack.entry.language import say
from rolltrack.log.csvfile import Table, encode, end_for, read_table
from rolltrack.log.journal import Journal
from rolltrack.log.ledger import Edit, append_line, ledger_of
from rolltrack.log.recent import read_end
from rolltrack.log.recovery import (
    appended,
    cut_short,
    cut_torn_header,
    cut_torn_record,
    took_place,
    waiting,
)
from rolltrack.log.row import Texts
from rolltrack.log.safewrite import (
    FileChanged,
    append_bytes,
    make_private_folder,
    opened,
    read_at,
    remove_leftovers,
    replace_file,
    same_place,
)
from rolltrack.log.snapshot import Snapshot, read_snapshot, refuse_what_is_no_file
from rolltrack.log.splice import Pieces, encoded, spliced, widened

_HEAD = 1024
_LONGEST_HEAD = 1 << 20
_TRIES = 5


class Writer:
    """The log, whose lock is held in the ``with`` block. ``name`` is what to call it in a sentence.

    Entering raises ``LogBusy`` and ``NotSaved``.
    """

    def __init__(self, journal: Journal, name: str) -> None:
        self._path = journal.log
        self._name = name
        self._journal = journal

    def __enter__(self) -> Writer:
        self._pages = self._journal.locked()
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.close()

    def snapshot(self) -> Snapshot:
        """The log as it is, with every change of the journal. Raises ``NotSaved``."""
        with self._not_saved():
            self._settle()
        return read_snapshot(self._path, self._name)

    def settle(self) -> None:
        """Put kept entries into the file, if it takes them now."""
        self._try(self._settle)

    def saved(self, ids: Collection[str], at_end: bool = False) -> dict[str, Texts]:
        """Which of these ids are in the file, or kept in the journal for it, with their texts.

        With ``at_end`` only the end of the file is searched.
        """
        try:
            end = read_end(self._path, self._name) if at_end else None
            snapshot = end or read_snapshot(self._path, self._name)
        except UnreadableLog:  # said when they do not go in
            snapshot = Snapshot(read_table(b"", self._name))
        kept: list[Texts] = []
        if snapshot.table.is_blank or not self._pages.settled:
            ledger = ledger_of(self._journal.lines())
            # The file that has what is known may only be away.
            kept = [*(ledger.known.values() if snapshot.table.is_blank else ()), *appended(ledger)]
        found = {texts["id"]: texts for texts in kept if texts["id"] in ids}
        for entry_id in ids:
            if entry_id.encode() in snapshot.table.data and entry_id in snapshot.texts:
                found[entry_id] = snapshot.texts[entry_id]
        return found

    def append(self, records: Sequence[Texts]) -> str:
        """Add entries at the end; the empty text, or why they are only in the journal so far.

        Raises ``NotSaved`` where the journal cannot be written: then nothing changed.
        """
        trouble = "" if self._pages.settled else self._try(self._settle)
        self._pages.begin(append_line(records))
        trouble = trouble or self._try(lambda: self._put(records))
        self._pages.sync()
        if not trouble:
            self._pages.done()
        return trouble

    def rewrite(self, change: Edit, snapshot: Snapshot) -> None:
        """Put a new version with the change in the file's place.

        Raises ``ChangedElsewhere`` where the entries are no longer as the change expects, and
        ``NotSaved``; the file is as it was then.
        """
        with self._not_saved():
            snapshot = self._with_columns(snapshot, [row.after or {} for row in change.rows])
            pieces = spliced(snapshot, change.rows)
            if snapshot.state is not None:
                self._journal.back_up()
            length = self._pages.write(change.as_line())
            try:
                self._replace(change, snapshot, pieces)
            except (OSError, ChangedElsewhere):
                self._pages.withdraw(length)
                raise
        self._pages.done()

    def forget_newest_kept(self) -> Edit | None:
        """Take back the newest change, where only the journal has it because the file refused."""
        if not self._try(self._settle):
            return None
        snapshot = read_snapshot(self._path, self._name)
        ledger = ledger_of(self._journal.lines())
        waits = {texts["id"] for texts in waiting(ledger, snapshot)}
        kept = [
            change
            for change in ledger.open
            if change.kind == "append"
            and all(row.after and row.after["id"] in waits for row in change.rows)
        ]
        if not kept:
            return None
        self._void(kept[-1].place)
        return kept[-1]

    def note(self, line: dict[str, object]) -> None:
        """Write what was seen in the log, or is no longer expected there."""
        self._pages.write(line)
        self._pages.done()

    def _replace(self, change: Edit, snapshot: Snapshot, pieces: Pieces) -> None:
        for _ in range(_TRIES):
            try:
                return replace_file(self._path, pieces, snapshot.state)
            except FileChanged:
                snapshot = read_snapshot(self._path, self._name)
                pieces = spliced(snapshot, change.rows)
        raise ChangedElsewhere(self._name)

    def _void(self, place: int) -> None:
        self._pages.write({"op": "void", "of": place})

    def _settle(self) -> None:
        """Bring the file to what the journal says, after a crash or a full disk."""
        if self._pages.settled:
            return
        remove_leftovers(self._path)
        cut_torn_header(self._path)
        ledger = ledger_of(self._journal.lines())
        snapshot = read_snapshot(self._path, self._name)
        for change in ledger.open:
            if change.kind != "append" and not took_place(change, snapshot):
                self._void(change.place)
        if cut_torn_record(self._path, snapshot.table, appended(ledger)):
            snapshot = read_snapshot(self._path, self._name)
        records = waiting(ledger, snapshot)
        if records:
            self._put(records)
        self._pages.done()

    def _put(self, records: Sequence[Texts]) -> None:
        """Add records at the end of the file; make the file, or its columns, where missing.

        The journal is waited for right before the file changes: until then the disk is at work.
        """
        for _ in range(_TRIES):
            try:
                if self._add(records):
                    return
            except FileChanged:
                pass
            # Another program put its own file in the place of the one that was written to.
            there = read_snapshot(self._path, self._name).texts
            records = [texts for texts in records if texts["id"] not in there]
            if not records:
                return
        raise ChangedElsewhere(self._name)

    def _add(self, records: Sequence[Texts]) -> bool:
        """One try; whether the records are now in the file that has the log's name."""
        state = None
        table = Table(b"", tuple(COLUMNS))
        try:
            with opened(self._path, os.O_RDWR | os.O_APPEND) as fd:
                state = os.fstat(fd)
                if not stat.S_ISREG(state.st_mode):
                    refuse_what_is_no_file(self._path, self._name)
                table = self._head(fd, state.st_size)
                if not table.is_blank and not _missing_columns(table, records):
                    data = self._start(fd, state.st_size, table) + encoded(table, records)
                    self._pages.sync()
                    append_bytes(fd, data)
                    return same_place(state, self._path)
        except FileNotFoundError:
            pass
        self._pages.sync()
        if table.is_blank and state is not None:
            seen = read_snapshot(self._path, self._name)  # waits for a save that is on its way
            table, state = seen.table, seen.state
        if not table.is_blank:
            self._with_columns(read_snapshot(self._path, self._name), records)
            return False
        self._make(table, records, state)
        return True

    def _start(self, fd: int, size: int, table: Table) -> bytes:
        """What goes in front of new records: the end of a last line that has none."""
        if read_at(fd, size - 1, 1) == b"\n":
            return b""
        end = read_at(fd, size - _LONGEST_HEAD, min(size, _LONGEST_HEAD))
        cut = cut_short(ledger_of(self._journal.lines()), read_snapshot(self._path, self._name))
        is_cut = any(row.record.end == size for row in cut)
        return end_for(end[end.rfind(b"\n") + 1 :], table, is_cut)

    def _make(self, table: Table, records: Sequence[Texts], state: os.stat_result | None) -> None:
        folder = self._path.parent
        if not folder.exists():
            ledger = ledger_of(self._journal.lines())
            # The folder of a log that is known was there: its drive may only be unplugged.
            if not ledger.known and not ledger.undoable:
                make_private_folder(folder)
        data = encode(table.header, table.dialect) + encoded(table, records)
        if state is None or state.st_size:
            replace_file(self._path, [data], state)
            return
        # Written into, not replaced: another program may have emptied it to save, and go on.
        with opened(self._path, os.O_WRONLY | os.O_APPEND) as fd:
            if os.fstat(fd).st_size:
                raise FileChanged(self._path)
            append_bytes(fd, data)

    def _head(self, fd: int, size: int) -> Table:
        """The header of the file, from its first few bytes."""
        length = _HEAD
        head = read_at(fd, 0, length)
        while b"\n" not in head and len(head) < min(size, _LONGEST_HEAD):
            length *= 4
            head = read_at(fd, 0, length)
        line = head[: head.find(b"\n") + 1] or head
        if not line.strip() and head.strip():
            raise UnreadableLog(
                self._name, say("its first line is empty"), say("Remove that line.")
            )
        return _table_below(line, self._name)

    def _with_columns(self, snapshot: Snapshot, records: Sequence[Texts]) -> Snapshot:
        """The log with a header, and with every column that the records need."""
        table = snapshot.table
        names = _missing_columns(table, records)
        if table.is_blank:
            header = (*table.header, *names)
            data = encode(header, table.dialect)
            return Snapshot(Table(data, header, table.dialect), snapshot.state)
        if not names:
            return snapshot
        self._journal.back_up()
        known = ledger_of(self._journal.lines()).known.values()
        emptied = [name for name in names if any(name in texts for texts in known)]
        if emptied:
            self._pages.write({"op": "emptied", "columns": emptied})
        replace_file(self._path, [widened(snapshot, names)], snapshot.state)
        return read_snapshot(self._path, self._name)

    def _try(self, do: Callable[[], None]) -> str:
        try:
            do()
        except OSError as error:
            why = why_not(error)
        except NotSaved as error:
            why = error.why
        except (FileChanged, UnreadableLog, ChangedElsewhere) as error:
            why = str(error)
        else:
            return ""
        refuse_what_is_no_file(self._path, self._name)
        return say(
            "Kept, not yet in {file}: {why} It goes in at the next chance.",
            file=self._name,
            why=why,
        )

    @contextlib.contextmanager
    def _not_saved(self) -> Iterator[None]:
        try:
            yield
        except FileChanged:
            raise ChangedElsewhere(self._name) from None
        except OSError as error:
            raise NotSaved(self._name, error) from None


@functools.lru_cache(maxsize=8)
def _table_below(header: bytes, name: str) -> Table:
    return read_table(header, name)


def _missing_columns(table: Table, records: Sequence[Texts]) -> list[str]:
    if all(map(table.names.issuperset, records)):
        return []
    return [n for n in dict.fromkeys(itertools.chain(*records)) if n not in table.names]
