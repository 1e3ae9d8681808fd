"""One outcome over a chosen period: a pure picture, and a kept one that follows a slider."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, cast

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
from rolltrack.charts.ratings import (
    MEAN,
    Dots,
    RatingView,
    caption,
    line_of,
    mean_in_words,
    rating_panel,
    view,
)
from rolltrack.charts.sheet import heading, nothing_yet
from rolltrack.charts.style import DOTS_PER_INCH, Theme
from rolltrack.charts.trends import has_minutes, in_words, minutes_panel
from rolltrack.days.change import Change, change, since_first_weeks
from rolltrack.days.of_log import named
from rolltrack.days.weeks import rolling_mean, weekly
from rolltrack.entry.language import say
from rolltrack.entry.text import period_text

# px of title and panel together: a picture of another period is as high, so that the page does not
# jump and the words that were measured for it are not measured again.
TITLE_AND_PANEL, LEAST_PANEL = 400, 220


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


class Seen(NamedTuple):
    """What changed in the shown days, and the line below it: against the first weeks of the log."""

    change: Change
    since_first: list[str]


@dataclass(frozen=True)
class Chosen:
    """What a picture of a part is drawn from: the whole daily frame, and what the person set."""

    days: pd.DataFrame
    weekly_aim: int | None = None
    worthwhile: float | None = None

    @cached_property
    def routines(self) -> list[str]:
        """The routines with a colour of their own."""
        return most_used(self.days)

    def seen(self, choice: Choice) -> Seen:
        """What changed in the shown days, and from the first weeks to their end."""
        within = period(self.days, choice)
        shown = _ends(within) if len(within) else None
        since = since_first_weeks(self.days, choice.outcome, shown) if shown else None
        seen = change(self.days, choice.outcome, shown=shown)
        return Seen(seen, [since.sentence] if since else [])


@fits_its_page
def plot_outcome(
    days: pd.DataFrame,
    choice: Choice,
    *,
    weekly_aim: int | None = None,
    worthwhile: float | None = None,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """The chosen outcome and the minutes rolled in the chosen period.

    ``days`` is the whole daily frame, with own routines by name
    (``rolltrack.days.of_log.named``). The title speaks of the shown days, their start against
    their end (``rolltrack.change``), the line below it of the first weeks of the log; the mean at
    the ends of the picture takes in the days beside it. ``weekly_aim`` and ``worthwhile`` are as in
    ``plot_trends``. ``numbers`` has one row a week or day of the period.
    """
    log, on = Chosen(named(days), weekly_aim, worthwhile), paper(width, theme)
    seen = log.seen(choice)
    shown = _view(log, choice, on.look, seen)
    picture = _drawn(log, choice, shown, seen, on)
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


def _view(log: Chosen, choice: Choice, look: Theme, seen: Seen) -> RatingView:
    return view(
        log.days,
        choice.outcome,
        look,
        dots=choice.by,
        window=choice.window,
        within=period(log.days, choice),
        seen=seen.change,
        worthwhile=log.worthwhile,
    )


def _drawn(
    log: Chosen,
    choice: Choice,
    shown: RatingView,
    seen: Seen,
    on: Paper,
    kept: Picture | None = None,
) -> Picture:
    within, what = shown.days, shown.what
    if not shown.rated:
        if not len(log.days):
            return nothing_yet(seen.change.sentence, on)
        none = say("No {nouns} of {word} in this period.", nouns=what.nouns, word=what.word)
        there = say("The log spans {period}.", period=period_text(*_ends(log.days)))
        return nothing_yet(none, on, there)
    below = [*seen.since_first, period_text(*_ends(within))]
    title = heading(seen.change.sentence, below, on).height
    panels: list[Panel] = [rating_panel(shown, max(TITLE_AND_PANEL - title, LEAST_PANEL))]
    if has_minutes(within):
        how: dict[str, Any] = {"by": choice.by, "routines": log.routines}
        room = room_for(on, panels)
        panels.append(minutes_panel(within, room, on.look, log.weekly_aim, **how))
    picture = stacked(seen.change.sentence, below, panels, within, on, kept)
    return picture.told(in_words(within, [seen.change], seen.since_first, mean_in_words(shown)))


def _ends(days: pd.DataFrame) -> tuple[dt.date, dt.date]:
    """The first and the last day."""
    dates = pd.DatetimeIndex(days.index)
    return dates[0].date(), dates[-1].date()


class LivePicture:
    """The picture of ``plot_outcome``, kept: a change of smoothing redraws one line.

    Everything but the line and its caption is drawn once and put back as pixels. Another outcome
    or period is drawn on the same sheet. A drawing is encoded with little compression: it lives
    for a moment. A saved picture is drawn fully.
    """

    def __init__(
        self,
        days: pd.DataFrame,
        weekly_aim: int | None = None,
        worthwhile: float | None = None,
    ) -> None:
        self._log = Chosen(named(days), weekly_aim, worthwhile)
        self._kept: tuple[Any, ...] = ()
        self._paper: Paper | None = None
        self._seen: dict[tuple[Any, ...], Seen] = {}
        self._moving: tuple[Line2D, Text | None] | None = None
        self.picture = Picture(paper(420, "light"), 100)

    def seen(self, choice: Choice) -> Seen:
        """What changed in the chosen days, worked out once."""
        key = (choice.outcome, choice.first, choice.last)
        if key not in self._seen:
            self._seen[key] = self._log.seen(choice)
        return self._seen[key]

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
        seen = self.seen(choice)
        self._shown = _view(self._log, choice, on.look, seen)
        picture = _drawn(self._log, choice, self._shown, seen, on, kept)
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
        mean = rolling_mean(self._log.days, choice.outcome, f"{choice.window}D")
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
