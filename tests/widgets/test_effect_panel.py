"""The panel that answers, through its Python door."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.entry.language import date_words
from rolltrack.helping.plan_file import plan_path


@pytest.fixture
def log(sample: rt.SessionLog) -> rt.SessionLog:
    return sample


@pytest.fixture
def empty(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


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
