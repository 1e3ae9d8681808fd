"""What the log alone may say."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings, strategies as st

from rolltrack.days.daily import daily
from rolltrack.days.outcome import outcome
from rolltrack.days.words import interval
from rolltrack.entry.errors import InvalidValue
from rolltrack.helping.answer import Effect, compared
from rolltrack.helping.dose import per_ten_minutes
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.phases import nap, nonoverlap, since_you_started, tau, tau_bc, tau_u
from rolltrack.helping.regression import slope
from tests.benchmarks.calibration import diaries, frames, log_verdicts
from tests.benchmarks.worlds import RANDOM, WORLDS, simulate

FROM_A_LOG = {
    "promising",
    "worse",
    "no worthwhile benefit",
    "cannot tell yet",
    "too little yet",
    "this log cannot tell",
}


def frame(
    pain: object, state: object, *, start: str = "2026-01-05", name: str = "pain"
) -> pd.DataFrame:
    dates = pd.date_range(start, periods=np.size(state), name="date")
    rating = np.broadcast_to(np.asarray(pain, dtype=float), len(dates))
    minutes = np.where(np.asarray(state) == "rolled", 8.0, 0.0)
    return pd.DataFrame({"state": state, name: rating, "minutes": minutes}, index=dates)


def made_up(
    days: int = 112, effect: float = 0.0, seed: int = 1, noise: float = 0.3
) -> pd.DataFrame:
    lived = simulate(RANDOM, 1, days, noise, effect, np.random.default_rng(seed))
    found = next(frames(lived))
    found["minutes"] = np.where(found["state"] == "rolled", 8.0, 0.0)
    return found


def coin(days: int, seed: int = 0) -> np.ndarray:
    return np.where(np.random.default_rng(seed).random(days) < 0.5, "rolled", "rest")


def test_a_large_effect_is_promising_and_never_helping():
    answer = is_it_helping(made_up(effect=3.0))
    assert answer.verdict == "promising"
    assert answer.estimate == pytest.approx(-3, abs=1)
    assert answer.low < answer.estimate < answer.high < 0
    assert answer.sentence.endswith("promising, not proven.")
    assert answer.days_needed is None


def test_an_effect_the_other_way_is_worse():
    answer = is_it_helping(made_up(effect=-3.0))
    assert answer.verdict == "worse"
    assert "points higher the day after rolling" in answer.sentence


def test_a_year_without_effect_rules_out_a_worthwhile_benefit():
    answer = is_it_helping(made_up(days=364, noise=0.6))
    assert answer.verdict == "no worthwhile benefit"
    assert answer.sentence.endswith("no next-day benefit of 1 point or more.")


def test_what_is_unclear_comes_with_the_days_that_could_tell():
    answer = is_it_helping(made_up(days=56, effect=0.4))
    assert answer.verdict == "cannot tell yet"
    assert 7 <= answer.days_needed <= 365
    assert f"About {answer.days_needed} more days could tell." in answer.sentence


def test_where_higher_is_better_the_same_verdict_is_worded_the_other_way():
    days = made_up(effect=3.0)
    days["activity"] = 10 - days["pain"]
    pain, activity = is_it_helping(days), is_it_helping(days, "activity")
    assert activity.verdict == pain.verdict == "promising"
    assert activity.estimate == pytest.approx(-pain.estimate)
    assert (activity.low, activity.high) == pytest.approx((-pain.high, -pain.low))
    assert activity.sentence.startswith(f"Activity is {activity.estimate:.1f} points higher")


def test_adding_a_constant_changes_nothing():
    days = made_up(effect=1.0)
    moved = days.assign(pain=days["pain"] + 2.5)
    first, second = is_it_helping(days), is_it_helping(moved)
    assert second.estimate == pytest.approx(first.estimate)
    assert (second.low, second.high) == pytest.approx((first.low, first.high))
    assert second.verdict == first.verdict


def test_swapping_rolling_and_rest_flips_the_sign():
    days = made_up(effect=1.0)
    swapped = days.assign(state=days["state"].replace({"rolled": "rest", "rest": "rolled"}))
    first, second = is_it_helping(days), is_it_helping(swapped)
    assert second.estimate == pytest.approx(-first.estimate)
    assert (second.low, second.high) == pytest.approx((-first.high, -first.low))


def test_an_unknown_day_is_not_taken_for_rest():
    days = made_up(days=56)
    unknown = days.copy()
    unknown.iloc[10, unknown.columns.get_loc("state")] = "unknown"
    assert is_it_helping(unknown).days_used == is_it_helping(days).days_used - 1


def test_the_answer_stays_the_same_within_a_week():
    days = made_up(days=105)
    start = days["pain"].first_valid_index()
    whole = days[start:]
    answers = [is_it_helping(whole[:length]) for length in range(84, 92)]
    assert len({answer.sentence for answer in answers[:7]}) == 1
    assert answers[0].next_look == answers[7].last_day
    assert answers[7].days_used > answers[0].days_used


def test_at_most_the_last_52_weeks_count():
    days = made_up(days=3650)
    answer = is_it_helping(days)
    assert (answer.last_day - answer.first_day).days == 363
    assert answer.days_used < 364


def test_a_pause_does_not_count_as_missing():
    days = made_up(days=140)
    days.loc[days.index[40:110], ["state", "pain"]] = ["unknown", np.nan]
    assert is_it_helping(days).verdict == "this log cannot tell"
    days.loc[days.index[40:110], "state"] = "paused"
    assert is_it_helping(days).verdict == "cannot tell yet"


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
    days = frame(rating, np.roll(state, -1))
    answer = is_it_helping(days)
    assert answer.verdict == "this log cannot tell"
    assert "fixed pattern" in answer.sentence


EDGES = {
    "no day": frame([], np.array([], dtype=str)),
    "one day": frame([5], np.array(["rest"])),
    "constant pain": frame(5, coin(100)),
    "all zero": frame(0, coin(100)),
    "all rolled": frame(np.arange(100) % 7, np.full(100, "rolled")),
    "all rest": frame(np.arange(100) % 7, np.full(100, "rest")),
    "every day missing": frame(np.nan, np.full(100, "unknown")),
    "ratings after rolling only": frame(np.nan, coin(100)),
    "every second day": frame(np.where(np.arange(100) % 2, 5, np.nan), coin(100)),
    "pain follows the rolling to the letter": frame(
        5.0 - np.roll(coin(100) == "rolled", 1), coin(100)
    ),
    "one bad day": frame(np.where(np.arange(100) == 50, 9, 2), coin(100)),
    "gaps of months": made_up(days=400).iloc[np.r_[0:50, 350:400]].asfreq("D"),
}
EDGES["gaps of months"]["state"] = EDGES["gaps of months"]["state"].fillna("unknown")


@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_answers_in_a_sentence(edge):
    days = EDGES[edge]
    answer = is_it_helping(days)
    assert_whole(answer)
    assert since_you_started(days).sentence.endswith(".")
    assert per_ten_minutes(days).sentence.endswith(".")
    assert isinstance(nonoverlap(days), str)


@pytest.mark.parametrize(
    ("edge", "verdict", "words"),
    [
        ("no day", "too little yet", "no day has a rating of pain"),
        ("one day", "too little yet", "0 of 28 days"),
        ("constant pain", "this log cannot tell", "Every pain rating is the same"),
        ("all zero", "this log cannot tell", "Every pain rating is the same"),
        ("all rolled", "too little yet", "0 of 10 days of rest and a rating the day after"),
        ("all rest", "too little yet", "0 of 10 days with rolling and a rating the day after"),
        ("every day missing", "too little yet", "no day has a rating of pain"),
        ("ratings after rolling only", "too little yet", "Rate before you roll"),
        ("gaps of months", "this log cannot tell", "entered as a pause"),
    ],
)
def test_what_is_missing_is_named(edge, verdict, words):
    answer = is_it_helping(EDGES[edge])
    assert answer.verdict == verdict
    assert words in answer.sentence


def test_days_with_a_rating_after_rolling_only_are_named():
    days = made_up(days=20)
    days.loc[days["state"] == "rolled", "pain"] = np.nan
    answer = is_it_helping(days)
    assert "had no rating of pain from before it" in answer.reasons[0]


def test_an_empty_log_is_answered():
    empty = pd.DataFrame({"start": np.array([], "M8[s]"), "kind": [], "pain_before": []})
    assert is_it_helping(daily(empty)).verdict == "too little yet"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_log_answers_without_nan_or_warning(data):
    length = data.draw(st.integers(0, 90))
    states = st.sampled_from(["rolled", "rest", "unknown", "paused"])
    ratings = st.one_of(st.just(np.nan), st.integers(0, 10).map(float))
    state = data.draw(st.lists(states, min_size=length, max_size=length))
    pain = data.draw(st.lists(ratings, min_size=length, max_size=length))
    days = frame(pain, np.array(state, dtype=object))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_whole(is_it_helping(days))
        since_you_started(days)
        per_ten_minutes(days)


def assert_whole(answer: Effect) -> None:
    assert answer.verdict in FROM_A_LOG
    assert answer.sentence.endswith(".")
    numbers = (answer.estimate, answer.low, answer.high)
    assert all(number is None or np.isfinite(number) for number in numbers)
    said = " ".join([answer.sentence, *answer.reasons, *(gate.reason for gate in answer.gates)])
    assert not any(word in said for word in ("nan", "None", "significant", "proves", "no effect"))


def test_the_page_and_the_calibration_use_the_same_arithmetic():
    lived = simulate(RANDOM, 5, 84, 0.3, 1.0, np.random.default_rng(8))
    for diary, days in zip(diaries(lived), frames(lived), strict=True):
        rated = days["pain"].first_valid_index()
        if rated == days.index[0]:
            assert is_it_helping(days).verdict == log_verdicts(diary, [84])[0]


def test_flexibility_is_compared_within_one_test_by_its_own_measure():
    days = made_up(days=364, noise=0.6).rename(columns={"pain": "flexibility_seated_rotation_deg"})
    answer = is_it_helping(days, "flexibility_seated_rotation_deg")
    assert answer.worthwhile == 6
    assert answer.verdict == "no worthwhile benefit"
    assert "degrees" in answer.sentence


def test_without_a_known_worthwhile_change_none_is_ruled_out():
    days = made_up(days=364, noise=0.6).rename(columns={"pain": "flexibility_back_scratch_mm"})
    answer = is_it_helping(days, "flexibility_back_scratch_mm")
    assert answer.worthwhile is None
    assert answer.verdict == "cannot tell yet"
    given = is_it_helping(days, "flexibility_back_scratch_mm", worthwhile=1)
    assert given.verdict == "no worthwhile benefit"


def test_a_name_that_is_no_outcome_is_refused():
    with pytest.raises(InvalidValue, match="no outcome called minutes"):
        is_it_helping(made_up(), "minutes")


@pytest.mark.parametrize("wrong", [0, -1, float("nan")])
def test_a_worthwhile_change_must_be_above_zero(wrong):
    with pytest.raises(InvalidValue, match="above 0"):
        is_it_helping(made_up(), worthwhile=wrong)


def test_little_pain_leaves_little_room():
    days = made_up(effect=0.0)
    days["pain"] = (days["pain"] - 4).clip(lower=0)
    assert any("little room to improve" in reason for reason in is_it_helping(days).reasons)


def test_a_difference_is_set_beside_what_people_notice():
    small = made_up(days=364, effect=1.0)
    large = made_up(days=112, effect=3.0)
    assert "less than most people notice (2 points and 30 %)" in is_it_helping(small).reasons[0]
    assert "an amount most people notice" in is_it_helping(large).reasons[0]


def test_robust_errors_equal_statsmodels():
    rng = np.random.default_rng(5)
    for n in (15, 40, 300):
        x = (rng.random(n) < 0.4).astype(float)
        others = np.column_stack([np.ones(n), rng.normal(size=(n, 5))])
        y = x + rng.normal(size=n) * (1 + 2 * x)
        reference = sm.OLS(y, np.column_stack([x, others])).fit(cov_type="HC3", use_t=True)
        found = slope(y, x, others)
        assert found.estimate == pytest.approx(reference.params[0], rel=1e-12)
        assert found.error == pytest.approx(reference.bse[0], rel=1e-12)
        assert found.interval(0.95) == pytest.approx(reference.conf_int()[0], rel=1e-12)


def documented_regression(days: pd.DataFrame) -> object:
    """The formula of the docstring, in pandas and statsmodels."""
    y, rolled = days["pain"], (days["state"] == "rolled").astype(float)
    rolled[days["state"] == "unknown"] = np.nan
    recent = y.shift(1).rolling(6, min_periods=1).mean().fillna(y)
    position = pd.Series(np.arange(len(y)), y.index)
    trend = (position - len(y) / 2) / len(y)
    design = pd.DataFrame(
        {
            "rolled": rolled,
            "one": 1.0,
            "today": y,
            "yesterday": y.shift(1).fillna(recent),
            "recent": recent,
            "rolled before": rolled.shift(1),
            "weekend": np.roll(days.index.day_of_week >= 5, -1).astype(float),
            "trend": trend,
            "curve": trend**2,
        }
    )
    usable = y.notna() & rolled.notna() & y.shift(-1).notna()
    design = design[usable]
    design["rolled before"] = design["rolled before"].fillna(design["rolled"].mean())
    return sm.OLS(y.shift(-1)[usable], design).fit(cov_type="HC3", use_t=True)


@pytest.mark.parametrize("seed", range(5))
def test_the_estimate_is_that_of_the_documented_regression(seed):
    days = made_up(days=112, effect=1.0, seed=seed)
    days = days[days["pain"].first_valid_index() :].iloc[:105]
    answer, reference = is_it_helping(days), documented_regression(days)
    assert answer.days_used == reference.nobs
    assert answer.estimate == pytest.approx(reference.params["rolled"], rel=1e-9)
    assert (answer.low, answer.high) == pytest.approx(reference.conf_int().loc["rolled"], rel=1e-9)


def test_a_repeated_column_and_a_row_of_its_own_change_nothing():
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=30), rng.normal(size=30)
    ones = np.ones((30, 1))
    alone = np.zeros((31, 1))
    alone[-1] = 1
    plain = slope(y, x, ones)
    assert slope(y, x, np.hstack([ones, 2 * ones])) == plain
    longer = slope(np.append(y, 99), np.append(x, 5), np.hstack([np.ones((31, 1)), alone]))
    assert longer.estimate == pytest.approx(plain.estimate)
    assert longer.error == pytest.approx(plain.error)


PARKER = np.array([20.0, 20, 26, 25, 22, 23]), np.array([28.0, 25, 24, 27, 30, 30, 29])
TARLOW = np.arange(1.0, 6), np.arange(6.0, 11)


def test_nonoverlap_equals_the_published_numbers():
    found = nap(*PARKER)
    assert found.value == pytest.approx(0.9166667, abs=1e-7)
    assert found.error == pytest.approx(0.06900656, abs=1e-8)
    assert (found.low, found.high) == pytest.approx((0.5973, 0.9860), abs=5e-5)
    assert tau(*PARKER) == pytest.approx(0.8333333, abs=1e-7)
    assert tau_u(*PARKER) == pytest.approx(0.7380952, abs=1e-7)
    assert tau_bc(*PARKER) == pytest.approx((0.2857143, 0.3595), abs=5e-5)


def test_a_steady_trend_alone_is_no_corrected_nonoverlap():
    assert tau(*TARLOW) == 1
    assert tau_u(*TARLOW) == pytest.approx(0.6)
    assert tau_bc(*TARLOW)[0] == 0
    assert nap(*TARLOW).high == 1
    assert 0 < nap(*TARLOW).low < 1


def test_healing_by_itself_is_not_a_step_at_the_start_of_rolling():
    rng = np.random.default_rng(7)
    state = np.where(np.arange(84) < 28, "rest", "rolled")
    steps = []
    for _ in range(40):
        pain = 7 - np.arange(84) / 20 + rng.normal(0, 1, 84)
        steps.append(since_you_started(frame(pain, state)).estimate)
    assert np.mean(steps) == pytest.approx(0, abs=0.4)


def test_a_step_since_the_start_is_told_with_its_caution():
    rng = np.random.default_rng(7)
    state = np.where(np.arange(84) < 28, "rest", "rolled")
    found = since_you_started(frame(7 - 3 * (np.arange(84) > 28) + rng.normal(0, 1, 84), state))
    assert found.low < found.estimate < found.high < 0
    assert "Healing by itself would look the same." in found.sentence
    assert "helping" not in found.sentence


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


def test_what_was_logged_years_ago_does_not_count_as_enough_now():
    old, new = made_up(days=200), made_up(days=15, seed=2)
    new.index = old.index[-1] + pd.Timedelta(days=500) + (new.index - new.index[0])
    days = pd.concat([old, new]).asfreq("D")
    days["state"] = days["state"].fillna("unknown")
    answer = is_it_helping(days)
    assert answer.verdict == "too little yet"
    assert "of 28 days with a rating" in answer.sentence


def test_what_is_not_told_apart_is_given_as_a_number_and_never_called_the_same():
    days = made_up(effect=0.0)
    for name in ("pain", "activity"):
        answer = is_it_helping(days, name)
        assert "the same" not in answer.sentence
    tension = outcome("tension")
    said = compared(tension, "the day after rolling", 0.04, -0.8, 0.8)
    assert said == (
        "Tension is 0.0 points different the day after rolling "
        "(95 % interval 0.8 higher to 0.8 lower)"
    )


def test_limits_of_hours_and_degrees_have_their_unit():
    assert interval(outcome("sleep_minutes"), -29, 29) == "29 min shorter to 29 min longer"
    turned = outcome("flexibility_seated_rotation_deg")
    assert interval(turned, 1, 5) == "1 to 5 degrees higher"
    assert interval(turned, -1, 5) == "1 degree lower to 5 degrees higher"


def test_minutes_that_cannot_be_told_are_said_of_every_outcome_in_a_whole_sentence():
    days = made_up(days=14)
    for name in ("pain", "activity"):
        said = per_ten_minutes(days, name).sentence
        assert said == (
            f"Whether the minutes rolled go with {name} the day after cannot be told from this log."
        )


@pytest.mark.parametrize(
    ("before", "since", "told"),
    [
        ([8, 7, 6, 5, 4, 3, 2, 2], [2.0, 3] * 10, True),
        ([8, 7, 6, 5, 4, 3, 2, 2], [2.0, 3] * 20, False),  # days against months
        ([5, 4, 6, 5, 4, 6, 5, 5], [2.0, 3] * 10, False),  # no clear slope
        ([5] * 8, [2.0, 3] * 10, False),
    ],
)
def test_a_slope_is_only_taken_on_where_it_is_clear_and_long_enough(before, since, told):
    state = ["rest"] * (len(before) - 1) + ["rolled"] * (len(since) + 1)
    said = nonoverlap(frame(np.array([*before, *since], dtype=float), np.array(state)))
    assert "NAP" in said
    assert ("Tau-BC" in said) == told


def test_without_a_day_that_counts_no_next_look_is_promised():
    days = made_up(days=60)
    days["pain"] = np.where(np.arange(60) % 2, np.nan, 5.0)
    answer = is_it_helping(days)
    assert answer.days_used == 0
    assert answer.next_look is None
    assert any("answer it before you roll" in reason for reason in answer.reasons)
