"""Runs single commands of the log, each in a process of its own that another one may trace.

Reads one JSON line a command: {"command", "log", "stop"}. The process of the command stops itself
before it begins when "stop" is set, so that a tracer can attach. Writes one JSON line a step.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import json
import os
import signal
import sys
import threading  # noqa: F401  (loaded before the fork, so that no import is traced)
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rolltrack.entry.entry import Entry
from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.language import date_words
from rolltrack.log.log import SessionLog

START = "2026-11-21T18:30:05+01:00"
FIRST, MIDDLE, LAST = "r_bbbbbbbbbb", "r_cccccccccc", "r_dddddddddd"


def prepare(log: SessionLog) -> None:
    """Three entries, a column of the user's own, and a line that cannot be read."""
    for entry_id, pain in ((FIRST, 1), (MIDDLE, 2), (LAST, 3)):
        log.append(Entry(id=entry_id, start=START, minutes=8, pain_before=pain))
    lines = log.path.read_text().splitlines()
    lines[0] += ",mine"
    lines[1:] = [line + ",x" for line in lines[1:]]
    log.path.write_text("\n".join([*lines, "a line that cannot be read"]) + "\n")


def old_copy_saved_over(log: SessionLog) -> None:
    """Another program saves the log as it was before the newest two changes."""
    old = log.path.read_text()
    log.replace(FIRST, pain_before=7)
    log.append(Entry(id="r_ffffffffff", start=START, minutes=5))
    log.path.write_text(old)


def fewer_columns(log: SessionLog) -> None:
    """A log that has no column for some of the values to come."""
    log.path.write_text(f"id,start,minutes\n{FIRST},{START},8\n{MIDDLE},{START},9\n")
    log.missing()
    log.forget_missing()


def one_kept(log: SessionLog) -> None:
    """An entry that only the journal has, because the file was somewhere else."""
    away = log.path.parent.with_name("away")
    log.path.parent.rename(away)
    log.append(Entry(id="r_ffffffffff", start=START, minutes=5))
    away.rename(log.path.parent)


def state(log: SessionLog) -> dict[str, Any]:
    """What a person would find now."""
    return {
        "rows": [row.texts for row in log.snapshot().rows],
        "rejected": [problem.reason for problem in log.snapshot().rejected],
        "kept": len(log.pending()),
        "missing": len(log.missing()),
        "beside": sorted(os.listdir(log.path.parent)),
    }


def next_save_and_undo(log: SessionLog) -> dict[str, Any]:
    """The next command after a fault: saves, then takes back what it saved."""
    log.append(Entry(id="r_gggggggggg", start=START, minutes=9, pain_before=9))
    after = state(log)
    said = log.undo()
    return after | {"undone": said, "then": [row.texts["id"] for row in log.snapshot().rows]}


NEW = Entry(id="r_hhhhhhhhhh", start=START, minutes=4, pain_before=4, notes="=1+1, twice")
COMMANDS: dict[str, Callable[[SessionLog], Any]] = {
    "prepare": prepare,
    "prepare undo": lambda log: log.replace(MIDDLE, pain_before=5) and None,
    "prepare redo": lambda log: log.undo(),
    "prepare restore": old_copy_saved_over,
    "prepare append of a new column": fewer_columns,
    "prepare append after a kept one": one_kept,
    "prepare append to an emptied file": lambda log: log.path.write_bytes(b"") and None,
    "state": state,
    "next": next_save_and_undo,
    "first append": lambda log: log.append(NEW).id,
    "append": lambda log: log.append(NEW).id,
    "append of a new column": lambda log: log.append(NEW).id,
    "append after a kept one": lambda log: log.append(NEW).id,
    "append to an emptied file": lambda log: log.append(NEW).id,
    "edit": lambda log: log.replace(MIDDLE, pain_before=5).id,
    "delete": lambda log: log.remove(MIDDLE).id,
    "undo": lambda log: log.undo(),
    "redo": lambda log: log.redo(),
    "restore": lambda log: len(log.restore_missing()),
}


def run(command: dict[str, Any]) -> None:
    """Run one command and say how it ended."""
    log = SessionLog(command["log"])
    if command["stop"]:
        os.kill(os.getpid(), signal.SIGSTOP)
    try:
        said = {"done": COMMANDS[command["command"]](log), "trouble": log.trouble}
    except RolltrackError as error:
        said = {"error": str(error)}
    except BaseException as error:
        said = {"crash": repr(error)}
    os.write(1, json.dumps(said).encode() + b"\n")
    os._exit(0)


def main() -> None:
    """Fork one process a command."""
    for pattern in ("d MMMM", "d MMMM y"):  # the names of months are loaded before the fork, too
        date_words(dt.date(2026, 11, 21), pattern)
    Path(sys.argv[1]).mkdir(exist_ok=True)
    allow_any_tracer = 0x59616D61
    ctypes.CDLL(None).prctl(allow_any_tracer, ctypes.c_ulong(-1), 0, 0, 0)
    for line in sys.stdin:
        command = json.loads(line)
        pid = os.fork()
        if not pid:
            ctypes.CDLL(None).prctl(allow_any_tracer, ctypes.c_ulong(-1), 0, 0, 0)
            run(command)
        os.write(1, json.dumps({"pid": pid}).encode() + b"\n")
        _, status = os.waitpid(pid, 0)
        os.write(1, json.dumps({"status": status}).encode() + b"\n")


if __name__ == "__main__":
    main()
