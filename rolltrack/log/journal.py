"""The journal: what rolltrack knows about a log beside the log itself.

One folder a log, in the user's own state folder, where no sync client copies it: the journal (one
JSON line a change, written and synced before the log is touched; its lock is the log's lock) and
daily backups.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from pydantic_core import to_json

from rolltrack.entry.errors import LogBusy, NotSaved, UnreadableLog
from rolltrack.entry.language import say
from rolltrack.log.lock import Busy, lock, unlock
from rolltrack.log.safewrite import (
    EVERYWHERE,
    make_private_folder,
    opened,
    read_at,
    same_place,
    start_writing,
    sync_folder,
    write_all,
)

DONE = b'{"op": "done"}\n'
LOCK_SECONDS = 15.0
_BACKUPS = 30
_FLAGS = os.O_RDWR | os.O_APPEND | EVERYWHERE


class Journal:
    """The journal of one log, found by the real path of the log. Making one touches no disk."""

    def __init__(self, log: Path) -> None:
        self.log = log
        digest = hashlib.sha256(os.fsencode(log)).hexdigest()[:16]
        self.folder = state_folder() / f"{log.stem[:40]}-{digest}"
        self.path = self.folder / "journal.jsonl"

    def locked(self) -> OpenJournal:
        """Hold the log's lock, with the journal open for writing, until it is closed.

        Raises ``LogBusy`` after a bounded wait and ``NotSaved`` where the state folder is not
        writable. The kernel frees the lock of a process that dies.
        """
        left = _open_here.get(_here(self.path))
        if left is not None:
            if left.is_in_use:  # by what was interrupted to save here, as by a signal's handler
                raise LogBusy(self.log.name, 0)
            left.close()  # an interrupt may strike where nothing can close it
        while True:
            pages = OpenJournal(self, self._open(), sys._getframe(2))
            try:
                if pages.lock():
                    return pages
            except BaseException:
                pages.close()
                raise
            pages.close()

    def _open(self) -> int:
        try:
            return os.open(self.path, _FLAGS)
        except FileNotFoundError:
            return self._made()
        except OSError as error:
            raise self.not_writable(error) from None

    def _made(self) -> int:
        try:
            make_private_folder(self.folder)
            fd = os.open(self.path, _FLAGS | os.O_CREAT, 0o600)
            sync_folder(self.folder)
            return fd
        except OSError as error:
            raise self.not_writable(error) from None

    def lines(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Every line with its place in bytes; torn ones (never acknowledged) are left out.

        Raises ``UnreadableLog``.
        """
        try:
            data = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            name = say("rolltrack's journal {path}", path=self.path)
            what_to_do = say("Make it readable for you.")
            raise UnreadableLog(name, error.strerror or "", what_to_do) from None
        place = 0
        for raw in data.split(b"\n"):
            with contextlib.suppress(ValueError, RecursionError):
                line = json.loads(raw)
                if isinstance(line, dict):
                    yield place, line
            place += len(raw) + 1

    def back_up(self) -> None:
        """Keep the log as it is now: once a day, thirty of them. Raises ``NotSaved``."""
        folder = self.folder / "backups"
        backup = folder / f"{dt.date.today().isoformat()}.csv"
        try:
            if backup.exists() or not self.log.exists():
                return
            make_private_folder(folder)
            partial = folder / "partial"
            partial.unlink(missing_ok=True)
            with opened(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL):
                shutil.copyfile(self.log, partial)
            os.replace(partial, backup)
            # Those of days to come go first: the clock was wrong then.
            kept = sorted(folder.glob("*.csv"), key=lambda each: (each <= backup, each))
            for old in kept[:-_BACKUPS]:
                old.unlink()
        except OSError as error:
            raise self.not_writable(error) from None

    def not_writable(self, error: OSError) -> NotSaved:
        """The sentence for a state folder that does not take the journal."""
        where = "rolltrack's own folder {folder} (ROLLTRACK_STATE can name another)"
        return NotSaved(say(where, folder=self.folder), error)


