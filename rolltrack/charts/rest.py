"""The day after rolling and the day after rest, under each other, and the difference between."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.answer import answer_sheet, difference_block
from rolltrack.charts.picture import Paper, Picture, fits_its_page, paper
from rolltrack.charts.rows import Row, laid_out
from rolltrack.charts.sheet import Block, Place
from rolltrack.charts.style import DOTS_PER_INCH
from rolltrack.charts.time_axis import Floats
from rolltrack.days.outcome import Outcome, outcome, values_of
from rolltrack.entry.language import mark, say, several
from rolltrack.helping.from_log import is_it_helping

ROW, AXIS = 64.0, 24.0  # px of a strip, and of the numbers under the last
GROUPS = {"rolled": mark("The day after rolling"), "rest": mark("The day after rest")}


@fits_its_page
def plot_rolled_and_rest(
    days: pd.DataFrame,
    outcome_name: str = "pain",
    *,
    worthwhile: float | None = None,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """How often each rating was given after rolling and after rest, and the difference between.

    ``days`` is the daily frame. The larger a dot, the larger its share of the days; a line is
    the mean. The title is the answer of ``rolltrack.is_it_helping``, and so is the interval
    (left out where there is none). It takes account of the rating of the day before, weekends and
    healing by itself, so it need not be the plain difference of the two means, which can mislead.
    ``worthwhile`` is as in ``rolltrack.is_it_helping``. Days next to an unknown or paused one are
    left out.
    """
    on, what = paper(width, theme), outcome(outcome_name)
    answer = is_it_helping(days, outcome_name, worthwhile=worthwhile)
    ratings = {say(GROUPS[state]): _day_after(days, what, state) for state in GROUPS}
    ratings = {name: values for name, values in ratings.items() if len(values)}
    rows = [Row(name, _count(values, what)) for name, values in ratings.items()]
    blocks = [_strips(rows, list(ratings.values()), what, on)] if ratings else []
    if answer.low is not None:
        blocks.append(difference_block(answer, on))
    numbers = {
        "days": {name: len(values) for name, values in ratings.items()},
        "mean": {name: round(float(v.mean()), what.decimals) for name, v in ratings.items()},
    }
    words = [
        answer.sentence,
        *filter(None, [answer.why]),
        *(f"{row.name}: {row.said}." for row in rows),
    ]
    picture = answer_sheet(answer, blocks, on)
    return picture.told(" ".join(words), pd.DataFrame(numbers))


def _day_after(days: pd.DataFrame, what: Outcome, state: str) -> Floats:
    """The first ratings of days that follow a day with this state."""
    values, known = values_of(days, what.name)
    follows = np.concatenate(([False], days["state"].eq(state).to_numpy()))[: len(values)]
    chosen: Floats = values[follows & known]
    return chosen


def _count(values: Floats, what: Outcome) -> str:
    mean = what.text(float(values.mean()))
    return several(
        len(values), "{number} day, mean {mean}", "{number} days, mean {mean}", mean=mean
    )


def _strips(rows: list[Row], groups: list[Floats], what: Outcome, on: Paper) -> Block:
    """A strip of dots for each group, over one axis."""
    (shown,) = laid_out(on, rows, least=ROW)
    bins = _bins(np.concatenate(groups), what)
    shares = [np.histogram(values, bins)[0] / len(values) for values in groups]

    highest = max(float(share.max()) for share in shares)

    def draw(picture: Picture, place: Place) -> None:
        axes = shown.panel(picture, place, "strips")
        step = bins[1] - bins[0]
        axes.set_xlim(bins[0] - step / 4, bins[-1] + step / 4)
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        largest = min(axes.bbox.width / len(bins), ROW * 0.9) * 72 / DOTS_PER_INCH
        rolled = say(GROUPS["rolled"])
        for at, (values, share) in enumerate(zip(groups, shares, strict=True)):
            color = picture.look.accent if rows[at].name == rolled else picture.look.soft
            seen, middles = share > 0, (bins[:-1] + bins[1:]) / 2
            areas = largest**2 * share[seen] / highest
            row = np.full(seen.sum(), at)
            axes.scatter(middles[seen], row, areas, color=color, linewidths=0, label=rows[at].name)
            mean, ends = [float(values.mean())] * 2, [at - 0.4, at + 0.4]
            axes.plot(mean, ends, color=picture.look.ink, linewidth=2, label="mean")

    return Block(shown.height + AXIS, draw, what.axis, what.direction)


def _bins(values: Floats, what: Outcome) -> Floats:
    """Edges: one bin a point of a scale, else twelve."""
    if what.low is not None and what.high is not None:
        return np.arange(what.low - 0.5, what.high + 1)
    low, high = float(values.min()), float(values.max())
    return np.linspace(low - 0.5, max(high, low + 4) + 0.5, 13)
