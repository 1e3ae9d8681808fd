"""The calendar of minutes."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

import rolltrack as rt
from rolltrack.days.daily import daily
from tests.diaries import diary, log
from tests.drawn import line, luminance, panel, written


def squares(axes: Axes, label: str) -> set[tuple[int, int]]:
    """Column and row of each square with that label."""
    found = [at for at in axes.collections if at.get_label() == label]
    corners = np.array([path.vertices[0] for at in found for path in at.get_paths()])
    assert len(corners) == len({tuple(corner) for corner in corners})
    return {(int(x), int(y)) for x, y in corners}


def marks(axes: Axes, label: str) -> set[tuple[int, int]]:
    return {(int(x), int(y)) for x, y in zip(*line(axes, label), strict=True)}


def test_each_day_of_the_calendar_is_in_its_week_and_row_and_looks_like_its_state() -> None:
    days = diary()
    axes = panel(rt.plot_calendar(days), "calendar")
    monday = days.index[0] - pd.Timedelta(days=days.index[0].day_of_week)

    def places(state: str) -> set[tuple[int, int]]:
        chosen = days.index[days["state"] == state]
        return {((day - monday).days // 7, day.day_of_week) for day in chosen}

    assert squares(axes, "rolled") == places("rolled")
    assert squares(axes, "unknown") == places("unknown")
    assert marks(axes, "rest") == places("rest")
    outline = next(at for at in axes.collections if at.get_label() == "unknown")
    assert outline.get_facecolor().size == 0


def test_the_legend_names_what_there_is() -> None:
    words = written(rt.plot_calendar(diary()))
    assert "no rolling nothing logged" in words
    known = diary()[diary()["state"] != "unknown"].iloc[:1]
    assert "nothing logged" not in written(rt.plot_calendar(known))


def test_narrow_paper_has_half_a_year_in_a_block_so_that_days_can_be_seen() -> None:
    picture = rt.plot_calendar(diary(400), width=420)
    assert len(picture.axes) == 3  # July to December, January to June, July to August
    for axes in picture.axes:
        assert axes.bbox.height / 7 >= 9


def test_a_long_calendar_has_a_block_a_year_with_its_minutes_in_words() -> None:
    days = diary(400)
    picture = rt.plot_calendar(days)
    assert len(picture.axes) == 2
    for year, part in days.groupby(pd.DatetimeIndex(days.index).year):
        assert f"{year}: {part['minutes'].sum():.0f} minutes." in picture.text_alternative


def test_a_pause_is_a_dash_in_the_calendar() -> None:
    frame = log(30)
    gap = frame.iloc[[0, -1]]
    days = daily(gap, pauses=[(dt.date(2026, 7, 10), dt.date(2026, 7, 12))])
    picture = rt.plot_calendar(days)
    assert len(marks(panel(picture, "calendar"), "paused")) == 3
    assert "paused" in written(picture)
    assert "paused" not in written(rt.plot_calendar(diary()))


def test_the_first_month_of_a_calendar_is_named_where_there_is_room() -> None:
    days = diary()
    for first, month in (("2026-07-06", "Jul"), ("2026-08-10", "Aug"), ("2026-08-26", "Sep")):
        words = written(rt.plot_calendar(days.loc[first:])).split("2026 ")[-1]
        assert re.search("Jul|Aug|Sep", words)[0] == month


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_darker_day_of_the_calendar_is_darker_in_grey_too(theme: str) -> None:
    picture = rt.plot_calendar(diary(), theme=theme)
    shown = panel(picture, "calendar").collections
    colors = [at.get_facecolor()[0] for at in shown if at.get_label() == "rolled"]
    light = [luminance(tuple(color)) for color in colors]
    steps = np.diff(light) if theme == "dark" else -np.diff(light)
    assert np.all(steps > 0.02)
