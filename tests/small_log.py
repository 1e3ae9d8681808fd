"""A log of a few entries, for tests of what happens to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from rolltrack import Entry, SessionLog

START = "2026-11-21T18:30:05+01:00"
IDS = ("r_bbbbbbbbbb", "r_cccccccccc", "r_dddddddddd")


def entry(minutes: int = 8, **values: object) -> Entry:
    return Entry(**({"start": START, "minutes": minutes} | values))


def filled(log: SessionLog) -> bytes:
    log.append_many([entry(number + 1, id=IDS[number]) for number in range(3)])
    return log.path.read_bytes()


def minutes(log: SessionLog) -> list[int | None]:
    return [entry.minutes for entry in log.entries()]


def fill_up_at(patch: pytest.MonkeyPatch, path: Path) -> None:
    """Let writes to one file stop half-way, as on a full disk; its name may have a ``*``."""
    write = os.write

    def half(fd: int, data: bytes) -> int:
        there = path.parent.glob(path.name)
        if not any(os.path.samestat(os.fstat(fd), each.stat()) for each in there):
            return write(fd, data)
        if len(data) < 20:
            raise OSError(28, "No space left on device")
        return write(fd, data[: len(data) // 2])

    patch.setattr(os, "write", half)


def pages(log: SessionLog) -> Path:
    (found,) = (log.path.parent.parent / "state").glob("*/journal.jsonl")
    return found


def refuse(*_: Any) -> Any:
    raise OSError(28, "No space left on device")


def write_half(patch: pytest.MonkeyPatch, path: Path) -> None:
    """Let one file take half of what is written, and give none of it back."""
    write = os.write

    def half(fd: int, data: bytes) -> int:
        if not os.path.samestat(os.fstat(fd), path.stat()):
            return write(fd, data)
        if len(data) < 40:
            refuse()
        return write(fd, data[: len(data) * 9 // 10])

    patch.setattr(os, "write", half)
    patch.setattr(os, "ftruncate", refuse)
