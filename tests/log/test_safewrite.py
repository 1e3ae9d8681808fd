"""Files are replaced whole, for their owner only, and nothing stays beside them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from rolltrack import SessionLog
from rolltrack.entry.errors import NotSaved
from rolltrack.log.safewrite import temporary_name
from tests.small_log import IDS, entry, filled, minutes


@pytest.mark.usefixtures("log")
def test_new_files_and_folders_are_their_owners_only(tmp_path: Path) -> None:
    deep = SessionLog(tmp_path / "new" / "deep" / "x.csv")
    deep.append(entry())
    deep.replace(deep.entries()[0].id or "", minutes=3)
    for path in [
        tmp_path / "new",
        *(tmp_path / "new").rglob("*"),
        *(tmp_path / "state").rglob("*"),
    ]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_an_existing_file_keeps_its_mode_and_a_link_stays_a_link(
    log: SessionLog, tmp_path: Path
) -> None:
    filled(log)
    log.path.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(log.path)
    SessionLog(link).replace(IDS[1], minutes=20)
    assert link.is_symlink()
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o640
    assert minutes(log) == [1, 20, 3]


def test_nothing_stays_beside_the_log(log: SessionLog) -> None:
    filled(log)
    log.replace(IDS[0], minutes=4)
    log.remove(IDS[1])
    log.undo()
    assert os.listdir(log.path.parent) == ["sessions.csv"]


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


def test_a_write_protected_file_is_not_replaced(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(log)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(NotSaved, match="may not be written to"):
        log.replace(IDS[0], minutes=20)
    assert log.path.read_bytes() == before
