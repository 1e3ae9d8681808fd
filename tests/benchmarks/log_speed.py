"""How fast the log is, beside a floor of the same run: python -m tests.benchmarks.log_speed

Times differ from machine to machine; the ratios hold. Every way is timed in turn with its floor,
and the median of the ratios is shown. The floor of an append is to open, write, sync and close the
same bytes, and to write and sync the journal's; of an edit, to write the same bytes to a temporary
file, sync it, put it in place and sync the folder; of loading, one pass of csv.reader.
"""

from __future__ import annotations

import csv
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from rolltrack import COLUMNS, Entry, SessionLog
from rolltrack.command.check import check
from rolltrack.log import journal
from tests.benchmarks.long_log import long_log

ENTRY = Entry(start="2026-11-21T18:30:05+01:00", minutes=8, pain_before=6, pain_after=4)
ROW = ENTRY.texts()
LETTERS = "bcdfghjklmnpqrstvwxz"


def write_log(path: Path, rows: int, quoted: bool = False) -> None:
    """A clean log of so many rows, about 120 bytes each."""
    chance = random.Random(1)
    notes = ["", "", "felt looser", '"long day, slept badly"' if quoted else "slept badly"]
    with open(path, "w") as file:
        file.write(",".join(COLUMNS) + "\n")
        for number in range(rows):
            values = {
                "id": "r_" + "".join(chance.choices(LETTERS, k=10)),
                "start": f"20{10 + number % 80}-{1 + number % 12:02}-21T18:30:05+01:00",
                "kind": "session",
                "routine": chance.choice(["morning", "evening", "desk_break"]),
                "areas": chance.choice(["upper_back|hips", "neck", "lower_back|mid_back"]),
                "roller": chance.choice(["soft", "firm"]),
                "popped": chance.choice(["yes", "no", ""]),
                "notes": chance.choice(notes),
            }
            for name in ("minutes", "pressure", "pain_before", "pain_after", "tension_before"):
                values[name] = str(chance.randint(0, 10))
            values["sleep_minutes"] = str(chance.randint(300, 540))
            file.write(",".join(values.get(name, "") for name in COLUMNS) + "\n")


