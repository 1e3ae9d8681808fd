"""The panel that plans the experiment, through its Python door."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.helping.plan_file import load_plan, plan_path
from rolltrack.widgets.experiment_planner import ExperimentPlanner

START = dt.date(2026, 10, 19)


@pytest.fixture
def log(sample: rt.SessionLog) -> rt.SessionLog:
    return sample


@pytest.fixture
def empty(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


def press(widget: Any, **message: Any) -> None:
    """What the browser sends when a button is pressed."""
    widget._handle_custom_msg(message, [])


def looked_at(planner: Any) -> Any:
    """The planner, as it is once its page has appeared."""
    press(planner, kind="look")
    return planner


def test_the_page_is_not_kept_waiting_for_the_power(log: rt.SessionLog) -> None:
    planner = rt.experiment_planner(log)
    assert planner.power == "Working out how small an effect it could see …"
    assert planner.version > 0  # at which the browser asks for a look


def test_the_power_is_stated_before_the_start(log: rt.SessionLog) -> None:
    words = looked_at(rt.experiment_planner(log)).power
    assert words.startswith("In 28 days it can see ")
    assert "how your pain varied in the last 12 weeks of your log: " in words
    rated = int(rt.days_of(log)["pain"][-84:].count())
    assert words.endswith(f"{rated} days with a rating.")


def test_another_outcome_has_a_power_of_its_own(log: rt.SessionLog) -> None:
    planner = rt.experiment_planner(log)
    press(planner, kind="choose", outcome="tension")
    assert "how your tension varied in the last 12 weeks of your log: " in planner.power
    press(planner, kind="plan", start=planner.earliest)
    assert load_plan(log.path).outcome == "tension"


def test_few_ratings_are_said_where_usual_values_stand_in(empty: rt.SessionLog) -> None:
    empty.append(rt.Entry(start="2026-11-01T08:00:00+00:00", kind="check-in", pain_before=4))
    words = looked_at(rt.experiment_planner(empty)).power
    assert "varies as usual, because in the last 12 weeks of your log" in words


def test_an_empty_first_day_is_asked_for(log: rt.SessionLog) -> None:
    planner = rt.experiment_planner(log)
    press(planner, kind="plan", start="")
    assert planner.status["text"] == "Choose the first day: tomorrow or later."
    assert load_plan(log.path) is None


def test_the_schedule_is_drawn_once_and_saved(log: rt.SessionLog) -> None:
    planner = rt.experiment_planner(log)
    press(planner, kind="plan", start=planner.earliest)
    assert planner.status["text"].startswith("The schedule is drawn and saved.")
    assert planner.stage == "running"
    before = plan_path(log.path).read_bytes()
    press(planner, kind="plan", start=planner.earliest)
    assert "never redrawn" in planner.status["text"]
    assert plan_path(log.path).read_bytes() == before


def test_a_first_day_that_cannot_be_is_refused_in_a_sentence(log: rt.SessionLog) -> None:
    planner = rt.experiment_planner(log)
    for wrong in ("", "soon", "2020-01-01"):
        press(planner, kind="plan", start=wrong)
        assert planner.status["text"]
        assert planner.stage == "none"
    assert load_plan(log.path) is None


def shown_dates(planner: ExperimentPlanner) -> str:
    return json.dumps({key: planner.get_state()[key] for key in ("progress", "today", "cost")})


def test_a_running_experiment_shows_today_and_no_answer(running: rt.SessionLog, at: Any) -> None:
    at(START + dt.timedelta(days=16))
    planner = rt.experiment_planner(running)
    assert planner.stage == "running"
    assert planner.today.startswith("Experiment, day 17 of 28: ")
    assert planner.answer == {}
    assert "17 of 28" in planner.schedule["words"]
    assert planner.progress[0].startswith("Mornings rated: ")
    assert "costs the answer" in planner.cost
    assert not planner.can_extend
    assert "helping" not in shown_dates(planner)
    first, _ = rt.effect_panel(running).answers
    assert (first["source"], first["verdict"]) == ("experiment", "too little yet")


def test_after_the_first_look_the_answer_comes_first(running: rt.SessionLog, at: Any) -> None:
    at(START + dt.timedelta(days=28))
    planner = rt.experiment_planner(running)
    expected = rt.analyse_experiment(
        load_plan(running.path), rt.days_of(running), START + dt.timedelta(days=28)
    )
    assert planner.answer["sentence"] == expected.sentence
    assert rt.effect_panel(running).answers[0]["sentence"] == expected.sentence


def test_an_unclear_experiment_can_go_on_once(running: rt.SessionLog, at: Any) -> None:
    at(START + dt.timedelta(days=28))
    planner = rt.experiment_planner(running)
    assert planner.can_extend
    press(planner, kind="extend")
    assert load_plan(running.path).extended_from == START + dt.timedelta(days=29)
    assert not planner.can_extend
    press(planner, kind="extend")
    assert "once" in planner.status["text"]


def test_ending_early_keeps_the_plan_and_says_so(running: rt.SessionLog, at: Any) -> None:
    at(START + dt.timedelta(days=10))
    planner = rt.experiment_planner(running)
    press(planner, kind="end")
    assert planner.stage == "over"
    assert planner.status["text"] == "Ended. Every entry stays in your log."
    assert load_plan(running.path).ended_on == START + dt.timedelta(days=10)
