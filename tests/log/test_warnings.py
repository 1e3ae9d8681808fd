"""What is said of a log beyond lines that cannot be read."""

from __future__ import annotations

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
    assert "1 entries have no id (line 2)" in reasons
    row = check(log)["rows"][0]
    assert row == {"start": START, "pain": "6"}
