"""The two small charts of the page for a physiotherapist: a rating, and minutes week by week."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.picture import LEFT, Picture, paper
from rolltrack.charts.scale import set_scale
from rolltrack.charts.style import HEADER, SMALL, Theme
from rolltrack.charts.time_axis import date_ticks, days_since_1970, limits
from rolltrack.charts.trends import has_minutes, in_words
from rolltrack.days.change import Change, change
from rolltrack.days.daily import Floats
from rolltrack.days.outcome import Outcome, outcomes_in
from rolltrack.days.weeks import weekly
from rolltrack.entry.language import say

WIDTH, SIDE = 900, 62  # px
HEAD, FOOT, RATING, MINUTES = 26, 46, 120, 76
MOST_DOTS = 200  # days; in a longer period the days are too close to tell apart


def page_chart(
    days: pd.DataFrame, weekly_aim: int | None = None, seen: Change | None = None
) -> Picture:
    """Weekly means of the first rated outcome above minutes a week, on one time axis.

    ``days`` is the daily frame with at least one rating, ``seen`` what changed in them where they
    are a part of a log. Made to be printed, in grey too: nothing rests on colour alone.
    """
    what = outcomes_in(days)[0]
    weeks = weekly(days)
    with_minutes = has_minutes(days)
    height = HEAD + RATING + FOOT + (HEAD + MINUTES + 12 if with_minutes else 0)
    picture = Picture(paper(WIDTH, "light"), height)
    inner = WIDTH - LEFT - SIDE
    heading = say("{axis}: weekly mean", axis=what.axis)
    picture.write(LEFT, HEAD - 9, f"{heading}   {what.direction}", size=HEADER, bold=True)
    rating = picture.panel(LEFT, HEAD, inner, RATING)
    _draw_rating(rating, days, weeks, what, picture.look)
    panels = [rating]
    if with_minutes:
        top = HEAD + RATING + 12
        picture.write(LEFT, top + HEAD - 9, say("Minutes rolled a week"), size=HEADER, bold=True)
        panels.append(picture.panel(LEFT, top + HEAD, inner, MINUTES))
        _draw_minutes(panels[-1], weeks, weekly_aim, picture.look)
    low, high = limits(pd.DatetimeIndex(days.index))
    middles = _middles(weeks)
    low, high = min(low, middles[0] - 3.5), max(high, middles[-1] + 3.5)
    for axes in panels:
        date_ticks(axes, low, high, inner)
    for axes in panels[:-1]:
        axes.tick_params(labelbottom=False)
    seen = seen or change(days, what.name)
    picture.finding = seen.sentence
    picture.text_alternative = in_words(days, [seen])
    picture.numbers = weeks
    return picture


def _middles(weeks: pd.DataFrame) -> Floats:
    return days_since_1970(pd.DatetimeIndex(weeks.index)) + 3


def _draw_rating(
    axes: Axes, days: pd.DataFrame, weeks: pd.DataFrame, what: Outcome, look: Theme
) -> None:
    if len(days) <= MOST_DOTS:
        x = days_since_1970(pd.DatetimeIndex(days.index))
        axes.plot(x, days[what.name].to_numpy(), "o", color=look.line, markersize=2.6, label="days")
    x, y = _with_gaps(_middles(weeks), weeks[what.name].to_numpy())
    marker = "o" if len(weeks) <= 60 else ""
    axes.plot(x, y, marker=marker, color=look.ink, linewidth=1.6, markersize=3.4, label="weeks")
    set_scale(axes, what, days[what.name].to_numpy(dtype=np.float64))


def _with_gaps(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The weeks with a rating, and a break where more are missing than is this person's way."""
    rated = ~np.isnan(y)
    x, y = x[rated], y[rated]
    apart = np.diff(x)
    usual = np.median(apart) if len(apart) else 7.0
    at = np.flatnonzero(apart > 1.5 * usual) + 1
    return np.insert(x, at, np.nan), np.insert(y, at, np.nan)


def _draw_minutes(axes: Axes, weeks: pd.DataFrame, aim: int | None, look: Theme) -> None:
    minutes = np.nan_to_num(weeks["minutes"].to_numpy(dtype=np.float64))
    # All bars are one shape: one by one, those of a long log take seconds to draw and to print.
    edges = (_middles(weeks)[:, None] + (-2.8, 2.8)).ravel()
    heights = (minutes[:, None] * (1, 0)).ravel()[:-1]
    axes.add_artist(
        StepPatch(heights, edges, fill=True, color=look.soft, linewidth=0, label="minutes")
    )
    axes.set_ylim(0, max(minutes.max(), aim or 0) * 1.12)
    axes.yaxis.set_major_locator(MaxNLocator(2, integer=True))
    if aim:
        axes.axhline(aim, color=look.ink, linewidth=0.9, linestyle=(0, (4, 3)))
        axes.annotate(
            say("aim {minutes}", minutes=aim),
            (1, aim),
            (6, 0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            va="center",
            fontsize=SMALL * 0.72,
            color=look.ink,
        )
