"""The week's minutes against the week's pain."""

from __future__ import annotations

import math

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.style import DOTS_PER_INCH
from rolltrack.days.daily import daily
from rolltrack.days.weeks import weekly
from tests.diaries import diary, log
from tests.drawn import boxes, written


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


def test_weeks_with_few_days_are_left_out() -> None:
    days = diary()
    picture = rt.plot_weeks(days)
    weeks = weekly(days)
    whole = weeks.loc[(weeks["days_known"] >= 4) & (weeks["pain_days"] >= 4)]
    dots = picture.axes[0].collections[0].get_offsets()
    assert np.array_equal(np.asarray(dots), whole[["minutes", "pain"]].to_numpy())
    assert 0 < len(whole) < len(weeks) + 1


@pytest.mark.parametrize("width", [480, 900, 1600])
@pytest.mark.parametrize("length", [7, 30, 126, 400, 3650])
def test_the_names_of_weeks_lie_over_no_dot(length: int, width: int) -> None:
    for seed in (1, 2, 3):
        picture = rt.plot_weeks(daily(log(length, seed)), width=width)
        named = [box for text, box in boxes(picture) if text.startswith("week of ")]
        (axes,) = picture.axes
        (dots,) = axes.collections
        radius = math.sqrt(dots.get_sizes()[0]) / 2 * DOTS_PER_INCH / 72
        for x, y in axes.transData.transform(np.asarray(dots.get_offsets())):
            for box in named:
                beside = max(box.x0 - x, x - box.x1) > radius
                assert beside or max(box.y0 - y, y - box.y1) > radius - 1.5  # boxes have air above
        assert len(named) == min(2, len(picture.numbers))
