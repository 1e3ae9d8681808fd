"""What every widget shares: nothing is read again for a save, and news reaches the others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.log import snapshot
from rolltrack.log.settings_file import change_settings

NOW = dt.datetime.now().astimezone().replace(microsecond=0)


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def long_log(log: rt.SessionLog) -> rt.SessionLog:
    log.append_many(
        rt.Entry(start=NOW - dt.timedelta(hours=9 * back), minutes=8, pain_before=5, pain_after=4)
        for back in range(2000, 0, -1)
    )
    return log


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every time the whole log is read."""
    found: list[Path] = []
    read_whole = snapshot._read_whole

    def counted(path: Path) -> Any:
        found.append(path)
        return read_whole(path)

    monkeypatch.setattr(snapshot, "_read_whole", counted)
    return found


def save(form: Any, **answers: str) -> None:
    """What the browser sends when Save is pressed."""
    values = {"kind": "session", "minutes": "8", "id": "r_bcdfghjklm", **answers}
    form._handle_custom_msg({"kind": "save", "values": values}, [])


def options(form: Any, name: str) -> dict[str, str]:
    (field,) = [field for field in form.fields if field["name"] == name]
    return dict(field["options"])


def test_a_long_log_is_not_read_to_open_form_and_list_or_to_save(
    long_log: rt.SessionLog, reads: list[Path]
) -> None:
    log = rt.SessionLog(long_log.path)
    form, history, guided = rt.log_form(log), rt.history(log), rt.guided_session(log)
    assert reads == []
    panels = [rt.trend_explorer(log), rt.effect_panel(log), guided.player]
    versions = [panel.version for panel in panels]
    reads.clear()
    save(form, pain_before="3")
    form.undo()
    save(form, pain_before="2", id="r_bcdfghjkln")
    assert form.status["text"].startswith("✓ Saved: ")
    assert history.rows[0]["values"]["pain_before"] == "2"
    assert all(panel.version > before for panel, before in zip(panels, versions, strict=True))
    assert len(reads) == 1  # for the undo, which writes the file anew
    assert len(rt.SessionLog(log.path).entries()) == 2001


def test_the_list_has_the_rest_when_it_is_asked_for(
    long_log: rt.SessionLog, reads: list[Path]
) -> None:
    history = rt.history(rt.SessionLog(long_log.path))
    assert (history.count, history.can_show_more, reads) == ("The newest 20 entries", True, [])
    history.look()
    assert history.count == "The newest 20 entries"
    history.find("8")
    assert history.count == "20 of 2000 entries, newest first"


def test_what_is_missing_from_a_long_log_is_said_when_the_form_is_looked_at(
    long_log: rt.SessionLog,
) -> None:
    data = long_log.path.read_bytes().splitlines(keepends=True)
    long_log.path.write_bytes(b"".join([*data[:7], *data[9:]]))
    form, history = rt.log_form(long_log), rt.history(long_log)
    form.look()
    history.look()
    assert form.status["text"].startswith("Entries missing from the file: 2.")
    assert len(history.missing) == 2


def test_a_day_before_the_recent_ones_is_advised_on_from_the_whole_log(
    long_log: rt.SessionLog,
) -> None:
    form = rt.log_form(rt.SessionLog(long_log.path))
    then = (NOW - dt.timedelta(hours=9 * 1990)).isoformat()
    form.values = {"kind": "session", "minutes": "3", "start": then}
    assert "minutes of rolling in a day" in form.note["text"]


def test_a_setting_changed_in_one_panel_reaches_the_open_ones(log: rt.SessionLog) -> None:
    log.append(rt.Entry(start=NOW, minutes=8, pain_before=5, routine="my_own"))
    form, history, guided = rt.log_form(log), rt.history(log), rt.guided_session(log)
    explorer, export = rt.trend_explorer(log), rt.export_panel(log)
    panel = rt.settings(log)
    panel.add_roller(name="Blue one", density="soft")
    panel.save_routine({"name": "My own", "steps": [{"do": "Roll", "seconds": 60}]})
    panel.save({"activity": "climbing stairs", "day_starts_at": "05:00", "goal": "Sit longer"})
    for one in (form, history):
        assert options(one, "roller")["soft"] == "Blue one (soft)"
        assert "My own" in options(one, "routine").values()
        assert [f["help"] for f in one.fields if f["name"] == "activity"] == ["climbing stairs"]
    assert form.day_starts_minutes == 300
    assert "My own" in history.rows[0]["what"]
    assert "Blue one (soft)" in dict(guided.player.rollers).values()
    assert "my_own" in [routine["key"] for routine in guided.player.routines]
    export.look()
    assert export.given["goal"] == "Sit longer"
    without = explorer.show().png()
    panel.save({"weekly_aim_minutes": "40"})
    assert explorer.show().png() != without


def test_a_choice_made_beside_the_timer_is_seen_in_the_settings(log: rt.SessionLog) -> None:
    guided, panel = rt.guided_session(log), rt.settings(log)
    guided.heard({"kind": "options", "sound": True, "speak": False})
    assert panel.values["sound"] is True


def test_the_test_that_is_set_comes_filled_in_but_not_over_an_answer(log: rt.SessionLog) -> None:
    untouched, touched, panel = rt.log_form(log), rt.log_form(log), rt.settings(log)
    touched.values = {**touched.values, "pain_before": "4"}
    panel.save({"flexibility_test": "back_scratch_mm"})
    assert untouched.values["flexibility_test"] == "back_scratch_mm"
    assert touched.values["pain_before"] == "4"


def test_a_schedule_that_is_drawn_reaches_the_form_when_it_is_looked_at(
    log: rt.SessionLog,
) -> None:
    form, planner = rt.log_form(log), rt.experiment_planner(log)
    version = form.version
    planner.plan((dt.date.today() + dt.timedelta(days=1)).isoformat())
    assert form.version == version + 1


def test_a_widget_that_breaks_says_so_and_is_not_in_the_way(
    log: rt.SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = rt.history(log)
    monkeypatch.setattr(log, "undo", lambda: 1 / 0)
    history.undo()
    assert history.status["text"].startswith("Something unexpected happened (ZeroDivisionError")
    change_settings(log.path, goal="Sit longer")
    history.find("")
    assert history.nothing == "Nothing logged yet."
