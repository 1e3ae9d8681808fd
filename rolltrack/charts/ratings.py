"""A panel of one outcome: its ratings, their mean, the first weeks and now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

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
from rolltrack.days.weeks import rolling_mean, weekly, weeks_of
from rolltrack.entry.language import say, several

Dots = Literal["days", "weeks"]
MEAN = "mean"  # the label of the line, by which it is found again
LONGEST_WITH_NAMES = 400  # days; in a longer picture a flare-up is a hair
MOST_SINGLE = 80  # single tests that one panel can join without becoming a thicket


class Amount(NamedTuple):
    """A band of values: from ``at``, where a change is large enough, to ``end``; and its words."""

    at: float
    end: float
    words: str


@dataclass(frozen=True)
class RatingView:
    """What a panel of one outcome shows.

    ``days`` is the daily frame within the picture, ``seen`` the change in these days. The dots
    are days or weeks (means from Monday), the line is the mean of the ``window`` days around each
    day. ``every`` joins single ratings instead, as for a test done once a week. ``own`` is the
    person's own repeatability, ``ends`` whether both ends that are compared are drawn,
    ``worthwhile`` the change that the person called worth it, if they did.
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
    worthwhile: float | None

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
    def amounts(self) -> list[Amount]:
        """Where a change for the better is worth it, and where it counts as important."""
        if not self.ends or self.scale is None:
            return []
        low, high = self.scale
        way, end = (-1, float(low)) if self.what.better == "lower" else (1, float(high))
        begin, important = self.seen.baseline.value, self.seen.good_from
        found = [
            (important, say("{points}+ points better", points=f"{abs(important - begin):.2g}"))
        ]
        if self.worthwhile is not None:
            worth = say("{points}+ points: worth it", points=f"{self.worthwhile:.2g}")
            found.append((begin + way * self.worthwhile, worth))
        amounts: list[Amount] = []
        for at, words in sorted(found, key=lambda amount: -way * amount[0]):
            if low < at < high:
                amounts.append(Amount(at, end, words))
                end = at
        return amounts


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
    worthwhile: float | None = None,
) -> RatingView:
    """The view of an outcome in ``days``, the whole daily frame; ``within`` is the part to show.

    ``seen`` is its change, where that is known already; ``worthwhile`` counts for pain.
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
        worthwhile=worthwhile if name == "pain" else None,
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
        span=_span(shown),
    )


def line_of(shown: RatingView) -> tuple[Floats, Floats]:
    """Days since 1970 and values of the line, missing where it breaks."""
    x, values = _ratings(shown)
    if shown.every:
        return broken(x, values)
    return x, np.asarray(shown.mean, dtype=np.float64)


def window_text(days: int, dots: Dots) -> str:
    """How long a mean is, counted in what the dots are where that comes out even.

    >>> window_text(28, "weeks"), window_text(28, "days"), window_text(10, "weeks")
    ('4 weeks', '28 days', '10 days')
    """
    if dots == "weeks" and days % 7 == 0:
        return several(days // 7, "{number} week", "{number} weeks")
    return several(days, "{number} day", "{number} days")


def _span(shown: RatingView) -> tuple[float, float]:
    """From the first to the last day of the weeks whose dots are drawn, half a day further."""
    if shown.dots == "days" or shown.every or not len(shown.days):
        return math.inf, -math.inf
    mondays = weeks_of(pd.DatetimeIndex(shown.days.index)[[0, -1]]).astype(np.float64)
    return mondays[0] - 0.5, mondays[1] + 6.5


def _ratings(shown: RatingView) -> tuple[Floats, Floats]:
    x = days_since_1970(pd.DatetimeIndex(shown.days.index))
    name = shown.what.name
    if name not in shown.days:
        return x, np.full(len(x), np.nan)
    return x, shown.days[name].to_numpy(dtype=np.float64)


def caption(shown: RatingView) -> str:
    """What dots, line and band are."""
    if shown.every:
        return "" if math.isnan(shown.own) else say("shaded: tests differ this much by chance")
    values = {"length": window_text(shown.window, shown.dots)}
    if shown.dots == "weeks":
        return say("each dot a week, the line a mean of {length}", **values)
    return say("each dot a day, the line a mean of {length}", **values)


def mean_in_words(shown: RatingView) -> str:
    """What the line is, for those who do not see it."""
    if shown.every:
        return ""
    return say(
        "The line is the mean of the {length} around each day, at both ends of the days there are; "
        "it breaks where less than half is known.",
        length=window_text(shown.window, shown.dots),
    )


def _side_labels(shown: RatingView) -> list[SideLabel]:
    what, seen, look = shown.what, shown.seen, shown.look
    if not shown.ends:
        last = _ratings(shown)[1]
        last = last[~np.isnan(last)]
        if not len(last):
            return []
        latest = say("latest {value}", value=what.text(float(last[-1])).removesuffix(".0"))
        return [SideLabel(float(last[-1]), latest, shown.color)]
    begin, now = what.text(seen.baseline.value), what.text(seen.now.value)
    whole = seen.part is None
    first = say("first weeks {value}", value=begin) if whole else say("start {value}", value=begin)
    last_weeks = say("now {value}", value=now) if whole else say("end {value}", value=now)
    return [
        SideLabel(seen.baseline.value, first, look.soft),
        SideLabel(seen.now.value, last_weeks, shown.color, bold=True),
        *(
            SideLabel((amount.at + amount.end) / 2, amount.words, look.accent)
            for amount in shown.amounts
        ),
    ]


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
    """Shade what is worth it, more where it is important too; and how far tests differ."""
    for number, (at, end, _) in enumerate(shown.amounts):
        how: dict[str, Any] = {"color": shown.look.tint, "linewidth": 0, "zorder": 0.4}
        axes.axhspan(at, end, alpha=1 - 0.5 * number, label="band", **how)
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
