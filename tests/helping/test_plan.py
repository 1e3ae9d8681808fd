"""A randomised schedule, drawn once."""

from __future__ import annotations

import numpy as np
import pytest

from rolltrack.entry.errors import InvalidPlan, InvalidValue
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.plan import (
    assignment,
    cost_of_ending,
    ended,
    extended,
    plan_experiment,
    revealed,
)
from tests.diaries import START, day, followed


def test_every_pair_has_a_block_of_each(plan):
    for pair in range(7):
        arms = [found.arm for found in plan.days if found.pair == pair]
        assert arms in (["roll"] * 2 + ["rest"] * 2, ["rest"] * 2 + ["roll"] * 2)
    assert [found.date for found in plan.days] == [day(number) for number in range(1, 29)]


def test_the_same_seed_draws_the_same_schedule():
    assert plan_experiment(START, seed=11) == plan_experiment("2026-10-12", seed=11)
    assert len({plan_experiment(START).hash for _ in range(5)}) == 5


def test_the_coin_is_fair():
    heads = [plan_experiment(START, seed=seed).roll_first for seed in range(400)]
    assert np.mean(heads) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("wrong", [{"pairs": 5}, {"pairs": 0}, {"pairs": 99}, {"block_days": 0}])
def test_a_schedule_that_cannot_decide_is_refused(wrong):
    with pytest.raises(InvalidPlan):
        plan_experiment(START, **wrong)


def test_a_start_that_is_no_date_and_an_outcome_that_is_none_are_refused():
    with pytest.raises(InvalidPlan, match="must be a date such as"):
        plan_experiment("tomorrow")
    with pytest.raises(InvalidValue, match="no outcome called cheer"):
        plan_experiment(START, outcome="cheer")


def test_pairs_are_revealed_one_at_a_time(plan):
    assert revealed(plan, day(-1)) == ()
    assert {found.pair for found in revealed(plan, day(0))} == {0}
    assert {found.pair for found in revealed(plan, day(4))} == {0}
    assert {found.pair for found in revealed(plan, day(5))} == {0, 1}
    assert len(revealed(plan, day(40))) == 28


def test_an_extension_keeps_what_was_drawn_and_can_be_added_once(plan, long_plan):
    assert long_plan.days[:28] == plan.days
    assert long_plan.hash == plan.hash
    assert len(long_plan.days) == 56
    with pytest.raises(InvalidPlan, match="once"):
        extended(long_plan, day(60))
    with pytest.raises(InvalidPlan, match="first look"):
        extended(plan, day(20))


def test_ending_says_what_it_costs(plan, long_plan):
    assert "after 9 of 28 days, costs the answer" in cost_of_ending(plan, day(10))
    assert "the first 28 days stands" in cost_of_ending(long_plan, day(40))
    assert "complete" in cost_of_ending(plan, day(29))
    assert assignment(ended(plan, day(10)), day(11)) is None
    assert analyse_experiment(ended(plan, day(10)), followed(plan)).verdict == "too little yet"


def test_a_clock_change_moves_no_day(plan):
    # 25 October 2026 has 25 hours in Europe.
    around = [found.date for found in plan.days if found.date.month == 10]
    assert around == [day(number) for number in range(1, 21)]
    assert analyse_experiment(plan, followed(plan)).days_used == 28
