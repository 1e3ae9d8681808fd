"""The start of the shown days against their end, in numbers and in words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from rolltrack.days.change import State, change, finding, since_first_weeks
from rolltrack.days.daily import daily
from rolltrack.days.flares import flare_ups
from rolltrack.days.span import baseline
from rolltrack.days.weeks import rolling_mean, weekly
from tests.benchmarks.change_calibration import said, states
from tests.diaries import EMPTY, rated, ratings

dates = st.dates(dt.date(2023, 12, 20), dt.date(2024, 3, 10)).map(str)


def test_an_empty_log_has_no_weeks_no_flare_ups_and_a_kind_sentence() -> None:
    days = daily(EMPTY)
    assert len(weekly(days)) == len(flare_ups(days)) == len(rolling_mean(days, "pain")) == 0
    assert finding(days) == "Nothing here yet. Your first entry starts the picture."
    assert change(days).state == "too early"


@pytest.mark.parametrize(
    ("first", "now", "state"),
    [
        (6.0, 6.0, "within noise"),
        (6.0, 5.5, "within noise"),
        (6.0, 5.4, "better"),
        (6.0, 6.6, "worse"),
        (6.0, 4.1, "better"),
        (6.0, 4.0, "noticeably better"),
        (6.0, 8.0, "noticeably worse"),
        (9.0, 6.8, "better"),  # 2.2 points are less than 30 % of 9
        (9.0, 6.3, "noticeably better"),
        (3.0, 1.1, "better"),  # 63 % and yet less than 2 points
        (0.0, 2.0, "noticeably worse"),
    ],
)
def test_a_change_is_noticed_from_two_points_and_thirty_percent(
    first: float, now: float, state: str
) -> None:
    seen = change(rated([first] * 21 + [now] * 28))
    assert seen.state == state
    assert seen.difference == round(now - first, 1)
    assert math.isnan(seen.percent) == (first == 0)


def test_the_other_way_is_better_for_activity() -> None:
    days = rated([5.0] * 49, activity=[4.0] * 21 + [7.0] * 28)
    seen = change(days, "activity")
    assert seen.state == "better"  # an important change is known for pain only
    assert math.isnan(seen.good_from)
    assert "more than the usual ups and downs." in seen.meaning


@pytest.mark.parametrize("weeks", [0, 1, 5])
def test_before_six_weeks_with_ratings_it_is_too_early(weeks: int) -> None:
    seen = change(rated([6.0] * (7 * weeks) + [math.nan] * 80))
    assert (seen.state, seen.meaning) == ("too early", "")
    assert math.isnan(seen.difference)
    assert ("No ratings of pain yet" if not weeks else "6 are needed") in seen.sentence
    assert change(rated([6.0] * 42)).state == "within noise"


def test_unrated_weeks_do_not_count_as_now() -> None:
    seen = change(rated([6.0] * 21 + [3.0] * 21 + [math.nan] * 300))
    assert (seen.now.value, seen.state) == (3.0, "noticeably better")


WEEKLY = [1.0, *[math.nan] * 6]  # a rating a week


@pytest.mark.parametrize(("weeks", "state"), [(7, "too few"), (9, "too few"), (10, "better")])
def test_a_weekly_measure_needs_five_ratings_at_each_end(weeks: int, state: str) -> None:
    level = np.where(np.arange(7 * weeks) < 35, 8, 2)
    seen = change(rated(np.tile(WEEKLY, weeks) * level))
    assert (seen.state.removeprefix("noticeably "), seen.known) == (state, state == "better")
    if state == "too few":
        assert "Too few ratings of pain to tell a change" in seen.sentence
        assert (seen.verdict, seen.meaning) == ("too few to tell", "")


def test_a_difference_within_the_ups_and_downs_is_said_with_its_size() -> None:
    weeks = np.repeat([8.0, 3, 7, 2, 8, 3, 6], 7)
    assert change(rated(weeks)).sentence == (
        "Pain is 1.2 points lower than in the first weeks (6.0 → 4.8), "
        "no more than the usual ups and downs."
    )
    level = change(rated([6.0] * 21 + [5.5] * 28)).sentence
    assert level == "Pain is about the same as in the first weeks (6.0 → 5.5)."


def test_weeks_are_more_noise_when_a_day_is_like_the_day_before() -> None:
    level = np.array([6.0, 5, 7, 6, 5, 7, 6])
    unlike, alike = ([-2, 2, -2, 0, 2, -2, 2], [-2, -2, -2, 0, 2, 2, 2])  # the same ratings
    noise = [change(rated(np.add.outer(level, week).ravel())).noise for week in (unlike, alike)]
    assert noise[0] < noise[1]


def test_the_weeks_between_tell_how_much_weeks_scatter() -> None:
    first, now = [6.0, 5, 7], [4.0, 3, 5, 4]
    calm, none, wild = (
        change(rated(np.repeat([*first, *between, *now], 7))).noise
        for between in ([5.0] * 12, [], [9.0, 1, 9, 1] * 3)
    )
    assert calm < none < wild


@pytest.mark.parametrize(("noise", "most"), [(0.0, 0.05), (0.3, 0.05), (0.6, 0.05), (0.8, 0.05)])
def test_no_change_is_rarely_called_one_however_alike_the_days(noise: float, most: float) -> None:
    people = 300  # the bounds are those of the benchmark, widened by three standard errors
    found = states("every day, 26 weeks", noise, 0.0, people, np.random.default_rng(3))
    assert said(found, "better", "worse").share <= most + 3 * math.sqrt(most * (1 - most) / people)


def test_two_points_are_mostly_seen() -> None:
    found = states("every day, 26 weeks", 0.3, 2.0, 300, np.random.default_rng(3))
    assert said(found, "better").share > 0.8


def test_a_flexibility_test_has_its_published_error_as_noise() -> None:
    name = "flexibility_seated_rotation_deg"
    for end, state in ((46.0, "within noise"), (47.0, "better")):
        days = rated([5.0] * 49, **{name: [40.0] * 21 + [end] * 28})
        assert change(days, name).state == state
        assert change(days, name).noise == 6


def test_a_chosen_baseline_is_compared_with_what_comes_after_it() -> None:
    days = rated([9.0] * 21 + [6.0] * 21 + [2.0] * 28)
    chosen = (dt.date(2026, 7, 27), dt.date(2026, 8, 16))
    seen = change(days, "pain", chosen)
    assert (seen.baseline.value, seen.now.value) == (6.0, 2.0)


def spans_of_four_weeks() -> pd.DataFrame:
    """Half a year from 6.5 to 4 with a rise over the last four weeks, alike to the day."""
    level = np.concatenate([np.linspace(6.5, 4, 154), np.linspace(4, 5.8, 28)])
    return rated(np.round(level + np.tile([-0.5, 0.5], 91), 1))


def last(days: pd.DataFrame, many: int) -> tuple[dt.date, dt.date]:
    return days.index[-many].date(), days.index[-1].date()


def test_a_part_is_compared_from_its_own_start_to_its_own_end() -> None:
    days = spans_of_four_weeks()
    part, whole = change(days, shown=last(days, 28)), change(days)
    assert whole.difference < 0 < part.difference
    assert part.sentence.startswith("Pain is 1.0 point higher than at the start of these 4 weeks")
    assert [part.baseline.days, part.now.days] == [14, 14]
    assert part.baseline.value == round(float(days["pain"].iloc[-28:-14].mean()), 1)
    assert "than in the first weeks" in whole.sentence
    assert finding(days, shown=last(days, 28)) == part.sentence


def test_the_first_weeks_are_compared_with_the_end_of_the_part() -> None:
    days = spans_of_four_weeks()
    part, since = (make(days, "pain", shown=last(days, 28)) for make in (change, since_first_weeks))
    assert since is not None
    assert (since.baseline, since.now) == (baseline(days), part.now)
    assert since.difference < 0
    assert "than in the first weeks" in since.sentence
    assert since_first_weeks(days, "pain", last(days, len(days))) is None


@given(ratings(200), st.integers(1, 200), st.integers(1, 200))
def test_a_part_of_many_weeks_is_what_it_is_by_itself(pain: list[float], x: int, y: int) -> None:
    days = rated(pain)
    first, end = sorted(min(at, len(pain)) - 1 for at in (x, y))
    shown = (days.index[first].date(), days.index[end].date())
    alone, part = change(days.iloc[first : end + 1]), change(days, shown=shown)
    if alone.known:
        assert (alone.baseline, alone.now, alone.noise) == (part.baseline, part.now, part.noise)
        assert alone.state == part.state
    since = since_first_weeks(days, "pain", shown)
    assert since is None or since.now == part.now


@pytest.mark.parametrize("many", [1, 6, 13])
def test_days_of_a_part_that_is_too_short_are_too_few(many: int) -> None:
    days = spans_of_four_weeks()
    seen = change(days, shown=last(days, many))
    assert seen.state == "too few"
    assert "Too few ratings of pain in th" in seen.sentence
    assert "so far" not in seen.sentence


def test_a_change_as_large_as_the_usual_ups_and_downs_is_within_them_in_words() -> None:
    days = rated([6.0] * 21 + [5.5] * 28)
    seen = change(days)
    assert (abs(seen.difference), seen.noise) == (0.5, 0.5)
    assert seen.meaning == "Differences of up to 0.5 points are within the usual ups and downs."


def test_every_state_has_words_for_a_table() -> None:
    seen = change(rated([6.0] * 49))
    said = {dataclasses.replace(seen, state=state).verdict for state in State}
    assert len(said) == len(State)


def test_rolling_is_named_only_where_there_was_some_and_never_as_the_cause() -> None:
    fell = [6.0] * 21 + [3.0] * 28
    assert "rolling" not in change(rated(fell)).meaning
    rolled = change(rated(fell, state="rolled")).meaning
    assert "that alone does not show why" in rolled


@given(ratings(200), dates)
def test_sentence_state_and_numbers_of_a_change_fit_together(pain: list[float], start: str) -> None:
    seen = change(rated(pain, start=start))
    assert finding(rated(pain, start=start), "pain") == seen.sentence
    if not seen.known:
        assert seen.state in ("too early", "too few")
        spans = (seen.baseline, seen.now)
        assert min(span.weeks for span in spans) < 3 or min(span.days for span in spans) < 5
        return
    shown = [float(number) for number in re.findall(r"\d+\.\d", seen.sentence)]
    assert shown[-2:] == [seen.baseline.value, seen.now.value]
    assert seen.difference == pytest.approx(shown[-1] - shown[-2])
    assert (seen.state == "within noise") == (abs(seen.difference) <= seen.noise)
    assert ("about the same" in seen.sentence) == (abs(seen.difference) <= 0.5)
    assert ("usual ups and downs" in seen.sentence) == (0.5 < abs(seen.difference) <= seen.noise)
    if "about the same" not in seen.sentence:
        assert ("lower" in seen.sentence) == (seen.difference < 0)
        assert shown[0] == pytest.approx(abs(seen.difference))
    if seen.state != "within noise":
        assert ("better" in seen.state) == (seen.difference < 0)
    assert seen.noise >= 0.5
    assert seen.baseline.end is not None
    assert seen.now.start is not None
    assert seen.baseline.end < seen.now.start


def test_the_finding_is_about_the_first_rated_outcome() -> None:
    days = rated([math.nan] * 49, activity=[4.0] * 21 + [7.0] * 28)
    assert finding(days).startswith("Activity is 3.0 points higher")
    assert "Nothing rated yet" in finding(rated([math.nan]))


def test_sleep_is_longer_or_shorter_and_in_hours() -> None:
    days = rated([math.nan] * 49, sleep_minutes=[400.0] * 21 + [460.0] * 28)
    assert finding(days) == (
        "Sleep is 60 min longer than in the first weeks (6 h 40 min → 7 h 40 min)."
    )
