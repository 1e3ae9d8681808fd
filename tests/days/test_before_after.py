"""Ratings right before and right after sessions."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from rolltrack.days.before_after import before_after
from tests.diaries import sessions


def test_regression_to_the_mean_is_told_from_change() -> None:
    rng = np.random.default_rng(4)
    # Every rating scatters about 5; sessions happen on the worse days only: nothing works.
    morning = rng.normal(5, 2, 4000)
    rolled = morning > 6
    seen = before_after(
        sessions(morning, rng.normal(5, 2, 4000), kind=np.where(rolled, "session", "check-in"))
    )
    assert seen.difference == pytest.approx(-2.5, abs=0.4)
    assert seen.beyond == pytest.approx(0, abs=0.4)
    assert seen.expected == pytest.approx(seen.difference, abs=0.4)
    assert "would be expected anyway: unusual ratings drift back" in seen.meaning


def test_a_fall_that_does_not_depend_on_the_rating_before_is_beyond_drifting_back() -> None:
    before = np.array([4.0, 5, 6, 7, 8, 5, 6, 7])
    seen = before_after(sessions(before, before - 2))
    assert (seen.difference, seen.beyond, seen.expected) == (-2.0, -2.0, 0.0)
    assert seen.sentence == (
        "Pain was 2.0 points lower right after than right before, on average over 8 sessions."
    )
    assert seen.meaning.startswith("None of that would be expected anyway")


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=40))
def test_difference_is_what_is_expected_and_what_is_beyond(pairs: list[tuple[int, int]]) -> None:
    before, after = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    seen = before_after(sessions(before, after))
    assert seen.difference == pytest.approx(float((after - before).mean()), abs=0.0501)
    enough = len(pairs) >= 6 and len(set(before)) > 1
    assert math.isnan(seen.expected) == math.isnan(seen.beyond) == (not enough)
    assert (seen.meaning == "") == (not enough)
    if enough:
        assert seen.expected + seen.beyond == pytest.approx(seen.difference)
    assert f"{abs(seen.difference):.1f} points" in seen.sentence or "the same" in seen.sentence


def test_before_and_after_skips_check_ins_and_missing_ratings() -> None:
    log = sessions([5.0, 6.0, math.nan], [3.0, math.nan, 2.0])
    log.loc[3] = [pd.Timestamp("2026-07-10"), "check-in", math.nan, 9.0, 1.0]
    assert len(before_after(log).sessions) == 1
    assert before_after(log.iloc[:0]).sentence.startswith("No session with pain rated before")
