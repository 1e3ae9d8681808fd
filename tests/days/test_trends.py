"""Weeks, means, change, adherence, before and after, flare-ups; and that all numbers agree."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import rolltrack as rt
from rolltrack.charts.explore import Choice, plot_outcome, table
from rolltrack.command.samples import write_sample
from rolltrack.days.before_after import before_after
from rolltrack.days.change import change, finding
from rolltrack.days.daily import daily
from rolltrack.days.flares import flare_ups
from rolltrack.days.noise import repeatability
from rolltrack.days.outcome import outcome, outcomes_in
from rolltrack.days.weeks import adherence, rolling_mean, weekly
from rolltrack.page.period import period_of
from rolltrack.page.summary import summarise
from tests.benchmarks.change_calibration import said, states
from tests.diaries import entries

MONDAY = "2026-07-06"
EMPTY = pd.DataFrame({"start": np.array([], "M8[s]"), "kind": []})


def days_of(pain: Any, *, start: str = MONDAY, **columns: Any) -> pd.DataFrame:
    """A daily frame with these ratings of pain, on days at rest."""
    index = pd.date_range(start, periods=len(pain), name="date", freq="D", unit="s")
    values = {"state": "rest", "minutes": 0.0, "pain": np.asarray(pain, dtype=float)} | columns
    return pd.DataFrame(values, index=index)


def ratings(size: int = 120) -> st.SearchStrategy[list[float]]:
    return st.lists(st.integers(0, 10).map(float) | st.just(math.nan), min_size=1, max_size=size)


dates = st.dates(dt.date(2023, 12, 20), dt.date(2024, 3, 10)).map(str)


@given(ratings(), dates)
def test_a_week_is_the_mean_of_its_own_ratings_from_monday(pain: list[float], start: str) -> None:
    days = days_of(pain, start=start)
    weeks = weekly(days)
    assert all(monday.day_of_week == 0 for monday in weeks.index)
    assert list(np.unique(np.diff(weeks.index.to_numpy("M8[D]")).astype(int))) in ([], [7])
    for monday, week in weeks.iterrows():
        part = days.loc[monday : monday + pd.Timedelta(days=6)]
        assert (week["days"], week["days_known"]) == (len(part), len(part))
        if "pain" in week:
            assert week["pain_days"] == part["pain"].count()
            assert week["pain"] == pytest.approx(part["pain"].mean(), nan_ok=True)
    assert weeks["days"].sum() == len(days)


def test_a_week_sums_what_is_known_and_is_missing_where_nothing_is() -> None:
    state = ["rolled"] * 7 + ["unknown"] * 7 + ["rolled", "rest", "unknown"]
    minutes = [5.0] * 7 + [math.nan] * 7 + [8.0, 0.0, math.nan]
    weeks = weekly(days_of([math.nan] * 17, state=state, minutes=minutes))
    assert weeks["minutes"].iloc[[0, 2]].tolist() == [35, 8]
    assert np.isnan(weeks["minutes"].iloc[1])
    assert weeks["days_known"].tolist() == [7, 0, 2]
    assert weeks["days_rolled"].tolist() == [7, 0, 1]
    assert "pain" not in weeks


def test_an_empty_log_has_no_weeks_no_flare_ups_and_a_kind_sentence() -> None:
    days = daily(EMPTY)
    assert len(weekly(days)) == len(flare_ups(days)) == len(rolling_mean(days, "pain")) == 0
    assert finding(days) == "Nothing here yet. Your first entry starts the picture."
    assert change(days).state == "too early"


@given(ratings(), st.integers(1, 40), dates)
def test_a_rolling_mean_is_by_days_and_not_by_rows(
    pain: list[float], window: int, start: str
) -> None:
    days = days_of(pain, start=start)
    means = rolling_mean(days, "pain", f"{window}D")
    expected = days["pain"].rolling(f"{window}D", min_periods=1).mean()
    np.testing.assert_allclose(means, expected, atol=1e-9)


def test_a_rolling_mean_needs_a_day() -> None:
    with pytest.raises(ValueError, match="one day or more"):
        rolling_mean(days_of([1.0]), "pain", "1h")


def test_the_mean_of_what_was_never_rated_is_missing() -> None:
    assert rolling_mean(days_of([1.0, 2.0]), "tension").isna().all()


def test_the_baseline_is_the_first_three_weeks_with_ratings() -> None:
    pain = [math.nan] * 9 + [6.0] * 5 + [math.nan] * 7 + [5.0] * 7 + [4.0] * 7 + [1.0] * 7
    first = baseline(days_of(pain))
    assert (str(first.start), str(first.end)) == ("2026-07-15", "2026-08-09")
    assert (first.weeks, first.days, first.value) == (3, 19, round((30 + 35 + 28) / 19, 1))


def test_the_baseline_can_be_chosen_with_both_days_included() -> None:
    days = days_of([1.0, 2.0, 3.0, 4.0, 5.0])
    chosen = baseline(days, "pain", dt.date(2026, 7, 7), dt.date(2026, 7, 9))
    assert (chosen.value, chosen.days) == (3.0, 3)
    assert baseline(days, "pain", start=dt.date(2026, 7, 9)).value == 4.5
    assert baseline(days, "pain", end=dt.date(2026, 7, 7)).value == 1.5
    assert baseline(days, "tension").days == 0


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
    seen = change(days_of([first] * 21 + [now] * 28))
    assert seen.state == state
    assert seen.difference == round(now - first, 1)
    assert math.isnan(seen.percent) == (first == 0)


def test_the_other_way_is_better_for_activity() -> None:
    days = days_of([5.0] * 49, activity=[4.0] * 21 + [7.0] * 28)
    seen = change(days, "activity")
    assert seen.state == "better"  # what most people notice is known for pain only
    assert math.isnan(seen.good_from)
    assert "more than the usual ups and downs." in seen.meaning


@pytest.mark.parametrize("weeks", [0, 1, 5])
def test_before_six_weeks_with_ratings_it_is_too_early(weeks: int) -> None:
    seen = change(days_of([6.0] * (7 * weeks) + [math.nan] * 80))
    assert (seen.state, seen.meaning) == ("too early", "")
    assert math.isnan(seen.difference)
    assert ("No ratings of pain yet" if not weeks else "6 are needed") in seen.sentence
    assert change(days_of([6.0] * 42)).state == "within noise"


def test_unrated_weeks_do_not_count_as_now() -> None:
    seen = change(days_of([6.0] * 21 + [3.0] * 21 + [math.nan] * 300))
    assert (seen.now.value, seen.state) == (3.0, "noticeably better")


def test_ups_and_downs_of_the_weeks_are_noise() -> None:
    weeks = np.array([8.0, 3, 7, 2, 8, 3, 6])
    seen = change(days_of([week if day == 2 else math.nan for week in weeks for day in range(7)]))
    assert seen.state == "within noise"
    assert seen.noise > abs(seen.difference)
    # Student, pooled, written out
    variance = (weeks[:3].var() * 3 + weeks[3:].var() * 4) / 5
    assert seen.noise == round(2.5706 * math.sqrt(variance * (1 / 3 + 1 / 4)), 1)


def test_a_difference_within_the_ups_and_downs_is_said_with_its_size() -> None:
    weeks = np.repeat([8.0, 3, 7, 2, 8, 3, 6], 7)
    assert change(days_of(weeks)).sentence == (
        "Pain is 1.2 points lower than in the first weeks (6.0 → 4.8), "
        "no more than the usual ups and downs."
    )
    level = change(days_of([6.0] * 21 + [5.5] * 28)).sentence
    assert level == "Pain is about the same as in the first weeks (6.0 → 5.5)."


def test_weeks_are_more_noise_when_a_day_is_like_the_day_before() -> None:
    level = np.array([6.0, 5, 7, 6, 5, 7, 6])
    unlike, alike = ([-2, 2, -2, 0, 2, -2, 2], [-2, -2, -2, 0, 2, 2, 2])  # the same ratings
    noise = [change(days_of(np.add.outer(level, week).ravel())).noise for week in (unlike, alike)]
    assert noise[0] < noise[1]


def test_the_weeks_between_tell_how_much_weeks_scatter() -> None:
    first, now = [6.0, 5, 7], [4.0, 3, 5, 4]
    calm, none, wild = (
        change(days_of(np.repeat([*first, *between, *now], 7))).noise
        for between in ([5.0] * 12, [], [9.0, 1, 9, 1] * 3)
    )
    assert calm < none < wild


@pytest.mark.parametrize(("noise", "most"), [(0.0, 0.05), (0.3, 0.05), (0.6, 0.06), (0.8, 0.08)])
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
        days = days_of([5.0] * 49, **{name: [40.0] * 21 + [end] * 28})
        assert change(days, name).state == state
        assert change(days, name).noise == 6


def test_a_chosen_baseline_is_compared_with_what_comes_after_it() -> None:
    days = days_of([9.0] * 21 + [6.0] * 21 + [2.0] * 28)
    chosen = (dt.date(2026, 7, 27), dt.date(2026, 8, 16))
    seen = change(days, "pain", chosen)
    assert (seen.baseline.value, seen.now.value) == (6.0, 2.0)


def test_rolling_is_named_only_where_there_was_some_and_never_as_the_cause() -> None:
    fell = [6.0] * 21 + [3.0] * 28
    assert "rolling" not in change(days_of(fell)).meaning
    rolled = change(days_of(fell, state="rolled")).meaning
    assert "that alone does not show why" in rolled


@given(ratings(200), dates)
def test_sentence_state_and_numbers_of_a_change_fit_together(pain: list[float], start: str) -> None:
    seen = change(days_of(pain, start=start))
    assert finding(days_of(pain, start=start), "pain") == seen.sentence
    if seen.state == "too early":
        assert min(seen.baseline.weeks, seen.now.weeks) < 3
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
    days = days_of([math.nan] * 49, activity=[4.0] * 21 + [7.0] * 28)
    assert finding(days).startswith("Activity is 3.0 points higher")
    assert "Nothing rated yet" in finding(days_of([math.nan]))


def test_sleep_is_longer_or_shorter_and_in_hours() -> None:
    days = days_of([math.nan] * 49, sleep_minutes=[400.0] * 21 + [460.0] * 28)
    assert finding(days) == (
        "Sleep is 60 min longer than in the first weeks (6 h 40 min → 7 h 40 min)."
    )


def test_outcomes_are_the_rated_ones_with_the_most_used_test_first() -> None:
    days = daily(entries(120, tests=("sit_and_reach_mm", "rating")))
    names = [what.name for what in outcomes_in(days)]
    assert names[0] == "pain"
    assert set(names[1:3]) == {"flexibility_sit_and_reach_mm", "flexibility_rating"}
    assert "posture" not in names
    with pytest.raises(KeyError):
        outcome("minutes")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("pain", -0.04, "0.0"),
        ("pain", math.nan, "–"),
        ("sleep_minutes", 65, "1 h 05 min"),
        ("flexibility_fingertip_to_floor_mm", -35, "−35 mm"),
        ("flexibility_seated_rotation_deg", 44.4, "44°"),
        ("flexibility_rating", 7, "7.0"),
    ],
)
def test_a_value_is_shown_with_its_unit(name: str, value: float, text: str) -> None:
    assert outcome(name).text(value) == text


def test_one_of_a_unit_is_singular() -> None:
    assert outcome("pain").amount(1.0) == "1.0 point"
    assert outcome("flexibility_fingertip_to_floor_mm").amount(-1) == "1 mm"


def test_an_unknown_day_is_not_a_missed_one() -> None:
    state = ["rolled"] * 7 + ["rolled"] * 6 + ["unknown"] + ["rolled"] * 6 + ["unknown"]
    minutes = [5.0] * 7 + [6.0] * 6 + [math.nan] + [10.0] * 6 + [math.nan]
    weeks = adherence(days_of([math.nan] * 21, state=state, minutes=minutes), 40)
    assert weeks["reached"].isna().tolist() == [False, True, False]
    assert [weeks["reached"].iloc[0], weeks["reached"].iloc[2]] == [False, True]
    assert weeks["minutes"].tolist() == [35, 36, 60]


def sessions(before: Any, after: Any, **columns: Any) -> pd.DataFrame:
    start = pd.date_range("2026-07-06T18:00", periods=len(before), freq="D", unit="s")
    values = {"start": start, "kind": "session", "minutes": 5.0, "pain_before": before}
    return pd.DataFrame(values | {"pain_after": after} | columns)


def test_regression_to_the_mean_is_told_from_change() -> None:
    rng = np.random.default_rng(4)
    # Every rating scatters about 5; sessions happen on the worse days only: nothing works.
    morning = rng.normal(5, 2, 4000)
    rolled = morning > 6
    seen = before_after(
        sessions(morning, rng.normal(5, 2, 4000), kind=np.where(rolled, "session", "check-in"))
    )
    assert seen.difference == pytest.approx(-2.5, abs=0.4)
    assert seen.beyond == pytest.approx(0, abs=0.4)
    assert seen.expected == pytest.approx(seen.difference, abs=0.4)
    assert "would be expected anyway: unusual ratings drift back" in seen.meaning


def test_a_fall_that_does_not_depend_on_the_rating_before_is_beyond_drifting_back() -> None:
    before = np.array([4.0, 5, 6, 7, 8, 5, 6, 7])
    seen = before_after(sessions(before, before - 2))
    assert (seen.difference, seen.beyond, seen.expected) == (-2.0, -2.0, 0.0)
    assert seen.sentence == (
        "Pain was 2.0 points lower right after than right before, on average over 8 sessions."
    )
    assert seen.meaning.startswith("None of that would be expected anyway")


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=40))
def test_difference_is_what_is_expected_and_what_is_beyond(pairs: list[tuple[int, int]]) -> None:
    before, after = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    seen = before_after(sessions(before, after))
    assert seen.difference == pytest.approx(float((after - before).mean()), abs=0.0501)
    enough = len(pairs) >= 6 and len(set(before)) > 1
    assert math.isnan(seen.expected) == math.isnan(seen.beyond) == (not enough)
    assert (seen.meaning == "") == (not enough)
    if enough:
        assert seen.expected + seen.beyond == pytest.approx(seen.difference)
    assert f"{abs(seen.difference):.1f} points" in seen.sentence or "the same" in seen.sentence


def test_before_and_after_skips_check_ins_and_missing_ratings() -> None:
    log = sessions([5.0, 6.0, math.nan], [3.0, math.nan, 2.0])
    log.loc[3] = [pd.Timestamp("2026-07-10"), "check-in", math.nan, 9.0, 1.0]
    assert len(before_after(log).sessions) == 1
    assert before_after(log.iloc[:0]).sentence.startswith("No session with pain rated before")


def test_repeatability_is_that_of_the_scatter_and_not_of_the_trend() -> None:
    rng = np.random.default_rng(2)
    steady = rng.normal(0, 2, 2000)
    for trend in (0.0, 0.05):
        days = days_of([5.0] * 2000, tension=steady + trend * np.arange(2000))
        assert repeatability(days, "tension") == pytest.approx(1.96 * 2, rel=0.05)
    assert math.isnan(repeatability(days.iloc[:5], "tension"))
    apart = days_of([5.0, *[math.nan] * 14] * 9)
    assert math.isnan(repeatability(apart, "pain"))


def test_a_flare_up_lasts_from_its_first_to_its_last_high_day() -> None:
    days = days_of([4.0] * 30 + [7.0, 8.0, math.nan, 6.5] + [4.0] * 20)
    (flare,) = flare_ups(days).to_dict("records")
    assert (flare["start"], flare["end"]) == (days.index[30], days.index[33])
    assert (flare["peak"], flare["usual"]) == (8.0, 4.0)


@pytest.mark.parametrize(
    "pain",
    [
        [4.0] * 30 + [7.0] + [4.0] * 20,  # one day
        [4.0] * 5 + [8.0] * 2,  # too few ratings before
        [4.0] * 30 + [5.9] * 4,  # less than two points
        [4.0] * 30 + [8.0, 4.0, 4.0, 4.0, 8.0, 4.0],  # too far apart
    ],
)
def test_these_are_no_flare_ups(pain: list[float]) -> None:
    assert len(flare_ups(days_of(pain))) == 0


def log_frames() -> st.SearchStrategy[pd.DataFrame]:
    return st.builds(
        entries,
        st.integers(1, 400),
        seed=st.integers(0, 10_000),
        tests=st.sampled_from([(), ("seated_rotation_deg",), ("rating", "sit_and_reach_mm")]),
    )


@settings(max_examples=5)
@given(log_frames())
def test_title_text_alternative_table_and_sentence_say_the_same_numbers(log: pd.DataFrame) -> None:
    days = daily(log)
    for what in outcomes_in(days):
        picture = plot_outcome(days, Choice(outcome=what.name))
        sentence = change(days, what.name).sentence
        assert picture.finding == finding(days, what.name) == sentence
        assert sentence in picture.text_alternative
        written = " ".join(text.get_text() for text in picture.texts)
        assert sentence.partition(". ")[0].removesuffix(".") in written
        pd.testing.assert_series_equal(
            picture.numbers[what.name], weekly(days)[what.name], check_freq=False
        )
        assert picture.numbers["days_rated"].sum() == days[what.name].count()
        by_days = table(days, Choice(outcome=what.name, by="days"))
        pd.testing.assert_series_equal(by_days[what.name], days[what.name])
    trends = rt.plot_trends(days)
    assert trends.finding == finding(days)
    assert f"{days['minutes'].sum():.0f} minutes" in rt.plot_calendar(days).finding
    relief = before_after(log)
    assert rt.plot_before_after(log).finding == relief.sentence


def test_the_summary_says_what_the_picture_says(tmp_path: Path) -> None:
    write_sample(tmp_path)
    log = rt.SessionLog(tmp_path / "sessions.csv")
    summary, days = summarise(period_of(log)), rt.days_of(log)
    chart = summary.chart()
    assert chart is not None
    assert summary.finding == rt.plot_trends(days).finding == finding(days) == chart.finding
    assert summary.finding in chart.text_alternative
    seen = change(days)
    pain = summary.measures[0]
    shown = [seen.outcome.text(span.value) for span in (seen.baseline, seen.now)]
    assert [end.value for end in (pain.first, pain.now)] == shown
