"""The panel that shows the page and makes files, through its Python door."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.entry.errors import RolltrackError
from rolltrack.page.write import FORMATS
from rolltrack.widgets import export_panel as module
from rolltrack.widgets.export_panel import ExportPanel
from tests.opened import opened, times

Sent = list[tuple[dict[str, Any], list[bytes]]]
NAME = "rolltrack-2026-05-18-to-2026-11-15"


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    """The sample: 18 May to 15 November 2026."""
    write_sample(tmp_path)
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What the browser was sent."""
    seen: Sent = []
    monkeypatch.setattr(
        ExportPanel,
        "send",
        lambda _self, content, buffers=None: seen.append((content, buffers or [])),
    )
    return seen


def press(panel: ExportPanel, **message: Any) -> None:
    """What the browser sends when something is chosen or pressed."""
    panel._handle_custom_msg({key.replace("_", " "): value for key, value in message.items()}, [])
    panel.wait()


def show(panel: ExportPanel, sent: Sent, **values: Any) -> dict[str, Any]:
    press(panel, kind="show", view="v", number=7, values=values)
    return sent[-1][0]


def make(panel: ExportPanel, sent: Sent, if_there: str = "ask", **values: Any) -> dict[str, Any]:
    press(panel, kind="make", if_there=if_there, values=values)
    return sent[-1][0]


def files(log: rt.SessionLog) -> set[str]:
    return set(os.listdir(log.path.parent))


def test_nothing_is_written_before_a_click(log: rt.SessionLog, sent: Sent) -> None:
    before = files(log)
    said = show(rt.export_panel(log), sent, question="Firmer?", appointment="2026-10-01")
    assert said["kind"] == "page"
    assert (said["view"], said["number"]) == ("v", 7)
    assert said["name"] == f"{NAME}.pdf"
    assert said["folder"] == str(log.path.parent)
    assert "Question: Firmer?" in said["html"]
    assert files(log) == before
    assert log.settings.question == ""


def test_the_preview_is_the_page_that_is_written(log: rt.SessionLog, sent: Sent) -> None:
    panel = rt.export_panel(log)
    chosen = {"format": ".html", "name": "Alex", "hidden": ["charts", "sleep_minutes"]}
    make(panel, sent, **chosen)
    written = log.path.with_name(f"{NAME}.html").read_text("utf-8")
    assert written == panel.preview(chosen)
    assert "Alex" in written
    assert "Sleep" not in written


def test_the_log_is_read_once_for_a_preview_and_once_for_a_file(
    log: rt.SessionLog, sent: Sent
) -> None:
    panel = rt.export_panel(log)
    for act in (show, make):
        with opened() as names:
            act(panel, sent, format=".pdf", period="28")
        assert times(names, log.path) == 1


def test_beside_the_calendar_stands_that_it_names_only_the_current_pair(log: rt.SessionLog) -> None:
    calendar = next(each for each in rt.export_panel(log).formats if each["suffix"] == ".ics")
    assert "names only the current pair of blocks" in calendar["help"]


@pytest.mark.parametrize("suffix", [each for each in FORMATS if each != ".ics"])
def test_a_click_makes_each_format_and_sends_it_for_download(
    log: rt.SessionLog, sent: Sent, suffix: str
) -> None:
    said = make(rt.export_panel(log), sent, format=suffix)
    path = log.path.with_name(NAME + suffix)
    assert said == {"kind": "made", "name": path.name, "text": f"Made: {path}."}
    assert sent[-1][1] == [path.read_bytes()]
    assert sent[0][0] == {"kind": "working", "done": 0, "total": 0}


