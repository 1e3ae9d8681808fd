"""Pictures of an answer: the difference with its interval, and an experiment's schedule."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from rolltrack.charts.heading import sheet
from rolltrack.charts.labels import Key, legend
from rolltrack.charts.picture import LEFT, SIDE, Picture, fits_its_page, paper
from rolltrack.charts.style import HEADER, SMALL, Theme, font, text_width, wrapped
from rolltrack.charts.time_axis import date_ticks
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.days.words import threshold
from rolltrack.helping.answer import Effect
from rolltrack.helping.plan import Plan, ScheduledDay, revealed

BAR, MORNINGS, STRIP = 96.0, 200.0, 34.0  # px
HEAD, GAP = 30.0, 12.0  # px above panels and between them


@fits_its_page
def plot_effect(
    answer: Effect, *, width: float = 900, theme: str = "light", titled: bool = True
) -> Picture:
    """The difference with its 95 % interval, against the amounts that matter.

    The band is what would be worth the rolling; the dashed line what counts as important in
    studies, where that is known. Without an estimate there is the sentence alone.
    """
    shown = answer.estimate is not None
    room = BAR + 124 if shown else 12
    picture, top = sheet(answer.sentence if titled else "", [], room, paper(width, theme))
    if shown:
        _draw_difference(picture, top, answer, outcome(answer.outcome))
    picture.finding = answer.sentence
    picture.text_alternative = answer.sentence
    picture.numbers = pd.DataFrame(
        {"difference": [answer.estimate], "low": [answer.low], "high": [answer.high]}
    )
    return picture


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
    what = outcome(plan.outcome)
    shown = revealed(plan, today)
    room = HEAD + MORNINGS + GAP + STRIP + 54
    picture, top = sheet(title, [], room, paper(width, theme))
    mornings = _mornings(shown, days, what)
    rated = sum(not np.isnan(value) for value in mornings)
    _draw_schedule(picture, top, plan, shown, mornings, what)
    done = sum(day.date <= today for day in shown)
    asked = sum(day.arm == "roll" for day in shown if day.date <= today)
    picture.text_alternative = " ".join(
        [
            *([title] if title else []),
            f"Day {done} of {plan.length * (2 if plan.extended_from else 1)}: {asked} days to roll "
            f"on, {done - asked} to rest on, {rated} mornings rated.",
        ]
    )
    picture.numbers = pd.DataFrame(
        {
            "date": [day.date for day in shown],
            "asked": [day.arm for day in shown],
            "next_morning": mornings,
        }
    )
    return picture


def _draw_difference(picture: Picture, top: float, answer: Effect, what: Outcome) -> None:
    look, whole = picture.look, picture.size[0]
    label = f"{what.label}: difference by rolling, {what.unit or 'points'}"
    picture.write(LEFT, top + 20, label, size=HEADER, bold=True)
    axes = picture.panel(LEFT, top + 30, whole - LEFT - SIDE, BAR)
    axes.set_label("difference")
    axes.grid(visible=False)
    axes.set_ylim(-1, 1)
    axes.set_yticks([])
    ends = [value for value in (answer.estimate, answer.low, answer.high) if value is not None]
    reach = 1.15 * max(
        *(abs(value) for value in ends), 1.6 * (answer.worthwhile or 0), what.notable or 0, 0.1
    )
    axes.set_xlim(-reach, reach)
    better = -1.0 if what.better == "lower" else 1.0
    if answer.worthwhile is not None:
        band = sorted([better * answer.worthwhile, better * reach])
        axes.axvspan(*band, color=look.tint, linewidth=0, label="worthwhile")
    if what.notable is not None:
        axes.axvline(better * what.notable, color=look.accent, linewidth=1.2, linestyle=(0, (5, 3)))
    axes.axvline(0, color=look.soft, linewidth=1.4)
    if answer.low is not None and answer.high is not None:
        axes.plot([answer.low, answer.high], [0, 0], color=look.ink, linewidth=4, label="interval")
        for end in (answer.low, answer.high):
            axes.plot([end, end], [-0.18, 0.18], color=look.ink, linewidth=2)
    axes.plot([ends[0]], [0], "o", color=look.ink, markersize=12, label="estimate")
    axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:g}".replace("-", "−")))
    foot = top + 30 + BAR + 38
    picture.write(LEFT, foot, "← lower after rolling", color=look.soft)
    picture.write(whole - SIDE, foot, "higher after rolling →", color=look.soft, align="right")
    for number, line in enumerate(_key(answer, what, whole - LEFT - SIDE)):
        picture.write(LEFT, foot + 24 + 18 * number, line, size=SMALL, color=look.soft)


def _key(answer: Effect, what: Outcome, room: float) -> list[str]:
    """What the band and the dashed line are, in lines no wider than `room`."""
    said = []
    if answer.worthwhile is not None:
        said.append(f"Band: worth it, {threshold(what, answer.worthwhile)} or more.")
    if what.notable is not None:
        said.append(f"Dashed: {threshold(what, what.notable)}, an important change in studies.")
    return wrapped(" ".join(said), room, SMALL) if said else []


def _mornings(shown: tuple[ScheduledDay, ...], days: pd.DataFrame, what: Outcome) -> list[float]:
    ratings = days[what.name] if what.name in days else pd.Series(dtype=np.float64)
    by_date = {pd.Timestamp(str(at)).date(): float(value) for at, value in ratings.items()}
    one = dt.timedelta(days=1)
    return [by_date.get(day.date + one, float("nan")) for day in shown]


def _draw_schedule(
    picture: Picture,
    top: float,
    plan: Plan,
    shown: tuple[ScheduledDay, ...],
    mornings: list[float],
    what: Outcome,
) -> None:
    look, inner = picture.look, picture.size[0] - LEFT - SIDE
    header = f"{what.label} the morning after"
    picture.write(LEFT, top + 20, header, size=HEADER, bold=True)
    keys = [Key(look.accent, "asked to roll"), Key(look.line, "asked to rest")]
    start = LEFT + text_width(header, HEADER, True) + 18
    legend(picture, keys, start, top + 20, LEFT + inner, left=LEFT)
    ratings = picture.panel(LEFT, top + HEAD, inner, MORNINGS)
    strip = picture.panel(LEFT, top + HEAD + MORNINGS + GAP, inner, STRIP)
    ratings.set_label("mornings")
    strip.set_label("schedule")
    low, high = _day(plan.start) - 0.7, _day(plan.days[-1].date) + 0.7
    for axes in (ratings, strip):
        axes.set_xlim(low, high)
        axes.set_xticks([])
    _draw_mornings(ratings, shown, mornings, what, look)
    _draw_strip(strip, shown, look)
    date_ticks(strip, low, high, inner)


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
    if what.low is not None and what.high is not None:
        axes.set_ylim(what.low - 0.3, what.high + 0.3)
        axes.set_yticks(range(what.low, what.high + 1, 2))


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
        _in_strip(axes, (hidden + high) / 2, "not shown yet", look.soft, high - hidden)


def _day(date: dt.date) -> int:
    """A date as matplotlib counts it."""
    return (date - dt.date(1970, 1, 1)).days


def _in_strip(axes: Axes, x: float, text: str, color: str, width: float) -> None:
    low, high = axes.get_xlim()
    if text_width(text, SMALL) + 8 > axes.bbox.width * width / (high - low):
        return
    axes.annotate(text, (x, 0.5), ha="center", va="center", color=color, fontproperties=font(SMALL))
