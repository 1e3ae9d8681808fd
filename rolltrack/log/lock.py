"""One writer at a time: a lock that the kernel frees when its holder dies.

It is the system's own lock on the journal, which is open for the save anyway. ``filelock`` opens
and looks at a file of its own: a save then takes 1.5 times its floor, not 1.1 to 1.3 (printed by
tests/benchmarks/log_speed.py).
"""

from __future__ import annotations

import os
import sys
import time

_POLL_SECONDS = 0.01

if sys.platform == "win32":  # not tried
    import msvcrt

    _FAR_AWAY = 1 << 40

    def _try_lock(fd: int) -> None:
        os.lseek(fd, _FAR_AWAY, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def unlock(fd: int) -> None:
        """Free the lock of an open file."""
        os.lseek(fd, _FAR_AWAY, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def unlock(fd: int) -> None:
        """Free the lock of an open file, also where a forked process has the same open file."""
        fcntl.flock(fd, fcntl.LOCK_UN)


class Busy(Exception):
    """Another process or thread kept the lock."""


def lock(fd: int, seconds: float) -> bool:
    """Lock an open file; returns whether that took waiting, raises ``Busy`` when it takes long."""
    end = 0.0
    while True:
        try:
            _try_lock(fd)
            return end > 0
        except (BlockingIOError, PermissionError):
            end = end or time.monotonic() + seconds
            if time.monotonic() >= end:
                raise Busy from None
            time.sleep(_POLL_SECONDS)
