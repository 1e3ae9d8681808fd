"""The day after rolling and the day after rest."""

from __future__ import annotations

import pytest

import rolltrack as rt
from tests.diaries import diary
from tests.drawn import line, panel


def test_the_days_after_are_those_after_rolling_and_after_rest() -> None:
    days = diary()
    picture = rt.plot_rolled_and_rest(days)
    before = days["state"].shift()
    for label, state in (("The day after rolling", "rolled"), ("The day after rest", "rest")):
        ratings = days.loc[before == state, "pain"].dropna()
        assert picture.numbers.loc[label, "days"] == len(ratings)
        heights = [bar.get_height() for bar in panel(picture, label).patches]
        assert sum(heights) == pytest.approx(1)
        shares = [float((ratings == value).mean()) for value in range(11)]
        assert heights == pytest.approx(shares)


def test_the_interval_is_that_of_the_answer() -> None:
    days = diary(300)
    answer = rt.is_it_helping(days)
    picture = rt.plot_rolled_and_rest(days)
    assert picture.finding == answer.sentence
    axes = panel(picture, "difference")
    assert list(line(axes, "interval")[0]) == [answer.low, answer.high]
    assert list(line(axes, "estimate")[0]) == [answer.estimate]
