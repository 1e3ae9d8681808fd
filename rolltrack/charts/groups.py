"""Routines beside each other, and rollers: the mean change of each, and the difference between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from rolltrack.charts.picture import Paper, Picture, fits_its_page, paper
from rolltrack.charts.rows import AXIS, Row, Rows, around_zero, draw_interval, laid_out, write_ends
from rolltrack.charts.sheet import Block, Place, nothing_yet, sheet
from rolltrack.days.groups import By, groups_finding, sessions_by
from rolltrack.days.of_log import named
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.days.words import difference, interval
from rolltrack.entry.language import mark, say, several

CHOSEN = {
    "routine": mark(
        "You chose the routine, it was not drawn at random: a difference may have other reasons."
    ),
    "roller": mark(
        "You chose the roller, it was not drawn at random: a difference may have other reasons."
    ),
}
ROLLERS = {
    "soft": mark("Soft roller"),
    "medium": mark("Medium roller"),
    "firm": mark("Firm roller"),
}
BAR = 0.34  # of the height of a row


@fits_its_page
def plot_routines(
    entries: pd.DataFrame,
    outcome_name: str = "pain",
    *,
    names: Mapping[str, str] | None = None,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """The mean change right after a session, for each routine, and the differences between them.

    ``entries`` is ``SessionLog.frame()``; ``names`` is ``log.settings.routine_names``, so that
    own routines have their names. The eight most used routines are shown, most used first; what is
    told apart, and by which interval, ``rolltrack.days.groups.sessions_by`` says. People choose a
    routine for reasons that also bear on how it goes, and the picture says so.
    """
    return _compared(named(entries, names), "routine", outcome_name, paper(width, theme))


@fits_its_page
def plot_rollers(
    entries: pd.DataFrame, outcome_name: str = "pain", *, width: float = 900, theme: str = "light"
) -> Picture:
    """The same as ``plot_routines``, for each density of roller."""
    spoken = {key: say(name) for key, name in ROLLERS.items()}
    entries = entries.assign(roller=entries["roller"].map(spoken))
    return _compared(entries, "roller", outcome_name, paper(width, theme))


def _compared(entries: pd.DataFrame, by: By, outcome_name: str, on: Paper) -> Picture:
    what, table = outcome(outcome_name), sessions_by(entries, by, outcome_name)
    title = groups_finding(table, what)
    if not len(table):
        return nothing_yet(title, on)
    means, apart = _rows(table, _mean, what), _rows(table[table["low"].notna()], _apart, what)
    first, second = laid_out(on, means, apart)
    blocks = [_means(first, table, what)]
    if apart:
        blocks.append(_differences(second, table))
    picture = sheet(title, [say(CHOSEN[by])], blocks, on)
    said = [f"{row.name}: {row.said}." for row in (*means, *apart)]
    return picture.told(" ".join([title, *said, say(CHOSEN[by])]), table)


def _rows(
    table: pd.DataFrame, say_row: Callable[[Mapping[Any, Any], Outcome], str], what: Outcome
) -> list[Row]:
    return [Row(row["group"], say_row(row, what)) for row in table.to_dict("records")]


def _means(rows: Rows, table: pd.DataFrame, what: Outcome) -> Block:
    def draw(picture: Picture, place: Place) -> None:
        axes = rows.panel(picture, place, "means")
        around_zero(axes, table["difference"], picture.look)
        axes.invert_xaxis()
        at = range(len(table))
        axes.barh(at, table["difference"], BAR, color=picture.look.accent, label="mean")
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)

    header = say("{label}, from right before to right after", label=what.label)
    return Block(rows.height, draw, header)


def _differences(rows: Rows, table: pd.DataFrame) -> Block:
    """The difference of each group from the most used one, with its interval."""
    numbers = table[["beyond", "low", "high"]].dropna().to_numpy(dtype=np.float64)

    def draw(picture: Picture, place: Place) -> None:
        axes = rows.panel(picture, place, "difference")
        around_zero(axes, [*numbers.ravel(), -0.5, 0.5], picture.look)
        axes.invert_xaxis()
        for at, (beyond, low, high) in enumerate(numbers):
            draw_interval(axes, at, beyond, low, high, picture.look)
        write_ends(picture, axes, say("← came down less"), say("came down more →"))

    header = say("Difference from {most}, 95 % interval", most=table["group"].iloc[0])
    return Block(rows.height + AXIS, draw, header)


def _mean(row: Mapping[Any, Any], what: Outcome) -> str:
    return several(
        row["sessions"],
        "{change}, {number} session",
        "{change}, {number} sessions",
        change=difference(what, row["difference"]),
    )


def _apart(row: Mapping[Any, Any], what: Outcome) -> str:
    return interval(what, row["low"], row["high"])
