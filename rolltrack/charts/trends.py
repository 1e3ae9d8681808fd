"""Pain, flexibility and minutes over one time axis."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.labels import SideLabel, dashed
from rolltrack.charts.minutes import bars, draw_bars
from rolltrack.charts.panels import Panel, room_for, stacked
from rolltrack.charts.picture import Picture, fits_its_page, paper
from rolltrack.charts.ratings import Dots, rating_panel, view
from rolltrack.charts.sheet import nothing_yet
from rolltrack.charts.style import Theme
from rolltrack.charts.time_axis import days_since_1970
from rolltrack.days.change import Change, change, finding
from rolltrack.days.of_log import named
from rolltrack.days.outcome import FLEXIBILITY, Outcome, outcomes_in
from rolltrack.entry.safety import MINUTES_A_DAY
from rolltrack.entry.text import count, period_text

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
) -> Picture:
    """Pain, each flexibility test and the minutes rolled, over one time axis.

    ``days`` is the daily frame; ``width`` is in px (420 to 4000), ``theme`` is ``light`` or
    ``dark``; ``weekly_aim`` in minutes is drawn where a bar is a week; ``names`` is
    ``log.settings.routine_names``, for own routines. The title is
    ``rolltrack.finding(days)``. At most three flexibility tests are shown, the most used;
    each has a panel of its own. Lines break where more than 14 days have no rating. An empty frame
    gives a picture that says so. ``RolltrackError`` for another theme.

    >>> index = pd.date_range("2026-07-06", periods=42, name="date")
    >>> days = pd.DataFrame({"pain": [6.0] * 21 + [3.0] * 21, "state": "rest"}, index)
    >>> plot_trends(days).finding
    'Pain is 3.0 points lower than in the first weeks (6.0 → 3.0).'
    """
    on = paper(width, theme)
    days = named(days, names)
    shown = _shown(days)
    dots: Dots = "days" if len(days) <= LONGEST_BY_DAYS else "weeks"
    window = next(window for longest, window in _WINDOWS if len(days) <= longest)
    panels = [
        rating_panel(
            view(days, what.name, on.look, dots=dots, window=window),
            TEST_HEIGHT if what.name.startswith(FLEXIBILITY) else RATING_HEIGHT,
        )
        for what in shown
    ]
    if has_minutes(days):
        panels.append(minutes_panel(days, room_for(on, panels), on.look, weekly_aim))
    if not panels:
        return nothing_yet(finding(days), on)
    title = finding(days)
    picture = stacked(title, _below(days), panels, days, on)
    words = in_words(days, [change(days, what.name) for what in shown])
    return picture.told(words, days[[name for name in _columns(shown) if name in days]])


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
        header=f"Minutes rolled a {shown.per}",
        height=MINUTES_HEIGHT,
        draw=draw,
        side=[SideLabel(level, words, look.soft)] if level else [],
        keys=shown.keys(look),
    )


def _line(per: str, weekly_aim: int | None) -> tuple[int | None, str]:
    if per == "week" and weekly_aim:
        return weekly_aim, f"aim {weekly_aim} min"
    if per == "day" and not weekly_aim:
        return MINUTES_A_DAY, f"article: {MINUTES_A_DAY} min"
    return None, ""


def _draw_rest(axes: Axes, days: pd.DataFrame, look: Theme) -> None:
    rest = days["state"].eq("rest").to_numpy()
    x = days_since_1970(pd.DatetimeIndex(days.index))[rest]
    floor = np.zeros(len(x))
    axes.plot(x, floor, "o", color=look.line, markersize=2.6, label="rest", clip_on=False)


def in_words(days: pd.DataFrame, seen: list[Change]) -> str:
    """What a picture of these changes and the minutes says, for those who do not see it."""
    said = [seen[0].sentence, seen[0].meaning] if seen else [finding(days)]
    said += [other.sentence for other in seen[1:]]
    said.append(f"{_dates(days)}.")
    if seen:
        what = seen[0].outcome
        said.append(f"{what.label} was {what.noted} on {_rated(days, what)}.")
    if has_minutes(days):
        said.append(how_much(days))
    return " ".join(part for part in said if part)


def how_much(days: pd.DataFrame) -> str:
    """How much was rolled, of the days of which it is known."""
    state = days["state"].to_numpy(dtype=object)
    rolled = int((state == "rolled").sum())
    known = count(rolled + int((state == "rest").sum()), "logged day")
    minutes = count(round(days["minutes"].sum()), "minute")
    return f"You rolled on {rolled} of {known}, {minutes} in all."


def _rated(days: pd.DataFrame, what: Outcome) -> str:
    return f"{int(days[what.name].count())} of {count(len(days), 'day')}"


def _dates(days: pd.DataFrame) -> str:
    dates = pd.DatetimeIndex(days.index)
    first: dt.date = dates[0].date()
    return period_text(first, dates[-1].date())


def _shown(days: pd.DataFrame) -> list[Outcome]:
    rated = outcomes_in(days)
    tests = [what for what in rated if what.name.startswith(FLEXIBILITY)]
    others = [what for what in rated if what not in tests]
    return [*others[:1], *tests[:MOST_TESTS]]


def _below(days: pd.DataFrame) -> list[str]:
    rated = outcomes_in(days)
    if not rated:
        return [_dates(days)]
    meaning = change(days, rated[0].name).meaning
    return [
        f"{_dates(days)} · {_rated(days, rated[0])} {rated[0].noted}",
        *([meaning] if meaning else []),
    ]


def _columns(shown: list[Outcome]) -> list[str]:
    return ["state", *(what.name for what in shown), "minutes", "routine"]
