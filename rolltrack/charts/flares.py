"""What happened around a flare-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from rolltrack.charts.labels import SideLabel, dashed
from rolltrack.charts.minutes import most_used
from rolltrack.charts.panels import Panel, room_for, stacked
from rolltrack.charts.picture import Paper, Picture, fits_its_page, paper
from rolltrack.charts.ratings import rating_panel, view
from rolltrack.charts.sheet import nothing_yet
from rolltrack.charts.trends import has_minutes, minutes_panel
from rolltrack.days.flares import RISE, WEEKS_BEFORE, flare_ups
from rolltrack.days.of_log import named
from rolltrack.entry.language import say
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
        none = say("No flare-up found: no days with pain well above that of the weeks before.")
        return nothing_yet(none, on, "" if len(days) else None)
    flare = flares.iloc[number]
    near = pd.Timedelta(days=1)
    part = days.loc[flare["start"] - BEFORE * near : flare["start"] + AFTER * near]
    panels = _panels(days, part, float(flare["usual"]), on)
    title = say(
        "Flare-up of {day}: pain rose from about {usual} to {peak}",
        day=day_text(flare["start"].date(), year=True),
        usual=f"{flare['usual']:.1f}",
        peak=f"{flare['peak']:.0f}",
    )
    below = say(
        "{period}, from the first to the last day {rise} points or more above the {weeks} weeks "
        "before it.",
        period=period_text(flare["start"].date(), flare["end"].date()),
        rise=RISE,
        weeks=WEEKS_BEFORE,
    )
    picture = stacked(title, [below], panels, part, on)
    numbers = part[[name for name in ("state", "pain", "minutes") if name in part]]
    return picture.told(f"{title}. {below} {_around(days, flare)}", numbers)


def _panels(days: pd.DataFrame, part: pd.DataFrame, usual: float, on: Paper) -> list[Panel]:
    shown = view(days, "pain", on.look, dots="days", window=7, within=part, ends=False)
    side = [SideLabel(usual, say("before {value}", value=f"{usual:.1f}"), on.look.soft)]
    panel = rating_panel(shown, 240)

    def draw(axes: Axes) -> None:
        panel.draw(axes)
        dashed(axes, usual, on.look.soft).set_label("before")

    panels = [replace(panel, side=side, draw=draw)]
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
    return say(
        "Rolled on {before} of the {days_before} days before it, and on {after} of its first "
        "{days_after} days.",
        before=int(before.eq("rolled").sum()),
        days_before=len(before),
        after=int(after.eq("rolled").sum()),
        days_after=len(after),
    )
