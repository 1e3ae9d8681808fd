"""A log has one identity, which no other log has."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolltrack import SessionLog
from rolltrack.log.identity import identity_of
from tests.small_log import IDS, START, filled


def identity(log: SessionLog) -> str:
    return identity_of(log.path, log.snapshot())


def test_it_stays_when_entries_come_and_the_first_one_goes(log: SessionLog) -> None:
    filled(log)
    before = identity(log)
    log.remove(IDS[0])
    assert identity(log) == before
    assert identity(SessionLog(log.path)) == before


def test_it_moves_along_with_the_file(log: SessionLog, tmp_path: Path) -> None:
    filled(log)
    before = identity(log)
    moved = tmp_path / "elsewhere" / "my log.csv"
    moved.parent.mkdir()
    log.path.rename(moved)
    assert identity(SessionLog(moved)) == before


@pytest.mark.parametrize("text", ["", f"start,minutes\n{START},8\n"])
def test_two_logs_that_look_the_same_have_two(tmp_path: Path, text: str) -> None:
    logs = [SessionLog(tmp_path / name) for name in ("a.csv", "b.csv")]
    for log in logs:
        if text:
            log.path.write_text(text, encoding="utf-8")
    first = [identity(log) for log in logs]
    assert len(set(first)) == 2
    assert [identity(log) for log in logs] == first


@pytest.mark.parametrize("text", ["", f"id,start,minutes\n{IDS[0]},{START},8\n"])
def test_it_is_the_same_where_nothing_can_be_kept(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    log.path.write_text(text, encoding="utf-8")
    (tmp_path / "no folder").write_text("", encoding="utf-8")
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "no folder"))
    assert identity(log) == identity(log)
