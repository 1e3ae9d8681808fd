"""The end of a long log is read without the years above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.entry.errors import ChangedElsewhere, IdTaken

NOW = dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)


def long_log(path: Path, hours: Iterable[int] = range(4000, 0, -1)) -> rt.SessionLog:
    """One entry for each number of hours before now."""
    log = rt.SessionLog(path)
    log.append_many(
        rt.Entry(start=NOW - dt.timedelta(hours=back), minutes=8, notes=f"{back} hours, ago")
        for back in hours
    )
    return log


def test_the_last_entries_are_those_of_the_whole_log(tmp_path: Path) -> None:
    log = long_log(tmp_path / "sessions.csv")
    recent, whole = log.recent()
    assert not whole
    assert 100 < len(recent) < 500
    assert recent == log.entries()[-len(recent) :]


def test_a_short_log_is_whole(tmp_path: Path) -> None:
    log = long_log(tmp_path / "sessions.csv", range(20, 0, -1))
    assert log.recent() == (log.entries(), True)
    assert rt.SessionLog(tmp_path / "none.csv").recent() == ([], True)


@pytest.mark.parametrize(
    "hours", [range(1, 4000), [*range(2000, 0, -1), *range(9000, 7000, -1)]], ids=["sorted", "old"]
)
def test_a_log_whose_end_is_not_its_newest_part_is_read_whole(
    tmp_path: Path, hours: Iterable[int]
) -> None:
    log = long_log(tmp_path / "sessions.csv", hours)
    assert log.recent() == (log.entries(), True)


def test_a_note_of_several_lines_is_not_taken_apart(tmp_path: Path) -> None:
    log = long_log(tmp_path / "sessions.csv")
    lines = log.path.read_bytes().splitlines(keepends=True)
    lines[1::3] = [line.replace(b" hours, ago", b"\nhours,\n\nago") for line in lines[1::3]]
    log.path.write_bytes(b"".join(lines))
    entries, (recent, whole) = log.entries(), log.recent()
    assert not whole
    assert recent == entries[-len(recent) :]


def test_an_entry_of_the_end_that_changed_elsewhere_is_refused(tmp_path: Path) -> None:
    log = long_log(tmp_path / "sessions.csv")
    entry = log.recent()[0][-1]
    rt.SessionLog(log.path).replace(str(entry.id), minutes=5)
    with pytest.raises(ChangedElsewhere):
        log.replace(str(entry.id), minutes=7)


def test_a_save_that_is_sent_again_is_found_at_the_end(tmp_path: Path) -> None:
    log = long_log(tmp_path / "sessions.csv")
    entry = rt.Entry(id="r_bcdfghjklm", start=NOW, minutes=9)
    log.expect("r_bcdfghjklm")
    for _ in range(2):
        assert log.append(entry) == entry
    assert len(log.entries()) == 4001
    with pytest.raises(IdTaken):
        log.append(entry.changed(minutes=3))


def test_a_save_that_is_sent_again_is_found_where_another_program_has_put_it(
    tmp_path: Path,
) -> None:
    log = long_log(tmp_path / "sessions.csv")
    entry = rt.Entry(id="r_bcdfghjklm", start=NOW, minutes=9)
    log.expect("r_bcdfghjklm")
    log.append(entry)
    header, *rows = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join([header, rows[-1], *rows[:-1]]))
    log.append(entry)
    assert log.path.read_bytes().count(b"r_bcdfghjklm") == 1
