"""What the log alone may say."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from rolltrack.helping.answer import Effect
from rolltrack.helping.dose import per_ten_minutes
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.phases import nonoverlap, since_you_started
from tests.benchmarks.calibration import diaries, frames, log_verdicts
from tests.benchmarks.worlds import RANDOM, simulate
from tests.diaries import EDGES, at_rest_or_rolling, made_up

FROM_A_LOG = {
    "promising",
    "worse",
    "no worthwhile benefit",
    "cannot tell yet",
    "too little yet",
    "this log cannot tell",
}


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
    assert activity.numbers.startswith(f"Activity is {activity.estimate:.1f} points higher")


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


@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_answers_in_a_sentence(edge):
    days = EDGES[edge]
    answer = is_it_helping(days)
    assert_whole(answer)
    assert since_you_started(days).sentence.endswith(".")
    assert per_ten_minutes(days).sentence.endswith(".")
    assert isinstance(nonoverlap(days), str)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_log_answers_without_nan_or_warning(data):
    length = data.draw(st.integers(0, 90))
    states = st.sampled_from(["rolled", "rest", "unknown", "paused"])
    ratings = st.one_of(st.just(np.nan), st.integers(0, 10).map(float))
    state = data.draw(st.lists(states, min_size=length, max_size=length))
    pain = data.draw(st.lists(ratings, min_size=length, max_size=length))
    days = at_rest_or_rolling(pain, np.array(state, dtype=object))
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
