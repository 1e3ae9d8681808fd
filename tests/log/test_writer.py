"""What changes a log, when the disk, another program or an interrupt comes between."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rolltrack import SessionLog
from rolltrack.entry.errors import (
    ChangedElsewhere,
    IdTaken,
    LogBusy,
    NothingToUndo,
    NotSaved,
    UnreadableLog,
)
from rolltrack.log import journal
from rolltrack.log.safewrite import temporary_name
from rolltrack.log.writer import Writer
from tests.small_log import IDS, START, entry, filled, minutes


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionLog:
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    (tmp_path / "logs").mkdir()
    return SessionLog(tmp_path / "logs" / "sessions.csv")


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


def test_a_journal_that_is_taken_away_while_a_writer_waits_is_begun_anew(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(entry(1))
    lock, old = journal.lock, pages(log).parent

    def waits(fd: int, seconds: float) -> bool:
        if old.exists() and "later" not in os.listdir(old):
            shutil.rmtree(old)
            old.mkdir()
            (old / "later").touch()
            lock(fd, seconds)
            return True
        return lock(fd, seconds)

    monkeypatch.setattr(journal, "lock", waits)
    log.append(entry(2))
    assert b'"minutes":"2"' in pages(log).read_bytes()


def test_a_row_that_was_torn_in_its_last_cell_becomes_whole(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(log)
    with monkeypatch.context() as patch:
        write_half(patch, log.path)
        log.append(entry(4, notes="all of a long note and not the first half of it"))
    assert "not yet in sessions.csv" in log.trouble
    log.append(entry(5))
    assert [e.notes for e in log.entries()][3:] == [
        "all of a long note and not the first half of it",
        None,
    ]


@pytest.mark.parametrize("cut", [3, 20, 32, 33, 34, 60])
def test_a_note_of_several_lines_that_was_torn_becomes_whole(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    before = filled(log)
    note = "the first line\nthe second line\nand the last"
    with monkeypatch.context() as patch:
        write_half(patch, log.path)
        log.append(entry(4, id="r_zzzzzzzzzz", notes=note))
    whole = log.path.read_bytes()[len(before) :]
    log.path.write_bytes(before + whole[: -cut or None])
    log.append(entry(5))
    assert [e.notes for e in log.entries()][3:] == [note, None]
    assert log.problems() == []


def test_a_refused_edit_leaves_the_journal_as_it_was(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(log)
    log.remove(IDS[0])
    before, noted = log.path.read_bytes(), pages(log).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(NotSaved, match="the disk is full"):
            log.remove(IDS[2])
    assert (log.path.read_bytes(), pages(log).read_bytes()) == (before, noted)
    log.path.write_bytes(b"".join(before.splitlines(keepends=True)[:-1]))
    assert [e.id for e in log.missing()] == [IDS[2]]


def test_an_edit_on_a_full_state_disk_names_that_disk(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(log)
    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(NotSaved, match=r"rolltrack's own folder .* the disk is full"):
        log.remove(IDS[1])
    assert log.path.read_bytes() == before


def test_what_another_program_brought_back_is_not_brought_back_twice(log: SessionLog) -> None:
    old = filled(log)
    log.remove(IDS[1])
    log.path.write_bytes(old)
    assert log.undo() == "Undone: deleting 2 min on 21 November 2026."
    assert log.path.read_bytes() == old
    log.append(entry(4))
    old = log.path.read_bytes()
    log.undo()
    log.path.write_bytes(old)
    assert log.redo() == "Done again: 4 min on 21 November 2026."
    assert minutes(log) == [1, 2, 3, 4]


def test_an_edit_that_is_set_back_already_is_undone_without_a_change(log: SessionLog) -> None:
    old = filled(log)
    log.replace(IDS[1], minutes=9)
    log.path.write_bytes(old)
    assert log.undo() == "Undone: Minutes 2 → 9, in the entry of 21 November."
    assert log.path.read_bytes() == old
    assert log.undo() == "Undone: 3 entries."


def test_a_redo_does_what_was_undone_or_nothing_where_the_journal_is_damaged(
    log: SessionLog,
) -> None:
    first = log.append(entry(1))
    log.remove(first.id or "")
    log.undo()
    log.append(entry(2))
    log.undo()
    lines = pages(log).read_bytes().splitlines(keepends=True)
    lines[-4] = lines[-4][:9] + b"\n"  # the new entry's, before what was taken back
    pages(log).write_bytes(b"".join(lines))
    with pytest.raises(NothingToUndo):
        log.redo()
    assert minutes(log) == [1]


def test_an_undo_does_not_write_beside_another_entry_with_that_id(log: SessionLog) -> None:
    old = filled(log)
    log.remove(IDS[1])
    changed = old.replace(b",2,,", b",9,,")
    log.path.write_bytes(changed)
    with pytest.raises(ChangedElsewhere):
        log.undo()
    assert log.path.read_bytes() == changed


def test_putting_back_leaves_another_row_with_the_same_id_alone(log: SessionLog) -> None:
    old = filled(log)
    log.replace(IDS[0], pain_before=5)
    copied = old.splitlines(keepends=True)[1].replace(b"-21T", b"-22T").replace(b",1,,", b",55,,")
    log.path.write_bytes(old + copied)
    assert [e.pain_before for e in log.missing()] == [5]
    log.restore_missing()
    assert log.missing() == []
    assert [(e.start.day, e.minutes, e.pain_before) for e in log.entries()] == [
        (21, 1, 5),
        (21, 2, None),
        (21, 3, None),
        (22, 55, None),
    ]


def test_a_kept_step_that_is_half_in_the_file_is_not_undone_by_half(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(log)
    with monkeypatch.context() as patch:
        write_half(patch, log.path)
        log.append_many([entry(10 + number) for number in range(5)])
        with pytest.raises(NotSaved):
            log.undo()
    assert log.undo() == "Undone: 5 entries."
    assert minutes(log) == [1, 2, 3]


def test_a_writer_elsewhere_can_not_put_its_half_under_the_name_of_the_log(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, fsync = filled(log), os.fsync

    def another_computer(fd: int) -> None:  # shares the folder, not the lock
        fsync(fd)
        for waiting in log.path.parent.glob(".sessions.csv.rolltrack-new*"):
            waiting.unlink()
            temporary_name(log.path).write_bytes(b"half")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", another_computer)
        with pytest.raises(NotSaved):
            log.replace(IDS[0], minutes=20)
    assert log.path.read_bytes() == before


def test_what_a_killed_rewrite_left_is_removed_by_the_next_one(log: SessionLog) -> None:
    filled(log)
    nobody = 2**22 + 1  # more than Linux gives out
    log.path.with_name(f".sessions.csv.rolltrack-new-{nobody}-00").write_bytes(b"half")
    running = log.path.with_name(f".sessions.csv.rolltrack-new-{os.getpid()}-00")
    running.write_bytes(b"half")
    log.replace(IDS[0], minutes=20)
    assert sorted(os.listdir(log.path.parent)) == [running.name, "sessions.csv"]


def test_what_cannot_be_removed_beside_the_log_stops_no_save(log: SessionLog) -> None:
    filled(log)
    log.path.with_name(".sessions.csv.rolltrack-new-4194305-folder").mkdir()
    log.replace(IDS[0], minutes=20)
    assert minutes(log) == [20, 2, 3]


@pytest.mark.parametrize("length", [1, 7, 8, 20, 100])
def test_a_header_that_was_torn_is_written_anew(log: SessionLog, length: int) -> None:
    filled(log)
    header = log.path.read_bytes().splitlines()[0]
    log.path.write_bytes(header[:length])
    with pages(log).open("ab") as of_a_killed_one:
        of_a_killed_one.write(b'{"op": "torn')
    log.append(entry(6))
    assert minutes(log) == [6]
    assert log.path.read_bytes().startswith(header + b"\n")


def test_a_row_goes_into_the_file_that_another_program_has_just_emptied(log: SessionLog) -> None:
    old = filled(log)
    with log.path.open("wb") as other:
        log.append(entry(4))
        other.write(old.replace(b",3,,", b",33,,"))
    assert minutes(log) == [1, 2, 33]
    assert [e.minutes for e in log.missing()] == [4]


def test_lines_that_cannot_be_read_keep_their_bytes_when_columns_are_added(
    log: SessionLog,
) -> None:
    log.path.write_text(f'id,start,minutes\n{IDS[0]},{START},8\nodd, "line\n{IDS[1]},{START},9,5\n')
    log.append(entry(3))
    lines = log.path.read_text().splitlines()
    assert lines[1:3] == [f"{IDS[0]},{START},8,", 'odd, "line']
    # As it was it would have a kind now.
    assert lines[3] == f"{IDS[1]},{START},9,5,"
    assert [problem.line for problem in log.problems() if problem.line] == [3, 4]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("order", ["mine,id", "id,mine"])
def test_a_column_of_ones_own_may_have_several_lines_left_of_id_or_start(
    log: SessionLog, newline: str, order: str
) -> None:
    own = f'"line one{newline}line ""two"""'
    both = {
        "mine,id": (f"{own},{IDS[0]}", f"x,{IDS[1]}"),
        "id,mine": (f"{IDS[0]},{own}", IDS[1] + ",x"),
    }
    one, two = both[order]
    rows = [f"{order},start,minutes,kind", f"{one},{START},8,", f"{two},{START},9,"]
    before = newline.join([*rows, ""]).encode()
    log.path.write_bytes(before)
    assert minutes(log) == [8, 9]
    log.replace(IDS[0], minutes=7)
    assert log.path.read_bytes() == before.replace(b",8,", b",7,session")
    log.remove(IDS[0])
    log.undo()
    assert [e.minutes for e in log.entries()] == [7, 9]
    assert log.problems()[0].line is None


