"""The schedule beside the log."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from rolltrack.entry.errors import InvalidPlan, UnreadablePlan
from rolltrack.helping.plan import (
    assignment,
    cost_of_ending,
    plan_experiment,
)
from rolltrack.helping.plan_file import (
    end_plan,
    extend_plan,
    load_plan,
    plan_path,
    save_plan,
    todays_assignment,
)
from tests.diaries import day


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
