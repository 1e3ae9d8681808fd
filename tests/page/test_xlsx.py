"""The entries as a workbook: text is text, and every column is explained."""

from __future__ import annotations

from pathlib import Path

import openpyxl

import rolltrack as rt
from rolltrack.entry.entry import COLUMNS
from tests.hostile import HOSTILE, hostile_log
from tests.pages import written


def test_a_workbook_holds_text_numbers_and_times_but_no_formula(tmp_path: Path) -> None:
    log = hostile_log(tmp_path)
    book = openpyxl.load_workbook(written(log, "x.xlsx"))
    cells = [cell for row in book["Entries"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n", "d"}
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert set(HOSTILE) <= texts
    headings = [cell.value for cell in book["Entries"][1]]
    pain = headings.index("Pain before rolling, 0–10")
    assert [row[pain].value for row in book["Entries"].iter_rows(min_row=2)][:2] == [6, 6]


def test_the_second_sheet_of_a_workbook_explains_every_column(own_columns: rt.SessionLog) -> None:
    sheet = openpyxl.load_workbook(written(own_columns, "x.xlsx"))["Columns"]
    names = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert names == [*COLUMNS, "mood", "=weather"]


def test_control_characters_of_own_columns_are_shown_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text('start,mood\n2026-11-21T18:30:05+01:00,"a\x07b\nc"\n', encoding="utf-8")
    book = openpyxl.load_workbook(written(rt.SessionLog(path), "x.xlsx"))
    assert book["Entries"]["B2"].value == "a␇b␊c"


def test_a_note_keeps_its_line_break_and_shows_its_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text('start,notes\n2026-11-21T18:30:05+01:00,"a\x07b\nc"\n', encoding="utf-8")
    book = openpyxl.load_workbook(written(rt.SessionLog(path), "x.xlsx"))
    assert book["Entries"]["B2"].value == "a␇b\nc"


def test_a_text_too_long_for_a_cell_is_cut_where_everyone_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text(f"start,mood\n2026-11-21T18:30:05+01:00,{'x' * 40_000}\n", encoding="utf-8")
    book = openpyxl.load_workbook(written(rt.SessionLog(path), "x.xlsx"))
    shown = book["Entries"]["B2"].value
    assert len(shown) == 32_767
    assert shown.endswith("(shortened: 40,000 characters, whole in the CSV)")
