"""Minutes of each day as a calendar: a block a year, a column a week."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from rolltrack.charts.labels import Key, legend
from rolltrack.charts.picture import LEFT, Paper, Picture, fits_its_page, paper
from rolltrack.charts.sheet import Block, Place, nothing_yet, sheet
from rolltrack.charts.style import LABEL, SMALL, Theme, text_width
from rolltrack.charts.trends import how_much
from rolltrack.days.change import finding
from rolltrack.days.weeks import weeks_of
from rolltrack.entry.language import date_words, say, several
from rolltrack.entry.text import period_text

Ints = np.typing.NDArray[np.int64]
LEVELS = ((1, 5), (6, 10), (11, 20), (21, None))  # minutes
NARROWEST_CELL, WIDEST_CELL = 9.0, 24.0  # px
MONDAY = dt.date(2024, 1, 1)
MONTHS_ROW, LINE = 22.0, 20.0  # px above the days, and of a line of the legend


@fits_its_page
def plot_calendar(days: pd.DataFrame, *, width: float = 900, theme: str = "light") -> Picture:
    """Minutes rolled on each day, a block for each year, a column for each week from Monday.

    ``days`` is the daily frame. A darker square had more minutes; a day with an entry and no
    rolling is a dot, an unknown one the outline of a square, a paused one a dash. On narrow paper a
    block is half a year. ``width`` and ``theme`` are as in ``plot_trends``.
    """
    on = paper(width, theme)
    if not len(days):
        return nothing_yet(finding(days), on)
    dates = pd.DatetimeIndex(days.index)
    parts = _parts(days, int(on.inner / NARROWEST_CELL))
    columns = max(int(_column(part, first)[-1]) + 1 for first, part in parts)
    cell = min(on.inner / (columns + 0.5), WIDEST_CELL)
    blocks = [_block(part, first, cell) for first, part in parts]
    blocks.append(_legend(_keys(days, on.look), on))
    title = how_much(days)
    picture = sheet(title, [period_text(dates[0].date(), dates[-1].date())], blocks, on)
    numbers = days[[name for name in ("state", "minutes", "sessions") if name in days]]
    return picture.told(f"{title} {_by_year(days)}", numbers)


def _by_year(days: pd.DataFrame) -> str:
    totals = days["minutes"].groupby(pd.DatetimeIndex(days.index).year).sum()
    one, many = "{year}: {number} minute.", "{year}: {number} minutes."
    return " ".join(several(round(total), one, many, year=year) for year, total in totals.items())


def _colors(look: Theme) -> tuple[str, ...]:
    light = ("#b9ded9", "#6fb8af", "#2b8a80", "#0b4f49")
    dark = ("#1d4a45", "#25786f", "#2fb3a3", "#a5f3e6")
    return dark if look.dark else light


def _keys(days: pd.DataFrame, look: Theme) -> list[Key]:
    """The legend, of what there is in these days."""
    keys = [
        Key(color, _minutes(low, high))
        for color, (low, high) in zip(_colors(look), LEVELS, strict=True)
    ]
    states = set(days["state"])
    rest = Key(look.soft, say("no rolling"), "o", size=5)
    others = {
        "unknown": Key(look.line, say("nothing logged"), full=False),
        "paused": Key(look.soft, say("paused"), "_", size=8),
    }
    return [*keys, rest, *(key for state, key in others.items() if state in states)]


def _minutes(low: int, high: int | None) -> str:
    if high is None:
        return say("{low} min or more", low=low)
    return say("{low}–{high} min", low=low, high=high)


def _legend(keys: list[Key], on: Paper) -> Block:
    def draw(picture: Picture, place: Place) -> None:
        right = place.left + place.width
        legend(picture, keys, place.left, place.top + 4, right, left=place.left)

    widths = sum(38 + text_width(key.text, LABEL) for key in keys)
    return Block(LINE * math.ceil(widths / on.inner), draw)


def _parts(days: pd.DataFrame, most: int) -> list[tuple[np.datetime64, pd.DataFrame]]:
    """The first Monday and the days of each block: all in one, a year, or half a year each."""
    dates = pd.DatetimeIndex(days.index)
    mondays = weeks_of(dates)
    if (mondays[-1] - mondays[0]).astype(np.int64) // 7 < min(most, 53):
        return [(mondays[0], days)]
    months = 12 if most >= 53 else 6
    number = (12 * dates.year + dates.month - 1) // months
    found = []
    for at in np.unique(number):
        begin = dt.datetime(int(at) * months // 12, int(at) * months % 12 + 1, 1)
        found.append((weeks_of(pd.DatetimeIndex([begin]))[0], days.loc[number == at]))
    return found


def _column(part: pd.DataFrame, first: np.datetime64) -> Ints:
    """The column of each day of a block whose first week is ``first``."""
    return (weeks_of(pd.DatetimeIndex(part.index)) - first).astype(np.int64) // 7


def _block(part: pd.DataFrame, first: np.datetime64, cell: float) -> Block:
    column, row = _column(part, first), pd.DatetimeIndex(part.index).day_of_week.to_numpy()
    state = part["state"].to_numpy(dtype=object)
    minutes = np.nan_to_num(part["minutes"].to_numpy(dtype=np.float64))
    rested = (state == "rest") | ((state == "rolled") & (minutes == 0))

    def draw(picture: Picture, place: Place) -> None:
        look, columns = picture.look, int(column[-1]) + 1
        axes = picture.panel(place.left, place.top + MONTHS_ROW, cell * columns, cell * 7)
        axes.set_axis_off()
        axes.set_xlim(0, columns)
        axes.set_ylim(7, 0)
        axes.set_label("calendar")
        for (low, high), color in zip(LEVELS, _colors(look), strict=True):
            chosen = (minutes >= low) & (minutes <= (high or np.inf))
            _squares(axes, column[chosen], row[chosen], facecolors=color, label="rolled")
        edge = {"facecolors": "none", "edgecolors": look.line, "linewidths": 0.6}
        unknown, paused = state == "unknown", state == "paused"
        _squares(axes, column[unknown], row[unknown], label="unknown", **edge)
        for label, marker, chosen in (("rest", "o", rested), ("paused", "_", paused)):
            middle = column[chosen] + 0.5, row[chosen] + 0.5
            size = cell * (0.2 if marker == "o" else 0.4)
            axes.plot(*middle, marker, color=look.soft, markersize=size, label=label)
        _write_words(picture, pd.DatetimeIndex(part.index), first, place, cell)

    return Block(MONTHS_ROW + 7 * cell, draw)


def _squares(axes: Axes, column: Ints, row: Ints, **how: Any) -> None:
    left, top = column + 0.08, row + 0.08
    right, bottom = column + 0.92, row + 0.92
    corners = [
        np.column_stack(at) for at in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]
    axes.add_collection(PolyCollection(list(np.stack(corners, axis=1)), **how), autolim=False)


def _write_words(
    picture: Picture, dates: pd.DatetimeIndex, first: np.datetime64, place: Place, cell: float
) -> None:
    soft, top = picture.look.soft, place.top + MONTHS_ROW
    year = str(dates[0].year)
    picture.write(LEFT - 8, top - 8, year, size=LABEL, bold=True, align="right")
    for row in (0, 2, 4) if cell >= NARROWEST_CELL else (0,):
        day = date_words(MONDAY + dt.timedelta(days=row), "EEE")
        y = top + (row + 0.5) * cell + SMALL * 0.36
        picture.write(LEFT - 8, y, day, size=SMALL, color=soft, align="right")
    starts = pd.date_range(first, dates[-1], freq="MS")
    free = 0.0
    for start in starts.union([pd.Timestamp(first)]):
        weeks = (start - pd.Timestamp(first)).days // 7
        x = LEFT + cell * (weeks + (start.day_of_week > 0 and weeks > 0))
        name = date_words(start, "MMM")
        if start.month == 1 and weeks > 3:
            name = str(start.year)
        follows = min((other for other in starts if other > start), default=None)
        room = np.inf if follows is None else cell * ((follows - start).days // 7)
        if x >= free and (start in starts or room > text_width(name, SMALL) + 8):
            picture.write(x, top - 8, name, size=SMALL, color=soft)
            free = x + text_width(name, SMALL) + 8
