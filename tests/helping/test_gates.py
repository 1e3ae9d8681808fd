"""When a log cannot answer, whatever its numbers say."""

from __future__ import annotations

import numpy as np
import pytest

from rolltrack.helping.from_log import is_it_helping
from tests.benchmarks.calibration import frames
from tests.benchmarks.worlds import WORLDS, simulate
from tests.diaries import at_rest_or_rolling, made_up


@pytest.mark.parametrize(
    ("world", "gate"),
    [
        ("rolls on good days", "rolling not kept for good days"),
        ("good days beyond what is recorded", "rolling not kept for good days"),
        ("logs rest days only when sore", "days after rest logged as often"),
    ],
)
def test_a_log_that_would_mislead_is_stopped_by_its_gate(world, gate):
    chosen = next(found for found in WORLDS if found.name == world)
    lived = simulate(chosen, 1, 168, 0.6, 0.0, np.random.default_rng(3))
    answer = is_it_helping(next(frames(lived)))
    assert answer.verdict == "this log cannot tell"
    assert answer.estimate is answer.low is answer.high is None
    failed = next(found for found in answer.gates if found.name == gate)
    assert not failed.passed
    assert failed.reason in answer.reasons
    assert answer.sentence.startswith("This log cannot tell.")


def test_rolling_on_fixed_weekdays_cannot_be_told_apart_from_the_weekend():
    rng = np.random.default_rng(4)
    state = np.where(np.arange(140) % 7 >= 5, "rolled", "rest")
    rating = np.round(rng.normal(5, 1.5, 140))
    days = at_rest_or_rolling(rating, np.roll(state, -1))
    answer = is_it_helping(days)
    assert answer.verdict == "this log cannot tell"
    assert "fixed pattern" in answer.sentence


def test_a_pause_does_not_count_as_missing():
    days = made_up(days=140)
    days.loc[days.index[40:110], ["state", "pain"]] = ["unknown", np.nan]
    assert is_it_helping(days).verdict == "this log cannot tell"
    days.loc[days.index[40:110], "state"] = "paused"
    assert is_it_helping(days).verdict == "cannot tell yet"
