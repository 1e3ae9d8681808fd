"""Weeks with more rolling against weeks with less."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from rolltrack.days.more_rolling import more_or_less


def weeks(minutes: list[float], pain: list[float]) -> pd.DataFrame:
    index = pd.date_range("2026-07-06", periods=len(minutes), freq="7D", name="week")
    return pd.DataFrame({"minutes": minutes, "pain": pain}, index)


def test_a_fall_over_time_alone_is_seen_within_early_and_late_weeks() -> None:
    minutes = [0.0, 10, 0, 10, 40, 50, 40, 50]
    seen = more_or_less(weeks(minutes, [6.0] * 4 + [4.0] * 4))
    assert seen is not None
    assert (seen.more, seen.less) == (4.0, 6.0)
    assert np.isnan(seen.early[0])
    assert seen.late[0] == 4.0


@pytest.mark.parametrize("minutes", [[30.0] * 9, [0.0, 10, 20, 30], [0.0] * 8 + [30.0]])
def test_weeks_that_are_alike_or_few_are_not_compared(minutes: list[float]) -> None:
    assert more_or_less(weeks(minutes, [5.0] * len(minutes))) is None


def test_half_a_point_is_about_the_same() -> None:
    seen = more_or_less(weeks([0.0, 40] * 4, [5.5, 5.0] * 4))
    assert seen is not None
    assert "about the same" in seen.sentence
