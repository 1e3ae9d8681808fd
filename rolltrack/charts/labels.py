"""Words beside what they name: labels at lines, legends, dashed lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from rolltrack.charts.picture import Picture
from rolltrack.charts.style import DOTS_PER_INCH, HEADER, LABEL, fitted, font, text_width


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
    """A mark of a legend and what it stands for; ``full`` or only its outline."""

    color: str
    text: str
    marker: str = "s"
    full: bool = True
    size: float = 11.0  # px

    def draw(self, picture: Picture, x: float, y: float) -> None:
        """Draw the mark, its middle at a place in px from the left and the top."""
        width, height = picture.size
        points = self.size * 72 / DOTS_PER_INCH
        mark = Line2D([x / width], [1 - y / height], color=self.color, linestyle="none")
        mark.set(marker=self.marker, markersize=points, markeredgewidth=1.2)
        mark.set(markerfacecolor=self.color if self.full else "none")
        picture.add_artist(mark)


def legend(
    picture: Picture, keys: Iterable[Key], x: float, y: float, right: float, *, left: float
) -> float:
    """Write a legend from ``x`` on, in lines that end before ``right``; the last baseline."""
    for key in keys:
        text = fitted(key.text, right - left - 18, LABEL)
        width = 18 + text_width(text, LABEL)
        if x + width > right and x > left:
            x, y = left, y + 20
        key.draw(picture, x + 5.5, y - 4.5)
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


def write_at(axes: Axes, at: tuple[float, float], text: str, color: str, up: float) -> None:
    """Write centred at an x and a share of the panel's height, ``up`` px above it."""
    axes.annotate(
        text,
        at,
        (0, up * 72 / DOTS_PER_INCH),
        xycoords=axes.get_xaxis_transform(),
        textcoords="offset points",
        ha="center",
        va="baseline",
        color=color,
        fontproperties=font(LABEL),
        parse_math=False,
    )
