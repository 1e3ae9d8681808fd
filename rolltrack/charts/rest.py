"""The day after rolling and the day after rest, side by side, and the interval between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator, PercentFormatter

from rolltrack.charts.heading import sheet
from rolltrack.charts.picture import LEFT, SIDE, Picture, fits_its_page, paper
from rolltrack.charts.style import HEADER, text_width
from rolltrack.charts.time_axis import Floats
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.helping.answer import Effect
from rolltrack.helping.from_log import is_it_helping

ROW, HEADER_ROW, INTERVAL, FOOT = 92.0, 34.0, 46.0, 60.0  # px
GROUPS = {"rolled": "The day after rolling", "rest": "The day after rest"}


@fits_its_page
def plot_rolled_and_rest(
    days: pd.DataFrame,
    outcome_name: str = "pain",
    *,
    worthwhile: float | None = None,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """Share of ratings on days after rolling and on days after rest, and the interval between them.

    ``days`` is the daily frame. The title is the sentence of ``rolltrack.is_it_helping``, and so
    is the interval (left out where there is none). It takes account of the rating of the day
    before, weekends and healing by itself, so it need not be the plain difference of the two
    means, which can mislead. ``worthwhile`` is as in ``rolltrack.is_it_helping``. Days next to an
    unknown or paused one are left out.
    """
    answer = is_it_helping(days, outcome_name, worthwhile=worthwhile)
    what = outcome(outcome_name)
    ratings = {GROUPS[state]: _day_after(days, what, state) for state in GROUPS}
    ratings = {name: values for name, values in ratings.items() if len(values)}
    limits = _limits(answer)
    interval = HEADER_ROW + INTERVAL + FOOT if limits else 0.0
    rows = (ROW + HEADER_ROW) * len(ratings)
    room = rows + FOOT + interval if ratings else 12
    picture, top = sheet(answer.sentence, [], room, paper(width, theme))
    if ratings:
        _draw_groups(picture, top, ratings, what)
    if limits:
        _draw_interval(picture, top + rows + FOOT, limits)
    said = [f"{name}: {_count(values, what)}." for name, values in ratings.items()]
    picture.text_alternative = " ".join([answer.sentence, *said])
    picture.numbers = pd.DataFrame(
        {
            "days": {name: len(values) for name, values in ratings.items()},
            "mean": {name: round(float(v.mean()), what.decimals) for name, v in ratings.items()},
        }
    )
    return picture


def _limits(answer: Effect) -> tuple[float, float, float] | None:
    if answer.estimate is None or answer.low is None or answer.high is None:
        return None
    return answer.low, answer.estimate, answer.high


def _day_after(days: pd.DataFrame, what: Outcome, state: str) -> Floats:
    """The first ratings of days that follow a day with this state."""
    if what.name not in days:
        return np.array([])
    values = days[what.name].to_numpy(dtype=np.float64)
    follows = np.concatenate(([False], days["state"].eq(state).to_numpy()[:-1]))[: len(values)]
    chosen: Floats = values[follows & ~np.isnan(values)]
    return chosen


def _count(values: Floats, what: Outcome) -> str:
    many = f"{len(values)} day{'' if len(values) == 1 else 's'}"
    return f"{many}, mean {what.text(float(values.mean()))}"


def _bins(ratings: dict[str, Floats], what: Outcome) -> Floats:
    if what.low is not None and what.high is not None:
        return np.arange(what.low - 0.5, what.high + 1)
    every = np.concatenate(list(ratings.values()))
    low, high = float(every.min()), float(every.max())
    return np.linspace(low - 0.5, max(high, low + 4) + 0.5, 13)


def _draw_groups(picture: Picture, top: float, ratings: dict[str, Floats], what: Outcome) -> None:
    look, whole = picture.look, picture.size[0]
    bins = _bins(ratings, what)
    shares = {name: np.histogram(v, bins)[0] / len(v) for name, v in ratings.items()}
    highest = max(float(share.max()) for share in shares.values())
    colors = {GROUPS["rolled"]: look.accent, GROUPS["rest"]: look.rating}
    for name, values in ratings.items():
        picture.write(LEFT, top + 20, name, size=HEADER, bold=True)
        x = LEFT + text_width(name, HEADER, True) + 14
        picture.write(x, top + 20, _count(values, what), color=look.soft)
        axes = picture.panel(LEFT, top + HEADER_ROW, whole - LEFT - SIDE, ROW - 8)
        axes.set_label(name)
        axes.bar(bins[:-1], shares[name], np.diff(bins) * 0.86, align="edge", color=colors[name])
        axes.axvline(float(values.mean()), color=look.ink, linewidth=1.6)
        axes.set_xlim(bins[0], bins[-1])
        axes.set_ylim(0, highest * 1.08)
        axes.yaxis.set_major_locator(MaxNLocator(2))
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes.set_xticks([])
        top += HEADER_ROW + ROW
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    label = f"{what.axis}   {what.direction}"
    picture.write(LEFT, top + 38, label, color=look.soft)


def _draw_interval(picture: Picture, top: float, limits: tuple[float, float, float]) -> None:
    look = picture.look
    right = picture.size[0] - SIDE
    picture.write(LEFT, top + 20, "Difference, 95 % interval", size=HEADER, bold=True)
    axes = picture.panel(LEFT, top + HEADER_ROW, right - LEFT, INTERVAL)
    axes.set_label("difference")
    reach = max(*(abs(limit) for limit in limits), 1.0) * 1.15
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-1, 1)
    axes.set_yticks([])
    axes.axvline(0, color=look.soft, linewidth=1.2)
    axes.plot(limits[::2], [0, 0], color=look.ink, linewidth=3, label="interval")
    axes.plot([limits[1]], [0], "o", color=look.ink, markersize=10, label="estimate")
    axes.xaxis.set_major_locator(MaxNLocator(5))
    y = top + HEADER_ROW + INTERVAL + 42
    picture.write(LEFT, y, "← lower after rolling", color=look.soft)
    picture.write(right, y, "higher after rolling →", color=look.soft, align="right")