def test_reminders_are_named_by_the_day_and_need_no_period(log: rt.SessionLog, sent: Sent) -> None:
    panel = rt.export_panel(log)
    said = make(panel, sent, format=".ics", period="appointment", roll_on="MO|TH", roll_at="19:15")
    assert said["kind"] == "made"
    assert b"BYDAY=MO,TH" in sent[-1][1][0]
    assert "nothing to put into a calendar" in make(panel, sent, "keep both", format=".ics")["text"]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"period": "28"}, "rolltrack-2026-10-19-to-2026-11-15.pdf"),
        ({"period": "91"}, "rolltrack-2026-08-17-to-2026-11-15.pdf"),
        (
            {"period": "appointment", "appointment": "2026-10-01"},
            "rolltrack-2026-10-01-to-2026-11-15.pdf",
        ),
        (
            {"period": "own", "first": "2026-08-01", "last": "2026-08-31"},
            "rolltrack-2026-08-01-to-2026-08-31.pdf",
        ),
        ({"period": "own", "last": "2026-08-31"}, "rolltrack-2026-05-18-to-2026-08-31.pdf"),
    ],
)
def test_the_name_of_the_file_is_built_from_the_dates(
    log: rt.SessionLog, sent: Sent, values: dict[str, str], name: str
) -> None:
    assert show(rt.export_panel(log), sent, **values)["name"] == name


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"period": "appointment"}, "Choose the date of your last appointment."),
        ({"period": "own", "first": "soon"}, "The date of the first day looks like"),
        ({"period": "own", "first": "2026-09-01", "last": "2026-08-01"}, "before it starts"),
        ({"period": "ever"}, "Choose one of All, Last 4 weeks"),
        ({"format": ".docx"}, "There is no format .docx"),
        ({"hidden": ["weather"]}, "nothing called weather"),
        ({"roll_at": ""}, "A time looks like 18:30, got nothing"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_writes_nothing(
    log: rt.SessionLog, sent: Sent, values: dict[str, Any], words: str
) -> None:
    panel, before = rt.export_panel(log), files(log)
    for said in (show(panel, sent, **values), make(panel, sent, **values)):
        assert said["kind"] in ("wrong", "refused")
        assert words in said["text"]
    with pytest.raises(RolltrackError):
        panel.preview(values)
    assert files(log) == before


def test_a_file_that_is_there_is_asked_about(log: rt.SessionLog, sent: Sent) -> None:
    panel, path = rt.export_panel(log), log.path.with_name(f"{NAME}.md")
    path.write_text("mine", encoding="utf-8")
    said = make(panel, sent, format=".md")
    assert said == {"kind": "there", "name": path.name, "other": f"{NAME}-2.md"}
    assert make(panel, sent, "keep both", format=".md")["name"] == f"{NAME}-2.md"
    assert path.read_text("utf-8") == "mine"
    assert make(panel, sent, "replace", format=".md")["name"] == path.name
    assert path.read_text("utf-8").startswith("# Foam rolling")
    assert make(panel, sent, format=".md")["other"] == f"{NAME}-3.md"


def test_question_and_appointment_are_kept_for_next_time(log: rt.SessionLog, sent: Sent) -> None:
    panel = rt.export_panel(log)
    chosen = {"period": "appointment", "appointment": "2026-10-01", "question": " Firmer? "}
    make(panel, sent, format=".md", **chosen)
    known = log.settings
    assert known.question == "Firmer?"
    assert str(known.last_appointment) == "2026-10-01"
    assert rt.export_panel(log).given == {
        "goal": "Sit through a film without shifting about",
        "question": "Firmer?",
        "appointment": "2026-10-01",
    }


def test_settings_that_cannot_be_written_do_not_stop_the_file(
    log: rt.SessionLog, sent: Sent
) -> None:
    log.path.with_name("rolltrack.toml").write_text("goal = = no", encoding="utf-8")
    said = make(rt.export_panel(log), sent, format=".md", question="Firmer?")
    assert said["kind"] == "made"
    assert "not kept for next time" in said["text"]


def test_a_long_export_tells_how_far_it_is_and_stops_at_once(
    log: rt.SessionLog, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SECONDS_BETWEEN_NEWS", 0)
    panel, before = rt.export_panel(log), files(log)
    first_news, go_on = threading.Event(), threading.Event()

    def send(content: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        sent.append((content, buffers or []))
        if content.get("total"):
            first_news.set()
            go_on.wait(30)

    monkeypatch.setattr(panel, "send", send)
    panel.make({"format": ".csv"})
    assert first_news.wait(30)
    panel.make({"format": ".md"})  # one at a time
    panel.stop()
    go_on.set()
    panel.wait()
    assert sent[1][0] == {"kind": "working", "done": 1, "total": len(log.entries())}
    assert sent[-1][0] == {"kind": "stopped", "text": "Stopped. Nothing was written."}
    assert len(sent) == 3
    assert files(log) == before
    monkeypatch.undo()
    panel.stop()
    panel.make({"format": ".csv"})  # an old stop does not stop a new file
    panel.wait()
    assert files(log) - before == {f"{NAME}.csv"}


def test_a_log_that_cannot_be_read_is_named(tmp_path: Path, sent: Sent) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    log.path.write_bytes(b"PK\x03\x04 a workbook")
    panel = rt.export_panel(log)
    assert "cannot be read" in show(panel, sent)["text"]
    assert "cannot be read" in make(panel, sent)["text"]
    assert panel.measures == []


def test_an_empty_log_has_a_page(tmp_path: Path, sent: Sent) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    panel = rt.export_panel(log)
    assert show(panel, sent, period="28")["name"] == "rolltrack-no-entries.pdf"
    assert make(panel, sent)["kind"] == "made"
    assert not log.path.exists()


def test_what_nobody_expected_is_a_sentence_too(
    log: rt.SessionLog, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = rt.export_panel(log)
    monkeypatch.setattr(module, "_file_name", lambda *_: 1 / 0)
    for said in (show(panel, sent), make(panel, sent)):
        assert "Something unexpected happened (ZeroDivisionError" in said["text"]


def test_a_new_entry_is_on_the_page_at_once(log: rt.SessionLog, sent: Sent) -> None:
    panel = rt.export_panel(log)
    version = panel.version
    rt.log_form(log, minutes=8, pain_before=3).save()
    assert panel.version == version + 1
    newest = rt.days_of(log).index[-1].date()
    assert show(panel, sent)["name"] == f"rolltrack-2026-05-18-to-{newest}.pdf"


def test_a_format_whose_package_is_missing_says_how_to_get_it(
    log: rt.SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    shown = {each["suffix"]: each for each in rt.export_panel(log).formats}
    assert shown[".xlsx"]["missing"]
    assert "pip install" in shown[".xlsx"]["help"]
    assert not shown[".pdf"]["missing"]
    assert shown[".pdf"]["page"]
