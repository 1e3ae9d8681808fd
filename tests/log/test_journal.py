"""The journal and the lock: many writers, a stuck one, torn lines, a disk that fills up."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from rolltrack import Entry, SessionLog
from rolltrack.entry.errors import NotSaved
from rolltrack.log import journal
from tests.small_log import START, entry, fill_up_at, pages


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
    assert sorted(os.listdir(log.path.parent)) == ["sessions.csv"]
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
