"""Minutes of the week against pain of the week."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.labels import Key, legend, write_at
from rolltrack.charts.picture import Picture, fits_its_page, paper
from rolltrack.charts.rows import AXIS
from rolltrack.charts.scale import set_scale
from rolltrack.charts.sheet import Block, Place, nothing_yet, sheet
from rolltrack.charts.style import LABEL, Theme, text_width
from rolltrack.days.more_rolling import FEWEST_DAYS, MoreOrLess, more_or_less, whole_weeks
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.days.weeks import weekly
from rolltrack.entry.language import say, several
from rolltrack.entry.text import period_text

KEYS, PANEL = 26.0, 320.0  # px


@fits_its_page
def plot_weeks(
    days: pd.DataFrame, outcome_name: str = "pain", *, width: float = 900, theme: str = "light"
) -> Picture:
    """Each week's minutes (across) against the mean of its ratings (up).

    ``days`` is the daily frame. Rings are the first half of the weeks, dots the last; lines are the
    means of weeks with more minutes than the median and of the others
    (``rolltrack.days.more_rolling``). Weeks with fewer than four known or four rated days are left
    out. No slope is drawn: weeks follow each other, and both pain and rolling may follow something
    else.
    """
    what, on = outcome(outcome_name), paper(width, theme)
    weeks = whole_weeks(days, outcome_name)
    if not len(weeks):
        none = say("No week yet with four days of entries and {nouns} of {word}.", **_words(what))
        return nothing_yet(none, on)
    seen = more_or_less(weeks, outcome_name)
    title = (
        seen.sentence
        if seen
        else several(
            len(weeks),
            "{number} week is too few to compare more rolling and less.",
            "{number} weeks are too few to compare more rolling and less.",
        )
    )
    below = [*_halves(seen), say("Both may follow something else: work, the season, one another.")]
    left_out = len(weekly(days)) - len(weeks)
    if left_out:
        said = several(
            left_out,
            "Left out: {number} week with fewer than {fewest} days of entries and {nouns}.",
            "Left out: {number} weeks with fewer than {fewest} days of entries and {nouns}.",
            fewest=FEWEST_DAYS,
            **_words(what),
        )
        below.append(said)
    picture = sheet(title, below, [_scatter(weeks, seen, what)], on)
    return picture.told(" ".join([title, *below]), weeks)


def _words(what: Outcome) -> dict[str, str]:
    return {"nouns": what.nouns, "word": what.word}


def _halves(seen: MoreOrLess | None) -> list[str]:
    """The same within the early and the late weeks, so that time alone does not make it up."""
    if seen is None or np.isnan([*seen.early, *seen.late]).any():
        return []
    shown = [seen.outcome.text(value) for value in (*seen.early, *seen.late)]
    names = ("early_more", "early_less", "late_more", "late_less")
    return [
        say(
            "Early weeks: {early_more} with more rolling, {early_less} with less. "
            "Late weeks: {late_more} and {late_less}.",
            **dict(zip(names, shown, strict=True)),
        )
    ]


def _scatter(weeks: pd.DataFrame, seen: MoreOrLess | None, what: Outcome) -> Block:
    parts = [part for part in (weeks[: len(weeks) // 2], weeks[len(weeks) // 2 :]) if len(part)]

    def draw(picture: Picture, place: Place) -> None:
        look, right = picture.look, place.left + place.width
        axes = picture.panel(place.left, place.top + KEYS, place.width, PANEL)
        axes.set_label("weeks")
        _set_scale(axes, weeks, what)
        keys = []
        for part, full in zip(parts, (len(parts) == 1, True), strict=False):
            x, y = (part[name].to_numpy(dtype=np.float64) for name in ("minutes", what.name))
            color = look.rating if full else "none"
            axes.scatter(x, y, 56, color=color, edgecolors=look.rating, linewidths=1.3)
            keys.append(Key(look.rating, _dates(part), "o", full))
        if seen:
            _draw_means(axes, seen, look)
        legend(picture, keys, place.left, place.top + 10, right, left=place.left)
        words, foot = say("minutes rolled in the week →"), place.top + KEYS + PANEL + 44
        picture.write(right, foot, words, color=look.soft, align="right")

    header = say("{axis}, mean of the week", axis=what.axis)
    return Block(KEYS + PANEL + AXIS, draw, header, what.direction)


def _dates(weeks: pd.DataFrame) -> str:
    mondays = pd.DatetimeIndex(weeks.index)
    last = mondays[-1] + pd.Timedelta(days=6)
    return period_text(mondays[0].date(), last.date())


def _set_scale(axes: Axes, weeks: pd.DataFrame, what: Outcome) -> None:
    minutes, ratings = (weeks[name].to_numpy(dtype=np.float64) for name in ("minutes", what.name))
    most = max(float(minutes.max()), 10.0)
    axes.set_xlim(-0.03 * most, 1.05 * most)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    set_scale(axes, what, ratings, air=max(1.0, float(np.ptp(ratings)) * 0.25), above=1.0)


def _draw_means(axes: Axes, seen: MoreOrLess, look: Theme) -> None:
    """A line for the mean of the weeks on each side of the middle, named above all dots."""
    low, high = axes.get_xlim()
    what = seen.outcome
    sides = (
        (low, seen.middle, seen.less, say("less rolling: {mean}", mean=what.text(seen.less))),
        (seen.middle, high, seen.more, say("more rolling: {mean}", mean=what.text(seen.more))),
    )
    axes.axvline(seen.middle, color=look.line, linewidth=1.2, linestyle=(0, (5, 3)), zorder=0.8)
    for begin, end, mean, name in sides:
        axes.plot([begin, end], [mean] * 2, color=look.accent, linewidth=2.4, label="mean")
        room = axes.bbox.width * (end - begin) / (high - low) - 8
        text = name if text_width(name, LABEL) < room else what.text(mean)
        write_at(axes, ((begin + end) / 2, 1), text, look.accent, -13)
