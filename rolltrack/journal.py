"""The journal: what rolltrack knows about a log beside the log itself.

One folder a log, in the user's own state folder, where no sync client copies it: the lock, the
journal (one JSON line a change, written and synced before the log is touched) and daily backups.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import filelock
import platformdirs

from rolltrack.errors import LogBusy, NotSaved
from rolltrack.safewrite import make_private_folder, opened, read_at, sync_folder, write_all

DONE = b'{"op": "done"}\n'
LOCK_SECONDS = 15.0
_BACKUPS = 30


class Journal:
    """The journal of one log, found by the real path of the log. Making one touches no disk."""

    def __init__(self, log: Path) -> None:
        self.log = log
        digest = hashlib.sha256(os.fsencode(log)).hexdigest()[:16]
        self.folder = state_folder() / f"{log.stem[:40]}-{digest}"
        self.path = self.folder / "journal.jsonl"
        self._lock = filelock.FileLock(self.folder / "lock", mode=0o600, fallback_to_soft=False)

    @contextlib.contextmanager
    def locked(self) -> Iterator[OpenJournal]:
        """Hold the lock, with the journal open for writing.

        Raises ``LogBusy`` after a bounded wait and ``NotSaved`` where the state folder is not
        writable. The kernel frees the lock of a process that dies.
        """
        with self._held(), self._open() as journal:
            yield journal

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        try:
            if not self.folder.is_dir():
                make_private_folder(self.folder)
            self._lock.acquire(timeout=LOCK_SECONDS)
        except filelock.Timeout:
            raise LogBusy(self.log.name, LOCK_SECONDS) from None
        except OSError as error:
            raise self.not_writable(error) from None
        try:
            yield
        finally:
            self._lock.release()

    @contextlib.contextmanager
    def _open(self) -> Iterator[OpenJournal]:
        with contextlib.ExitStack() as stack:
            try:
                is_new = not self.path.exists()
                fd = stack.enter_context(opened(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT))
                if is_new:
                    sync_folder(self.folder)
                pages = OpenJournal(self, fd)
            except OSError as error:
                raise self.not_writable(error) from None
            yield pages

    def lines(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Every line with its place in bytes; torn ones (never acknowledged) are left out."""
        try:
            data = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return
        place = 0
        for raw in data.split(b"\n"):
            with contextlib.suppress(ValueError):
                line = json.loads(raw)
                if isinstance(line, dict):
                    yield place, line
            place += len(raw) + 1

    def back_up(self) -> None:
        """Keep the log as it is now: once a day, thirty of them."""
        folder = self.folder / "backups"
        backup = folder / f"{dt.date.today().isoformat()}.csv"
        if backup.exists() or not self.log.exists():
            return
        make_private_folder(folder)
        partial = folder / "partial"
        partial.unlink(missing_ok=True)
        with opened(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL):
            shutil.copyfile(self.log, partial)
        os.replace(partial, backup)
        for old in sorted(folder.glob("*.csv"))[:-_BACKUPS]:
            old.unlink()

    def not_writable(self, error: OSError) -> NotSaved:
        """The sentence for a state folder that does not take the journal."""
        where = f"rolltrack's own folder {self.folder} (ROLLTRACK_STATE can name another)"
        return NotSaved(where, error)


class OpenJournal:
    """The journal while the lock is held."""

    def __init__(self, journal: Journal, fd: int) -> None:
        self._journal = journal
        self._fd = fd
        self.size = os.fstat(fd).st_size
        self._tail = read_at(fd, self.size - len(DONE), len(DONE))

    @property
    def settled(self) -> bool:
        """Whether the log is known to have every change of the journal."""
        return self._tail in (b"", DONE)

    def write(self, line: Mapping[str, Any], *, sync: bool = True) -> int:
        """Add a line and wait for the disk. Returns its place; raises ``NotSaved``."""
        data = DONE if line == {"op": "done"} else json.dumps(line).encode() + b"\n"
        start = b"" if self._tail[-1:] in (b"", b"\n") else b"\n"
        try:
            write_all(self._fd, start + data)
            if sync:
                os.fsync(self._fd)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, self.size)
            raise self._journal.not_writable(error) from None
        place = self.size + len(start)
        self.size = place + len(data)
        self._tail = data[-len(DONE) :]
        return place

    def done(self) -> None:
        """Note that the log has every change. Not synced: without it, the next writer looks."""
        with contextlib.suppress(NotSaved):
            self.write({"op": "done"}, sync=False)


def state_folder() -> Path:
    """$ROLLTRACK_STATE, or this system's folder for a program's own state."""
    chosen = os.environ.get("ROLLTRACK_STATE")
    return Path(chosen) if chosen else platformdirs.user_state_path("rolltrack")
