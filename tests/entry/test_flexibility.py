"""Three tries: the middle one counts, and their scatter says how much change is noise."""

from __future__ import annotations

import datetime as dt
import statistics

import numpy as np
import pytest
from hypothesis import given, strategies as st

from rolltrack.entry.flexibility import Tries, error_in_words, middle, own_error

DAY = dt.datetime(2026, 1, 1, 8, tzinfo=dt.UTC)


def sittings(*values: tuple[int, ...]) -> list[Tries]:
    return [
        Tries(test="seated_rotation_deg", at=DAY + dt.timedelta(days=n), values=v)
        for n, v in enumerate(values)
    ]


@given(st.lists(st.integers(-1000, 1500), min_size=3, max_size=3))
def test_of_three_tries_the_middle_one_is_kept(values: list[int]) -> None:
    assert middle(values) == sorted(values)[1] == statistics.median(values)


def test_four_sittings_of_three_are_too_few_and_five_are_enough() -> None:
    three = (40, 42, 44)
    assert own_error(sittings(*[three] * 4), "seated_rotation_deg").sd is None
    assert "too few" in error_in_words(sittings(*[three] * 4), "seated_rotation_deg")
    found = own_error(sittings(*[three] * 5), "seated_rotation_deg")
    assert (found.enough, found.sd, found.sittings) == (True, 2.0, 5)
    assert found.change == pytest.approx(5.544, abs=0.001)


def test_getting_better_from_day_to_day_is_no_measurement_error() -> None:
    better = [(40 + 5 * day, 41 + 5 * day, 42 + 5 * day) for day in range(6)]
    assert own_error(sittings(*better), "seated_rotation_deg").sd == pytest.approx(1)


def test_the_estimate_finds_the_scatter_it_was_given() -> None:
    draw = np.random.default_rng(1)
    values = [tuple(int(v) for v in draw.normal(60, 4, 3).round()) for _ in range(400)]
    found = own_error(sittings(*values), "seated_rotation_deg")
    assert found.sd == pytest.approx(4, abs=0.25)


def test_other_tests_do_not_count() -> None:
    assert own_error(sittings((40, 41)), "rating").sittings == 0
