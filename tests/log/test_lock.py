"""One writer at a time: many writers, a stuck one, one that died, one that was forked."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections import Counter

import pytest

from rolltrack import SessionLog
from rolltrack.entry.errors import LogBusy, NotSaved
from rolltrack.log import journal
from rolltrack.log.lock import lock
from rolltrack.log.writer import Writer
from tests.small_log import entry, filled, minutes, pages

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


def test_a_lock_that_the_disk_does_not_know_gets_a_sentence(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(1))

    def no_locks(*_: object) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(journal, "lock", no_locks)
    with pytest.raises(NotSaved, match="No locks available"):
        log.append(entry(2))


def test_an_interrupt_in_the_very_end_of_a_save_leaves_no_lock(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.05)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "__exit__", interrupted)
        with pytest.raises(KeyboardInterrupt):
            log.append(entry(1))
    log.append(entry(2))
    assert minutes(log) == [1, 2]


def test_a_save_inside_of_a_save_is_refused_and_harms_neither(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(log)
    fsync, said = os.fsync, []

    def interrupted(fd: int) -> None:  # as by a signal whose handler saves
        with pytest.raises(LogBusy, match=r"another save to sessions\.csv is not through") as busy:
            log.append(entry(99))
        said.append(str(busy.value))
        fsync(fd)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        log.append(entry(4))
    assert len(said) == 2
    assert minutes(log) == [1, 2, 3, 4]
    assert log.undo() == "Undone: 4 min on 21 November 2026."


def test_a_forked_process_does_not_hold_the_lock_of_one_that_died(log: SessionLog) -> None:
    filled(log)
    code = (
        "import os, sys, time, rolltrack as rt\n"
        "log = rt.SessionLog(sys.argv[1])\n"
        "def fork(fd):\n"
        "    if not os.fork():\n"
        "        open(sys.argv[2], 'x').close()\n"
        "        time.sleep(600)\n"
        "    while not os.path.exists(sys.argv[2]): time.sleep(0.01)\n"
        "    print(os.getpid(), flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "os.fsync = fork\n"
        "log.append(rt.Entry(start='2026-11-21T18:30:05+01:00', minutes=4))\n"
    )
    forked = log.path.with_name("forked")
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(log.path), str(forked)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    parent.wait()
    try:
        log.append(entry(5))
    finally:
        os.killpg(parent.pid, signal.SIGKILL)
    assert minutes(log)[-1] == 5


def test_a_process_forked_during_a_save_does_not_keep_the_lock(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.05)
    fsync, held = os.fsync, []

    def forked(fd: int) -> None:  # a forked process has the same open files, as copies here
        held.append(os.dup(fd))
        fsync(fd)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", forked)
        log.append(entry(1))
    log.append(entry(2))
    for fd in held:
        os.close(fd)
    assert minutes(log) == [1, 2]
