"""What a log lacks before it can be asked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from rolltrack.days.daily import daily
from rolltrack.helping.from_log import is_it_helping
from tests.diaries import EDGES, made_up


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


def test_what_was_logged_years_ago_does_not_count_as_enough_now():
    old, new = made_up(days=200), made_up(days=15, seed=2)
    new.index = old.index[-1] + pd.Timedelta(days=500) + (new.index - new.index[0])
    days = pd.concat([old, new]).asfreq("D")
    days["state"] = days["state"].fillna("unknown")
    answer = is_it_helping(days)
    assert answer.verdict == "too little yet"
    assert "of 28 days with a rating" in answer.sentence


def test_without_a_day_that_counts_no_next_look_is_promised():
    days = made_up(days=60)
    days["pain"] = np.where(np.arange(60) % 2, np.nan, 5.0)
    answer = is_it_helping(days)
    assert answer.days_used == 0
    assert answer.next_look is None
    assert any("answer it before you roll" in reason for reason in answer.reasons)


def test_a_weekly_measure_is_told_what_can_answer_and_nothing_is_promised() -> None:
    days = made_up(days=200).rename(columns={"pain": "flexibility_seated_rotation_deg"})
    days.loc[np.arange(200) % 7 != 2, "flexibility_seated_rotation_deg"] = np.nan
    answer = is_it_helping(days, "flexibility_seated_rotation_deg")
    assert answer.verdict == "this log cannot tell"
    assert answer.sentence == (
        "This log cannot tell. A weekly measure cannot answer it; an experiment or daily "
        "measurements can."
    )
    assert answer.next_look is answer.days_needed is None


def test_ratings_some_days_apart_are_told_how_far() -> None:
    days = made_up(days=100)
    days.loc[np.arange(100) % 3 != 0, "pain"] = np.nan
    answer = is_it_helping(days)
    assert answer.verdict == "this log cannot tell"
    assert "yours are mostly 3 days apart" in answer.sentence


def test_a_young_log_of_daily_ratings_is_too_little_yet() -> None:
    for length in (4, 8, 20):
        assert is_it_helping(made_up(days=length)).verdict == "too little yet"
