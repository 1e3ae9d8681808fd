"""The randomised experiment: its schedule, its file, its answer."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import stat
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import permutation_test

from rolltrack.entry.errors import InvalidPlan, InvalidValue, UnreadablePlan
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.plan import (
    Plan,
    assignment,
    cost_of_ending,
    ended,
    extended,
    plan_experiment,
    revealed,
)
from rolltrack.helping.plan_file import (
    end_plan,
    extend_plan,
    load_plan,
    plan_path,
    save_plan,
    todays_assignment,
)
from rolltrack.helping.power import smallest_effect, variation
from rolltrack.helping.randomisation import Flips, chance, estimate, flips
from rolltrack.helping.trial import LOOK_LEVELS, trial_of

START = dt.date(2026, 10, 12)
DARWIN = np.array([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48.0])


def day(number: int) -> dt.date:
    """Date of a day of the experiment; the first is 1."""
    return START + dt.timedelta(days=number - 1)


def followed(plan: Plan, effect: float = 0.0, *, seed: int = 0, sd: float = 1.0) -> pd.DataFrame:
    """A daily frame of someone who does what the schedule says."""
    arms = [found.arm for found in plan.days]
    length = (plan.days[-1].date - plan.start).days + 2
    dates = pd.date_range(plan.start, periods=length, name="date")
    state = np.full(length, "rest", dtype=object)
    for found, arm in zip(plan.days, arms, strict=True):
        state[(found.date - plan.start).days] = "rolled" if arm == "roll" else "rest"
    rolled_before = np.append(False, state[:-1] == "rolled")
    pain = 5 + np.random.default_rng(seed).normal(0, sd, length) - effect * rolled_before
    return pd.DataFrame({"state": state, "pain": pain}, index=dates)


@pytest.fixture
def plan() -> Plan:
    return plan_experiment(START, seed=3)


@pytest.fixture
def long_plan(plan) -> Plan:
    return extended(plan, day(28))


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


# Saved beside the log


@pytest.fixture
def log_path(tmp_path) -> Path:
    return tmp_path / "sessions.csv"


def test_a_saved_schedule_comes_back_as_it_was(log_path, plan):
    path = save_plan(log_path, plan, day(0))
    assert path == plan_path(log_path)
    assert load_plan(log_path) == plan
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_experiment_is_no_error(log_path):
    assert load_plan(log_path) is None
    assert todays_assignment(log_path, day(1)) is None
    with pytest.raises(InvalidPlan, match="no experiment"):
        end_plan(log_path, day(3))


def test_a_schedule_is_saved_before_its_first_day_and_never_redrawn(log_path, plan):
    with pytest.raises(InvalidPlan, match="before its first day"):
        save_plan(log_path, plan, day(1))
    path = save_plan(log_path, plan, day(0))
    before = path.read_bytes()
    with pytest.raises(InvalidPlan, match="never redrawn"):
        save_plan(log_path, plan_experiment(day(3), seed=9), day(0))
    assert path.read_bytes() == before


def test_after_an_experiment_is_over_the_next_one_keeps_its_file(log_path, plan):
    save_plan(log_path, plan, day(0))
    end_plan(log_path, day(10))
    second = plan_experiment(day(20), seed=9)
    save_plan(log_path, second, day(15))
    assert load_plan(log_path) == second
    kept = log_path.with_name("rolltrack-experiment-2026-10-12.json")
    assert json.loads(kept.read_text())["seed"] == 3


def test_an_experiment_called_off_before_it_began_is_none(log_path, plan):
    save_plan(log_path, plan, day(-3))
    assert cost_of_ending(plan, day(-1)).endswith("calling it off costs nothing.")
    end_plan(log_path, day(-1))
    assert load_plan(log_path) is None
    assert todays_assignment(log_path, day(1)) is None
    assert log_path.with_name("rolltrack-experiment-2026-10-12-called-off.json").exists()
    save_plan(log_path, plan, day(-1))
    assert load_plan(log_path) == plan


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("true", "false", 1),
        lambda text: text.replace('"seed": 3', '"seed": 4'),
        lambda text: text[:50],
        lambda _: "",
        lambda _: "[]",
        lambda text: text.replace("2026-10-12", "soon"),
    ],
)
def test_a_schedule_that_was_changed_is_noticed(log_path, plan, damage):
    path = save_plan(log_path, plan, day(0))
    path.write_text(damage(path.read_text()))
    with pytest.raises(UnreadablePlan, match=r"rolltrack-experiment\.json cannot be used"):
        load_plan(log_path)
    assert "cannot be used" in todays_assignment(log_path, day(1))


def test_extending_and_ending_are_kept_in_the_file(log_path, plan):
    save_plan(log_path, plan, day(0))
    extend_plan(log_path, day(30))
    assert load_plan(log_path).extended_from == day(31)
    end_plan(log_path, day(40))
    assert load_plan(log_path).ended_on == day(40)
    assert load_plan(log_path).hash == plan.hash


def test_the_day_says_what_to_do(log_path, plan):
    save_plan(log_path, plan, day(0))
    said = [todays_assignment(log_path, day(number)) for number in range(31)]
    assert said[0] is None
    for number in range(1, 29):
        what = {"roll": "roll today", "rest": "rest today"}[assignment(plan, day(number))]
        assert said[number].startswith(f"Experiment, day {number} of 28: {what}")
    assert "one last rating" in said[29]
    assert said[30] is None


# The answer


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


# The test and its interval


def brute_force(when, arm, y):
    """The arm's coefficient in generalised least squares, the long way."""
    weight = np.linalg.inv(0.4 ** np.abs(when[:, None] - when))
    columns = np.column_stack([arm, np.ones(len(when)), when])
    return np.linalg.solve(columns.T @ weight @ columns, columns.T @ weight @ y)[0]


