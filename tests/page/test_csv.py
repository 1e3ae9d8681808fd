"""The entries as CSV: as the log has them, and for other people."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings, strategies as st

import rolltrack as rt
from rolltrack.entry.entry import Entry
from tests.hostile import hostile_log
from tests.pages import any_entries, log_of, written


def test_a_csv_reads_back_to_the_same_log_unknown_columns_too(own_columns: rt.SessionLog) -> None:
    copy = rt.SessionLog(written(own_columns, "copy.csv"))
    assert copy.entries() == own_columns.entries()
    assert copy.frame().equals(own_columns.frame())
    assert copy.frame()["=weather"].iloc[7] == "\\7"
    assert [problem.reason for problem in copy.problems()] == [
        "rolltrack does not know the column mood, =weather; it is kept as it is"
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(any_entries, max_size=5))
def test_any_entries_survive_csv(tmp_path: Path, some: list[Entry]) -> None:
    log = log_of(some, tmp_path)
    assert rt.SessionLog(written(log, "copy.csv", overwrite=True)).entries() == log.entries()


def rows_of_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_no_cell_for_other_people_begins_as_a_formula(tmp_path: Path) -> None:
    log = hostile_log(tmp_path)
    cells = [c for row in rows_of_csv(written(log, "x.readable.csv"))[1:] for c in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell == "\\@SUM(A1:A9)" for cell in cells)


def test_headings_for_other_people_have_units_and_own_columns_stay(
    own_columns: rt.SessionLog,
) -> None:
    rows = rows_of_csv(written(own_columns, "x.readable.csv"))
    assert "Pain before rolling, 0–10" in rows[0]
    assert rows[0][-1] == "\\=weather"
    assert len(rows) == len(own_columns.entries()) + 1


def test_what_the_log_has_as_a_key_is_in_words_for_other_people(tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    own = 'key = "stairs_2"\nname = "=After the stairs"\nsteps = [{do = "Roll", seconds = 60}]\n'
    (tmp_path / "rolltrack.toml").write_text(f"[[routines]]\n{own}", encoding="utf-8")
    answers = {"areas": "upper_back|hips", "roller": "soft", "minutes": 8}
    log.append(rt.Entry(start="2026-11-21T19:30:05+01:00", routine="slow_full_pass", **answers))
    log.append(rt.Entry(start="2026-11-21T18:30:05+01:00", routine="stairs_2", **answers))
    # by time, whatever the order they were logged in
    one, two = rows_of_csv(written(log, "x.readable.csv"))[1:]
    assert one[2:7] == ["Session", "\\=After the stairs", "8", "Upper back, Hips", "Soft"]
    assert two[3] == "Slow full pass"
