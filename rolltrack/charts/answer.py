"""The answer to "is it helping?": the difference with its interval, against amounts that matter."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from rolltrack.charts.picture import Paper, Picture, fits_its_page, paper
from rolltrack.charts.rows import AXIS, around_zero, draw_interval, write_ends
from rolltrack.charts.sheet import Block, Place, sheet
from rolltrack.charts.style import SMALL, Theme, wrapped
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.days.words import threshold
from rolltrack.entry.language import say
from rolltrack.helping.answer import Effect

BAR, LINE = 72.0, 18.0  # px of the panel, and of a line of its key


@fits_its_page
def plot_effect(
    answer: Effect, *, width: float = 900, theme: str = "light", titled: bool = True
) -> Picture:
    """The difference with its 95 % interval, against the amounts that matter.

    The band is what would be worth the rolling; the dashed line a minimal important change, where
    that is known. Without an estimate there is the sentence alone.
    """
    on = paper(width, theme)
    blocks = [] if answer.estimate is None else [difference_block(answer, on)]
    picture = answer_sheet(answer, blocks, on) if titled else sheet("", [], blocks, on)
    picture.finding = answer.sentence
    numbers = {"difference": [answer.estimate], "low": [answer.low], "high": [answer.high]}
    return picture.told(answer.sentence, pd.DataFrame(numbers))


def answer_sheet(answer: Effect, blocks: Sequence[Block], on: Paper) -> Picture:
    """A picture under an answer: in plain words, then in numbers, then why the means differ."""
    picture = sheet(
        answer.plain, [part for part in (answer.numbers, answer.why) if part], blocks, on
    )
    picture.finding = answer.sentence
    return picture


def difference_block(answer: Effect, on: Paper) -> Block:
    """The difference that an answer with an estimate is about."""
    what, estimate = outcome(answer.outcome), float(answer.estimate or 0.0)
    key = _key(answer, what, on.inner)

    def draw(picture: Picture, place: Place) -> None:
        axes = picture.panel(*place, BAR)
        axes.set_label("difference")
        axes.grid(visible=False)
        axes.set_ylim(-1, 1)
        axes.set_yticks([])
        _draw_amounts(axes, answer, what, picture.look)
        draw_interval(axes, 0, estimate, answer.low, answer.high, picture.look)
        left, right = say("← lower after rolling"), say("higher after rolling →")
        write_ends(picture, axes, left, right)
        for number, line in enumerate(key):
            y = place.top + BAR + AXIS + 20 + LINE * number
            picture.write(place.left, y, line, size=SMALL, color=picture.look.soft)

    header = say("{label}: the difference by rolling", label=what.label)
    return Block(BAR + AXIS + 10 + LINE * len(key), draw, header, what.unit or say("points"))


def _draw_amounts(axes: Axes, answer: Effect, what: Outcome, look: Theme) -> None:
    """Zero, the band of what is worth it, and the line of an important change."""
    better = -1.0 if what.better == "lower" else 1.0
    amounts = [1.6 * (answer.worthwhile or 0.0), what.notable or 0.0]
    ends = [value for value in (answer.estimate, answer.low, answer.high) if value is not None]
    around_zero(axes, [*ends, *(better * amount for amount in amounts)], look)
    if answer.worthwhile is not None:
        far = min(axes.get_xlim()) if better < 0 else max(axes.get_xlim())
        band = sorted([better * answer.worthwhile, far])
        axes.axvspan(*band, color=look.tint, linewidth=0, label="worthwhile")
    if what.notable is not None:
        axes.axvline(better * what.notable, color=look.accent, linewidth=1.2, linestyle=(0, (5, 3)))


def _key(answer: Effect, what: Outcome, room: float) -> list[str]:
    """What the band and the dashed line are, in lines no wider than ``room``."""
    said = []
    if answer.worthwhile is not None:
        size = threshold(what, answer.worthwhile)
        said.append(say("Shaded: worth it, {size} or more.", size=size))
    if what.notable is not None:
        size = threshold(what, what.notable)
        said.append(say("Dashed: {size}, an important change in studies.", size=size))
    return wrapped(" ".join(said), room, SMALL) if said else []
