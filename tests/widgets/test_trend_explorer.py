"""The trend explorer, through its Python door: what the page asks, and what it gets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.widgets import panel
from rolltrack.widgets.trend_explorer import TrendExplorer
from tests.drawn import written

LOOK = {"width": 700, "theme": "light", "scale": 1}


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    write_sample(tmp_path)
    return rt.SessionLog(tmp_path / "sessions.csv")


class Page:
    """What the page of an explorer sends and receives."""

    def __init__(self, log: rt.SessionLog, monkeypatch: pytest.MonkeyPatch) -> None:
        self.explorer = rt.trend_explorer(log)
        self.got: list[tuple[dict[str, Any], list[bytes]]] = []
        monkeypatch.setattr(
            self.explorer,
            "send",
            lambda content, buffers=None: self.got.append((content, buffers or [])),
        )

    def send(self, **message: Any) -> tuple[dict[str, Any], list[bytes]]:
        self.explorer._handle_custom_msg({"view": "v1", **message}, [])
        return self.got[-1]

    def show(self, look: dict[str, Any] | None = None, **choice: Any) -> dict[str, Any]:
        self.send(kind="show", number=1, choice=choice, look=look or LOOK)
        return next(said for said, _ in reversed(self.got) if said["kind"] != "answer")


@pytest.fixture
def page(log: rt.SessionLog, monkeypatch: pytest.MonkeyPatch) -> Page:
    return Page(log, monkeypatch)


def test_it_opens_on_weeks_of_pain_with_the_outcomes_of_the_log(log: rt.SessionLog) -> None:
    explorer = rt.trend_explorer(log)
    assert (explorer.choice["by"], explorer.choice["outcome"]) == ("weeks", "pain")
    assert explorer.outcomes[:2] == [
        ["pain", "Pain"],
        ["flexibility_seated_rotation_deg", "Seated rotation"],
    ]
    assert explorer.finding == rt.finding(rt.days_of(log))


def test_a_picture_comes_with_its_words_and_then_the_answer(page: Page, log: rt.SessionLog) -> None:
    page.send(kind="show", number=7, choice={}, look=LOOK)
    (message, (image,)), (answer, _) = page.got
    days = rt.days_of(log)
    assert image.startswith(b"\x89PNG")
    assert (message["kind"], message["view"], message["number"]) == ("picture", "v1", 7)
    assert message["finding"] == rt.finding(days)
    assert message["words"].startswith(rt.finding(days))
    assert message["meaning"] == rt.change(days).meaning
    assert message["width"] == 700
    assert message["answer"] == ""
    said = {"kind": "answer", "outcome": "pain", "text": rt.is_it_helping(days).sentence}
    assert answer == {"view": "v1", "number": 7, **said}
    assert page.show(smoothing=2)["answer"] == said["text"]
    assert len(page.got) == 3


@pytest.mark.parametrize(
    "choice",
    [
        {"outcome": "flexibility_seated_rotation_deg"},
        {"outcome": "sleep_minutes", "by": "days", "smoothing": 28},
        {"period": "28"},
        {"period": "all", "smoothing": 1},
        {"period": "own", "first": "2026-09-01"},
        {"period": "own", "first": "2026-09-01", "last": "2026-09-30"},
    ],
)
def test_a_choice_is_shown_and_kept(page: Page, choice: dict[str, Any]) -> None:
    message = page.show(**choice)
    assert message["kind"] == "picture"
    assert choice.items() <= message["choice"].items()
    assert page.explorer.choice == message["choice"]


def test_a_period_ends_with_the_last_entry(log: rt.SessionLog) -> None:
    explorer = rt.trend_explorer(log)
    numbers = explorer.show(period="28", by="days", smoothing=7).numbers
    assert len(numbers) == 28
    assert numbers.index[-1] == rt.days_of(log).index[-1]
    own = explorer.show(period="own", first="2026-09-01", last="2026-09-10").numbers
    assert (own.index[0].date(), len(own)) == (dt.date(2026, 9, 1), 10)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"outcome": "weather"}, "There is no outcome called weather."),
        ({"by": "months"}, "Choose weeks or days, got months."),
        ({"smoothing": 99}, "Smoothing must be from 1 to 12 weeks, got 99."),
        ({"smoothing": "4"}, "Smoothing must be from 1 to 12 weeks, got 4."),
        ({"period": "7"}, "Choose one of 4 weeks, 3 months, A year, All, Own dates, got 7."),
        ({"period": "own", "first": "soon"}, "A date looks like 2026-11-21, got soon."),
        (
            {"period": "own", "first": "2026-09-02", "last": "2026-09-01"},
            "The first day, 2026-09-02, is after the last day, 2026-09-01.",
        ),
    ],
)
def test_a_choice_that_cannot_be_gets_a_sentence_and_changes_nothing(
    page: Page, choice: dict[str, Any], sentence: str
) -> None:
    before = dict(page.explorer.choice)
    message = page.show(**choice)
    assert (message["kind"], message["text"]) == ("wrong", sentence)
    assert page.explorer.choice == before


def test_what_nobody_expected_is_said_and_not_raised(page: Page) -> None:
    message = page.show(look={"width": 700, "theme": "light"})
    assert message["kind"] == "wrong"
    assert message["text"].startswith("Something unexpected happened (KeyError")
    page.send(kind="dance")
    assert len(page.got) == 1


def test_the_table_has_the_numbers_of_the_picture(page: Page) -> None:
    numbers = page.explorer.show(period="91").numbers
    message, _ = page.send(kind="table")
    assert message["head"] == ["Week of", "Pain", "Days rated", "Minutes rolled", "Days known"]
    assert len(message["rows"]) == len(numbers)
    week, pain, rated, _, _ = message["rows"][0]
    assert week == str(numbers.index[0].date())
    assert pain == f"{numbers['pain'].iloc[0]:.1f}"
    assert rated == str(numbers["days_rated"].iloc[0])


@pytest.mark.parametrize(
    ("by", "smoothing", "length"),
    [
        ("days", 28, "28 days"),
        ("days", 1, "1 day"),
        ("weeks", 4, "4 weeks"),
        ("weeks", 1, "1 week"),
    ],
)
def test_the_chart_names_the_mean_as_its_control_does(
    page: Page, by: str, smoothing: int, length: str
) -> None:
    picture = page.explorer.show(by=by, smoothing=smoothing, period="all")
    said = [text.get_text() for text in picture.texts]
    assert f"each dot a {by[:-1]}, the line a mean of {length}" in said


def test_sleep_is_logged_and_a_test_is_measured(page: Page) -> None:
    for name, said in (
        ("sleep_minutes", "logged"),
        ("flexibility_seated_rotation_deg", "measured"),
    ):
        picture = page.explorer.show(outcome=name, period="all")
        assert f"was {said} on" in picture.text_alternative
        assert "rated" not in picture.text_alternative
        page.show(outcome=name)
        assert page.send(kind="table")[0]["head"][2] == f"Days {said}"
    answer = page.explorer._answer("sleep_minutes")
    assert "52 % of the days have a sleep entry" in answer


def test_no_two_columns_of_the_table_have_the_same_name(page: Page) -> None:
    for by in ("weeks", "days"):
        page.show(by=by, smoothing=4)
        head = page.send(kind="table")[0]["head"]
        assert len(set(head)) == len(head)


def test_the_table_of_days_shows_what_is_missing_as_a_dash(page: Page) -> None:
    numbers = page.explorer.show(by="days", smoothing=7, period="all").numbers
    message, _ = page.send(kind="table")
    assert message["head"] == ["Day", "Pain", "Minutes rolled", "Rolled or rest"]
    at = int(np.flatnonzero(numbers["state"] == "unknown")[0])
    assert message["rows"][at][1:] == ["–", "–", "unknown"]


@pytest.mark.parametrize(("kind", "begin"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_a_picture_is_saved_under_a_plain_name(page: Page, kind: str, begin: bytes) -> None:
    page.show(outcome="flexibility_seated_rotation_deg")
    message, (made,) = page.send(kind="save", format=kind, look=LOOK)
    assert (message["kind"], message["name"]) == ("file", f"rolltrack-seated-rotation.{kind}")
    assert made.startswith(begin)


def test_single_tests_that_are_joined_have_no_smoothing(page: Page) -> None:
    assert page.show()["smoothed"]
    assert not page.show(outcome="flexibility_seated_rotation_deg")["smoothed"]
    assert not page.show(period="own", first="1999-01-01", last="1999-01-31")["smoothed"]


def test_a_new_entry_shows_at_once(log: rt.SessionLog, page: Page) -> None:
    before = page.explorer.version
    log.append(rt.Entry(start="2026-11-21T08:00:00+01:00", kind="check-in", posture=7))
    panel.tell(log.path)
    assert page.explorer.version == before + 1
    page.show()
    assert ["posture", "Posture"] in page.explorer.outcomes


def test_an_empty_log_gets_a_kind_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(rt.SessionLog(tmp_path / "sessions.csv"), monkeypatch)
    assert page.explorer.outcomes == []
    message = page.show()
    assert (message["kind"], message["meaning"]) == ("picture", "")
    assert message["words"] == "No ratings of pain yet. The first one starts the picture."
    assert page.send(kind="table")[0]["rows"] == []


def test_without_pain_it_opens_on_what_was_rated(tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    log.append(rt.Entry(start="2026-11-21T08:00:00+01:00", kind="check-in", activity=7))
    assert TrendExplorer(log).choice["outcome"] == "activity"


def test_a_file_that_is_no_log_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "workbook.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    page = Page(rt.SessionLog(path), monkeypatch)
    assert "spreadsheet workbook" in page.explorer.finding
    message = page.show()
    assert message["kind"] == "wrong"
    assert "spreadsheet workbook" in message["text"]


def test_the_explorer_calls_an_own_routine_by_its_name(tmp_path: Path) -> None:
    write_sample(tmp_path)
    path = tmp_path / "rolltrack.toml"
    own = 'key = "slow_full_pass"\nname = "Sunday roll"\nsteps = [{do = "Roll", seconds = 60}]\n'
    path.write_text(f"[[routines]]\n{own}", encoding="utf-8")
    explorer = rt.trend_explorer(rt.SessionLog(tmp_path / "sessions.csv"))
    assert "Sunday roll" in written(explorer.show())
