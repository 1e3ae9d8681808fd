"""A matplotlib Figure that says in words what it shows."""

from __future__ import annotations

import base64
import functools
import html
import io
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter

from rolltrack.charts.style import (
    DOTS_PER_INCH,
    HEADER,
    LABEL,
    SMALL,
    TITLE,
    font,
    shortened,
    text_width,
    theme_named,
    wrapped,
)

LEFT, SIDE = 56, 24  # px of paper left of panels and titles, and at the other sides
EDGE = 0.6  # pt of the edge around what is pale
NARROWEST, WIDEST = 420, 4000  # px; narrower places show a picture of 420 px smaller
NARROW_PAGE = 700  # px; a notebook's own margins take some 100 of them
# In a dark notebook a light picture turns dark, its hues kept; printed, it stays light.
_FOLLOW_THEME = (
    '<style>@media screen{[data-jp-theme-light="false"] .rt-picture'
    "{filter:invert(.92) hue-rotate(180deg)}}</style>"
)


def paper_width(width: float) -> float:
    """The width in px that a picture gets when asked for ``width``.

    >>> paper_width(300), paper_width(900)
    (420, 900)
    """
    return min(max(width, NARROWEST), WIDEST)


class Picture(Figure):
    """A Figure measured in px from the top left, with a text alternative and its numbers.

    ``finding`` is the title, ``text_alternative`` what a screen reader says, ``numbers`` the frame
    behind the picture. In a notebook it shows as an image with that text alternative, drawn anew by
    ``narrower``, if there is one, for a narrow page; ``savefig`` and everything else of a
    matplotlib Figure work as always.
    """

    def __init__(self, width: float, height: float, theme: str = "light") -> None:
        width = paper_width(width)
        self.look = theme_named(theme)
        super().__init__(
            figsize=(width / DOTS_PER_INCH, height / DOTS_PER_INCH),
            dpi=DOTS_PER_INCH,
            facecolor=self.look.paper,
        )
        self.finding = ""
        self.text_alternative = ""
        self.numbers = pd.DataFrame()
        self.narrower: Callable[[], Picture] | None = None
        self._spare: list[Axes] = []

    def start_again(self, height: float) -> None:
        """Make it an empty sheet, ``height`` px high, whose ``panel`` uses the old panels again.

        Making panels takes half as long as drawing them.
        """
        self._spare = self.axes[::-1]
        for axes in self.axes:
            _empty(axes)
            self.delaxes(axes)
        for artist in (*self.texts, *self.artists):
            artist.remove()
        if (self.dpi, self.size[1]) != (DOTS_PER_INCH, height):
            self.set_dpi(DOTS_PER_INCH)
            self.set_figheight(height / DOTS_PER_INCH)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in px."""
        return self.get_figwidth() * DOTS_PER_INCH, self.get_figheight() * DOTS_PER_INCH

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = LABEL,
        color: str = "",
        bold: bool = False,
        align: str = "left",
    ) -> Text:
        """Write one line with its baseline ``y`` px from the top; nothing in it becomes maths."""
        width, height = self.size
        return self.text(
            x / width,
            1 - y / height,
            text,
            fontproperties=font(size, bold=bold),
            color=color or self.look.ink,
            ha=align,
            va="baseline",
            parse_math=False,
        )

    def square(self, x: float, y: float, side: float, color: str, edge: str = "none") -> None:
        """Draw a filled square, for a legend, with its bottom at ``y`` px from the top."""
        width, height = self.size
        box = ((x / width), 1 - y / height), side / width, side / height
        self.add_artist(Rectangle(*box, facecolor=color, edgecolor=edge, lw=EDGE))

    def panel(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes at a place in px, with quiet rules and no frame but the floor."""
        whole, tall = self.size
        box = (left / whole, 1 - (top + height) / tall, width / whole, height / tall)
        if self._spare:
            axes = self.add_axes(self._spare.pop())
            axes.set_position(box)
            return axes
        axes = self.add_axes(box)
        axes.set_facecolor("none")
        for side in ("left", "right", "top"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set(color=self.look.line, linewidth=1.0)
        axes.grid(axis="y", color=self.look.faint, linewidth=1.0)
        axes.set_axisbelow(True)
        axes.tick_params(
            length=0,
            pad=6,
            labelsize=font(LABEL).get_size_in_points(),
            labelcolor=self.look.soft,
            labelfontfamily=font(LABEL).get_family()[0],
        )
        return axes

    def png(self, scale: float = 1.0) -> bytes:
        """The picture as PNG, ``scale`` times its size in px."""
        return self._saved("png", dpi=DOTS_PER_INCH * scale)

    def svg(self) -> bytes:
        """The picture as SVG, with the text alternative as its title."""
        return self._saved("svg", metadata={"Title": self.text_alternative, "Date": None})

    def _saved(self, kind: str, **options: Any) -> bytes:
        made = io.BytesIO()
        self.savefig(made, format=kind, facecolor=self.look.paper, **options)
        return made.getvalue()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it: an image that screen readers can read out."""
        narrow = ""
        if self.narrower is not None:
            media = f"screen and (max-width: {NARROW_PAGE}px)"
            narrow = f'<source media="{media}" srcset="{_address(self.narrower())}">'
        words = html.escape(self.text_alternative, quote=True)
        style, name = ("", "") if self.look.dark else (_FOLLOW_THEME, "rt-picture")
        shown = (
            f'{style}<picture>{narrow}<img class="{name}" alt="{words}" src="{_address(self)}" '
            f'style="width:{self.size[0]:.0f}px;max-width:100%;height:auto"></picture>'
        )
        return {"text/html": shown, "text/plain": self.text_alternative}


def _address(picture: Picture) -> str:
    image = base64.b64encode(picture.png(scale=2)).decode("ascii")
    return f"data:image/png;base64,{image}"


def _empty(axes: Axes) -> None:
    for artist in (*axes.lines, *axes.patches, *axes.collections, *axes.texts):
        artist.remove()
    axes.relim()
    axes.yaxis.set_major_formatter(ScalarFormatter())


@dataclass(frozen=True)
class Heading:
    """A title and a line or two under it, wrapped to the width they have."""

    title: tuple[str, ...]
    below: tuple[str, ...]
    title_size: float

    @property
    def height(self) -> float:
        """Px from the top of the paper to where panels may start."""
        below = len(self.below) * SMALL * 1.55
        return SIDE + len(self.title) * self.title_size * 1.3 + below + 12

    def write_on(self, picture: Picture) -> None:
        """Write it at the top."""
        y = SIDE + self.title_size * 0.8
        for line in self.title:
            picture.write(LEFT, y, line, size=self.title_size, bold=True)
            y += self.title_size * 1.3
        y += SMALL * 0.2
        for line in self.below:
            picture.write(LEFT, y, line, size=SMALL, color=picture.look.soft)
            y += SMALL * 1.55


def heading(title: str, below: Sequence[str], width: float) -> Heading:
    """The title without its full stop and the lines under it, wrapped to a picture's width.

    Of a title of several sentences the first is the title, the rest goes below.
    """
    room = paper_width(width) - LEFT - SIDE
    size = TITLE if width >= 700 else TITLE - 3
    title, dot, more = title.partition(". ")
    below = [more, *below] if dot else below
    lines = [line for part in below for line in _in_lines(part, room, SMALL)]
    title = title.removesuffix(".")
    return Heading(tuple(_in_lines(title, room, size, True)), tuple(lines), size)


def _in_lines(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The text wrapped, both values of "(6.4 → 4.6)", and "95 %", kept on one line."""
    pair = re.compile(r"\([^()]*→[^()]*\)|\d %")
    held = pair.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    return [line.replace("\u00a0", " ") for line in wrapped(held, room, size, bold)]


def sheet(
    title: str, below: Sequence[str], room: float, *, width: float, theme: str
) -> tuple[Picture, float]:
    """A picture with its heading and ``room`` px below it, and how many px from the top they begin.

    Without a title there is no heading.
    """
    head = heading(title, below, width)
    top = head.height if title else 0.0
    picture = Picture(width, top + room, theme)
    if title:
        head.write_on(picture)
    picture.finding = title
    return picture, top


@dataclass(frozen=True)
class SideLabel:
    """A label beside a panel: where its line is (in data), what it says, and how."""

    y: float
    text: str
    color: str
    bold: bool = False

    @property
    def size(self) -> float:
        """Size of its text in px."""
        return HEADER + 2 if self.bold else LABEL


def label_side(picture: Picture, axes: Axes, labels: Sequence[SideLabel]) -> None:
    """Write labels right of a panel, each at its line, moved apart where they would overlap."""
    if not labels:
        return
    width, height = picture.size
    box = axes.get_position()
    low, high = axes.get_ylim()
    ordered = sorted(labels, key=lambda label: -label.y)
    wished = [
        (1 - (box.y0 + box.height * (label.y - low) / (high - low))) * height for label in ordered
    ]
    top, bottom = (1 - box.y1) * height, (1 - box.y0) * height
    for y, label in zip(_apart(wished, 18, top + 6, bottom - 2), ordered, strict=True):
        picture.write(
            box.x1 * width + 10,
            y + label.size * 0.36,
            label.text,
            size=label.size,
            color=label.color,
            bold=label.bold,
        )


def side_room(labels: Iterable[SideLabel]) -> float:
    """Px to keep free right of a panel for its labels."""
    widths = [text_width(label.text, label.size, label.bold) for label in labels]
    return 10 + max(widths) if widths else 0.0


def _apart(wished: list[float], gap: float, top: float, bottom: float) -> list[float]:
    """Rising positions near the wished ones, at least ``gap`` apart, between top and bottom."""
    placed: list[float] = []
    for y in wished:
        placed.append(max(y, top, placed[-1] + gap if placed else -math.inf))
    limit = bottom
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - gap
    return placed


@dataclass(frozen=True)
class Key:
    """A colour of a legend and what it stands for; pale ones have an ``edge`` to be seen by."""

    color: str
    text: str
    edge: str = "none"


def legend(
    picture: Picture, keys: Iterable[Key], x: float, y: float, right: float, *, left: float
) -> float:
    """Write a legend from ``x`` on, in lines that end before ``right``; the last baseline."""
    for key in keys:
        text = shortened(key.text, right - left - 18, LABEL)
        width = 18 + text_width(text, LABEL)
        if x + width > right and x > left:
            x, y = left, y + 20
        picture.square(x, y, 11, key.color, key.edge)
        picture.write(x + 18, y, text, color=picture.look.soft)
        x += width + 20
    return y


def dashed(axes: Axes, y: float, color: str, start: float | None = None) -> Line2D:
    """A dashed line across a panel, from ``start`` on."""
    low, high = axes.get_xlim()
    ends = [low if start is None else start, high]
    line = Line2D(ends, [y, y], color=color, linewidth=1.3, linestyle=(0, (5, 3)), zorder=1.5)
    axes.add_line(line)
    return line


P = ParamSpec("P")


def fits_its_page(plot: Callable[P, Picture]) -> Callable[P, Picture]:
    """Let what ``plot`` draws be narrower on a narrow page, unless it is asked for a width."""

    @functools.wraps(plot)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Picture:
        picture = plot(*args, **kwargs)
        if "width" not in kwargs:
            again = cast("Callable[..., Picture]", plot)
            narrow: dict[str, Any] = {**kwargs, "width": NARROWEST}
            picture.narrower = functools.partial(again, *args, **narrow)
        return picture

    return drawn
