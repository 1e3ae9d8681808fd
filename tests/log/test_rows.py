"""Rows that are checked a column at a time are those that are read one by one."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings, strategies as st

from rolltrack import COLUMNS
from rolltrack.entry.errors import InvalidEntry
from rolltrack.log.csvfile import read_table, records_of
from rolltrack.log.row import row_of
from rolltrack.log.rows import rows_of
from tests.small_log import IDS, START

WORDS = ["", "7", "7.0", " 8", "999", "Session", "check-in", "soft", "TRUE", "no", "hips|neck"]
WORDS += ["rating", "sit_and_reach_mm", "\u221240", "\\=1", "two\nlines", "x\u200b", "-5", "200"]
STARTS = [START, START.replace("+01:00", "-00:00"), START.replace("T", " "), "2026-02-30"]
STARTS += ["1900-01-01T10:00:00+00:00", "2026-11-21T18:30:05+24:00", "2026-11-21T24:00:00+00:00"]
STARTS += ["2026-11-21T18:30:05+01:60", "0000-01-01T00:00:00+00:00", f" {START}", ""]
HEADER = [*COLUMNS, "mine"]


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    odd = draw(st.dictionaries(st.sampled_from(HEADER[2:]), st.sampled_from(WORDS), max_size=3))
    entry_id = draw(st.sampled_from([*IDS, "", "", "r_1", "R_BBBBBBBBBB"]))
    start = draw(st.sampled_from([START] * 8 + STARTS))
    return [{"id": entry_id, "start": start, **odd}.get(name, "") for name in HEADER]


@settings(max_examples=300, deadline=None)
@given(st.lists(rows(), max_size=9))
def test_every_record_says_the_same_in_company_and_alone(lines: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *lines])
    table = read_table(text.getvalue().encode(), "x.csv")
    records = records_of(table)
    found, problems = rows_of(table, records)
    alone, wrong = [], []
    for record in records:
        try:
            alone.append(row_of(table, record))
        except InvalidEntry:
            wrong.append(record.line)
    assert [problem.line for problem in problems] == wrong
    assert [row.texts for row in found] == [row.texts for row in alone]
    assert [row.has_id for row in found] == [row.has_id for row in alone]
    unnamed = {"id": None}
    assert [row.entry.model_copy(update=unnamed) for row in found] == [
        row.entry.model_copy(update=unnamed) for row in alone
    ]
    assert all(row.entry.id == row.id for row in found)
