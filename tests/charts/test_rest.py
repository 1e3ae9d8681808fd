"""The day after rolling and the day after rest."""

from __future__ import annotations

import numpy as np
import pytest

import rolltrack as rt
from tests.diaries import diary
from tests.drawn import line, panel

GROUPS = {"The day after rolling": "rolled", "The day after rest": "rest"}


def test_the_days_after_are_those_after_rolling_and_after_rest() -> None:
    days = diary()
    picture = rt.plot_rolled_and_rest(days)
    before = days["state"].shift()
    dots = {str(at.get_label()): at for at in panel(picture, "strips").collections}
    areas, counts = [], []
    for label, state in GROUPS.items():
        ratings = days.loc[before == state, "pain"].dropna()
        assert picture.numbers.loc[label, "days"] == len(ratings)
        shares = ratings.value_counts(normalize=True).sort_index()
        assert np.asarray(dots[label].get_offsets())[:, 0].tolist() == shares.index.tolist()
        areas += dots[label].get_sizes().tolist()
        counts += shares.tolist()
    assert areas == pytest.approx((max(areas) * np.array(counts) / max(counts)).tolist())


@pytest.mark.parametrize("width", [420, 900, 1600])
@pytest.mark.parametrize("name", ["pain", "sleep_minutes"])
def test_no_dot_reaches_out_of_its_strip_or_over_the_next(name: str, width: int) -> None:
    axes = panel(rt.plot_rolled_and_rest(diary(), name, width=width), "strips")
    row = abs(np.diff(axes.transData.transform([(0, 0), (0, 1)])[:, 1])[0])
    for dots in axes.collections:
        x = axes.transData.transform(np.asarray(dots.get_offsets()))[:, 0]
        radii = np.sqrt(dots.get_sizes()) / 2 * 100 / 72
        assert radii.max() <= row / 2
        assert np.all(x - radii >= axes.bbox.x0)
        assert np.all(x + radii <= axes.bbox.x1)


def test_a_line_is_the_mean_of_its_days() -> None:
    picture = rt.plot_rolled_and_rest(diary())
    lines = [at for at in panel(picture, "strips").get_lines() if at.get_label() == "mean"]
    drawn = [round(float(at.get_xdata()[0]), 1) for at in lines]
    assert drawn == picture.numbers["mean"].tolist()


def test_the_interval_is_that_of_the_answer() -> None:
    days = diary(300)
    answer = rt.is_it_helping(days)
    picture = rt.plot_rolled_and_rest(days)
    assert picture.finding == answer.sentence
    axes = panel(picture, "difference")
    assert list(line(axes, "interval")[0]) == [answer.low, answer.high]
    assert list(line(axes, "estimate")[0]) == [answer.estimate]


def test_rest_has_its_own_colour_also_where_it_stands_alone() -> None:
    days = diary(7)
    assert not days["state"].eq("rolled").any()
    (alone,) = panel(rt.plot_rolled_and_rest(days), "strips").collections
    _, beside = panel(rt.plot_rolled_and_rest(diary()), "strips").collections
    assert alone.get_label() == beside.get_label() == "The day after rest"
    assert np.array_equal(alone.get_facecolor(), beside.get_facecolor())
