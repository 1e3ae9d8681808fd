"""A panel of one outcome: its ratings, their mean, the first weeks and now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from rolltrack.charts.labels import SideLabel, dashed, write_at
from rolltrack.charts.panels import Panel
from rolltrack.charts.scale import set_scale
from rolltrack.charts.style import LABEL, Theme, text_width
from rolltrack.charts.time_axis import Floats, broken, days_since_1970
from rolltrack.days.change import Change, change
from rolltrack.days.flares import flare_ups
from rolltrack.days.noise import repeatability
from rolltrack.days.outcome import FLEXIBILITY, Outcome
from rolltrack.days.weeks import rolling_mean, weekly
from rolltrack.entry.language import say
from rolltrack.entry.text import count

Dots = Literal["days", "weeks"]
MEAN = "mean"  # the label of the line, by which it is found again
LONGEST_WITH_NAMES = 400  # days; in a longer picture a flare-up is a hair
MOST_SINGLE = 80  # single tests that one panel can join without becoming a thicket


@dataclass(frozen=True)
class RatingView:
    """What a panel of one outcome shows.

    ``days`` is the daily frame within the picture, ``seen`` the change in the whole log. The dots
    are days or weeks (means from Monday), the line is the mean of the ``window`` days up to each
    rating. ``every`` joins single ratings instead, as for a test done once a week. ``own`` is the
    person's own repeatability, ``ends`` whether the first weeks and now are drawn.
    """

    days: pd.DataFrame
    seen: Change
    mean: pd.Series[float]
    dots: Dots
    window: int
    every: bool
    own: float
    look: Theme
    ends: bool

    @property
    def what(self) -> Outcome:
        """The outcome."""
        return self.seen.outcome

    @property
    def rated(self) -> bool:
        """Whether there is any rating to show."""
        return bool((~np.isnan(_ratings(self)[1])).any())

    @property
    def color(self) -> str:
        """The colour of the line."""
        flexible = self.what.name.startswith(FLEXIBILITY)
        return self.look.accent if flexible else self.look.rating

    @property
    def scale(self) -> tuple[int, int] | None:
        """The ends of the outcome's scale, if it has one."""
        low, high = self.what.low, self.what.high
        return None if low is None or high is None else (low, high)

    @property
    def band(self) -> tuple[float, float] | None:
        """Where the change for the better counts as important."""
        if not self.ends or self.scale is None:
            return None
        if not self.scale[0] < self.seen.good_from < self.scale[1]:
            return None
        end = self.scale[0] if self.what.better == "lower" else self.scale[1]
        return min(self.seen.good_from, end), max(self.seen.good_from, end)


def view(
    days: pd.DataFrame,
    name: str,
    look: Theme,
    *,
    dots: Dots,
    window: int,
    within: pd.DataFrame | None = None,
    ends: bool = True,
    seen: Change | None = None,
) -> RatingView:
    """The view of an outcome in ``days``, the whole daily frame; ``within`` is the part to show.

    ``seen`` is its change, where that is known already.
    """
    within = days if within is None else within
    rated = int(within[name].count()) if name in within else 0
    mean = rolling_mean(days, name, f"{window}D")
    seen = seen or change(days, name)
    return RatingView(
        days=within,
        seen=seen,
        mean=mean.loc[within.index],
        dots=dots,
        window=window,
        every=name.startswith(FLEXIBILITY) and rated <= MOST_SINGLE,
        own=repeatability(days, name) if name.startswith(FLEXIBILITY) else math.nan,
        look=look,
        ends=ends and seen.known,
    )


def rating_panel(shown: RatingView, height: float) -> Panel:
    """The panel, ``height`` px high."""
    what = shown.what

    def draw(axes: Axes) -> None:
        _set_scale(axes, shown)
        _draw_before_rolling(axes, shown)
        _draw_band(axes, shown)
        _draw_ends(axes, shown)
        _draw_ratings(axes, shown)
        if what.name == "pain":
            _name_flare_ups(axes, shown)

    return Panel(
        header=what.axis,
        height=height,
        draw=draw,
        direction=what.direction,
        caption=caption(shown),
        side=_side_labels(shown),
    )


def line_of(shown: RatingView) -> tuple[Floats, Floats]:
    """Days since 1970 and values of the line, with a break in gaps."""
    x, values = _ratings(shown)
    mean = values if shown.every else shown.mean.to_numpy(dtype=np.float64)
    return broken(x, np.where(np.isnan(values), np.nan, mean))


