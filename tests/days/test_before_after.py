"""Ratings right before and right after sessions."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from rolltrack.days.before_after import before_after
from rolltrack.days.daily import daily
from tests.diaries import sessions


def test_regression_to_the_mean_is_told_from_change() -> None:
    rng = np.random.default_rng(4)
    # Every rating scatters about 5; sessions happen on the worse days only: nothing works.
    morning = rng.normal(5, 2, 4000)
    rolled = morning > 6
    log = sessions(morning, rng.normal(5, 2, 4000), kind=np.where(rolled, "session", "check-in"))
    seen = before_after(log, daily(log))
    assert seen.difference == pytest.approx(-2.5, abs=0.4)
    assert seen.beyond == pytest.approx(0, abs=0.4)
    assert seen.expected == pytest.approx(seen.difference, abs=0.4)
    assert "would be expected anyway: unusual ratings drift back" in seen.meaning


def test_a_fall_that_does_not_depend_on_the_rating_before_is_beyond_drifting_back() -> None:
    before = np.array([4.0, 5, 6, 7, 8, 5, 6, 7])
    log = sessions(before, before - 2)
    seen = before_after(log, daily(log))
    assert (seen.difference, seen.beyond, seen.expected) == (-2.0, -2.0, 0.0)
    assert seen.sentence == (
        "Pain was 2.0 points lower right after than right before, on average over 8 sessions."
    )
    assert seen.meaning == (
        "None of that would be expected anyway, from unusual ratings drifting back. "
        "What you expect, and relief that soon passes, are in it too."
    )


def test_the_usual_level_is_that_of_the_persons_own_days() -> None:
    start = np.array(["2026-07-06T22:00", "2026-07-07T01:00", "2026-07-08T22:00"], "M8[s]")
    log = pd.DataFrame(
        {
            "start": start,
            "kind": ["check-in", "session", "check-in"],
            "minutes": [np.nan, 5, np.nan],
        }
        | {"pain_before": [2.0, 8.0, 2.0], "pain_after": [np.nan, 7.0, np.nan]}
    )
    midnight = daily(log, day_starts_at=dt.time(0))
    assert before_after(log, midnight).usual == float(midnight["pain"].mean()) == 4.0
    assert before_after(log, daily(log)).usual == 2.0


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=40))
def test_difference_is_what_is_expected_and_what_is_beyond(pairs: list[tuple[int, int]]) -> None:
    before, after = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    log = sessions(before, after)
    seen = before_after(log, daily(log))
    assert seen.difference == pytest.approx(float((after - before).mean()), abs=0.0501)
    enough = len(pairs) >= 6 and len(set(before)) > 1
    assert math.isnan(seen.expected) == math.isnan(seen.beyond) == (not enough)
    assert (seen.meaning == "") == (not enough)
    if enough:
        assert seen.expected + seen.beyond == pytest.approx(seen.difference)
    assert f"{abs(seen.difference):.1f} point" in seen.sentence or "the same" in seen.sentence


def test_before_and_after_skips_check_ins_and_missing_ratings() -> None:
    log = sessions([5.0, 6.0, math.nan], [3.0, math.nan, 2.0])
    log.loc[3] = [pd.Timestamp("2026-07-10"), "check-in", math.nan, 9.0, 1.0]
    assert len(before_after(log, daily(log)).sessions) == 1
    assert before_after(log.iloc[:0], daily(log)).sentence.startswith(
        "No session with pain rated before"
    )
