"""A log of a few entries, for tests of what happens to it."""

from __future__ import annotations

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
