"""The schedule of an experiment with the outcomes on it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from rolltrack.charts.labels import Key, legend
from rolltrack.charts.picture import Picture, fits_its_page, paper
from rolltrack.charts.scale import set_scale
from rolltrack.charts.sheet import Block, Place, sheet
from rolltrack.charts.style import SMALL, Theme, font, text_width
from rolltrack.charts.time_axis import date_ticks
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.entry.language import say
from rolltrack.helping.plan import Plan, ScheduledDay, revealed

KEYS, MORNINGS, STRIP, GAP, FOOT = 26.0, 200.0, 34.0, 12.0, 40.0  # px


@fits_its_page
def plot_experiment(
    plan: Plan,
    days: pd.DataFrame,
    today: dt.date,
    *,
    width: float = 900,
    theme: str = "light",
    title: str = "",
) -> Picture:
    """The schedule as far as it may be shown, and the morning ratings on it.

    ``days`` is the daily frame. Each morning's rating is drawn over the day before, to which it
    belongs. Nothing is averaged: the answer comes on the planned day.
    """
    what, shown = outcome(plan.outcome), revealed(plan, today)
    mornings = _mornings(shown, days, what)
    done = [day for day in shown if day.date <= today]
    asked = sum(day.arm == "roll" for day in done)
    words = say(
        "Day {done} of {length}: {asked} days to roll on, {rest} to rest on, {rated} mornings "
        "rated.",
        done=len(done),
        length=plan.length * (2 if plan.extended_from else 1),
        asked=asked,
        rest=len(done) - asked,
        rated=sum(not np.isnan(value) for value in mornings),
    )
    numbers = {
        "date": [day.date for day in shown],
        "asked": [day.arm for day in shown],
        "next_morning": mornings,
    }
    picture = sheet(title, [], [_schedule(plan, shown, mornings, what)], paper(width, theme))
    return picture.told(f"{title} {words}".strip(), pd.DataFrame(numbers))


def _mornings(shown: tuple[ScheduledDay, ...], days: pd.DataFrame, what: Outcome) -> list[float]:
    ratings = days[what.name] if what.name in days else pd.Series(dtype=np.float64)
    by_date = {pd.Timestamp(str(at)).date(): float(value) for at, value in ratings.items()}
    one = dt.timedelta(days=1)
    return [by_date.get(day.date + one, float("nan")) for day in shown]


def _schedule(
    plan: Plan, shown: tuple[ScheduledDay, ...], mornings: list[float], what: Outcome
) -> Block:
    def draw(picture: Picture, place: Place) -> None:
        look, (left, top, inner) = picture.look, place
        keys = [Key(look.accent, say("asked to roll")), Key(look.line, say("asked to rest"))]
        legend(picture, keys, left, top + 10, left + inner, left=left)
        ratings = picture.panel(left, top + KEYS, inner, MORNINGS)
        strip = picture.panel(left, top + KEYS + MORNINGS + GAP, inner, STRIP)
        ratings.set_label("mornings")
        strip.set_label("schedule")
        low, high = _day(plan.start) - 0.7, _day(plan.days[-1].date) + 0.7
        for axes in (ratings, strip):
            axes.set_xlim(low, high)
            axes.set_xticks([])
        _draw_mornings(ratings, shown, mornings, what, look)
        _draw_strip(strip, shown, look)
        date_ticks(strip, low, high, inner)

    header = say("{label} the morning after", label=what.label)
    return Block(KEYS + MORNINGS + GAP + STRIP + FOOT, draw, header, what.direction)


def _draw_mornings(
    axes: Axes, shown: tuple[ScheduledDay, ...], mornings: list[float], what: Outcome, look: Theme
) -> None:
    for arm, color, marker in (("roll", look.accent, "o"), ("rest", look.soft, "s")):
        seen = [
            (_day(day.date), y) for day, y in zip(shown, mornings, strict=True) if day.arm == arm
        ]
        axes.plot(
            *np.array(seen).reshape(-1, 2).T,
            marker,
            color=color,
            markersize=8,
            markerfacecolor=color if arm == "roll" else look.background,
            markeredgewidth=1.8,
            label=arm,
        )
    set_scale(axes, what, np.array(mornings))


def _draw_strip(axes: Axes, shown: tuple[ScheduledDay, ...], look: Theme) -> None:
    """What was asked for on each day, as far as it may be shown."""
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    for arm, color in (("roll", look.accent), ("rest", look.line)):
        days = [_day(day.date) for day in shown if day.arm == arm]
        axes.bar(days, 1, 0.94, color=color, label=arm)
    low, high = axes.get_xlim()
    hidden = _day(shown[-1].date) + 0.5 if shown else low
    if hidden < high - 1:
        axes.axvspan(hidden, high, color=look.shade, linewidth=0)
        _in_strip(axes, (hidden + high) / 2, say("not shown yet"), look.soft, high - hidden)


def _day(date: dt.date) -> int:
    """A date as matplotlib counts it."""
    return (date - dt.date(1970, 1, 1)).days


def _in_strip(axes: Axes, x: float, text: str, color: str, width: float) -> None:
    low, high = axes.get_xlim()
    if text_width(text, SMALL) + 8 > axes.bbox.width * width / (high - low):
        return
    axes.annotate(text, (x, 0.5), ha="center", va="center", color=color, fontproperties=font(SMALL))
