"""Pain, flexibility and minutes over one time axis."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.labels import SideLabel, dashed
from rolltrack.charts.minutes import bars, draw_bars
from rolltrack.charts.panels import Panel, room_for, stacked
from rolltrack.charts.picture import Picture, fits_its_page, paper
from rolltrack.charts.ratings import Dots, RatingView, mean_in_words, rating_panel, view
from rolltrack.charts.sheet import nothing_yet
from rolltrack.charts.style import Theme
from rolltrack.charts.time_axis import days_since_1970
from rolltrack.days.change import Change, finding
from rolltrack.days.of_log import named
from rolltrack.days.outcome import FLEXIBILITY, Outcome, outcomes_in
from rolltrack.entry.language import mark, say, several
from rolltrack.entry.safety import MINUTES_A_DAY
from rolltrack.entry.text import period_text

MINUTES = {
    "day": mark("Minutes rolled a day"),
    "week": mark("Minutes rolled a week"),
    "month": mark("Minutes rolled a month"),
}
MOST_TESTS = 3
LONGEST_BY_DAYS = 200  # days; in a longer picture a dot is a week
_WINDOWS = ((LONGEST_BY_DAYS, 7), (1200, 28), (math.inf, 84))  # days of picture, of mean
RATING_HEIGHT, TEST_HEIGHT, MINUTES_HEIGHT = 240, 150, 130  # px


@fits_its_page
def plot_trends(
    days: pd.DataFrame,
    *,
    width: float = 900,
    theme: str = "light",
    weekly_aim: int | None = None,
    names: Mapping[str, str] | None = None,
    worthwhile: float | None = None,
) -> Picture:
    """Pain, each flexibility test and the minutes rolled, over one time axis.

    ``days`` is the daily frame; ``width`` is in px (420 to 4000), ``theme`` is ``light`` or
    ``dark``; ``weekly_aim`` in minutes is drawn where a bar is a week; ``names`` is
    ``log.settings.routine_names``, for own routines; ``worthwhile`` is
    ``log.settings.worthwhile_change``, a band of its own for pain. The title is
    ``rolltrack.finding(days)``. At most three flexibility tests are shown, the most used; each has
    a panel of its own. A mean is drawn where at least half is known of what it is of
    (``rolltrack.rolling_mean``), single tests are joined where at most 14 days lie between. An
    empty frame gives a picture that says so. ``RolltrackError`` for another theme.

    >>> index = pd.date_range("2026-07-06", periods=42, name="date")
    >>> days = pd.DataFrame({"pain": [6.0] * 21 + [3.0] * 21, "state": "rest"}, index)
    >>> plot_trends(days).finding
    'Pain is 3.0 points lower than in the first weeks (6.0 → 3.0).'
    """
    on = paper(width, theme)
    days = named(days, names)
    views = _views(days, on.look, worthwhile)
    panels = [rating_panel(shown, _height(shown.what)) for shown in views]
    if has_minutes(days):
        panels.append(minutes_panel(days, room_for(on, panels), on.look, weekly_aim))
    title = finding(days)
    if not panels:
        return nothing_yet(title, on)
    changes = [shown.seen for shown in views]
    picture = stacked(title, _below(days, changes), panels, days, on)
    mean = mean_in_words(views[0]) if views else ""
    columns = ["state", *(shown.what.name for shown in views), "minutes", "routine"]
    numbers = days[[name for name in columns if name in days]]
    return picture.told(in_words(days, changes, [], mean), numbers)


def has_minutes(days: pd.DataFrame) -> bool:
    """Whether any rolling was logged with its minutes."""
    return "minutes" in days and bool((days["minutes"] > 0).any())


def minutes_panel(
    days: pd.DataFrame,
    inner: float,
    look: Theme,
    weekly_aim: int | None = None,
    by: Dots = "days",
    routines: Sequence[str] | None = None,
) -> Panel:
    """Minutes rolled, in a panel at most ``inner`` px wide, no finer than ``by``.

    Rest days are dots on the floor. A line is the person's ``weekly_aim`` where a bar is a week;
    without an aim, what the article advises where a bar is a day. ``routines`` is as in ``bars``.
    """
    shown = bars(days, inner, by, routines)
    level, words = _line(shown.per, weekly_aim)

    def draw(axes: Axes) -> None:
        axes.set_ylim(0, max(shown.highest, level or 0) * 1.08)
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        draw_bars(axes, shown, look)
        if level:
            dashed(axes, level, look.soft)
        if shown.per == "day":
            _draw_rest(axes, days, look)

    return Panel(
        header=say(MINUTES[shown.per]),
        height=MINUTES_HEIGHT,
        draw=draw,
        side=[SideLabel(level, words, look.soft)] if level else [],
        keys=shown.keys(look),
        span=shown.span,
    )


def _line(per: str, weekly_aim: int | None) -> tuple[int | None, str]:
    if per == "week" and weekly_aim:
        return weekly_aim, say("aim: {minutes} min", minutes=weekly_aim)
    if per == "day" and not weekly_aim:
        return MINUTES_A_DAY, say("{minutes} min a day", minutes=MINUTES_A_DAY)
    return None, ""


def _draw_rest(axes: Axes, days: pd.DataFrame, look: Theme) -> None:
    rest = days["state"].eq("rest").to_numpy()
    x = days_since_1970(pd.DatetimeIndex(days.index))[rest]
    floor = np.zeros(len(x))
    axes.plot(x, floor, "o", color=look.line, markersize=2.6, label="rest", clip_on=False)


def in_words(
    days: pd.DataFrame, seen: Sequence[Change], since: Sequence[str] = (), mean: str = ""
) -> str:
    """What a picture of these changes and the minutes says, for those who do not see it.

    ``since`` compares with the first weeks of the log, ``mean`` says what the line is.
    """
    said = [seen[0].sentence, seen[0].meaning] if seen else [finding(days)]
    said += [*since, *(other.sentence for other in seen[1:]), f"{_dates(days)}."]
    if seen:
        said += [_rated(days, seen[0].outcome), mean]
    if has_minutes(days):
        said.append(how_much(days))
    return " ".join(part for part in said if part)


def how_much(days: pd.DataFrame) -> str:
    """How much was rolled, of the days of which it is known."""
    state = days["state"].to_numpy(dtype=object)
    rolled = int((state == "rolled").sum())
    known = rolled + int((state == "rest").sum())
    minutes = round(days["minutes"].sum())
    return say(
        "You rolled on {rolled} of {days}, {minutes} in all.",
        rolled=rolled,
        days=several(known, "{number} logged day", "{number} logged days"),
        minutes=several(minutes, "{number} minute", "{number} minutes"),
    )


def _rated(days: pd.DataFrame, what: Outcome) -> str:
    return several(
        len(days),
        "{label} was {noted} on {rated} of {number} day.",
        "{label} was {noted} on {rated} of {number} days.",
        label=what.label,
        noted=what.noted,
        rated=int(days[what.name].count()),
    )


def _dates(days: pd.DataFrame) -> str:
    dates = pd.DatetimeIndex(days.index)
    first: dt.date = dates[0].date()
    return period_text(first, dates[-1].date())


def _views(days: pd.DataFrame, look: Theme, worthwhile: float | None) -> list[RatingView]:
    """The first rating and the most used tests, by days or weeks as the length asks for."""
    rated = outcomes_in(days)
    tests = [what for what in rated if what.name.startswith(FLEXIBILITY)]
    others = [what for what in rated if what not in tests]
    dots: Dots = "days" if len(days) <= LONGEST_BY_DAYS else "weeks"
    window = next(window for longest, window in _WINDOWS if len(days) <= longest)
    how: dict[str, Any] = {"dots": dots, "window": window, "worthwhile": worthwhile}
    return [view(days, what.name, look, **how) for what in [*others[:1], *tests[:MOST_TESTS]]]


def _height(what: Outcome) -> int:
    return TEST_HEIGHT if what.name.startswith(FLEXIBILITY) else RATING_HEIGHT


def _below(days: pd.DataFrame, seen: Sequence[Change]) -> list[str]:
    if not seen:
        return [_dates(days)]
    rated = say("{period}. {rated}", period=_dates(days), rated=_rated(days, seen[0].outcome))
    return [seen[0].meaning, rated] if seen[0].meaning else [rated]