class OpenJournal:
    """The journal, open for writing; its lock is the log's. ``holder`` is whose save it is."""

    def __init__(self, journal: Journal, fd: int, holder: FrameType | None) -> None:
        self._journal = journal
        self._fd = fd
        self._holder = holder
        self._size = self._begun = 0
        self._failed: NotSaved | None = None
        self._tail = b""
        self._place = _here(journal.path)
        _open_here[self._place] = self

    def lock(self) -> bool:
        """Wait for the lock; whether the journal still is the one that has its name.

        Raises ``LogBusy`` and ``NotSaved``.
        """
        try:
            waited = lock(self._fd, LOCK_SECONDS)
            if waited and not same_place(os.fstat(self._fd), self._journal.path):
                return False
            self._size = os.lseek(self._fd, 0, os.SEEK_END)
            self._tail = read_at(self._fd, self._size - len(DONE), len(DONE))
        except Busy:
            raise LogBusy(self._journal.log.name, LOCK_SECONDS) from None
        except OSError as error:
            raise self._journal.not_writable(error) from None
        return True

    @property
    def is_in_use(self) -> bool:
        """Whether the save that opened it is still going on in this thread."""
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame is not self._holder:
            frame = frame.f_back
        return frame is not None

    @property
    def settled(self) -> bool:
        """Whether the log is known to have every change of the journal."""
        return self._tail in (b"", DONE)

    def write(self, line: Mapping[str, Any]) -> int:
        """Add a line and wait for the disk; returns its bytes. Raises ``NotSaved``."""
        length = self.begin(line)
        self.sync()
        return length

    def begin(self, line: Mapping[str, Any]) -> int:
        """Add a line, on its way to the disk; returns its bytes. Raises ``NotSaved``."""
        self._failed = None
        try:
            self._begun = self._add(to_json(line) + b"\n")
        except OSError as error:
            raise self._journal.not_writable(error) from None
        start_writing(self._fd, self._size, self._begun)
        return self._begun

    def sync(self) -> None:
        """Wait until the disk has the line that was begun. Raises ``NotSaved``, once and again."""
        if self._begun:
            try:
                os.fsync(self._fd)
            except OSError as error:
                self._take_back()
                self._failed = self._journal.not_writable(error)
        if self._failed is not None:
            raise self._failed
        self._size += self._begun
        self._begun = 0

    def withdraw(self, length: int) -> None:
        """Take back the newest lines, as many bytes: what they say was refused after all."""
        self._size -= length
        self._take_back()

    def done(self) -> None:
        """Note that the log has every change. Not synced: without it, the next writer looks."""
        with contextlib.suppress(OSError):
            self._size += self._add(DONE)

    def close(self) -> None:
        """Free the lock. What was begun, and never waited for, is taken back."""
        if self._begun:
            self._take_back()
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                unlock(self._fd)
            self.let_go()
        self._holder = None
        _open_here.pop(self._place, None)

    def let_go(self) -> None:
        """Close the file; the lock stays with other processes that have it open."""
        fd, self._fd = self._fd, -1
        with contextlib.suppress(OSError):
            os.close(fd)

    def _add(self, data: bytes) -> int:
        """Write at the end, as a line of its own; returns how many bytes that took."""
        if self._tail[-1:] not in (b"", b"\n"):
            data = b"\n" + data
        try:
            write_all(self._fd, data)
        except OSError:
            self._take_back()
            raise
        self._tail = data[-len(DONE) :]
        return len(data)

    def _take_back(self) -> None:
        self._begun = 0
        with contextlib.suppress(OSError):
            os.ftruncate(self._fd, self._size)
        with contextlib.suppress(OSError):
            self._tail = read_at(self._fd, self._size - len(DONE), len(DONE))


# What is open, by process, thread and path: nothing that a forked process could close for another.
_open_here: dict[tuple[int, int, Path], OpenJournal] = {}


def _let_go() -> None:
    """In a forked process: the lock is freed when the one that has it dies."""
    for pages in _open_here.values():
        pages.let_go()
    _open_here.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _here(path: Path) -> tuple[int, int, Path]:
    return os.getpid(), threading.get_ident(), path


def state_folder() -> Path:
    """$ROLLTRACK_STATE, or this system's folder for a program's own state."""
    chosen = os.environ.get("ROLLTRACK_STATE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return platformdirs.user_state_path("rolltrack")
