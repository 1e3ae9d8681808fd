"""What happened around a flare-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from rolltrack.charts.labels import SideLabel
from rolltrack.charts.minutes import most_used
from rolltrack.charts.panels import Panel, room_for, stacked
from rolltrack.charts.picture import Paper, Picture, fits_its_page, paper
from rolltrack.charts.ratings import rating_panel, view
from rolltrack.charts.sheet import nothing_yet
from rolltrack.charts.trends import has_minutes, minutes_panel
from rolltrack.days.flares import flare_ups
from rolltrack.days.of_log import named
from rolltrack.entry.text import day_text, period_text

BEFORE, AFTER = 21, 28  # days around its start


@fits_its_page
def plot_flare_up(
    days: pd.DataFrame,
    number: int = -1,
    *,
    names: Mapping[str, str] | None = None,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """Pain and minutes from three weeks before a flare-up to four weeks after its start.

    ``days`` is the daily frame; ``number`` counts flare-ups from 0, the last one is −1; ``names``
    is as in ``plot_trends``. What a flare-up is, ``rolltrack.flare_ups`` says.
    ``IndexError`` for one that there is not.
    """
    days, on = named(days, names), paper(width, theme)
    flares = flare_ups(days)
    if not len(flares):
        sentence = "No flare-up found: no days with pain well above that of the weeks before."
        return nothing_yet(sentence, on, "" if len(days) else None)
    flare = flares.iloc[number]
    near = pd.Timedelta(days=1)
    part = days.loc[flare["start"] - BEFORE * near : flare["start"] + AFTER * near]
    panels = _panels(days, part, float(flare["usual"]), on)
    first, last = flare["start"].date(), flare["end"].date()
    title = (
        f"Flare-up of {day_text(first, year=True)}: pain rose from about {flare['usual']:.1f} "
        f"to {flare['peak']:.0f}"
    )
    below = [
        f"{period_text(first, last)}, from the first to the last day 2 points or more above "
        "the four weeks before it."
    ]
    picture = stacked(title, below, panels, part, on)
    numbers = part[[name for name in ("state", "pain", "minutes") if name in part]]
    return picture.told(f"{title}. {below[0]} {_around(days, flare)}", numbers)


def _panels(days: pd.DataFrame, part: pd.DataFrame, usual: float, on: Paper) -> list[Panel]:
    shown = view(days, "pain", on.look, dots="days", window=7, within=part, ends=False)
    side = [SideLabel(usual, f"before {usual:.1f}", on.look.soft)]
    panels = [replace(rating_panel(shown, 240), side=side)]
    if has_minutes(part):
        room = room_for(on, panels)
        panels.append(minutes_panel(part, room, on.look, routines=most_used(days)))
    return panels


def _around(days: pd.DataFrame, flare: pd.Series[pd.Timestamp]) -> str:
    """Days rolled in the week before it and in the first week of it."""
    week = pd.Timedelta(days=7)
    day = pd.Timedelta(days=1)
    before = days.loc[flare["start"] - week : flare["start"] - day, "state"]
    after = days.loc[flare["start"] : flare["start"] + week - day, "state"]
    return (
        f"Rolled on {int(before.eq('rolled').sum())} of the {len(before)} days before it, and on "
        f"{int(after.eq('rolled').sum())} of its first {len(after)} days."
    )
