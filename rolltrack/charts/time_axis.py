"""Dates along the foot of a picture: as many as fit, never clipped, never overlapping."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from rolltrack.charts.style import LABEL, text_width
from rolltrack.entry.language import date_words
from rolltrack.entry.text import day_text

FEWEST_DAYS = 7  # a picture of one day would be one dot on a wall
ROOM = 24  # px of paper on both sides into which a date may reach
GAP_DAYS = 14  # a line is broken where more days than this are missing

Floats = npt.NDArray[np.float64]


def days_since_1970(dates: pd.DatetimeIndex) -> Floats:
    """Dates as matplotlib counts them."""
    return dates.to_numpy(dtype="M8[D]").astype(np.float64)


def limits(
    dates: pd.DatetimeIndex, spans: Sequence[tuple[float, float]] = ()
) -> tuple[float, float]:
    """The ends of a time axis, in days: all dates and ``spans``, a little air, a week at least."""
    x = days_since_1970(dates)
    begins, ends = zip(*spans, (x[0] - 0.5, x[-1] + 0.5), strict=True)
    first, last = min(begins), max(ends)
    air = max(0.2, 0.006 * (last - first))
    return first - air, max(last + air, first - air + FEWEST_DAYS)


def broken(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The rated points of a line, with a break wherever more than 14 days are missing."""
    rated = ~np.isnan(y)
    x, y = x[rated], y[rated]
    at = np.flatnonzero(np.diff(x) > GAP_DAYS) + 1
    return np.insert(x, at, np.nan), np.insert(y, at, np.nan)


def date_ticks(axes: Axes, low: float, high: float, width: float) -> None:
    """Put dates under a panel ``width`` px wide; a year stands once, under its first date."""
    axes.set_xlim(low, high)
    scale = width / (high - low)
    for step in _STEPS:
        unit, count = step
        if (high - low) / (count * _LONGEST[unit]) > width / 30 + 1:
            continue  # without making ten years of dates
        ticks = _ticks(step, low, high)
        if len(ticks) * 30 > width:
            continue
        labels = _labels(ticks, step)
        if _fit(ticks, labels, low, high, scale):
            break
    axes.set_xticks(
        [float((date - dt.date(1970, 1, 1)).days) for date in ticks], labels, linespacing=1.5
    )
    for label in axes.get_xticklabels():
        label.set_parse_math(False)


_LONGEST = {"day": 1, "month": 31}  # days
_STEPS = (
    ("day", 1),
    ("day", 2),
    ("day", 7),
    ("day", 14),
    ("month", 1),
    ("month", 2),
    ("month", 3),
    ("month", 6),
    ("month", 12),
    ("month", 24),
    ("month", 60),
    ("month", 120),
)


def _ticks(step: tuple[str, int], low: float, high: float) -> list[dt.date]:
    unit, count = step
    first = dt.date(1970, 1, 1) + dt.timedelta(days=int(np.ceil(low)))
    last = dt.date(1970, 1, 1) + dt.timedelta(days=int(np.floor(high)))
    if unit == "day":
        begin = first
        if count >= 7:  # on Mondays
            begin += dt.timedelta(days=-first.weekday() % 7)
        days = (last - begin).days
        return [begin + dt.timedelta(days=at) for at in range(0, days + 1, count)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [dt.date(at // 12, at % 12 + 1, 1) for at in months if at % count == 0]
    return [date for date in starts if first <= date <= last]


def _labels(ticks: list[dt.date], step: tuple[str, int]) -> list[str]:
    if step[0] == "month" and step[1] >= 12:
        return [str(date.year) for date in ticks]
    shown = [day_text(date) if step[0] == "day" else date_words(date, "MMM") for date in ticks]
    years = [None, *(date.year for date in ticks)]
    return [
        f"{text}\n{date.year}" if date.year != before else text
        for text, date, before in zip(shown, ticks, years, strict=False)
    ]


def _fit(ticks: list[dt.date], labels: list[str], low: float, high: float, scale: float) -> bool:
    if not ticks:
        return False
    at = [((date - dt.date(1970, 1, 1)).days - low) * scale for date in ticks]
    half = [max(text_width(line, LABEL) for line in text.split("\n")) / 2 + 6 for text in labels]
    end = (high - low) * scale
    inside = at[0] - half[0] >= -ROOM and at[-1] + half[-1] <= end + ROOM
    pairs = zip(at, at[1:], half, half[1:], strict=False)
    return inside and all(x + a + b <= y for x, y, a, b in pairs)
