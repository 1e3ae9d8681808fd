"""The only writes to the log: one append, or a whole new file put in the old one's place."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

# The second is for Windows, which was not tried.
EVERYWHERE = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class opened:  # noqa: N801 (it is used as open is; a generator would cost an append more)
    """A file descriptor, closed at the end; new files are readable by their owner only."""

    def __init__(self, path: Path, flags: int) -> None:
        self._fd = os.open(path, flags | EVERYWHERE, 0o600)

    def __enter__(self) -> int:
        return self._fd

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)


def append_bytes(fd: int, data: bytes) -> None:
    """Add bytes at the end and wait for the disk; the file has its old size after an error."""
    left = memoryview(data)
    try:
        while left:
            left = left[os.write(fd, left) :]
        os.fsync(fd)
    except OSError:
        with contextlib.suppress(OSError):
            if len(left) < len(data):
                os.ftruncate(fd, os.lseek(fd, 0, os.SEEK_CUR) - len(data) + len(left))
                os.fsync(fd)
        raise


def write_all(fd: int, data: bytes | memoryview) -> None:
    """Write everything: a full disk takes the first part only and says so at the second try."""
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]


def start_writing(fd: int, place: int, length: int) -> None:
    """Let the disk begin with bytes that a sync will wait for; what is done meanwhile is free.

    Linux does so when told that they are not needed soon; elsewhere the sync has all the work.
    """
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(fd, place, length, os.POSIX_FADV_DONTNEED)


def temporary_name(path: Path) -> Path:
    """Where a new version waits for a moment: a name that no other writer has, on any computer."""
    return path.with_name(f".{path.name}.rolltrack-new-{os.getpid()}-{secrets.token_hex(4)}")


def remove_leftovers(path: Path) -> None:
    """Remove what killed rewrites left beside the log, as far as that can be done."""
    with contextlib.suppress(OSError):
        for left in list(path.parent.glob(f".{glob.escape(path.name)}.rolltrack-new-*")):
            if not _is_running(left.name.split("-")[-2]):
                with contextlib.suppress(OSError):
                    left.unlink()


def _is_running(process: str) -> bool:
    if sys.platform == "win32":  # where this would end it
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True
    return True


def read_at(fd: int, place: int, length: int) -> bytes:
    """Up to ``length`` bytes from a place in a file."""
    if hasattr(os, "pread"):
        return os.pread(fd, length, max(0, place))
    os.lseek(fd, max(0, place), os.SEEK_SET)
    return os.read(fd, length)


def same_place(state: os.stat_result, path: Path) -> bool:
    """Whether a file that was opened still is the one that has this name."""
    try:
        return os.path.samestat(state, os.stat(path))
    except FileNotFoundError:
        return False


def replace_file(
    path: Path, pieces: Iterable[bytes | memoryview], expected: os.stat_result | None
) -> None:
    """Put a new version in the place of the file; a reader sees the old or the new one, whole.

    ``expected`` is the file's state when it was read (None: there was none). Raises
    ``FileChanged`` when it is no longer that, and ``OSError``; the old file is untouched then.
    """
    new = temporary_name(path)
    remove_leftovers(path)
    try:
        with opened(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
            for piece in pieces:
                write_all(fd, piece)
            if expected is not None and hasattr(os, "fchmod"):
                os.fchmod(fd, stat.S_IMODE(expected.st_mode))
            os.fsync(fd)
        if not same_file(state_of(path), expected):
            raise FileChanged(path)
        if expected is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        os.replace(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(new)
        raise
    # The new file is whole and durable. Should a power cut bring back the old name, the journal
    # still has the change, and the next look at the log says what is missing.
    with contextlib.suppress(OSError):
        sync_folder(path.parent)


class FileChanged(Exception):
    """Another program wrote to the file between reading and writing."""


def state_of(path: Path) -> os.stat_result | None:
    """The state of a file, None where there is none."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def same_file(now: os.stat_result | None, then: os.stat_result | None) -> bool:
    """Whether nothing was written between two states of a file."""
    if now is None or then is None:
        return now is then
    names = ("st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")
    return all(getattr(now, name) == getattr(then, name) for name in names)


def make_private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, for their owner only."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for name in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, 0o700)
            sync_folder(name.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no such call (and was not tried)."""
    if sys.platform == "win32":
        return
    with opened(folder, os.O_RDONLY) as fd:
        os.fsync(fd)