def test_a_write_protected_file_is_not_replaced(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(log)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(NotSaved, match="may not be written to"):
        log.replace(IDS[0], minutes=20)
    assert log.path.read_bytes() == before


def test_an_id_that_is_known_is_not_taken_anew_while_the_file_is_away(log: SessionLog) -> None:
    filled(log)
    away = log.path.rename(log.path.with_name("away"))
    log.path.write_bytes("start;Größe\n".encode("utf-16"))
    with pytest.raises(IdTaken):
        log.append(entry(50, id=IDS[1]))
    log.append(entry(2, id=IDS[1]))
    assert log.trouble == ""
    away.replace(log.path)
    assert (log.pending(), log.missing(), minutes(log)) == ([], [], [1, 2, 3])


def test_an_entry_with_an_id_of_its_own_is_kept_as_well(log: SessionLog) -> None:
    log.path.write_bytes("start;Größe\n".encode("utf-16"))
    for _ in range(2):
        log.append(entry(1, id=IDS[0]))
    assert "UTF-16" in log.trouble
    log.path.unlink()
    log.append(entry(2))
    assert minutes(log) == [1, 2]


def test_an_unplugged_drive_is_no_new_log_after_everything_was_deleted(log: SessionLog) -> None:
    log.remove(log.append(entry(1)).id or "")
    shutil.rmtree(log.path.parent)
    log.append(entry(2))
    assert "Plug in its drive" in log.trouble
    assert not log.path.parent.exists()


def test_a_folder_that_is_gone_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    log = SessionLog("sessions.csv")
    for act in (log.entries, log.frame, log.missing, lambda: log.append(entry())):
        with pytest.raises(UnreadableLog, match="the folder you are in is not there any more"):
            act()
