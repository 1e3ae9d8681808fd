"""The calendar of minutes."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest

import rolltrack as rt
from rolltrack.days.daily import daily
from tests.diaries import diary, log
from tests.drawn import luminance, panel, written


def test_each_day_of_the_calendar_is_in_its_week_and_row() -> None:
    days = diary()
    axes = panel(rt.plot_calendar(days), "calendar")
    drawn = [path.vertices[0] for at in axes.collections for path in at.get_paths()]
    cells = np.array(drawn)
    known = days.index[days["state"].isin(["rolled", "rest"])]
    monday = days.index[0] - pd.Timedelta(days=days.index[0].day_of_week)
    expected = {((day - monday).days // 7, day.day_of_week) for day in known}
    assert {(int(x), int(y)) for x, y in cells} == expected
    assert len(cells) == len(known)


def test_a_long_calendar_has_a_block_a_year_with_its_minutes_in_words() -> None:
    days = diary(400)
    picture = rt.plot_calendar(days)
    assert len(picture.axes) == 2
    for year, part in days.groupby(pd.DatetimeIndex(days.index).year):
        assert f"{year}: {part['minutes'].sum():.0f} minutes." in picture.text_alternative


def test_a_pause_is_a_dot_in_the_calendar() -> None:
    frame = log(30)
    gap = frame.iloc[[0, -1]]
    days = daily(gap, pauses=[(dt.date(2026, 7, 10), dt.date(2026, 7, 12))])
    picture = rt.plot_calendar(days)
    (dots,) = panel(picture, "calendar").get_lines()
    assert len(np.asarray(dots.get_xdata())) == 3
    assert "• paused" in written(picture)
    assert "paused" not in written(rt.plot_calendar(diary()))


def test_the_first_month_of_a_calendar_is_named_where_there_is_room() -> None:
    days = diary()
    for first, month in (("2026-07-06", "Jul"), ("2026-08-10", "Aug"), ("2026-08-26", "Sep")):
        words = written(rt.plot_calendar(days.loc[first:])).split("2026 ")[-1]
        assert re.search("Jul|Aug|Sep", words)[0] == month


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_darker_day_of_the_calendar_is_darker_in_grey_too(theme: str) -> None:
    picture = rt.plot_calendar(diary(), theme=theme)
    colors = [at.get_facecolor()[0] for at in panel(picture, "calendar").collections]
    light = [luminance(tuple(color)) for color in colors]
    steps = np.diff(light) if theme == "dark" else -np.diff(light)
    assert np.all(steps > 0.02)
