"""The list of entries, through its Python door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.widgets.history import PAGE, History


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    filled = rt.SessionLog(tmp_path / "sessions.csv")
    filled.append_many(
        rt.Entry(start=f"2026-11-0{day}T18:00:00+01:00", minutes=minutes, pain_before=5, notes=note)
        for day, minutes, note in ((1, 5, None), (3, 9, "gardening"), (2, 7, None))
    )
    return filled


def press(history: History, **message: Any) -> None:
    """What the browser sends when a button is pressed."""
    history._handle_custom_msg(message, [])


def minutes(log: rt.SessionLog) -> list[int | None]:
    return [entry.minutes for entry in log.entries()]


def test_entries_are_listed_newest_first(log: rt.SessionLog) -> None:
    history = rt.history(log)
    assert [row["values"]["minutes"] for row in history.rows] == ["9", "7", "5"]
    assert history.rows[0]["what"] == "9 min, pain 5"
    assert history.rows[0]["when"] == "Tuesday 3 November 2026, 18:00"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gardening", ["9"]),
        ("2 november", ["7"]),
        ("2. november", ["7"]),
        ("02.11.2026", ["7"]),
        ("2026-11-02", ["7"]),
        ("", ["9", "7", "5"]),
    ],
)
def test_entries_are_found_by_any_word(log: rt.SessionLog, words: str, found: list[str]) -> None:
    history = rt.history(log)
    press(history, kind="find", text=words)
    assert [row["values"]["minutes"] for row in history.rows] == found


def test_a_search_without_a_match_says_so(log: rt.SessionLog) -> None:
    history = rt.history(log)
    press(history, kind="find", text="skiing")
    assert (history.rows, history.nothing) == ([], "No entry matches.")


def test_an_edit_changes_the_entry_and_can_be_undone_and_redone(log: rt.SessionLog) -> None:
    history = rt.history(log)
    row = history.rows[0]
    press(history, kind="edit", id=row["id"], values={**row["values"], "minutes": "10"})
    assert minutes(log) == [5, 10, 7]
    assert history.status["text"] == "Saved: 10 min on 3 November 2026, pain 5."
    press(history, kind="undo")
    assert minutes(log) == [5, 9, 7]
    press(history, kind="redo")
    assert minutes(log) == [5, 10, 7]


def test_an_answer_can_be_taken_out(log: rt.SessionLog) -> None:
    history = rt.history(log)
    row = history.rows[0]
    values = {name: text for name, text in row["values"].items() if name != "notes"}
    press(history, kind="edit", id=row["id"], values=values)
    assert log.entries()[1].notes is None


def test_a_wrong_edit_is_named_by_column_and_changes_nothing(log: rt.SessionLog) -> None:
    history = rt.history(log)
    row = history.rows[0]
    before = log.path.read_bytes()
    press(history, kind="edit", id=row["id"], values={**row["values"], "minutes": "x"})
    assert history.errors["minutes"] == "Minutes must be a whole number from 0 to 180, got x."
    assert log.path.read_bytes() == before


def test_an_edit_of_an_entry_that_changed_elsewhere_is_refused(log: rt.SessionLog) -> None:
    history = rt.history(log)
    row = history.rows[0]
    rt.SessionLog(log.path).replace(row["id"], minutes=1)
    press(history, kind="edit", id=row["id"], values={**row["values"], "minutes": "10"})
    assert "changed elsewhere" in history.status["text"]
    assert minutes(log) == [5, 1, 7]


def test_a_deleted_entry_comes_back_with_undo(log: rt.SessionLog) -> None:
    history = rt.history(log)
    press(history, kind="delete", id=history.rows[0]["id"])
    assert minutes(log) == [5, 7]
    assert history.total == 2
    press(history, kind="undo")
    assert minutes(log) == [5, 9, 7]


def test_lines_that_could_not_be_read_are_listed_with_their_reason(log: rt.SessionLog) -> None:
    with log.path.open("a", encoding="utf-8") as file:
        file.write("only,three,cells\n")
    (problem,) = rt.history(log).problems
    assert problem["where"] == "Line 5: "
    assert problem["text"] == "only,three,cells"


def test_entries_that_another_program_wrote_over_are_shown_and_put_back(
    log: rt.SessionLog,
) -> None:
    old = log.path.read_bytes()
    log.append(rt.Entry(start="2026-11-04T18:00:00+01:00", minutes=11))
    log.path.write_bytes(old)
    history = rt.history(log)
    assert history.missing == ["11 min on 4 November 2026"]
    press(history, kind="restore")
    assert minutes(log) == [5, 9, 7, 11]
    assert history.missing == []


def test_the_list_follows_what_the_form_saves(log: rt.SessionLog) -> None:
    history = rt.history(log)
    form = rt.log_form(rt.SessionLog(log.path))
    form.save({"kind": "session", "minutes": "3", "start": "2026-11-05T08:00:00+01:00"})
    assert history.rows[0]["values"]["minutes"] == "3"


def test_a_long_log_is_shown_page_by_page(tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "long.csv")
    log.append_many(
        rt.Entry(start=f"2026-10-{day:02}T18:00:00+01:00", minutes=day) for day in range(1, 31)
    )
    history = rt.history(log)
    assert (len(history.rows), history.total) == (PAGE, 30)
    press(history, kind="more")
    assert len(history.rows) == 30


def test_a_file_that_is_no_log_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "workbook.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    assert "spreadsheet workbook" in rt.history(rt.SessionLog(path)).nothing


def test_a_correction_names_the_activity_that_was_chosen(log: rt.SessionLog) -> None:
    settings = log.path.parent / "rolltrack.toml"
    settings.write_text('activity = "climbing stairs"\n', encoding="utf-8")
    (field,) = [field for field in rt.history(log).fields if field["name"] == "activity"]
    assert field["help"] == "climbing stairs"


def test_a_correction_takes_what_the_form_takes(log: rt.SessionLog) -> None:
    history = rt.history(log)
    row = history.rows[0]
    press(history, kind="edit", id=row["id"], values={**row["values"], "sleep_minutes": "7:30"})
    assert log.entries()[1].sleep_minutes == 450
    late = "2199-01-01T08:00:00+00:00"
    press(history, kind="edit", id=row["id"], values={**row["values"], "start": late})
    assert history.errors["start"] == "Start is in the future; set the day or the time back."


def test_what_was_said_goes_when_the_log_changes_elsewhere(log: rt.SessionLog) -> None:
    form, history = rt.log_form(log), rt.history(log)
    press(history, kind="redo")
    assert history.status["text"] == "There is nothing to do again."
    form.save({"kind": "session", "minutes": "8", "start": "2026-11-04T18:00:00+01:00"})
    assert history.status["text"] == ""


def test_what_was_said_stays_while_the_list_is_searched(log: rt.SessionLog) -> None:
    history = rt.history(log)
    press(history, kind="delete", id=history.rows[0]["id"])
    press(history, kind="find", text="7")
    assert history.status["text"].startswith("Deleted: 9 min")


def test_a_correction_asks_whether_a_bare_7_is_hours_of_sleep_but_leaves_an_old_one(
    log: rt.SessionLog,
) -> None:
    log.append(rt.Entry(start="2026-11-05T08:00:00+01:00", kind="check-in", sleep_minutes=7))
    history = rt.history(log)
    row = history.rows[0]
    press(history, kind="edit", id=row["id"], values={**row["values"], "sleep_minutes": "8"})
    assert "8 minutes? For hours type 8:00 or 8 h" in history.errors["sleep_minutes"]
    press(history, kind="edit", id=row["id"], values={**row["values"], "notes": "a nap"})
    assert (log.entries()[-1].sleep_minutes, log.entries()[-1].notes) == (7, "a nap")


def test_a_session_stopped_for_pain_says_so(log: rt.SessionLog) -> None:
    start = "2026-11-05T18:00:00+01:00"
    log.append(rt.Entry(start=start, minutes=2, pain_before=6, stopped_for_pain=True))
    rows = rt.history(log).rows
    assert [row["what"] for row in rows[:2]] == ["2 min, pain 6, stopped for pain", "9 min, pain 5"]
