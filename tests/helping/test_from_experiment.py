"""The answer of a randomised experiment."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.plan import (
    Plan,
    plan_experiment,
)
from rolltrack.helping.randomisation import estimate, flips
from rolltrack.helping.trial import trial_of
from tests.diaries import START, day, followed


def test_a_large_effect_is_helping(plan):
    answer = analyse_experiment(plan, followed(plan, 3.0))
    assert answer.verdict == "helping"
    assert answer.source == "experiment"
    assert answer.low < answer.estimate < answer.high < 0
    assert answer.estimate == pytest.approx(-3, abs=1)
    assert answer.sentence.endswith(": helping.")


def test_an_effect_the_other_way_is_worse(plan):
    assert analyse_experiment(plan, followed(plan, -3.0)).verdict == "worse"


def test_little_noise_without_effect_rules_out_a_benefit(plan):
    answer = analyse_experiment(plan, followed(plan, sd=0.3))
    assert answer.verdict == "no worthwhile benefit"
    assert "no quick-acting benefit of 1 point or more" in answer.sentence


def test_nothing_is_said_between_the_looks(plan, long_plan):
    days = followed(long_plan, 3.0)
    early = analyse_experiment(plan, days, day(28))
    assert (early.verdict, early.estimate, early.days_needed) == ("too little yet", None, 1)
    first = analyse_experiment(long_plan, days, day(29))
    assert first == analyse_experiment(long_plan, days, day(56))
    assert analyse_experiment(long_plan, days, day(57)).days_used == 56


def test_a_look_without_today_is_that_of_the_last_entry(plan):
    days = followed(plan, 3.0)
    assert analyse_experiment(plan, days[:28]).verdict == "too little yet"
    assert analyse_experiment(plan, days[:29]).verdict == "helping"


def test_what_is_unclear_names_what_could_tell(plan, long_plan):
    days = followed(long_plan, 0.5, sd=1.5, seed=1)
    answer = analyse_experiment(plan, days, day(29))
    assert answer.verdict == "cannot tell yet"
    assert f"About {answer.days_needed} more days could tell." in answer.sentence
    going_on = analyse_experiment(long_plan, days, day(40))
    assert going_on.next_look == long_plan.second_look
    assert "The second look is on 7 December 2026." in going_on.sentence


def test_each_look_shows_the_interval_that_it_decides_on(long_plan):
    days = followed(long_plan, 3.0)
    first = analyse_experiment(long_plan, days, day(29))
    second = analyse_experiment(long_plan, days, day(57))
    assert [first.level, first.decision_level] == [0.9375, 0.9375]
    assert [second.level, second.decision_level] == [0.955, 0.955]
    assert "(94 % interval" in first.sentence
    assert "(96 % interval" in second.sentence


def test_swapping_the_arms_flips_the_sign(plan):
    days = followed(plan, 1.0)
    other = Plan(**{**vars(plan), "roll_first": tuple(not first for first in plan.roll_first)})
    swapped = days.assign(state=days["state"].replace({"rolled": "rest", "rest": "rolled"}))
    first, second = analyse_experiment(plan, days), analyse_experiment(other, swapped)
    assert second.estimate == pytest.approx(-first.estimate)
    assert (second.low, second.high) == pytest.approx((-first.high, -first.low))


def test_adding_a_constant_or_a_trend_changes_nothing(plan):
    days = followed(plan, 1.0)
    moved = days.assign(pain=days["pain"] + 3 - 0.05 * np.arange(len(days)))
    first, second = analyse_experiment(plan, days), analyse_experiment(plan, moved)
    assert (second.estimate, second.low) == pytest.approx((first.estimate, first.low))


def test_a_missing_morning_equals_a_dropped_row(plan):
    days = followed(plan, 1.0)
    missing = days.copy()
    missing.iloc[11, missing.columns.get_loc("pain")] = np.nan
    answer = analyse_experiment(plan, missing)
    trial = trial_of(plan, days, 1)
    keep = np.arange(28) != 10
    dropped = flips(trial.when[keep], trial.pair[keep], trial.first[keep], trial.sign)
    assert answer.days_used == 27
    assert answer.estimate == pytest.approx(estimate(dropped, trial.next_morning[keep]).value)


def test_where_higher_is_better_the_verdict_is_the_same():
    plan = plan_experiment(START, seed=3, outcome="activity")
    days = followed(plan, 3.0)
    days["activity"] = 10 - days["pain"]
    answer = analyse_experiment(plan, days)
    assert answer.verdict == "helping"
    assert answer.low > 0
    assert "points higher" in answer.sentence


def test_a_schedule_that_was_not_followed_is_not_tested(plan):
    days = followed(plan, 3.0)
    days["state"] = "rolled"
    answer = analyse_experiment(plan, days)
    assert answer.verdict == "this log cannot tell"
    assert answer.estimate is None
    assert "not followed enough" in answer.sentence


def test_too_few_mornings_or_unevenly_missing_ones_are_not_tested(plan):
    days = followed(plan, 3.0)
    few = days.copy()
    few.iloc[::2, few.columns.get_loc("pain")] = np.nan
    assert "it takes 60 %" in analyse_experiment(plan, few).sentence
    uneven = days.copy()
    after_rest = np.append(False, days["state"].to_numpy()[:-1] == "rest")
    uneven.loc[after_rest & (np.arange(29) % 4 != 0), "pain"] = np.nan
    assert analyse_experiment(plan, uneven).verdict == "this log cannot tell"


def test_what_they_did_stands_beside_what_they_were_asked(plan):
    days = followed(plan, 2.0)
    resting = [found.date for found in plan.days if found.arm == "rest"]
    days.loc[pd.DatetimeIndex(resting[:2]), "state"] = "rolled"
    reasons = " ".join(analyse_experiment(plan, days).reasons)
    assert "counted by what you did" in reasons
    assert "of those to roll on" in reasons
    assert "what you expect is part of the difference" in reasons
    assert "a benefit that needs weeks cannot be seen" in reasons


@pytest.mark.parametrize("pain", [5.0, 0.0, np.nan])
def test_mornings_without_change_or_rating_are_answered(plan, pain):
    answer = analyse_experiment(plan, followed(plan).assign(pain=pain))
    assert answer.verdict == "this log cannot tell"
    assert "nan" not in " ".join([answer.sentence, *answer.reasons])


def test_an_empty_or_unrelated_log_is_answered(plan):
    empty = followed(plan)[:0]
    assert analyse_experiment(plan, empty).verdict == "too little yet"
    assert analyse_experiment(plan, empty, day(60)).verdict == "this log cannot tell"
    long_ago = followed(plan_experiment("2020-01-01", seed=1))
    assert "begins on 12 October 2026" in analyse_experiment(plan, long_ago).sentence


def test_a_schedule_of_a_year_is_answered():
    plan = plan_experiment(START, pairs=45, block_days=4, seed=2)
    answer = analyse_experiment(plan, followed(plan, 1.0))
    assert answer.verdict == "helping"
    assert answer.days_used == 360
