"""The axis of an outcome's values."""

from __future__ import annotations

import numpy as np
import pytest

from rolltrack.charts.picture import Picture, paper
from rolltrack.charts.scale import set_scale
from rolltrack.days.outcome import outcome


@pytest.mark.parametrize(
    ("name", "values", "ticks"),
    [
        ("pain", [4.0, 5.0], ["0", "2", "4", "6", "8", "10"]),
        ("sleep_minutes", [400.0, 500.0], ["7 h", "8 h"]),
        ("sleep_minutes", [415.0, 455.0], ["7 h", "7.5 h"]),
    ],
)
def test_a_scale_is_whole_and_minutes_are_hours(
    name: str, values: list[float], ticks: list[str]
) -> None:
    axes = Picture(paper(600, "light"), 300).panel(56, 20, 500, 200)
    set_scale(axes, outcome(name), np.array(values))
    shown = [label.get_text() for label in axes.get_yticklabels()]
    assert shown == ticks
    low, high = axes.get_ylim()
    assert low <= min(values) <= max(values) <= high
