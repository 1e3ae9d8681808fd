"""Right before → right after each session, and the same by routine or roller."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.heading import nothing_yet, sheet
from rolltrack.charts.labels import Key
from rolltrack.charts.panels import Panel, stacked
from rolltrack.charts.picture import LEFT, SIDE, Paper, Picture, fits_its_page, paper
from rolltrack.charts.style import (
    LABEL,
    Theme,
    fitted,
    text_width,
    with_letters,
    wrapped,
)
from rolltrack.charts.time_axis import days_since_1970
from rolltrack.days.before_after import before_after, none_rated, sessions_of
from rolltrack.days.of_log import named
from rolltrack.days.outcome import outcome

MOST_SESSIONS = 250  # more become a blur: then the latest are shown
MOST_GROUPS = 8
ROW, LINE = 44.0, 16.0  # px of a group, and of a line of its name


@fits_its_page
def plot_before_after(
    entries: pd.DataFrame,
    days: pd.DataFrame,
    outcome_name: str = "pain",
    *,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """Each session as a line from the rating right before to the one right after.

    ``entries`` is ``SessionLog.frame()``, ``days`` the daily frame of the whole log,
    ``outcome_name`` is ``pain`` or ``tension``. The title is the mean change, the line below how
    much of it regression to the mean brings by itself; see ``rolltrack.before_after``. The latest
    250 sessions are drawn, all are counted.
    """
    seen, on = before_after(entries, days, outcome_name), paper(width, theme)
    if not len(seen.sessions):
        return nothing_yet(seen.sentence, on)
    look = on.look
    shown = seen.sessions.iloc[-MOST_SESSIONS:]
    what = outcome(outcome_name)
    panel = Panel(
        header=f"{what.label}, 0–10",
        direction=what.direction,
        height=260,
        draw=lambda axes: _draw_pairs(axes, shown, look),
        keys=[Key(look.rating, "before"), Key(look.accent, "after")],
    )
    dates = pd.DatetimeIndex(shown["start"]).normalize()
    span = pd.DataFrame(index=pd.date_range(dates[0], dates[-1], name="date"))
    below = [seen.meaning] if seen.meaning else []
    if len(shown) < len(seen.sessions):
        below.append(f"The latest {len(shown)} of {len(seen.sessions)} sessions are drawn.")
    picture = stacked(seen.sentence, below, [panel], span, on)
    picture.text_alternative = " ".join([seen.sentence, *below])
    picture.numbers = seen.sessions
    return picture


def _draw_pairs(axes: Axes, sessions: pd.DataFrame, look: Theme) -> None:
    axes.set_ylim(-0.3, 10.3)
    axes.set_yticks(range(0, 11, 2))
    begin = days_since_1970(pd.DatetimeIndex(sessions["start"]))
    seconds = sessions["start"].to_numpy(dtype="M8[s]").astype(np.int64) % 86400
    x = begin + seconds / 86400 - 0.5
    before, after = (sessions[side].to_numpy(dtype=np.float64) for side in ("before", "after"))
    ends = np.stack([np.column_stack([x, before]), np.column_stack([x, after])], axis=1)
    color = [
        look.accent if low < high else look.line for high, low in zip(before, after, strict=True)
    ]
    axes.add_collection(LineCollection(list(ends), colors=color, linewidths=1.6), autolim=False)
    size = 5.5 if len(x) <= 100 else 3.5
    axes.plot(x, before, "o", color=look.rating, markersize=size, fillstyle="none", label="before")
    axes.plot(x, after, "o", color=look.accent, markersize=size, label="after")


@fits_its_page
def plot_routines(
    entries: pd.DataFrame,
    outcome_name: str = "pain",
    *,
    names: Mapping[str, str] | None = None,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """The mean change right after a session, for each routine, with its 95 % interval.

    ``entries`` is ``SessionLog.frame()``; ``names`` is ``log.settings.routine_names``, so that
    own routines have their names. The eight most used routines are shown, most used first; an
    interval (Student) needs three sessions. Nothing is said about which is better: people choose a
    routine for reasons that also bear on how it goes.
    """
    entries = named(entries, names)
    return _plot_compared(entries, "routine", outcome_name, width=width, theme=theme)


@fits_its_page
def plot_rollers(
    entries: pd.DataFrame,
    outcome_name: str = "pain",
    *,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """The same as ``plot_routines``, for each density of roller."""
    entries = entries.assign(roller=entries["roller"].str.capitalize())
    return _plot_compared(entries, "roller", outcome_name, width=width, theme=theme)


def _plot_compared(
    entries: pd.DataFrame, by: str, outcome_name: str, *, width: float, theme: str
) -> Picture:
    on, table = paper(width, theme), compared(entries, by, outcome_name)
    if not len(table):
        return nothing_yet(none_rated(outcome(outcome_name)), on)
    label = outcome(outcome_name).label
    title = f"{label} right after a session against right before, by {by}"
    below = [
        f"Lines are 95 % intervals. You chose the {by}; it was not drawn at random: "
        "a difference may have other reasons."
    ]
    picture = _rows(title, below, table, by, on)
    words = map(_row_in_words, table.to_dict("records"))
    picture.text_alternative = " ".join([f"{title}.", *words])
    picture.numbers = table
    return picture


def compared(entries: pd.DataFrame, by: str, outcome_name: str = "pain") -> pd.DataFrame:
    """One row for each name in the column ``by``, with its sessions that have both ratings.

    Columns: ``group`` (str), ``sessions`` (int), ``difference``, ``low``, ``high`` (float64,
    points). ``difference`` is the mean of after minus before, rounded to 0.1; ``low`` and ``high``
    are NaN with fewer than three sessions.
    """
    rows = []
    sessions = sessions_of(entries)
    groups = sessions[by].fillna("None named")
    for name, part in sessions.groupby(groups, sort=True):
        moved = (part[f"{outcome_name}_after"] - part[f"{outcome_name}_before"]).dropna()
        if len(moved):
            mean, half = float(moved.mean()), _half_interval(moved.to_numpy(dtype=np.float64))
            ends = (round(end, 1) + 0.0 for end in (mean, mean - half, mean + half))
            rows.append((name, len(moved), *ends))
    table = pd.DataFrame(rows, columns=["group", "sessions", "difference", "low", "high"])
    table = table.sort_values("sessions", ascending=False, kind="stable").head(MOST_GROUPS)
    return table.reset_index(drop=True)


def _half_interval(moved: np.typing.NDArray[np.float64]) -> float:
    if len(moved) < 3:
        return math.nan
    from scipy.special import stdtrit

    error = float(moved.std(ddof=1)) / math.sqrt(len(moved))
    return float(stdtrit(len(moved) - 1, 0.975)) * error


def _row_in_words(row: Mapping[Hashable, Any]) -> str:
    said = f"{row['group']}: {row['difference']:+.1f} points over {row['sessions']} sessions"
    if math.isnan(float(row["low"])):
        return f"{said}."
    return f"{said}, 95 % interval {row['low']:+.1f} to {row['high']:+.1f}."


def _rows(title: str, below: list[str], table: pd.DataFrame, by: str, on: Paper) -> Picture:
    height = ROW * len(table)
    whole = on.width
    room = whole * (0.3 if whole >= 600 else 0.24)
    names = [_in_two_lines(name, room) for name in table["group"]]
    left = LEFT + max(text_width(line, LABEL) for lines in names for line in lines) + 14
    right = SIDE + text_width("1000 sessions", LABEL) + 14
    picture, start = sheet(title, below, height + 60, on)
    soft = picture.look.soft
    axes = picture.panel(left, start, whole - left - right, height)
    axes.set_label(by)
    _draw_intervals(axes, table, picture.look)
    for at, (lines, sessions) in enumerate(zip(names, table["sessions"], strict=True)):
        middle = start + ROW * (at + 0.5) + LABEL * 0.36
        top = middle - LINE * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            picture.write(LEFT, top + LINE * number, line)
        count = f"{sessions} session{'' if sessions == 1 else 's'}"
        picture.write(whole - right + 14, middle, count, color=soft)
    y = start + height + 46
    after = " after" if whole - left - right > 240 else ""
    picture.write(left, y, f"← lower{after}", color=soft)
    picture.write(whole - right, y, f"higher{after} →", color=soft, align="right")
    return picture


def _in_two_lines(name: str, room: float) -> list[str]:
    first, *more = wrapped(with_letters(name), room, LABEL)
    lines = [first, " ".join(more)] if more else [first]
    return [fitted(line, room, LABEL) for line in lines]


def _draw_intervals(axes: Axes, table: pd.DataFrame, look: Theme) -> None:
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=look.faint, linewidth=1.0)
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.set_yticks([])
    ends = table[["difference", "low", "high"]].to_numpy(dtype=np.float64)
    reach = max(1.0, float(np.nanmax(np.abs(ends))) * 1.15)
    axes.set_xlim(-reach, reach)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=reach > 2, steps=[1, 2, 5, 10]))
    axes.axvline(0, color=look.soft, linewidth=1.2)
    for at, (mean, low, high) in enumerate(ends):
        axes.plot([low, high], [at, at], color=look.rating, linewidth=2.4)
        axes.plot([mean], [at], "o", color=look.rating, markersize=8)
