"""Dates along the foot of a picture."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from rolltrack.charts.explore import Choice, plot_outcome
from rolltrack.charts.time_axis import limits
from tests.diaries import diary
from tests.drawn import boxes

DAYS = pd.DatetimeIndex(["2026-07-06", "2026-07-30"])


def test_a_time_axis_holds_all_dates_and_all_that_reaches_further() -> None:
    low, high = limits(DAYS)
    first, last = (day.toordinal() - 719163 for day in DAYS)
    assert low < first - 0.5
    assert last + 0.5 < high
    wider = limits(DAYS, [(first - 3.0, last + 4.0)])
    assert wider[0] < first - 3
    assert wider[1] > last + 4


def test_one_day_is_shown_in_a_week() -> None:
    low, high = limits(DAYS[:1])
    assert high - low == 7


@pytest.mark.parametrize("length", [1, 9, 40, 200, 1500, 3650])
def test_dates_are_as_many_as_fit_and_name_their_year_once(length: int) -> None:
    picture = plot_outcome(diary(3650).iloc[:length], Choice())
    axes = picture.axes[-1]
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert 1 <= len(labels) <= axes.bbox.width / 30
    years = [text for text in labels if text[-4:].isdigit()]
    assert len(years) == len({text[-4:] for text in years}) >= 1
    placed = sorted((box.x0, box.x1) for text, box in boxes(picture) if text in labels)
    assert all(one[1] < other[0] for one, other in pairwise(placed))
