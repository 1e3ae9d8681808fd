"""The panel that answers, and the one that plans the experiment, through their Python door."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.entry.language import date_words
from rolltrack.helping.plan import plan_experiment
from rolltrack.helping.plan_file import load_plan, plan_path, save_plan
from rolltrack.widgets import effect_panel as panel_module, experiment_planner as planner_module
from rolltrack.widgets.experiment_planner import ExperimentPlanner

START = dt.date(2026, 10, 19)


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    """The sample: 18 May to 15 November 2026."""
    write_sample(tmp_path)
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def empty(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the day on which the widgets are looked at."""

    def set_day(day: dt.date) -> None:
        for module in (panel_module, planner_module):
            monkeypatch.setattr(module, "date_of", lambda *_: day)

    return set_day


def press(widget: Any, **message: Any) -> None:
    """What the browser sends when a button is pressed."""
    widget._handle_custom_msg(message, [])


def days_of(log: rt.SessionLog) -> Any:
    return rt.daily(log.frame())


def test_an_answer_reads_the_log_once(log: rt.SessionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    frame, times = rt.SessionLog.frame, []

    def counted(self: rt.SessionLog) -> Any:
        times.append(1)
        return frame(self)

    panel = rt.effect_panel(log)
    monkeypatch.setattr(rt.SessionLog, "frame", counted)
    panel.ask("tension")
    panel.ask("pain")
    assert len(times) == 2


def test_the_panel_says_the_same_sentence_as_the_function(log: rt.SessionLog) -> None:
    (answer,) = rt.effect_panel(log).answers
    assert answer["sentence"] == rt.is_it_helping(days_of(log)).sentence
    assert answer["sentence"] == f"{answer['plain']} {answer['numbers']}"
    assert answer["picture"]["words"] == answer["sentence"]
    assert answer["how"]
    assert answer["wrong"]


def test_the_worthwhile_change_of_the_settings_is_used(log: rt.SessionLog) -> None:
    log.path.with_name("rolltrack.toml").write_text("worthwhile_change = 3.0\n")
    (answer,) = rt.effect_panel(log).answers
    assert answer["sentence"].endswith("no next-day benefit of 3 points or more.")


def test_a_next_look_is_never_a_day_that_has_come(log: rt.SessionLog, at: Any) -> None:
    look = rt.is_it_helping(days_of(log)).next_look
    assert look is not None
    at(look - dt.timedelta(days=1))
    assert f"Next look: {date_words(look)}." in rt.effect_panel(log).answers[0]["when"]
    for later in (0, 30):
        at(look + dt.timedelta(days=later))
        assert "Next look: with your next entry." in rt.effect_panel(log).answers[0]["when"]


def test_another_outcome_can_be_asked_about(log: rt.SessionLog) -> None:
    panel = rt.effect_panel(log)
    press(panel, kind="ask", outcome="tension")
    assert panel.answers[0]["sentence"] == rt.is_it_helping(days_of(log), "tension").sentence
    press(panel, kind="ask", outcome="nonsense")
    assert panel.outcome == "pain"
    assert panel.answers


def test_an_empty_log_is_answered(empty: rt.SessionLog) -> None:
    (answer,) = rt.effect_panel(empty).answers
    assert answer["verdict"] == "too little yet"
    assert rt.experiment_planner(empty).stage == "none"
    assert not empty.path.exists()


def test_a_log_that_cannot_be_read_is_named(empty: rt.SessionLog) -> None:
    empty.path.write_bytes(b"PK\x03\x04 a workbook")
    panel, planner = rt.effect_panel(empty), rt.experiment_planner(empty)
    assert panel.answers == []
    assert "cannot be read" in panel.trouble
    assert "cannot be read" in planner.status["text"]


def test_other_numbers_say_that_they_decide_nothing(log: rt.SessionLog) -> None:
    labels = [aside["label"] for aside in rt.effect_panel(log).answers[0]["asides"]]
    assert labels == ["Right after", "More minutes", "Before and since you started"]


def test_the_power_is_stated_before_the_start(log: rt.SessionLog) -> None:
    words = rt.experiment_planner(log).power
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
    words = rt.experiment_planner(empty).power
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


@pytest.fixture
def running(log: rt.SessionLog) -> rt.SessionLog:
    save_plan(log.path, plan_experiment(START, seed=4), START - dt.timedelta(days=1))
    return log


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
        load_plan(running.path), days_of(running), START + dt.timedelta(days=28)
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


def test_a_changed_schedule_is_named_by_both(running: rt.SessionLog) -> None:
    path = plan_path(running.path)
    path.write_text(path.read_text().replace('"seed": 4', '"seed": 5'))
    assert "changed after it was drawn" in rt.effect_panel(running).trouble
    assert "changed after it was drawn" in rt.experiment_planner(running).status["text"]


def test_the_same_sentence_stands_wherever_the_question_is_answered(log: rt.SessionLog) -> None:
    log.path.with_name("rolltrack.toml").write_text("worthwhile_change = 3.0\n")
    (answer,) = rt.effect_panel(log).answers
    explorer = rt.trend_explorer(log)
    assert explorer._answer("pain") == answer["sentence"]
    assert answer["days"]["words"].startswith(answer["sentence"])
    summary = log.path.with_name("summary.md")
    rt.write_summary(log, summary)
    page = " ".join(summary.read_text().split())
    assert answer["plain"] in page
    assert answer["numbers"] in page
