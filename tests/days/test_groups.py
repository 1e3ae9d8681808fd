"""Sessions by routine or roller: how far these lie apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rolltrack.days.groups import groups_finding, sessions_by
from rolltrack.days.outcome import outcome


def sessions(groups: dict[str, list[float]]) -> pd.DataFrame:
    """Sessions that began at 6, by routine: the ratings after."""
    rows = [(name, value) for name, values in groups.items() for value in values]
    return pd.DataFrame(
        {
            "kind": "session",
            "minutes": 8,
            "routine": [name for name, _ in rows],
            "pain_before": 6.0,
            "pain_after": [value for _, value in rows],
        }
    )


def test_the_interval_of_a_difference_is_that_of_welch() -> None:
    from scipy.stats import ttest_ind

    one, other = [4.0, 5, 6, 3, 5], [3.0, 4, 2, 3]
    table = sessions_by(sessions({"a": one, "b": other}), "routine")
    low, high = ttest_ind(other, one, equal_var=False).confidence_interval()
    expected = [-1.6, round(float(low), 1), round(float(high), 1)]
    assert table.loc[1, ["beyond", "low", "high"]].tolist() == expected


def test_of_many_groups_that_are_alike_few_are_told_apart() -> None:
    rng, told = np.random.default_rng(1), 0
    for _ in range(200):
        groups = {name: np.rint(rng.normal(4, 1.5, 12)).tolist() for name in "abcdef"}
        table = sessions_by(sessions(groups), "routine")
        told += "apart" not in groups_finding(table, outcome("pain"))
    assert told <= 20


def test_the_routine_that_came_down_more_is_named_first() -> None:
    table = sessions_by(sessions({"a": [5, 5, 4, 5], "b": [2, 3, 2]}), "routine")
    said = groups_finding(table, outcome("pain"))
    assert said == "Pain came down 2.4 points more with b than with a."
