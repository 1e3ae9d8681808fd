"""The panel of one outcome: its dots, its line, its bands."""

from __future__ import annotations

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.ratings import MEAN
from rolltrack.days.noise import repeatability
from rolltrack.days.weeks import weekly
from tests.diaries import diary
from tests.drawn import line, ordinals, panel, written


def test_dots_are_the_ratings_and_nothing_else() -> None:
    days = diary()
    x, y = line(panel(rt.plot_trends(days), "Pain before rolling, 0–10"), "days")
    assert np.array_equal(x, ordinals(days.index))
    assert np.array_equal(y, days["pain"].to_numpy(), equal_nan=True)


def test_in_a_long_picture_a_dot_is_a_week() -> None:
    days = diary(400)
    x, y = line(panel(rt.plot_trends(days), "Pain before rolling, 0–10"), "weeks")
    weeks = weekly(days)
    assert np.array_equal(x, ordinals(weeks.index) + 3)
    assert np.array_equal(y, weeks["pain"].to_numpy(), equal_nan=True)


def test_the_line_breaks_where_two_weeks_have_no_rating() -> None:
    days = diary().copy()
    days.iloc[40:60, days.columns.get_loc("pain")] = np.nan
    x, y = line(panel(rt.plot_trends(days), "Pain before rolling, 0–10"), MEAN)
    assert np.isnan(y).sum() == 1
    apart = np.diff(x[~np.isnan(x)])
    assert np.count_nonzero(apart > 14) == 1
    assert not np.count_nonzero(y == 0)


def test_a_scale_is_shown_whole_so_that_small_changes_look_small() -> None:
    low, high = panel(rt.plot_trends(diary()), "Pain before rolling, 0–10").get_ylim()
    assert (low, round(high)) == (0, 10)


def test_the_band_of_a_test_is_the_persons_own_repeatability() -> None:
    days = diary()
    axes = panel(rt.plot_trends(days), "Seated rotation, degrees")
    own = repeatability(days, "flexibility_seated_rotation_deg")
    x, y = line(axes, MEAN)
    (band,) = axes.collections
    corners = band.get_paths()[0].vertices
    for at, value in zip(x[:5], y[:5], strict=True):
        ends = corners[corners[:, 0] == at, 1]
        assert (ends.min(), ends.max()) == pytest.approx((value - own, value + own))
    assert "band: your own repeatability" in written(rt.plot_trends(days))


def test_the_days_before_rolling_and_the_flare_up_are_named() -> None:
    words = written(rt.plot_trends(diary(), width=1200))
    assert "before rolling" in words
    assert "flare-up" in words
