"""What changes a log, when the disk, another program or an interrupt comes between."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from rolltrack import SessionLog
from rolltrack.entry.errors import IdTaken, NotSaved, UnreadableLog
from rolltrack.log import journal
from tests.small_log import IDS, entry, filled, minutes, pages, refuse, write_half


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


def test_a_row_goes_into_the_file_that_another_program_has_just_emptied(log: SessionLog) -> None:
    old = filled(log)
    with log.path.open("wb") as other:
        log.append(entry(4))
        other.write(old.replace(b",3,,", b",33,,"))
    assert minutes(log) == [1, 2, 33]
    assert [e.minutes for e in log.missing()] == [4]


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
