"""The entries as a workbook: a sheet of entries, and one that explains the columns."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, assert_never

from rolltrack.entry.column import Column
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.language import mark, say
from rolltrack.page.format import Format, Request
from rolltrack.page.table import Value, headings, lines

# Excel cuts longer texts silently.
_LONGEST_CELL = 32_767
_HEADINGS = (mark("Heading"), mark("Name in the log"), mark("What it takes"), mark("Meaning"))
_SEEN_AS = "yyyy-mm-dd hh:mm"


def _make(request: Request) -> bytes:
    from openpyxl import Workbook

    # Not write-only: that would leave a temporary file behind when stopped.
    book = Workbook()
    del book["Sheet"]
    sheet = book.create_sheet(say("Entries"))
    names = headings(request.period)
    _lay_out(sheet, [max(12, min(28, len(name) + 2)) for name in names])
    sheet.append([_cell(sheet, name, bold=True) for name in names])
    for line in lines(request):
        sheet.append([_cell(sheet, value) for value in line])
    _explain(book.create_sheet(say("Columns")), request)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet: Any, request: Request) -> None:
    _lay_out(sheet, [28, 22, 46, 90])
    sheet.append([_cell(sheet, say(text), bold=True) for text in _HEADINGS])
    for heading, name in zip(headings(request.period), request.period.header, strict=True):
        column = COLUMNS.get(name)
        about = (say("anything"), say("A column of your own."))
        if column is not None:
            about = (column.expected, " ".join(filter(None, (column.help, _better(column)))))
        sheet.append([_cell(sheet, text) for text in (heading, name, *about)])


def _better(column: Column) -> str:
    match column.better:
        case "higher":
            return say("Higher is better.")
        case "lower":
            return say("Lower is better.")
        case None:
            return ""
        case _:
            assert_never(column.better)


def _lay_out(sheet: Any, widths: list[int]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _cell(sheet: Any, value: Value, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if isinstance(value, str) and len(value) > _LONGEST_CELL:
        shortened = mark("(shortened: {number} characters, whole in the CSV)")
        note = say(shortened, number=f"{len(value):,}")
        value = f"{value[: _LONGEST_CELL - len(note) - 3]} … {note}"
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula or an error value, whatever it begins with
        cell.quotePrefix = True
    elif isinstance(value, dt.datetime):
        cell.number_format = _SEEN_AS
    if bold:
        cell.font = Font(bold=True)
    return cell


FORMAT = Format(
    suffix=".xlsx",
    label=mark("Workbook"),
    help=mark(
        "Every entry for Excel, LibreOffice or Numbers; a second sheet explains the columns."
    ),
    make=_make,
    needs="openpyxl",
)
