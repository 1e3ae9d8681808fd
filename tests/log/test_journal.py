"""The journal and the lock: many writers, a stuck one, torn lines, a disk that fills up."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from rolltrack import Entry, SessionLog
from rolltrack.entry.errors import LogBusy, NotSaved
from rolltrack.log import journal
from rolltrack.log.lock import lock

START = "2026-11-21T18:30:05+01:00"
WRITERS, APPENDS = 8, 250
WRITER = """
import os, sys, time, rolltrack as rt
log = rt.SessionLog(sys.argv[1])
for number in range(int(sys.argv[3])):
    while number == int(sys.argv[3]) // 2 and not os.path.exists(sys.argv[4]):
        time.sleep(0.01)
    notes = f"{sys.argv[2]} {number}"
    log.append(rt.Entry(start="2026-11-21T18:30:05+01:00", minutes=8, notes=notes))
    assert not log.trouble, log.trouble
"""
EDITOR = """
import sys, time, rolltrack as rt
log = rt.SessionLog(sys.argv[1])
while not (entries := log.entries()):
    time.sleep(0.01)
edits = 0
while f"writer 0 {int(sys.argv[2]) - 1}\\n".encode() not in log.path.read_bytes():
    log.replace(entries[edits % len(entries)].id, pain_after=edits % 11, medication="x" * edits)
    edits += 1
    if edits == 5:
        open(sys.argv[3], "x").close()
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionLog:
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    return SessionLog(tmp_path / "sessions.csv")


def entry(minutes: int = 8) -> Entry:
    return Entry(start=START, minutes=minutes)


def pages(log: SessionLog) -> Path:
    (found,) = (log.path.parent / "state").glob("*/journal.jsonl")
    return found


