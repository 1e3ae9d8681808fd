"""One outcome over a chosen period: a pure picture, and a kept one that follows a slider."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image

from rolltrack.charts.minutes import most_used
from rolltrack.charts.panels import CAPTION, Panel, room_for, stacked
from rolltrack.charts.picture import Paper, Picture, fits_its_page, paper
from rolltrack.charts.ratings import MEAN, Dots, RatingView, caption, line_of, rating_panel, view
from rolltrack.charts.sheet import nothing_yet
from rolltrack.charts.style import DOTS_PER_INCH, Theme
from rolltrack.charts.trends import has_minutes, in_words, minutes_panel
from rolltrack.days.change import Change, change
from rolltrack.days.of_log import named
from rolltrack.days.weeks import rolling_mean, weekly
from rolltrack.entry.text import period_text

RATING_HEIGHT = 290  # px


@dataclass(frozen=True)
class Choice:
    """What to show: an outcome, from ``first`` to ``last``, by weeks or days.

    ``smoothing`` is the length of the mean in those units.
    """

    outcome: str = "pain"
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max
    by: Dots = "weeks"
    smoothing: int = 4

    @property
    def window(self) -> int:
        """Length of the mean in days."""
        return self.smoothing * (7 if self.by == "weeks" else 1)


@dataclass(frozen=True)
class Chosen:
    """What a picture of a part is drawn from: the whole daily frame and the aim."""

    days: pd.DataFrame
    weekly_aim: int | None = None

    @cached_property
    def routines(self) -> list[str]:
        """The routines with a colour of their own."""
        return most_used(self.days)


@fits_its_page
def plot_outcome(
    days: pd.DataFrame,
    choice: Choice,
    *,
    weekly_aim: int | None = None,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """The chosen outcome and the minutes rolled in the chosen period.

    ``days`` is the whole daily frame, with own routines by name
    (``rolltrack.days.of_log.named``): the title, the first weeks and now are those of the whole
    log, whatever the period, so that they are the same numbers everywhere; the line below says
    so. ``weekly_aim`` is as in ``plot_trends``.
    ``numbers`` has one row a week or day of the period.
    """
    days, on = named(days), paper(width, theme)
    shown = _view(days, choice, on.look, change(days, choice.outcome))
    picture = _drawn(Chosen(days, weekly_aim), choice, shown, on)
    if shown.rated:
        picture.numbers = table(shown.days, choice)
    return picture


def period(days: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The days of the chosen period."""
    dates = pd.DatetimeIndex(days.index).to_numpy(dtype="M8[D]")
    first = dates.searchsorted(np.datetime64(choice.first, "D"))
    last = dates.searchsorted(np.datetime64(choice.last, "D"), side="right")
    return days.iloc[first:last]


