"""Minutes of each day as a calendar: a block a year, a column a week."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from rolltrack.charts.heading import nothing_yet, sheet
from rolltrack.charts.labels import Key, legend
from rolltrack.charts.picture import EDGE, LEFT, Picture, fits_its_page, paper
from rolltrack.charts.style import LABEL, SMALL, Theme, text_width
from rolltrack.charts.trends import how_much
from rolltrack.days.change import finding
from rolltrack.days.weeks import weeks_of
from rolltrack.entry.language import date_words
from rolltrack.entry.text import count, period_text

LEVELS = ((1, 5), (6, 10), (11, 20), (21, None))  # minutes
WIDEST_CELL = 18.0  # px


@fits_its_page
def plot_calendar(days: pd.DataFrame, *, width: float = 900, theme: str = "light") -> Picture:
    """Minutes rolled on each day, a block for each year, a column for each week from Monday.

    ``days`` is the daily frame. A darker day had more minutes; a day with an entry and no rolling
    is pale with an edge, an unknown one is left out, a paused one is a dot. ``width`` and ``theme``
    are as in ``plot_trends``.
    """
    on = paper(width, theme)
    if not len(days):
        return nothing_yet(finding(days), on)
    dates = pd.DatetimeIndex(days.index)
    title = how_much(days)
    blocks = _blocks(days)
    columns = max(int(_column(part, first)[-1]) + 1 for first, part in blocks)
    cell = min(on.inner / (columns + 0.5), WIDEST_CELL)
    block = 7 * cell + 44
    foot = 70 if on.inner < 620 else 50
    below = [period_text(dates[0].date(), dates[-1].date())]
    room = block * len(blocks) + foot
    picture, top = sheet(title, below, room, on)
    for number, (first, part) in enumerate(blocks):
        _draw_block(picture, part, first, top + block * number + 22, cell)
    y = top + block * len(blocks) + 18
    paused = bool(days["state"].eq("paused").any())
    legend(picture, _keys(picture.look, paused), LEFT, y, LEFT + on.inner, left=LEFT)
    numbers = days[[name for name in ("state", "minutes", "sessions") if name in days]]
    return picture.told(f"{title} {_by_year(days)}", numbers)


def _by_year(days: pd.DataFrame) -> str:
    totals = days["minutes"].groupby(pd.DatetimeIndex(days.index).year).sum()
    return " ".join(f"{year}: {count(round(total), 'minute')}." for year, total in totals.items())


def _colors(look: Theme) -> tuple[str, ...]:
    light = ("#b9ded9", "#6fb8af", "#2b8a80", "#0b4f49")
    dark = ("#1d4a45", "#25786f", "#2fb3a3", "#a5f3e6")
    return dark if look.dark else light


def _keys(look: Theme, paused: bool) -> list[Key]:
    texts = [f"{low}–{high} min" if high else f"{low} min or more" for low, high in LEVELS]
    keys = [Key(look.faint, "no rolling", look.line), *map(Key, _colors(look), texts)]
    return [*keys, Key("none", "• paused")] if paused else keys


def _blocks(days: pd.DataFrame) -> list[tuple[np.datetime64, pd.DataFrame]]:
    """The first Monday and the days of each block: a year each, or all in one where that fits."""
    dates = pd.DatetimeIndex(days.index)
    mondays = weeks_of(dates)
    if (mondays[-1] - mondays[0]).astype(np.int64) // 7 < 53:
        return [(mondays[0], days)]
    years = sorted(set(dates.year))
    starts = weeks_of(pd.DatetimeIndex([dt.datetime(year, 1, 1) for year in years]))
    return [
        (start, days.loc[dates.year == year]) for start, year in zip(starts, years, strict=True)
    ]


def _column(part: pd.DataFrame, first: np.datetime64) -> npt.NDArray[np.int64]:
    """The column of each day of a block whose first week is ``first``."""
    return (weeks_of(pd.DatetimeIndex(part.index)) - first).astype(np.int64) // 7


def _draw_block(
    picture: Picture, part: pd.DataFrame, first: np.datetime64, top: float, cell: float
) -> None:
    look = picture.look
    dates = pd.DatetimeIndex(part.index)
    column, row = _column(part, first), dates.day_of_week.to_numpy()
    columns = int(column[-1]) + 1
    axes = picture.panel(LEFT, top, cell * columns, cell * 7)
    axes.set_axis_off()
    axes.set_xlim(0, columns)
    axes.set_ylim(7, 0)
    axes.set_label("calendar")
    state = part["state"].to_numpy(dtype=object)
    minutes = np.nan_to_num(part["minutes"].to_numpy(dtype=np.float64))
    rested = (state == "rest") | ((state == "rolled") & (minutes == 0))
    _cells(axes, column[rested], row[rested], look.faint, look.line)
    for (low, high), color in zip(LEVELS, _colors(look), strict=True):
        chosen = (minutes >= low) & (minutes <= (high or np.inf))
        _cells(axes, column[chosen], row[chosen], color)
    paused = state == "paused"
    axes.plot(column[paused] + 0.5, row[paused] + 0.5, "o", color=look.line, markersize=2)
    _write_words(picture, dates, first, top, cell)


def _cells(
    axes: Axes,
    column: npt.NDArray[np.int64],
    row: npt.NDArray[np.int64],
    color: str,
    edge: str = "none",
) -> None:
    left, top = column + 0.08, row + 0.08
    right, bottom = column + 0.92, row + 0.92
    corners = [
        np.column_stack(at) for at in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]
    axes.add_collection(
        PolyCollection(
            list(np.stack(corners, axis=1)), facecolors=color, edgecolors=edge, linewidths=EDGE
        ),
        autolim=False,
    )


def _write_words(
    picture: Picture, dates: pd.DatetimeIndex, first: np.datetime64, top: float, cell: float
) -> None:
    soft = picture.look.soft
    year = str(dates[0].year)
    picture.write(LEFT - 8, top - 8, year, size=LABEL, bold=True, align="right")
    for row, day in enumerate(("Mon", "", "Wed", "", "Fri")):
        if row == 0 or (day and cell >= 9):
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
