"""The panel of one outcome: its dots, its line, its bands."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import rolltrack as rt
from rolltrack.charts.explore import Choice, plot_outcome
from rolltrack.charts.ratings import MEAN, Dots
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


@pytest.mark.parametrize("gap", [10, 20, 45])
@pytest.mark.parametrize("by", ["days", "weeks"])
def test_no_line_is_drawn_over_days_that_nothing_is_known_of(by: Dots, gap: int) -> None:
    days = diary().copy()
    days.iloc[40 : 40 + gap, days.columns.get_loc("pain")] = np.nan
    choice = Choice(by=by, smoothing=7 if by == "days" else 1)
    for picture in (plot_outcome(days, choice), rt.plot_trends(days)):
        x, y = line(panel(picture, "Pain before rolling, 0–10"), MEAN)
        known = days["pain"].notna().to_numpy()
        for day, value in zip((x - ordinals(days.index)[0]).astype(int), y, strict=True):
            around = known[max(day - 3, 0) : day + 4]
            assert np.isnan(value) == (2 * around.sum() < len(around))
        assert np.isnan(y[43 : 40 + gap - 3]).all()
        assert not np.isnan(y[:30]).any()


def test_a_flare_up_peaks_where_it_was() -> None:
    index = pd.date_range("2026-07-06", periods=60, name="date", unit="s")
    pain = np.where((np.arange(60) >= 30) & (np.arange(60) < 35), 9.0, 4.0)
    days = pd.DataFrame({"pain": pain, "state": "rest"}, index)
    x, y = line(panel(rt.plot_trends(days), "Pain before rolling, 0–10"), MEAN)
    assert abs(float(x[y == y.max()].mean()) - ordinals(index)[32]) <= 0.5


def test_what_happens_at_the_ends_of_the_line_is_said() -> None:
    words = rt.plot_trends(diary()).text_alternative
    assert "mean of the 7 days around each day, at both ends of the days there are" in words


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
    assert "shaded: tests differ this much by chance" in written(rt.plot_trends(days))


def test_the_days_before_rolling_and_the_flare_up_are_named() -> None:
    words = written(rt.plot_trends(diary(), width=1200))
    assert "before rolling" in words
    assert "flare-up" in words


@pytest.mark.parametrize(("worthwhile", "bands"), [(None, 1), (1.0, 2), (2.0, 2), (3.0, 2)])
def test_what_is_worth_it_and_what_is_important_are_bands_with_their_words(
    worthwhile: float | None, bands: int
) -> None:
    index = pd.date_range("2026-07-06", periods=84, name="date", unit="s")
    days = pd.DataFrame({"pain": [6.0, 7.0] * 42, "state": "rest"}, index)
    picture = rt.plot_trends(days, worthwhile=worthwhile)
    axes = panel(picture, "Pain before rolling, 0–10")
    drawn = [at for at in axes.patches if at.get_label() == "band"]
    tops = [max(at.get_y(), at.get_y() + at.get_height()) for at in drawn]
    assert len(tops) == bands
    assert "2+ points better" in written(picture)
    if worthwhile is not None:
        begin = rt.baseline(days).value
        assert any(abs(top - (begin - worthwhile)) < 1e-9 for top in tops)
        assert f"{worthwhile:.0f}+ points: worth it" in written(picture)