def table(within: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The numbers behind the picture: the rating and the minutes of each week or day.

    Indexed by ``week`` (Monday) or ``date``; by weeks also ``days_rated`` and ``days_known`` (int).
    """
    name = choice.outcome
    if choice.by == "days":
        columns = [column for column in (name, "minutes", "state") if column in within]
        return within[columns]
    weeks = weekly(within)
    columns = [
        column for column in (name, f"{name}_days", "minutes", "days_known") if column in weeks
    ]
    return weeks[columns].rename(columns={f"{name}_days": "days_rated"})


def _view(days: pd.DataFrame, choice: Choice, look: Theme, seen: Change) -> RatingView:
    within = period(days, choice)
    how: dict[str, Any] = {"dots": choice.by, "window": choice.window}
    return view(days, choice.outcome, look, **how, within=within, seen=seen)


def _drawn(
    log: Chosen, choice: Choice, shown: RatingView, on: Paper, kept: Picture | None = None
) -> Picture:
    within, seen = shown.days, shown.seen
    if not shown.rated:
        if not len(log.days):
            return nothing_yet(seen.sentence, on)
        none = f"No {shown.what.nouns} of {shown.what.label.lower()} in this period"
        there = f"The log spans {_spoken_of(log.days)}."
        return nothing_yet(f"{none}.", on, there)
    panels: list[Panel] = [rating_panel(shown, RATING_HEIGHT)]
    if has_minutes(within):
        how: dict[str, Any] = {"by": choice.by, "routines": log.routines}
        room = room_for(on, panels)
        panels.append(minutes_panel(within, room, on.look, log.weekly_aim, **how))
    below = [_spoken_of(within)]
    if len(within) < len(log.days):
        below[0] += " · compared over the whole log"
    picture = stacked(seen.sentence, below, panels, within, on, kept)
    return picture.told(in_words(within, [seen]))


def _spoken_of(days: pd.DataFrame) -> str:
    dates = pd.DatetimeIndex(days.index)
    return period_text(dates[0].date(), dates[-1].date())


class LivePicture:
    """The picture of ``plot_outcome``, kept: a change of smoothing redraws one line.

    Everything but the line and its caption is drawn once and put back as pixels. Another outcome
    or period is drawn on the same sheet. A drawing is encoded with little compression: it lives
    for a moment. A saved picture is drawn fully.
    """

    def __init__(self, days: pd.DataFrame, weekly_aim: int | None = None) -> None:
        self._days = named(days)
        self._whole = Chosen(self._days, weekly_aim)
        self._kept: tuple[Any, ...] = ()
        self._paper: Paper | None = None
        self._seen: dict[str, Change] = {}
        self._moving: tuple[Line2D, Text | None] | None = None
        self.picture = Picture(paper(420, "light"), 100)

    def seen(self, name: str) -> Change:
        """The change of an outcome, worked out once."""
        if name not in self._seen:
            self._seen[name] = change(self._days, name)
        return self._seen[name]

    @property
    def smoothed(self) -> bool:
        """Whether the last picture has a line that follows the smoothing."""
        return self._moving is not None and not self._shown.every

    def png(
        self, choice: Choice, *, width: float = 900, theme: str = "light", scale: float = 1.0
    ) -> bytes:
        """The picture as PNG, ``scale`` times as large as ``width`` px."""
        key = (choice.outcome, choice.first, choice.last, choice.by, width, theme, scale)
        if key != self._kept:
            self._kept = ()  # should drawing fail, half a picture is not taken for a whole one
            self._draw_rest(choice, width, theme, scale)
            self._kept = key
        elif self._moving is not None:
            self._canvas.restore_region(self._rest)
        if self._moving is not None:
            self._draw_line(choice, *self._moving)
        return encoded(self._canvas)

    def _draw_rest(self, choice: Choice, width: float, theme: str, scale: float) -> None:
        on = paper(width, theme)
        kept = self.picture if self._paper == on else None
        self._shown = _view(self._days, choice, on.look, self.seen(choice.outcome))
        picture = _drawn(self._whole, choice, self._shown, on, kept)
        self._paper = on
        if picture is not self.picture:
            self.picture = picture
            # matplotlib ships no types for what is asked of a canvas here
            self._canvas = cast("Any", FigureCanvasAgg(picture))
        if scale != 1:
            picture.set_dpi(DOTS_PER_INCH * scale)
        self._moving = _moving(picture)
        for artist in filter(None, self._moving or ()):
            artist.set_animated(True)
        self._canvas.draw()
        self._rest = self._canvas.copy_from_bbox(picture.bbox)

    def _draw_line(self, choice: Choice, line: Line2D, words: Text | None) -> None:
        mean = rolling_mean(self._days, choice.outcome, f"{choice.window}D")
        within = mean.loc[self._shown.days.index]
        shown = replace(self._shown, mean=within, window=choice.window)
        line.set_data(*line_of(shown))
        axes = line.axes
        assert isinstance(axes, Axes)
        axes.draw_artist(line)
        if words is not None:
            words.set_text(caption(shown))
            words.draw(self._canvas.get_renderer())


def _moving(picture: Picture) -> tuple[Line2D, Text | None] | None:
    """The line that follows the smoothing and the caption that names it."""
    lines = [line for axes in picture.axes for line in axes.lines if line.get_label() == MEAN]
    words = [text for text in picture.texts if text.get_gid() == CAPTION]
    return (lines[0], words[0] if words else None) if lines else None


def encoded(canvas: Any) -> bytes:
    """What is on an Agg canvas, as PNG with little compression."""
    width, height = canvas.get_width_height(physical=True)
    image = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    made = io.BytesIO()
    image.convert("RGB").save(made, "PNG", compress_level=1)
    return made.getvalue()
