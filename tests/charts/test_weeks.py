"""The week's minutes against the week's pain."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgba

import rolltrack as rt
from rolltrack.days.weeks import weekly
from rolltrack.entry.text import period_text
from tests.diaries import diary
from tests.drawn import line, panel, written


def test_weeks_that_are_left_out_are_counted() -> None:
    days = diary(60)
    thin = days.assign(pain=days["pain"].where(days.index < days.index[40]))
    drawn = len(rt.plot_weeks(thin).numbers)
    left = len(weekly(thin)) - drawn
    assert left > 1
    assert f"Left out: {left} weeks with fewer than 4 days" in written(
        rt.plot_weeks(thin, width=1600)
    )
    assert "Left out" not in written(rt.plot_weeks(days.iloc[:56]))


def test_weeks_with_few_days_are_left_out_and_the_halves_are_told_apart() -> None:
    days = diary()
    axes = panel(rt.plot_weeks(days), "weeks")
    weeks = weekly(days)
    whole = weeks.loc[(weeks["days_known"] >= 4) & (weeks["pain_days"] >= 4)]
    early, late = axes.collections
    dots = np.concatenate([np.asarray(part.get_offsets()) for part in (early, late)])
    assert np.array_equal(dots, whole[["minutes", "pain"]].to_numpy())
    assert len(early.get_offsets()) == len(whole) // 2
    assert early.get_facecolor().size == 0  # rings
    assert late.get_facecolor().tolist() == [list(to_rgba("#1d5fa8"))]


def test_the_legend_has_the_dates_of_both_halves() -> None:
    picture = rt.plot_weeks(diary())
    mondays = picture.numbers.index
    half, week = len(mondays) // 2, dt.timedelta(days=6)
    for first, last in ((0, half - 1), (half, -1)):
        period = period_text(mondays[first].date(), mondays[last].date() + week)
        assert period in written(picture)


def test_the_title_is_the_finding_and_lines_are_the_two_means() -> None:
    index = pd.date_range("2026-07-06", periods=56, name="date", unit="s")
    more = np.repeat([0, 1] * 4, 7)
    days = pd.DataFrame({"state": "rolled", "minutes": 5.0 * more, "pain": 6.0 - 2 * more}, index)
    picture = rt.plot_weeks(days)
    assert picture.finding == "Pain was 4.0 in weeks with more rolling, 6.0 in weeks with less."
    means = [at for at in panel(picture, "weeks").get_lines() if at.get_label() == "mean"]
    assert [float(at.get_ydata()[0]) for at in means] == [6.0, 4.0]
    assert means[0].get_xdata()[1] == means[1].get_xdata()[0] == 17.5
    assert "Early weeks: 4.0 with more rolling, 6.0 with less." in picture.text_alternative


@pytest.mark.parametrize("weeks", [1, 3, 5])
def test_few_weeks_are_drawn_and_not_compared(weeks: int) -> None:
    picture = rt.plot_weeks(diary().iloc[: 7 * weeks])
    assert picture.finding.startswith(f"{weeks} week")
    assert "too few" in picture.finding
    assert sum(len(at.get_offsets()) for at in panel(picture, "weeks").collections) == weeks
    with pytest.raises(StopIteration):
        line(panel(picture, "weeks"), "mean")
