"""What is said of a log beyond lines that cannot be read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from rolltrack import SessionLog
from rolltrack.command.check import check
from rolltrack.entry.errors import NotSaved, SeveralEntries
from tests.small_log import IDS, START, entry, filled, minutes


def test_rows_that_share_an_id_are_shown_and_reported(log: SessionLog) -> None:
    filled(log)
    lines = log.path.read_text().splitlines(keepends=True)
    log.path.write_text("".join([*lines, lines[1]]))
    assert minutes(log) == [1, 2, 3, 1]
    (problem,) = log.problems()
    assert (problem.line, "same entry as line 2" in problem.reason) == (5, True)
    log.replace(IDS[0], minutes=9)
    assert minutes(log) == [9, 2, 3, 1]
    with pytest.raises(SeveralEntries, match="lines 2, 5"):
        log.remove(IDS[0])


def test_a_copy_beside_the_log_is_reported(log: SessionLog) -> None:
    filled(log)
    for name in (
        "sessions (conflicted copy 2026-11-20).csv",
        "sessions.sync-conflict-20261120.csv",
    ):
        log.path.with_name(name).write_text("x")
    log.path.with_name("sessions_of_my_brother.csv").write_text("x")
    assert [p.reason.split(" beside")[0] for p in log.problems()] == [
        "sessions (conflicted copy 2026-11-20).csv",
        "sessions.sync-conflict-20261120.csv",
    ]


def test_a_journal_that_cannot_be_read_is_said_and_hides_no_entry(
    log: SessionLog, tmp_path: Path
) -> None:
    filled(log)
    (journal,) = (tmp_path / "state").glob("*/journal.jsonl")
    journal.rename(journal.with_name("aside"))
    journal.mkdir()
    assert len(log.entries()) == 3
    assert any("journal" in problem.reason for problem in log.problems())
    with pytest.raises(NotSaved):
        log.append(entry())


def test_many_rows_without_ids_are_told_by_their_first_lines(log: SessionLog) -> None:
    log.path.write_text("id,start\n" + f",{START}\n" * 20)
    assert any("20 entries have no id (line 2, 3, 4" in p.reason for p in log.problems())
    assert len({e.id for e in log.entries()}) == 20


def test_the_last_line_without_a_line_break_is_kept_apart(log: SessionLog) -> None:
    torn = filled(log)[:-20]
    log.path.write_bytes(torn)
    assert any("does not end with a line break" in p.reason for p in log.problems())
    log.append(entry(5))
    assert log.path.read_bytes().startswith(torn + b"\n")
    assert minutes(log) == [1, 2, 5]
    assert [p.line for p in log.problems() if p.line] == [4]


def test_a_column_that_is_missing_counts_as_not_answered_and_is_said(log: SessionLog) -> None:
    log.path.write_text(f"start,pain\n{START},6\n")
    (entry,) = log.entries()
    assert (entry.kind, entry.pain_before) == ("session", None)
    reasons = " | ".join(problem.reason for problem in log.problems())
    assert "no column id, kind, " in reasons
    assert "does not know the column pain;" in reasons
    assert "entries that have no id: 1 (line 2)" in reasons
    row = check(log)["rows"][0]
    assert row == {"start": START, "pain": "6"}


CLOUD = ["sessions 2", "sessions_2", "sessions (1)", "sessions(1)", "sessions~1"]
CLOUD += ["sessions-Ann_PC", "sessions-DESKTOP-4K2", "sessions_conf(1)", "sessions - Kopie (2)"]
CLOUD += [
    "sessions - c\u00f3pia",
    "sessions - co\u0301pia",
    "sessions - \u30b3\u30d4\u30fc",
    "sessions copy 3",
]
CLOUD += ["sessions (Ann's conflicted copy 2026-11-20)", "sessions.sync-conflict-20261120-1"]


@pytest.mark.parametrize("name", CLOUD)
def test_a_copy_that_a_cloud_folder_made_is_named(log: SessionLog, name: str) -> None:
    filled(log)
    log.path.with_name(f"{name}.csv").write_text("x")
    (problem,) = log.problems()
    assert problem.reason.startswith(f"{name}.csv beside the log looks like a second copy")


@pytest.mark.parametrize(
    "name", ["sessions of this year.csv", "Copy of sessions.csv", "sessions_old.CSV"]
)
def test_a_file_beside_the_log_that_is_called_like_it_and_reads_as_one_is_named(
    log: SessionLog, name: str
) -> None:
    log.path.with_name(name).write_bytes(filled(log))
    assert any(problem.reason.startswith(f"{name} beside") for problem in log.problems())
    log.path.with_name(name).write_text("date,amount\n2026-01-01,5\n")
    assert log.problems() == [] or "opy" in name


def test_other_files_folders_and_pipes_beside_the_log_are_left_alone(log: SessionLog) -> None:
    before = filled(log)
    for name in ("my_brothers.csv", "obsessions of mine.csv", "sessions.txt", "sessions of.xlsx"):
        log.path.with_name(name).write_bytes(before)
    log.path.with_name("sessions of a folder.csv").mkdir()
    os.mkfifo(log.path.with_name("sessions of a pipe.csv"))
    assert log.problems() == []


@pytest.mark.parametrize("day", ["2062-03-01", "1970-01-01", "2199-12-31"])
def test_a_line_whose_day_can_hardly_be_meant_is_named(log: SessionLog, day: str) -> None:
    today = dt.date.today()
    days = [today - dt.timedelta(days=back) for back in range(20, 0, -1)]
    rows = [f"{each}T08:00:00+00:00,8\n" for each in days]
    log.path.write_text("start,minutes\n" + "".join(rows))
    assert [problem.line for problem in log.problems() if problem.line] == []
    rows.insert(4, f"{day}T08:00:00+00:00,8\n")
    log.path.write_text("start,minutes\n" + "".join(rows))
    (problem,) = (problem for problem in log.problems() if problem.line)
    assert (problem.line, day in problem.reason) == (6, True)
    assert len(log.entries()) == 21


def test_a_night_of_seven_minutes_is_named_and_stays_as_it_is(log: SessionLog) -> None:
    log.path.write_text(f"start,sleep_minutes\n{START},7\n{START},420\n")
    said = [p.reason for p in log.problems() if p.line == 2]
    assert said == ["sleep_minutes is 7; if that is hours, write 420 minutes"]
    assert [entry.sleep_minutes for entry in log.entries()] == [7, 420]


def test_a_letter_of_another_alphabet_in_a_heading_is_shown(log: SessionLog) -> None:
    log.path.write_text(f"start,p\u0430in_before\n{START},7\n")
    assert any("p\u0430[U+0430]in_before" in p.reason for p in log.problems())
