"""The page as a PDF: one sheet of A4, with a list of every entry behind it when asked for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack, closing
from itertools import zip_longest

from rolltrack.charts.picture import Picture
from rolltrack.charts.style import NO_LETTER
from rolltrack.entry.language import mark, say
from rolltrack.entry.version import __version__
from rolltrack.page import titles
from rolltrack.page.format import PAGE_ASKS, Format, Request
from rolltrack.page.sections import Section
from rolltrack.page.sheet import ACCENT, BOTTOM, INK, LEFT, RULE, SOFT, TOP, WIDTH, Sheet
from rolltrack.page.summary import Measure, Summary

# Smaller and with fewer lines a text, until everything fits: scale, lines of a text, rows.
_FITS = ((1.0, 4, 7), (0.94, 3, 7), (0.88, 2, 7), (0.82, 2, 6), (0.76, 1, 5))
_COLUMNS = (31.0, 34.0, 34.0, 49.5, 33.5)
_LIST = (30.0, 88.0, 64.0)
_AIR = 2.0


def _make(request: Request) -> bytes:
    summary = request.summary
    chart = summary.chart()
    with ExitStack() as opened:
        for scale, most, rows in _FITS:
            sheet = opened.enter_context(closing(Sheet(summary.headline, scale)))
            sheet.set_creator(f"rolltrack {__version__}")
            if summary.name:
                sheet.set_author(summary.name)
            _Page(sheet, summary, most, rows).write(chart)
            if sheet.get_y() <= BOTTOM:
                break
        if summary.entries:
            _append(sheet, request)
        return bytes(sheet.output())


class _Page:
    """The sheet for one summary: ``most`` lines a text and ``rows`` of the table at most."""

    def __init__(self, sheet: Sheet, summary: Summary, most: int, rows: int) -> None:
        self.sheet, self.summary, self.most, self.rows = sheet, summary, most, rows

    def write(self, chart: Picture | None) -> None:
        self._head()
        self._finding()
        if self.summary.measures:
            self._table()
        if self.summary.helping:
            self._heading(say(titles.SECTIONS["helping"]))
            for answer in self.summary.helping:
                self.sheet.put(answer.plain, 9.5, most=self.most)
                self.sheet.put(answer.numbers, 8, color=SOFT, most=self.most)
        if chart is not None:
            self._chart(chart)
        self._sections()
        self._foot()

    def _head(self) -> None:
        sheet, summary = self.sheet, self.summary
        sheet.set_y(TOP)
        sheet.put(summary.title, 9, color=ACCENT)
        sheet.put(summary.name, 9, bold=True, most=1)
        sheet.put(" · ".join(summary.facts), 8.5, color=SOFT, most=2)
        if summary.goals:
            sheet.gap(1.6)
            top = sheet.get_y()
            for line in summary.goals:
                sheet.put(line, 8.5, x=LEFT + 3.5, width=WIDTH - 3.5, most=min(self.most, 2))
            sheet.set_draw_color(*ACCENT)
            sheet.set_line_width(0.6)
            sheet.line(LEFT + 0.3, top, LEFT + 0.3, sheet.get_y())

    def _finding(self) -> None:
        sheet, summary = self.sheet, self.summary
        if summary.finding:
            sheet.gap(2.6)
            sheet.put(summary.finding, 13.5, bold=True, most=2)
            sheet.gap(0.4)
        sheet.put(summary.meaning, 8.5, most=3)
        sheet.put(summary.since_first_weeks, 8.5, most=2)

    def _table(self) -> None:
        sheet, measures = self.sheet, self.summary.measures
        sheet.gap(2.4)
        top = sheet.get_y()
        for at, text in enumerate(self.summary.headings):
            sheet.set_y(top)
            sheet.put(text, 7.5, x=_left(at), color=SOFT)
        sheet.gap(0.5)
        sheet.rule(SOFT)
        for measure in measures[: self.rows]:
            self._row(measure)
        sheet.gap(0.8)
        if len(measures) > self.rows:
            names = ", ".join(measure.label for measure in measures[self.rows :])
            more = say("Not on this page for want of room: {names}.", names=names)
            sheet.put(more, 7, color=SOFT, most=2)
        for line in self.summary.notes[: 1 + self.most]:
            sheet.put(line, 6.3, color=SOFT, most=2)

    def _row(self, measure: Measure) -> None:
        sheet = self.sheet
        cells: tuple[tuple[str, tuple[str, ...]], ...] = (
            (measure.label, (measure.direction,)),
            (measure.first.value, (measure.first.basis, measure.first.dates)),
            (measure.now.value, (measure.now.basis, measure.now.dates)),
            (measure.change, tuple(measure.threshold.replace(", ", ",\n").splitlines())),
            ("", (measure.verdict,)),
        )
        sheet.gap(0.9)
        top = lowest = sheet.get_y()
        for at, (main, below) in enumerate(cells):
            sheet.set_y(top)
            width = _COLUMNS[at] - _AIR
            sheet.put(main, 9, x=_left(at), width=width, bold=True, most=2)
            for text in below:
                size = 8 if at == 4 else 6.6
                color = INK if at == 4 else SOFT
                sheet.put(text, size, x=_left(at), width=width, color=color, most=3)
            lowest = max(lowest, sheet.get_y())
        sheet.set_y(lowest)
        sheet.gap(0.7)
        sheet.rule()

    def _chart(self, chart: Picture) -> None:
        sheet = self.sheet
        sheet.gap(2.6)
        width, height = chart.size
        tall = WIDTH * sheet.scale * height / width
        words = chart.text_alternative
        left = LEFT + WIDTH * (1 - sheet.scale) / 2
        sheet.image(_drawing(chart), left, sheet.get_y(), WIDTH * sheet.scale, tall, alt_text=words)
        sheet.set_y(sheet.get_y() + tall)

    def _sections(self) -> None:
        """Rolling at the left; what went wrong and what else was going on at the right."""
        left = [section for section in self.summary.sections if section.key == "rolling"]
        right = [section for section in self.summary.sections if section.key != "rolling"]
        columns = [column for column in (left, right) if column]
        top = lowest = self.sheet.get_y()
        width = (WIDTH + 6) / max(1, len(columns)) - 6
        for at, column in enumerate(columns):
            self.sheet.set_y(top)
            for section in column:
                self._section(section, LEFT + at * (width + 6), width)
            lowest = max(lowest, self.sheet.get_y())
        self.sheet.set_y(lowest)

    def _section(self, section: Section, x: float, width: float) -> None:
        self._heading(section.title, x)
        for line in section.lines:
            self.sheet.gap(0.5)
            self.sheet.put(line, 7.6, x=x, width=width, most=self.most)

    def _heading(self, text: str, x: float = LEFT) -> None:
        self.sheet.gap(2.2)
        self.sheet.put(text, 8.8, x=x, bold=True)

    def _foot(self) -> None:
        sheet, summary = self.sheet, self.summary
        self._heading(say(titles.LIMITS))
        sheet.put(summary.limits, 7, color=SOFT)
        sheet.gap(1.2)
        top = sheet.get_y()
        sheet.gap(0.8)
        for line in summary.help:
            sheet.put(line, 7, x=LEFT + 2, width=WIDTH - 4)
        sheet.gap(0.8)
        sheet.set_draw_color(*SOFT)
        sheet.set_line_width(0.25)
        sheet.rect(LEFT, top, WIDTH, sheet.get_y() - top)
        sheet.gap(1)
        made = summary.made
        if sheet.lacks_letters:
            lacking = mark(
                "{sign} is a letter that this page has no type for; the web page shows it."
            )
            made = f"{made} {say(lacking, sign=NO_LETTER)}"
        sheet.put(made, 7, color=SOFT)


def _left(column: int) -> float:
    return LEFT + sum(_COLUMNS[:column])


def _drawing(chart: Picture) -> io.BytesIO:
    made = io.BytesIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    chart.savefig(made, format="svg", facecolor="none", metadata=nothing)
    made.seek(0)
    return made


def _append(sheet: Sheet, request: Request) -> None:
    sheet.scale = 1.0
    _new_page(sheet)
    for each in request.each(request.summary.entries):
        texts = (each.when, each.what, each.words)
        columns = [
            sheet.lines_of(text, width - _AIR, 7) if text else []
            for text, width in zip(texts, _LIST, strict=True)
        ]
        _put_beside(sheet, columns)


def _new_page(sheet: Sheet) -> None:
    sheet.add_page()
    sheet.set_y(TOP)
    sheet.put(
        f"{say(titles.EVERY_ENTRY)} · {say('page {number}', number=sheet.page)}", 8, bold=True
    )
    sheet.gap(1)
    sheet.rule(SOFT)
    sheet.gap(1)


def _put_beside(sheet: Sheet, columns: Sequence[Sequence[str]]) -> None:
    height = sheet.height_of(1, 7)
    for line in zip_longest(*columns, fillvalue=""):
        if sheet.get_y() + height > BOTTOM:
            _new_page(sheet)
        top = sheet.get_y()
        for at, text in enumerate(line):
            if text:
                sheet.set_y(top)
                sheet.put_lines([text], 7, LEFT + sum(_LIST[:at]))
        sheet.set_y(top + height)
    sheet.gap(0.6)
    sheet.rule(RULE)
    sheet.gap(0.6)


FORMAT = Format(
    suffix=".pdf",
    label=mark("PDF, one page"),
    help=mark("The page on one sheet of A4, to print or to send."),
    make=_make,
    page=True,
    asks=PAGE_ASKS,
)
