"""Rows: a name with its numbers at the left, a drawing at the right; differences around zero."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from rolltrack.charts.picture import LEFT, Paper, Picture
from rolltrack.charts.sheet import Place
from rolltrack.charts.style import LABEL, Theme, fitted, text_width, wrapped

LINE = 17.0  # px of a line of text
AIR = 14.0  # px between rows
AXIS = 48.0  # px of an axis with what its ends mean


@dataclass(frozen=True)
class Row:
    """What is written beside a row: its name, and its numbers below."""

    name: str
    said: str


@dataclass(frozen=True)
class Rows:
    """Rows laid out for a width: the lines of each, and where their drawings begin, in px."""

    lines: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # of the name, of the numbers
    left: float
    least: float = 0.0

    @property
    def each(self) -> float:
        """Px of one row; all are as high as the highest, ``least`` at least."""
        most = max((len(name) + len(said) for name, said in self.lines), default=0)
        return max(most * LINE + AIR, self.least)

    @property
    def height(self) -> float:
        """Px of all of them."""
        return self.each * len(self.lines)

    def panel(self, picture: Picture, place: Place, label: str) -> Axes:
        """Write the rows and return the panel beside them: its rows lie at 0, 1, ... downwards."""
        for at, (name, said) in enumerate(self.lines):
            lines = [*name, *said]
            y = place.top + self.each * (at + 0.5) - LINE * (len(lines) - 1) / 2 + LABEL * 0.36
            for number, line in enumerate(lines):
                color = picture.look.ink if number < len(name) else picture.look.soft
                picture.write(LEFT, y + LINE * number, line, color=color)
        width = place.left + place.width - self.left
        axes = picture.panel(self.left, place.top, width, self.height)
        axes.set_label(label)
        axes.grid(axis="y", visible=False)
        axes.set_ylim(len(self.lines) - 0.5, -0.5)
        axes.set_yticks([])
        return axes


def laid_out(on: Paper, *groups: Sequence[Row], least: float = 0.0) -> list[Rows]:
    """Groups of rows under each other, their names in two lines at most."""
    room = on.inner * (0.46 if on.width < 600 else 0.36)
    lines = [
        tuple((_in_two_lines(row.name, room), (*wrapped(row.said, room, LABEL),)) for row in rows)
        for rows in groups
    ]
    every = [text for rows in lines for row in rows for texts in row for text in texts]
    widest = max((text_width(text, LABEL) for text in every), default=0.0)
    return [Rows(rows, LEFT + widest + 20, least) for rows in lines]


def _in_two_lines(name: str, room: float) -> tuple[str, ...]:
    first, *more = wrapped(name, room, LABEL)
    lines = [first, " ".join(more)] if more else [first]
    return tuple(fitted(line, room, LABEL) for line in lines)


def around_zero(axes: Axes, values: Iterable[float], look: Theme) -> None:
    """Let the panel reach from zero, where a line is, to all values, with a little air.

    Its numbers have no signs: which way is which, ``write_ends`` says in words.
    """
    known = [0.0, *(value for value in values if not math.isnan(value))]
    low, high = min(known), max(known)
    air = 0.1 * (high - low) or 1.0
    axes.set_xlim(low - air, high + air)
    axes.axvline(0, color=look.soft, linewidth=1.4, zorder=1.2)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{abs(at):g}"))


def draw_interval(
    axes: Axes, at: float, estimate: float, low: float | None, high: float | None, look: Theme
) -> None:
    """A dot with a line from ``low`` to ``high``, where these are known."""
    if low is not None and high is not None:
        axes.plot([low, high], [at, at], color=look.ink, linewidth=3.2, label="interval")
    axes.plot([estimate], [at], "o", color=look.ink, markersize=10, label="estimate")


def write_ends(picture: Picture, axes: Axes, left: str, right: str) -> None:
    """Write what the two ends of a panel mean under the numbers of its axis."""
    box, (whole, tall) = axes.get_position(), picture.size
    begin, end, y = box.x0 * whole, box.x1 * whole, (1 - box.y0) * tall + 44
    if text_width(left, LABEL) + text_width(right, LABEL) + 20 > end - begin:
        begin = LEFT
    picture.write(begin, y, left, color=picture.look.soft)
    picture.write(end, y, right, color=picture.look.soft, align="right")