def test_eight_writers_and_an_editor_lose_nothing(log: SessionLog) -> None:
    def start(code: str, *more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", code, str(log.path), *more])

    # Nobody writes the second half before five edits are saved: the editor is among the writers.
    edited = str(log.path.with_name("edited five times"))
    editor = start(EDITOR, str(APPENDS), edited)
    writers = [start(WRITER, f"writer {n}", str(APPENDS), edited) for n in range(WRITERS)]
    assert [process.wait(300) for process in [*writers, editor]] == [0] * (WRITERS + 1)
    notes = Counter(entry.notes for entry in log.entries())
    expected = {f"writer {w} {n}" for w in range(WRITERS) for n in range(APPENDS)}
    assert set(notes) == expected
    assert set(notes.values()) == {1}
    assert log.problems() == []
    assert log.missing() == []


def test_two_threads_of_one_kernel_lose_nothing(log: SessionLog) -> None:
    def append() -> None:
        for _ in range(50):
            log.append(entry())

    threads = [threading.Thread(target=append) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({e.id for e in log.entries()}) == 100
    assert log.problems() == []


def test_a_stuck_writer_gets_a_sentence_after_a_bounded_wait(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry())
    before = log.path.read_bytes()
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.1)
    fd = os.open(pages(log), os.O_RDWR)
    lock(fd, 1)
    for save in (lambda: log.append(entry()), log.undo):
        with pytest.raises(LogBusy, match="another rolltrack has been writing to"):
            save()
    assert log.path.read_bytes() == before
    assert len(log.entries()) == 1
    os.close(fd)
    log.append(entry())


def test_the_lock_of_a_process_that_died_is_free(log: SessionLog) -> None:
    log.append(entry())
    code = (
        "import os, signal, sys; from rolltrack.log.lock import lock; "
        "fd = os.open(sys.argv[1], os.O_RDWR); lock(fd, 1); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(pages(log))], check=False)
    log.append(entry())
    assert len(log.entries()) == 2


def test_a_torn_line_of_the_journal_is_left_out_and_never_glued(log: SessionLog) -> None:
    log.append(entry(1))
    with open(pages(log), "ab") as file:
        file.write(b'{"op": "change", "kind": "app')
    log.append(entry(2))
    assert log.undo() == "Undone: 2 min on 21 November 2026."
    assert [e.minutes for e in log.entries()] == [1]
    assert log.missing() == []


def test_a_journal_of_something_else_keeps_nobody_from_logging(log: SessionLog) -> None:
    log.append(entry(1))
    pages(log).write_bytes(b'[1, 2]\n"text"\n{"op": "from the future"}\n\xff\xfe\n')
    log.append(entry(2))
    assert [e.minutes for e in log.entries()] == [1, 2]


def test_a_disk_that_fills_up_in_the_middle_of_a_row_leaves_no_half_row(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(1))
    before = log.path.read_bytes()
    with monkeypatch.context() as patch:
        fill_up_at(patch, log.path)
        log.append(entry(2))
    assert "the disk is full" in log.trouble
    assert log.path.read_bytes() == before
    assert [e.minutes for e in log.pending()] == [2]
    log.append(entry(3))
    assert [e.minutes for e in log.entries()] == [1, 2, 3]


def test_half_a_row_that_could_not_be_taken_back_is_made_whole(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(1))

    def refuse(*_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        fill_up_at(patch, log.path)
        patch.setattr(os, "ftruncate", refuse)
        log.append(entry(2))
    assert not log.path.read_bytes().endswith(b"\n")
    log.append(entry(3))
    assert [e.minutes for e in log.entries()] == [1, 2, 3]
    assert log.problems() == []


def test_a_full_disk_leaves_an_edit_undone_and_says_so(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = log.append(entry(1))
    before = log.path.read_bytes()
    with monkeypatch.context() as patch:
        fill_up_at(patch, log.path.with_name(".sessions.csv.rolltrack-new-*"))
        with pytest.raises(NotSaved, match=r"sessions.csv: the disk is full\. Make room"):
            log.replace(saved.id or "", minutes=2)
    assert log.path.read_bytes() == before
    assert sorted(os.listdir(log.path.parent)) == ["sessions.csv", "state"]
    log.replace(saved.id or "", minutes=3)
    assert log.undo() == "Undone: Minutes 1 → 3, in the entry of 21 November."


@pytest.mark.parametrize("code", ["EACCES", "EPERM", "EBUSY", "EAGAIN"])
def test_a_log_that_another_program_has_locked_keeps_the_entry(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    saved = log.append(entry(1))
    before = log.path.read_bytes()
    really_open = os.open

    def locked(path: os.PathLike[str] | str, flags: int, mode: int = 0o777) -> int:
        if os.fspath(path) == os.fspath(log.path) and flags & (os.O_RDWR | os.O_WRONLY):
            raise OSError(getattr(errno, code), "locked")
        return really_open(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", locked)
        patch.setattr(os, "replace", lambda *paths: locked(paths[1], os.O_WRONLY))
        log.append(entry(2))
        assert log.trouble.startswith("Kept, not yet in sessions.csv: it may not be written to.")
        assert "Close it in other programs" in log.trouble
        with pytest.raises(NotSaved, match="Close it in other programs"):
            log.replace(saved.id or "", minutes=3)
    assert log.path.read_bytes() == before
    assert [e.minutes for e in log.pending()] == [2]
    log.append(entry(4))
    assert [e.minutes for e in log.entries()] == [1, 2, 4]


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


def test_a_file_that_is_replaced_while_a_row_goes_in_gets_the_row(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(1))
    other = log.path.with_name("other")
    other.write_bytes(log.path.read_bytes())
    fsync = os.fsync

    def replaced(fd: int) -> None:
        fsync(fd)
        if other.exists() and os.path.samestat(os.fstat(fd), log.path.stat()):
            os.replace(other, log.path)

    monkeypatch.setattr(os, "fsync", replaced)
    log.append(entry(2))
    assert not other.exists()
    assert [e.minutes for e in log.entries()] == [1, 2]


def test_an_edit_sees_what_another_program_saved_a_moment_before(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = log.append(entry(1))
    fsync = os.fsync
    more = log.path.read_bytes() + f"r_zzzzzzzzzz,{START},session{',' * 21}\n".encode()

    def save_too(fd: int) -> None:
        fsync(fd)
        new = list(log.path.parent.glob(".sessions.csv.rolltrack-new-*"))
        if new and log.path.read_bytes() != more:
            log.path.write_bytes(more)

    monkeypatch.setattr(os, "fsync", save_too)
    log.replace(saved.id or "", minutes=5)
    assert [e.minutes for e in log.entries()] == [5, None]


def test_the_log_is_backed_up_before_the_first_rewrite_of_a_day(log: SessionLog) -> None:
    saved = log.append(entry(1))
    before = log.path.read_bytes()
    log.replace(saved.id or "", minutes=2)
    log.replace(saved.id or "", minutes=3)
    (backup,) = pages(log).parent.glob("backups/*")
    assert backup.read_bytes() == before


def test_thirty_backups_are_kept(log: SessionLog) -> None:
    saved = log.append(entry(1))
    folder = pages(log).parent / "backups"
    folder.mkdir()
    for day in range(10, 50):
        (folder / f"2020-01-{day}.csv").write_text("old")
    log.replace(saved.id or "", minutes=2)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 30
    assert names[0] == "2020-01-21.csv"


def test_the_journal_has_a_change_before_the_log_has_it(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(1))
    synced: list[str] = []
    fsync = os.fsync
    names = {os.stat(log.path).st_ino: "log", os.stat(pages(log)).st_ino: "journal"}

    def note(fd: int) -> None:
        synced.append(names[os.fstat(fd).st_ino])
        fsync(fd)

    monkeypatch.setattr(os, "fsync", note)
    log.append(entry(2))
    assert synced == ["journal", "log"]


def test_the_state_folder_is_the_systems_own_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ROLLTRACK_STATE")
    assert "rolltrack" in str(journal.state_folder())


def test_the_journal_is_one_json_object_a_line(log: SessionLog) -> None:
    log.append(Entry(start=START, notes="line\u00a0separators é 😀"))
    lines = [json.loads(line) for line in pages(log).read_bytes().splitlines()]
    assert [line["op"] for line in lines] == ["change", "done"]


DAMAGED = (
    "null",
    '{"op": "change", "kind": "append"}',
    '{"op": "change", "kind": "append", "rows": [{"after": {"minutes": "8"}}]}',
    '{"op": "change", "kind": "append", "rows": [{"after": 5}]}',
    '{"op": "change", "kind": "append", "rows": [{"after": {"id": 5}}]}',
    '{"op": "change", "kind": 7, "rows": []}',
    '{"op": "change", "kind": "undo", "rows": []}\n{"op": "done"}',
    '{"op": "change", "kind": "redo", "rows": []}\n{"op": "done"}',
    '{"op": "seen"}',
    '{"op": "seen", "rows": [1]}',
    '{"op": "forget"}',
    '{"op": "emptied", "columns": 3}',
    '{"op": "void"}',
    "[" * 200_000,
)


@pytest.mark.parametrize("line", DAMAGED, ids=range(len(DAMAGED)))
@pytest.mark.parametrize("settled", [True, False])
def test_a_damaged_line_of_the_journal_is_left_out(
    log: SessionLog, line: str, settled: bool
) -> None:
    saved = log.append(entry(1))
    with open(pages(log), "a") as file:
        file.write(line + "\n" + '{"op": "done"}\n' * settled)
    assert [e.minutes for e in log.missing()] == []
    assert [p.line for p in log.problems()] == []
    log.append(entry(2))
    log.replace(saved.id or "", minutes=3)
    assert log.undo() == "Undone: Minutes 1 → 3, in the entry of 21 November."
    assert [e.minutes for e in log.entries()] == [1, 2]


def test_a_lock_that_the_disk_does_not_know_gets_a_sentence(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(1))

    def no_locks(*_: object) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(journal, "lock", no_locks)
    with pytest.raises(NotSaved, match="No locks available"):
        log.append(entry(2))


def test_backups_from_a_wrong_clock_go_first(log: SessionLog) -> None:
    saved = log.append(entry(1))
    folder = pages(log).parent / "backups"
    folder.mkdir()
    for day in range(10, 40):
        (folder / f"2199-01-{day}.csv").write_text("of a day to come")
    log.replace(saved.id or "", minutes=2)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 30
    assert not names[0].startswith("2199")


def test_a_state_folder_below_home_or_here_is_the_same_one_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for named, folder in (("~/own", tmp_path / "home" / "own"), ("own", tmp_path / "own")):
        monkeypatch.setenv("ROLLTRACK_STATE", named)
        assert journal.state_folder() == folder