@pytest.fixture
def small():
    """28 mornings of 7 pairs, some missing."""
    rng = np.random.default_rng(12)
    when = np.delete(np.arange(28.0), [3, 11, 20])
    pair = (when // 4).astype(int)
    first = np.where(when % 4 < 2, 1.0, -1.0)
    sign = rng.choice([-1.0, 1.0], 7)
    y = 5 + rng.normal(0, 1.5, len(when))
    return when, pair, first, sign, y


def test_the_coefficient_is_that_of_generalised_least_squares(small):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)
    expected = brute_force(when, (1 + sign[pair] * first) / 2, y)
    assert estimate(found, y).value == pytest.approx(expected)


def test_the_chance_equals_full_enumeration_and_scipy(small):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)

    def statistic(signs, axis):
        return np.apply_along_axis(
            lambda row: brute_force(when, (1 + row[pair] * first) / 2, y), axis, signs
        )

    every = np.array([statistic(np.array(row), 0) for row in itertools.product([1, -1], repeat=7)])
    enumerated = np.mean(every <= statistic(sign, 0) + 1e-9)
    scipys = permutation_test(
        (sign,),
        statistic,
        permutation_type="samples",
        alternative="less",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert chance(found, y) == pytest.approx(enumerated) == pytest.approx(scipys.pvalue)


@pytest.mark.parametrize("level", LOOK_LEVELS)
def test_at_each_limit_the_chance_crosses_half_of_what_the_interval_leaves_out(small, level):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)
    held = estimate(found, y, level=level)
    allowed = (1 - level) / 2
    assert chance(found, y, held.high - 1e-6) > allowed >= chance(found, y, held.high + 1e-6)
    # Turned round, the lower limit is an upper one.
    assert chance(found, -y, -held.low - 1e-6) > allowed >= chance(found, -y, -held.low + 1e-6)


def test_the_limits_are_those_of_a_search_by_brute_force(small):
    when, pair, first, sign, y = small
    found = flips(when, pair, first, sign)
    held = estimate(found, y)
    grid = np.linspace(-6, 6, 2401)
    inside = [effect for effect in grid if chance(found, y, effect) > 0.025]
    assert max(inside) == pytest.approx(held.high, abs=0.006)


def test_too_few_schedules_leave_a_limit_open():
    when = np.arange(20.0)
    pair, first = (when // 4).astype(int), np.where(when % 4 < 2, 1.0, -1.0)
    y = np.random.default_rng(1).normal(size=20)
    held = estimate(flips(when, pair, first, np.ones(5)), y)
    assert held.low is None
    assert held.high is None


def test_sign_flips_of_darwins_maize_give_the_published_count():
    signs = np.array(list(itertools.product([1.0, -1.0], repeat=15)))
    alone = np.eye(15)
    found = Flips(signs, contrast=alone, gram=alone, whiten=alone, arm=np.ones(15))
    assert chance(found, -DARWIN) * 32768 == 863


# Before it starts


def test_the_smallest_effect_shrinks_with_time_and_grows_with_the_persons_variation():
    assert smallest_effect(1.5, 0.3, 7, 2) < smallest_effect(1.5, 0.3, 7)
    assert smallest_effect(3.0, 0.3, 7) == pytest.approx(2 * smallest_effect(1.5, 0.3, 7))


def test_the_persons_own_variation_is_taken_from_their_log():
    rng = np.random.default_rng(2)
    dates = pd.date_range(START, periods=84, name="date")
    found = variation(pd.DataFrame({"state": "rest", "pain": rng.normal(5, 2, 84)}, index=dates))
    assert found.sd == pytest.approx(2, abs=0.4)
    assert found.noise < 0.4
    assert found.ratings == 84


def test_without_ratings_usual_values_stand_in():
    dates = pd.date_range(START, periods=5, name="date")
    assert variation(pd.DataFrame({"state": "rest", "pain": 5.0}, index=dates)).ratings == 0
