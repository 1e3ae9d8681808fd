"""Titles and the lines under them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

import rolltrack as rt
from tests.diaries import diary
from tests.drawn import badly_placed, written


def test_the_longest_finding_fits_narrow_paper() -> None:
    weeks = np.repeat([-35.0, 60, -20, 80, -40, 70, -10], 7)
    index = pd.date_range("2026-07-06", periods=49, name="date", freq="D", unit="s")
    name = "flexibility_fingertip_to_floor_mm"
    picture = rt.plot_trends(pd.DataFrame({name: weeks, "state": "rest"}, index), width=480)
    assert not badly_placed(picture)
    assert "no more than the usual ups and downs" in written(picture)


def test_values_before_and_after_stay_on_one_line() -> None:
    for width in range(420, 900, 40):
        titles = [text.get_text() for text in rt.plot_trends(diary(), width=width).texts]
        assert sum(bool(re.search(r"\(\S+ → \S+\)", text)) for text in titles) == 1