def ratios(floor: Callable[[], object], ways: dict[str, Callable[[], object]], times: int) -> None:
    """Print the median ratio of each way to the floor, timed in turn."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    floors = []
    for _ in range(times):
        lowest = timed(floor)
        floors.append(lowest)
        for name, way in ways.items():
            found[name].append(timed(way) / lowest)
    shown = ", ".join(f"{name} {statistics.median(found[name]):.2f}" for name in ways)
    print(f"  {shown}   (floor {statistics.median(floors) * 1e3:.2f} ms)", flush=True)


def timed(do: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def written(path: Path, data: bytes, flags: int) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | flags)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)


def appends(folder: Path, rows: int) -> None:
    """One durable append to a log of so many rows."""
    path = folder / f"{rows}.csv"
    write_log(path, rows)
    log = SessionLog(path)
    log.append(ENTRY)
    (journal,) = (folder / "state").glob(f"{rows}-*/journal.jsonl")
    line = path.read_bytes().splitlines(keepends=True)[-1]
    entry_in_journal = journal.read_bytes().splitlines(keepends=True)[0]
    beside = os.open(folder / "floor.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def floor() -> None:
        os.write(beside, entry_in_journal)
        os.fsync(beside)
        written(folder / "floor.csv", line, os.O_APPEND)

    floor()
    print(f"append at {rows:,} rows")
    save = partial(log.append, ENTRY)
    ratios(floor, {"rolltrack": save, "with filelock": partial(with_filelock, save)}, 200)
    if rows <= 10_000:
        ratios(floor, tutorials(folder, path), 5)


def with_filelock(save: Callable[[], object]) -> None:
    """A save that takes filelock's lock instead of rolltrack's own."""
    try:
        from filelock import FileLock
    except ImportError:
        return
    path = os.path.join(os.environ["ROLLTRACK_STATE"], "filelock")
    held = FileLock(path, timeout=15, fallback_to_soft=False)
    own = journal.lock, journal.unlock
    journal.lock = lambda *_: not held.acquire()
    journal.unlock = lambda _: held.release()
    try:
        save()
    finally:
        journal.lock, journal.unlock = own


def tutorials(folder: Path, path: Path) -> dict[str, Callable[[], object]]:
    """The ways a tutorial would save one more row."""
    copy = folder / "copy.csv"
    copy.write_bytes(path.read_bytes())
    database = sqlite3.connect(folder / f"{path.stem}.db")
    pd.read_csv(path).to_sql("log", database)
    insert = f"insert into log ({', '.join(ROW)}) values ({', '.join('?' * len(ROW))})"

    def frame() -> None:
        table = pd.concat([pd.read_csv(copy), pd.DataFrame([ROW])])
        table.to_csv(copy, index=False)

    def sqlite() -> None:
        with database:
            database.execute(insert, list(ROW.values()))

    ways: dict[str, Callable[[], object]] = {"read_csv, concat, to_csv": frame, "sqlite3": sqlite}
    try:
        from tinydb import TinyDB
    except ImportError:
        print("  (TinyDB is not installed)")
        return ways
    tiny = TinyDB(folder / f"{path.stem}.json")
    tiny.insert_multiple(pd.read_csv(path, dtype=str).fillna("").to_dict("records"))
    return ways | {"TinyDB": lambda: tiny.insert(dict(ROW))}


def edits(folder: Path, rows: int) -> None:
    """One durable edit in the middle of a log of so many rows."""
    path = folder / "edited.csv"
    write_log(path, rows)
    log = SessionLog(path)
    entry_id = path.read_text().splitlines()[rows // 2][:12]
    log.replace(entry_id, pain_after=0)
    data = path.read_bytes()
    count = iter(range(10**9))

    def floor() -> None:
        written(folder / "new", data, os.O_TRUNC)
        os.replace(folder / "new", folder / "old")
        fd = os.open(folder, os.O_RDONLY)
        os.fsync(fd)
        os.close(fd)

    def frame() -> None:
        table = pd.read_csv(path)
        table.loc[table["id"] == entry_id, "pain_after"] = 3
        table.to_csv(folder / "frame.csv", index=False)

    print(f"edit in the middle of {rows:,} rows")
    ways: dict[str, Callable[[], object]] = {
        "rolltrack": lambda: log.replace(entry_id, pain_after=next(count) % 10 + 1),
        "read_csv, loc, to_csv": frame,
    }
    ratios(floor, ways, 7)


def loads(folder: Path, rows: int, quoted: bool) -> None:
    """A log of so many rows → a typed, checked DataFrame."""
    path = folder / "loaded.csv"
    write_log(path, rows, quoted)
    log = SessionLog(path)

    def floor() -> None:
        with open(path, newline="") as file:
            for _ in csv.reader(file):
                pass

    print(f"load {rows:,} rows" + (", a quarter of them with quoted notes" if quoted else ""))
    ways = {"rolltrack": log.frame, "read_csv, nothing checked": lambda: pd.read_csv(path)}
    ratios(floor, ways, 7)
    size = path.stat().st_size
    command = [sys.executable, "-m", "tests.benchmarks.log_speed", str(path)]
    more = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"  memory: {more / size:.1f} times the file of {size / 1e6:.1f} MB", flush=True)


def checks(folder: Path, rows: int) -> None:
    """Everything that ``rolltrack check`` looks at, in a log of so many rows."""
    log = long_log(folder, rows)

    def floor() -> None:
        with open(log.path, newline="") as file:
            for _ in csv.reader(file):
                pass

    print(f"check {rows:,} rows")
    ways = {
        "counted": partial(check, log, with_rows=False),
        "every row as text": partial(check, log),
    }
    ratios(floor, ways, 5)


def memory_of_loading(path: Path) -> int:
    """How many bytes the process grows at its highest when it loads a log."""
    small = path.with_name("small.csv")
    write_log(small, 100)
    SessionLog(small).frame()
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark starts anew
    before = _highest()
    frame = SessionLog(path).frame()
    assert len(frame) > 1000
    return _highest() - before


def _highest() -> int:
    """The most memory the process had so far, in bytes (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ROLLTRACK_STATE"] = str(folder / "state")
        for rows in (100, 10_000, 1_000_000):
            appends(folder, rows)
        edits(folder, 100_000)
        loads(folder, 100_000, quoted=False)
        loads(folder, 100_000, quoted=True)
        checks(folder, 109_500)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(memory_of_loading(Path(sys.argv[1])))
    else:
        main()
