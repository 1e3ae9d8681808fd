"""Panels under each other over one time axis, with a title, headers and labels beside the lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from rolltrack.charts.labels import Key, SideLabel, label_side, legend, side_room
from rolltrack.charts.picture import LEFT, SIDE, Paper, Picture
from rolltrack.charts.sheet import heading
from rolltrack.charts.style import HEADER, LABEL, SMALL, text_width
from rolltrack.charts.time_axis import date_ticks, limits

CAPTION = "caption"  # the gid of captions, by which they are found again
HEADER_HEIGHT, ROW, GAP, FOOT = 30, 20, 16, 58  # px


@dataclass(frozen=True)
class Panel:
    """One panel before it is drawn.

    ``header`` and ``direction`` stand above it, with a legend of ``keys`` or a ``caption`` at the
    right, below them where there is no room; ``side`` labels stand right of it; ``draw`` draws into
    axes whose time axis is set. ``height`` is in px, ``span`` the days since 1970 from where to
    where something is drawn, where that is more than the days of the picture.
    """

    header: str
    height: float
    draw: Callable[[Axes], None]
    direction: str = ""
    caption: str = ""
    side: Sequence[SideLabel] = ()
    keys: Sequence[Key] = ()
    span: tuple[float, float] = (math.inf, -math.inf)


def room_for(on: Paper, panels: Sequence[Panel]) -> float:
    """How many px wide the panels themselves can be."""
    beside = max((side_room(panel.side) for panel in panels), default=0.0)
    return on.width - LEFT - max(SIDE, beside + SIDE / 2)


def stacked(
    title: str,
    below: Sequence[str],
    panels: Sequence[Panel],
    days: pd.DataFrame,
    on: Paper,
    kept: Picture | None = None,
) -> Picture:
    """The panels under each other; ``days`` is the daily frame that their time axis spans.

    ``kept`` is a picture on the same paper to draw on, in place of a new one.
    """
    inner = room_for(on, panels)
    head = heading(title, below, on)
    rows = [_more_rows(panel, inner) for panel in panels]
    body = sum(panel.height + HEADER_HEIGHT + GAP for panel in panels) + ROW * sum(rows)
    height = head.height + body - GAP + FOOT
    picture = kept or Picture(on, height)
    if kept:
        kept.start_again(height)
    picture.finding = title
    head.write_on(picture)
    spans = [panel.span for panel in panels]
    low, high = limits(pd.DatetimeIndex(days.index), spans)
    top = head.height
    for panel, more in zip(panels, rows, strict=True):
        _write_header(picture, panel, top + HEADER_HEIGHT - 10, LEFT + inner)
        top += HEADER_HEIGHT + ROW * more
        axes = picture.panel(LEFT, top, inner, panel.height)
        axes.set_label(panel.header)
        axes.set_xlim(low, high)
        axes.set_xticks([])
        panel.draw(axes)
        label_side(picture, axes, panel.side)
        top += panel.height + GAP
    date_ticks(axes, low, high, inner)
    return picture


def _write_header(picture: Picture, panel: Panel, y: float, right: float) -> None:
    soft = picture.look.soft
    picture.write(LEFT, y, panel.header, size=HEADER, bold=True)
    if panel.direction:
        beside = LEFT + text_width(panel.header, HEADER, True) + 14
        picture.write(beside, y, panel.direction, color=soft)
    if panel.keys:
        start = LEFT + _legend_start(panel, right - LEFT)
        legend(picture, panel.keys, start, y, right, left=LEFT)
    if panel.caption:
        below = _more_rows(panel, right - LEFT)
        x, y, align = (LEFT, y + ROW, "left") if below else (right, y, "right")
        words = picture.write(x, y, panel.caption, size=SMALL, color=soft, align=align)
        words.set_gid(CAPTION)


def _header_width(panel: Panel) -> float:
    """Px that header and direction take, with air behind them."""
    width = text_width(panel.header, HEADER, True) + 14
    return width + text_width(panel.direction, LABEL) + 20 if panel.direction else width


def _legend_start(panel: Panel, inner: float) -> float:
    """Px from the left: beside the header, or a line of its own where only that has room."""
    beside = _header_width(panel)
    width = sum(38 + text_width(key.text, LABEL) for key in panel.keys) - 20
    return inner if beside + width > inner >= width else beside


def _more_rows(panel: Panel, inner: float) -> int:
    """Lines that the legend or the caption needs below the header's own."""
    if panel.caption:
        return int(_header_width(panel) + text_width(panel.caption, SMALL) > inner)
    x, rows = _legend_start(panel, inner), 0
    for key in panel.keys:
        need = min(18 + text_width(key.text, LABEL), inner)
        if x + need > inner and x > 0:
            x, rows = 0.0, rows + 1
        x += need + 20
    return rows
