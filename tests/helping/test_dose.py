"""Minutes as a side note."""

from __future__ import annotations

import numpy as np
import pytest

from rolltrack.helping.dose import per_ten_minutes
from tests.diaries import made_up


def test_minutes_are_a_side_note():
    days = made_up(days=364, effect=0.0)
    rng = np.random.default_rng(9)
    days["minutes"] = np.where(days["state"] == "rolled", rng.integers(5, 20, 364), 0.0)
    days["pain"] = np.append([5.0], 7 - days["minutes"].to_numpy()[:-1] / 10) + rng.normal(
        0, 1, 364
    )
    found = per_ten_minutes(days)
    assert found.estimate == pytest.approx(-1, abs=0.3)
    assert "decides nothing" in found.sentence


def test_minutes_that_cannot_be_told_are_said_of_every_outcome_in_a_whole_sentence():
    days = made_up(days=14)
    for name in ("pain", "activity"):
        said = per_ten_minutes(days, name).sentence
        assert said == (
            f"Whether the minutes rolled go with {name} the day after cannot be told from this log."
        )