def window_text(days: int, dots: Dots) -> str:
    """How long a mean is, counted in what the dots are where that comes out even.

    >>> window_text(28, "weeks"), window_text(28, "days"), window_text(10, "weeks")
    ('4 weeks', '28 days', '10 days')
    """
    if dots == "weeks" and days % 7 == 0:
        return count(days // 7, "week")
    return count(days, "day")


def _ratings(shown: RatingView) -> tuple[Floats, Floats]:
    x = days_since_1970(pd.DatetimeIndex(shown.days.index))
    name = shown.what.name
    if name not in shown.days:
        return x, np.full(len(x), np.nan)
    return x, shown.days[name].to_numpy(dtype=np.float64)


def caption(shown: RatingView) -> str:
    """What dots, line and band are."""
    if shown.every:
        return "" if math.isnan(shown.own) else "band: your own repeatability"
    return f"dots: {shown.dots}, line: mean of {window_text(shown.window, shown.dots)}"


def _side_labels(shown: RatingView) -> list[SideLabel]:
    what, seen = shown.what, shown.seen
    if not shown.ends:
        last = _ratings(shown)[1]
        last = last[~np.isnan(last)]
        if not len(last):
            return []
        latest = f"latest {what.text(float(last[-1])).removesuffix('.0')}"
        return [SideLabel(float(last[-1]), latest, shown.color)]
    first = f"first weeks {what.text(seen.baseline.value)}"
    labels = [
        SideLabel(seen.baseline.value, first, shown.look.soft),
        SideLabel(seen.now.value, f"now {what.text(seen.now.value)}", shown.color, bold=True),
    ]
    if shown.band:
        need = abs(seen.good_from - seen.baseline.value)
        middle = sum(shown.band) / 2
        labels.append(SideLabel(middle, f"{need:.2g}+ points better", shown.look.accent))
    return labels


def _set_scale(axes: Axes, shown: RatingView) -> None:
    _, values = _ratings(shown)
    ends = [shown.seen.baseline.value, shown.seen.now.value] if shown.ends else []
    own = 0.0 if math.isnan(shown.own) else shown.own
    set_scale(axes, shown.what, np.concatenate([values, ends]), air=max(own, 1.0))


def _draw_before_rolling(axes: Axes, shown: RatingView) -> None:
    """Shade the days before the first rolling, when there is a week of them."""
    rolled = np.flatnonzero(shown.days["state"].to_numpy(dtype=object) == "rolled")
    if not len(rolled) or rolled[0] < 7:
        return
    low, high = axes.get_xlim()
    end = days_since_1970(pd.DatetimeIndex(shown.days.index))[rolled[0]] - 0.5
    axes.axvspan(low, end, color=shown.look.shade, linewidth=0, zorder=0.2)
    room = axes.bbox.width * (end - low) / (high - low)
    if shown.what.name == "pain" and room > text_width(say("before rolling"), LABEL) + 12:
        write_at(axes, ((low + end) / 2, 1), say("before rolling"), shown.look.soft, -18)


def _draw_band(axes: Axes, shown: RatingView) -> None:
    if shown.band:
        axes.axhspan(*shown.band, color=shown.look.tint, linewidth=0, zorder=0.4)
    if shown.every and not math.isnan(shown.own):
        x, y = line_of(shown)
        axes.fill_between(
            x, y - shown.own, y + shown.own, color=shown.look.tint, linewidth=0, zorder=0.6
        )


def _draw_ends(axes: Axes, shown: RatingView) -> None:
    """The first weeks as a dashed line from where they are, and now as a short thick one."""
    seen = shown.seen
    if not shown.ends:
        return
    spans = [[span.start, span.end] for span in (seen.baseline, seen.now)]
    first, now = np.array(spans, dtype="M8[D]").astype(np.float64)
    dashed(axes, seen.baseline.value, shown.look.soft, first[1])
    flat: dict[str, Any] = {"solid_capstyle": "butt", "alpha": 0.6}
    begin, end = [seen.baseline.value] * 2, [seen.now.value] * 2
    axes.add_line(Line2D(first, begin, color=shown.look.soft, linewidth=3, **flat))
    axes.add_line(Line2D(now, end, color=shown.color, linewidth=5, **flat))


def _draw_ratings(axes: Axes, shown: RatingView) -> None:
    """Draw dots and line; lines are added as they are, which is sooner done than plotted."""
    x, values = _ratings(shown)
    if shown.dots == "weeks" and not shown.every:
        named = [name for name in ("state", shown.what.name) if name in shown.days]
        weeks = weekly(shown.days[named])
        x = days_since_1970(pd.DatetimeIndex(weeks.index)) + 3
        values = (
            weeks[shown.what.name].to_numpy(dtype=np.float64)
            if shown.what.name in weeks
            else np.full(len(x), np.nan)
        )
    line = line_of(shown)
    single = np.count_nonzero(~np.isnan(line[1])) == 1
    if shown.every:
        joined = Line2D(*line, color=shown.color, linewidth=2.2, marker="o", markersize=6)
        joined.set_label(MEAN)
        axes.add_line(joined)
        return
    size = 4.6 if len(values) <= 250 else 3.0
    dots = Line2D(x, values, color=shown.color, alpha=0.4, linestyle="none", label=shown.dots)
    dots.set(marker="o", markersize=size, markeredgewidth=0)
    axes.add_line(dots)
    mean = Line2D(*line, color=shown.color, linewidth=2.4, label=MEAN)
    if single:
        mean.set(marker="o", linestyle="none")
    axes.add_line(mean)


def _name_flare_ups(axes: Axes, shown: RatingView) -> None:
    """Point at the two highest flare-ups, where there is room to name them."""
    if len(shown.days) >= LONGEST_WITH_NAMES:
        return
    low, high = axes.get_xlim()
    day = axes.bbox.width / (high - low)
    need = text_width(say("flare-up"), LABEL) / 2 + 8
    taken: list[float] = []
    highest = flare_ups(shown.days).sort_values("peak", ascending=False, kind="stable")
    for start in days_since_1970(pd.DatetimeIndex(highest["start"])):
        at = (start - low) * day
        free = all(abs(at - other) > 2 * need for other in taken)
        if len(taken) < 2 and free and need < at < axes.bbox.width - need:
            taken.append(at)
            write_at(axes, (float(start), 1), say("flare-up"), shown.look.soft, -18)
            axes.axvline(float(start), 0, 0.9, color=shown.look.line, linewidth=1.0, zorder=0.7)
