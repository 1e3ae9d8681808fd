"""Paper for the PDF: text that is measured, wrapped and cut where everyone sees it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import matplotlib
from fpdf import FPDF
from fpdf.fonts import TTFFont

from rolltrack.charts.style import NO_LETTER, with_letters
from rolltrack.page.right_to_left import as_seen, joined

INK, SOFT, RULE, ACCENT = (31, 41, 55), (75, 85, 99), (209, 213, 219), (15, 118, 110)
LEFT, TOP, WIDTH, BOTTOM = 14.0, 12.0, 182.0, 287.0  # mm on A4
LINE = 1.32  # line height, in sizes of the type
POINT = 0.3528  # mm


class Sheet(FPDF):
    """An A4 document that is written from top to bottom; ``y`` is where the next line goes.

    ``scale`` makes type and gaps smaller. ``lacks_letters`` tells whether a text had letters that
    the font does not have.
    """

    def __init__(self, title: str, scale: float = 1.0) -> None:
        super().__init__(format="A4")
        self.scale = scale
        self.lacks_letters = False
        # Otherwise "{nb}" in a note would come out as the number of pages.
        self.str_alias_nb_pages = ""
        self.set_auto_page_break(False)
        self.set_margins(LEFT, TOP, LEFT)
        self.c_margin = 0
        self.set_title(title)
        self.set_lang("en")
        folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
        self.add_font("page", "", folder / "DejaVuSans.ttf")
        self.add_font("page", "B", folder / "DejaVuSans-Bold.ttf")
        self.add_page()

    def close(self) -> None:
        """Close the files of the fonts."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def lines_of(
        self, text: str, width: float, size: float, bold: bool = False, most: int = 0
    ) -> list[str]:
        """The text in lines no wider than ``width`` mm, at most ``most``, then cut with “…”.

        The letters of a line are in the order in which they stand on paper.
        """
        self.set_font("page", "B" if bold else "", size * self.scale)
        text = joined(text)
        made = self.multi_cell(width, text=self._drawable(text), dry_run=True, output="LINES")
        lines = list(made) if isinstance(made, list) else []
        if most and len(lines) > most:
            lines = lines[:most]
            while lines[-1] and self.get_string_width(lines[-1] + " …") > width:
                lines[-1] = lines[-1][:-1]
            lines[-1] += " …"
        return as_seen(text, lines)

    def put(
        self,
        text: str,
        size: float,
        *,
        x: float = LEFT,
        width: float = WIDTH,
        bold: bool = False,
        color: tuple[int, int, int] = INK,
        most: int = 0,
    ) -> None:
        """Write a text below what is there, and move down; nothing for an empty one."""
        if not text:
            return
        self.put_lines(self.lines_of(text, width, size, bold, most), size, x, bold, color)

    def put_lines(
        self,
        lines: Iterable[str],
        size: float,
        x: float = LEFT,
        bold: bool = False,
        color: tuple[int, int, int] = INK,
    ) -> None:
        """Write lines as they are, and move down."""
        height = self.height_of(1, size)
        self.set_font("page", "B" if bold else "", size * self.scale)
        self.set_text_color(*color)
        for line in lines:
            self.set_x(x)
            self.cell(h=height, text=line)
            self.set_y(self.get_y() + height)

    def height_of(self, lines: int, size: float) -> float:
        """Height of some lines, mm."""
        return lines * size * self.scale * POINT * LINE

    def gap(self, height: float) -> None:
        """Leave some mm empty."""
        self.set_y(self.get_y() + height * self.scale)

    def rule(self, color: tuple[int, int, int] = RULE) -> None:
        """A thin line from margin to margin."""
        self.set_draw_color(*color)
        self.set_line_width(0.2)
        self.line(LEFT, self.get_y(), LEFT + WIDTH, self.get_y())

    def _drawable(self, text: str) -> str:
        shown = with_letters(text)
        self.lacks_letters |= shown.count(NO_LETTER) > text.count(NO_LETTER)
        return shown
