"""The form that logs a session, through its Python door."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.entry.settings import Settings
from rolltrack.helping.plan_file import save_plan
from rolltrack.log.settings_file import change_settings
from rolltrack.widgets.fields import question_fields
from rolltrack.widgets.log_form import LogForm

ANSWERS = {"kind": "session", "minutes": "8", "pain_before": "6", "pain_after": "4"}
NOW = dt.datetime.now().astimezone().isoformat(timespec="seconds")


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


def press(form: LogForm, **message: Any) -> None:
    """What the browser sends when a button is pressed."""
    form._handle_custom_msg(message, [])


def test_save_logs_the_answers_and_says_what_was_saved(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values=ANSWERS)
    (entry,) = log.entries()
    assert (entry.minutes, entry.pain_before, entry.pain_after) == (8, 6, 4)
    assert form.status["text"].startswith("✓ Saved: 8 min on ")
    assert form.status["undo"] is True


def test_opening_the_form_writes_nothing(log: rt.SessionLog) -> None:
    rt.log_form(log)
    assert not log.path.exists()


def test_routine_minutes_roller_and_areas_come_filled_in_and_ratings_never(
    log: rt.SessionLog,
) -> None:
    log.append(
        rt.Entry(
            start="2026-11-01T18:00:00+01:00",
            routine="slow_full_pass",
            minutes=9,
            roller="soft",
            areas="upper_back|mid_back",
            pain_before=5,
            pain_after=3,
            tension_before=4,
            pressure=3,
            popped=True,
            notes="long day",
            flexibility_test="seated_rotation_deg",
            flexibility_before=40,
        )
    )
    filled = {name: text for name, text in rt.log_form(log).values.items() if text}
    assert filled == {
        "kind": "session",
        "routine": "slow_full_pass",
        "minutes": "9",
        "roller": "soft",
        "areas": "upper_back|mid_back",
        "flexibility_test": "seated_rotation_deg",
    }


def test_the_last_session_is_the_newest_by_time_not_by_place(log: rt.SessionLog) -> None:
    log.append(rt.Entry(start="2026-11-05T18:00:00+01:00", minutes=9))
    log.append(rt.Entry(start="2026-11-01T18:00:00+01:00", minutes=4))
    assert rt.log_form(log).values["minutes"] == "9"


def test_a_mistake_is_named_by_column_and_keeps_what_was_typed(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    form.values = {**ANSWERS, "minutes": "999", "notes": "keep me"}
    form.save()
    assert form.errors["minutes"] == "Minutes must be a whole number from 0 to 180, got 999."
    assert form.values["notes"] == "keep me"
    assert not log.path.exists()


@pytest.mark.parametrize(
    ("answers", "column", "sentence"),
    [
        ({"kind": "session", "pain_before": "3"}, "minutes", "Minutes is still open"),
        ({"kind": "check-in"}, "pain_before", "still open"),
        ({**ANSWERS, "start": "2199-01-01T08:00:00+00:00"}, "start", "in the future"),
        ({**ANSWERS, "start": "garbage"}, "start", "Start must be local time"),
    ],
)
def test_what_is_missing_or_impossible_is_asked_for(
    log: rt.SessionLog, answers: dict[str, str], column: str, sentence: str
) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values=answers)
    assert sentence in form.errors[column]
    assert not log.path.exists()


def test_an_entry_can_be_set_back(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "start": "2026-10-01T07:30:00+02:00"})
    assert log.entries()[0].start.date() == dt.date(2026, 10, 1)
    assert "1 October 2026" in form.status["text"]


def test_undo_takes_the_entry_back_and_returns_the_answers(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "notes": "typed"})
    press(form, kind="undo")
    assert log.entries() == []
    assert form.fresh["values"]["notes"] == "typed"
    press(form, kind="undo")
    assert "Undone" in form.status["text"]


def test_pressing_save_twice_saves_once(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    answers = {**ANSWERS, "id": "r_bcdfghjklm", "start": "2026-10-01T07:30:00+02:00"}
    press(form, kind="save", values=answers)
    press(form, kind="save", values=answers)
    assert len(log.entries()) == 1


def test_the_flexibility_test_and_the_rollers_of_the_settings_are_in_the_form(
    log: rt.SessionLog,
) -> None:
    rollers = [{"name": "Blue one", "density": "soft"}, {"name": "Old one", "density": "soft"}]
    change_settings(log.path, flexibility_test="back_scratch_mm", rollers=rollers)
    form = rt.log_form(log)
    (field,) = (field for field in form.fields if field["name"] == "roller")
    assert dict(field["options"])["soft"] == "Blue one, Old one (soft)"
    assert form.values["flexibility_test"] == "back_scratch_mm"
    press(form, kind="save", values={**form.values, **ANSWERS})
    assert log.entries()[0].flexibility_test is None
    press(form, kind="save", values={**form.values, **ANSWERS, "flexibility_before": "-20"})
    assert log.entries()[1].flexibility_test == "back_scratch_mm"


def test_a_flexibility_test_without_a_value_is_not_saved(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "flexibility_test": "rating"})
    assert log.entries()[0].flexibility_test is None


def test_answers_that_are_known_can_be_given(log: rt.SessionLog) -> None:
    form = rt.log_form(log, minutes=4, areas=("upper_back",), stopped_for_pain=True)
    assert form.values["minutes"] == "4"
    assert form.values["areas"] == "upper_back"
    assert form.values["stopped_for_pain"] == "yes"
    with pytest.raises(rt.InvalidEntry, match="no column called mood"):
        rt.log_form(log, mood=3)


def test_a_log_that_cannot_be_written_keeps_the_answers_and_says_why(
    log: rt.SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_entry: rt.Entry) -> rt.Entry:
        raise ValueError("the dog ate it")

    form = rt.log_form(log)
    form.values = ANSWERS
    monkeypatch.setattr(log, "append", broken)
    form.save()
    assert "the dog ate it" in form.status["text"]
    assert form.values == ANSWERS


def test_a_workbook_in_place_of_the_log_gets_a_sentence(log: rt.SessionLog) -> None:
    log.path.write_bytes(b"PK\x03\x04" + bytes(100))
    form = rt.log_form(log)
    assert "spreadsheet workbook" in form.status["text"]
    assert log.path.read_bytes() == b"PK\x03\x04" + bytes(100)


def test_every_column_that_is_asked_has_a_control() -> None:
    asked = [name for name, column in rt.COLUMNS.items() if column.about.ask != "never"]
    names = [field["name"] for field in question_fields(Settings())]
    assert {*names, "kind", "start"} == set(asked)


def test_a_note_counts_what_was_rolled_today_and_never_counts_a_saved_session_twice(
    log: rt.SessionLog,
) -> None:
    form = rt.log_form(log)
    assert form.note == {}
    press(form, kind="save", values=ANSWERS)
    assert form.note == {}
    form.values = {**form.values, "minutes": "4", "pain_before": "2"}
    assert form.note["text"].startswith("That makes 12 minutes of rolling in a day.")
    assert form.note["source"]


def test_a_stop_for_pain_shows_where_to_get_help(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    form.values = {**ANSWERS, "stopped_for_pain": "yes", "minutes": "x"}
    assert [title for title, _ in form.note["get_help"]] == ["An emergency", "See a doctor soon"]


def test_both_built_in_routines_can_be_chosen(log: rt.SessionLog) -> None:
    (routine,) = [field for field in rt.log_form(log).fields if field["name"] == "routine"]
    assert [label for _, label in routine["options"]] == ["Upper-back release", "Slow full pass"]


def test_the_form_says_when_entries_are_missing_from_the_file(log: rt.SessionLog) -> None:
    log.append(rt.Entry(start="2026-11-01T18:00:00+01:00", minutes=5))
    header = log.path.read_bytes().split(b"\n")[0] + b"\n"
    log.path.write_bytes(header)
    assert rt.log_form(log).status["text"].startswith("Entries missing from the file: 1.")


def test_a_reading_error_of_the_settings_does_not_keep_anyone_from_logging(
    log: rt.SessionLog,
) -> None:
    (log.path.parent / "rolltrack.toml").write_text("goal = [broken", encoding="utf-8")
    form = rt.log_form(log)
    press(form, kind="save", values=ANSWERS)
    assert len(log.entries()) == 1


def test_pressing_save_on_an_untouched_form_right_after_a_save_logs_nothing(
    log: rt.SessionLog,
) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values=ANSWERS)
    again = {name: text for name, text in form.values.items() if text}
    press(form, kind="save", values={**again, "start": "2026-11-20T08:00:00+00:00"})
    assert len(log.entries()) == 1
    assert form.status["text"].startswith("Already saved.")


def test_the_note_follows_what_is_deleted_in_the_list(log: rt.SessionLog) -> None:
    form, history = rt.log_form(log), rt.history(log)
    press(form, kind="save", values=ANSWERS)
    form.values = {**form.values, "minutes": "4", "pain_before": "2"}
    assert "12 minutes" in form.note["text"]
    history.delete(history.rows[0]["id"])
    assert form.note == {}


def test_the_form_names_the_activity_that_was_chosen(log: rt.SessionLog) -> None:
    settings = log.path.parent / "rolltrack.toml"
    settings.write_text('activity = "climbing stairs"\n', encoding="utf-8")
    (field,) = [field for field in rt.log_form(log).fields if field["name"] == "activity"]
    assert field["help"] == "climbing stairs"


def test_the_words_behind_more_name_questions_of_that_kind_only(log: rt.SessionLog) -> None:
    words = rt.log_form(log).more_words
    assert words["session"].startswith("areas, roller, pressure, ")
    assert words["check-in"].startswith("tension, ")
    assert not {"areas", "roller", "pressure", "popped"} & set(words["check-in"].split(", "))


def test_the_note_follows_the_day_that_is_chosen(log: rt.SessionLog) -> None:
    now = dt.datetime.now().astimezone()
    log.append(rt.Entry(start=now, minutes=30))
    form = rt.log_form(log)
    for kind in ("session", "check-in"):
        form.values = {"kind": kind, "pain_before": "4"}
        assert "30 minutes" in form.note["text"]
        week_ago = (now - dt.timedelta(days=7)).isoformat(timespec="seconds")
        form.values = {"kind": kind, "pain_before": "4", "start": week_ago}
        assert form.note == {}


def test_a_day_that_cannot_be_read_is_taken_for_today_by_the_note(log: rt.SessionLog) -> None:
    log.append(rt.Entry(start=dt.datetime.now().astimezone(), minutes=30))
    form = rt.log_form(log)
    form.values = {"kind": "session", "start": "garbage", "pain_before": "4"}
    assert "30 minutes" in form.note["text"]


def test_each_routine_brings_the_minutes_and_areas_it_was_last_logged_with(
    log: rt.SessionLog,
) -> None:
    own = "upper_back_release"
    for day, routine, minutes, areas in (
        (3, own, 8, "shoulders"),
        (1, own, 4, "hips"),
        (5, "from_a_friend", 12, ""),
    ):
        start = f"2026-11-0{day}T18:00:00+01:00"
        log.append(rt.Entry(start=start, routine=routine, minutes=minutes, areas=areas))
    assert rt.log_form(log).usual == {
        own: {"minutes": "8", "areas": "shoulders"},
        "slow_full_pass": {"minutes": "5", "areas": "upper_back|mid_back|lower_ribs"},
        "from_a_friend": {"minutes": "12", "areas": ""},
    }


def test_what_is_saved_is_usual_from_then_on(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "routine": "slow_full_pass"})
    assert form.usual["slow_full_pass"] == {"minutes": "8", "areas": ""}


def test_answers_that_were_given_or_brought_back_count_as_typed(log: rt.SessionLog) -> None:
    form = rt.log_form(log, minutes=4)
    assert form.fresh["typed"] == ["minutes"]
    press(form, kind="save", values={**ANSWERS, "minutes": "4"})
    assert form.fresh["typed"] == []
    press(form, kind="undo")
    assert set(form.fresh["typed"]) == set(ANSWERS)


def test_a_flexibility_value_whose_test_was_taken_back_does_not_stop_the_form(
    log: rt.SessionLog,
) -> None:
    form = rt.log_form(log)
    form.values = {**ANSWERS, "flexibility_before": "40"}
    assert form.note == {}


@pytest.mark.parametrize("typed", ["450", "7:30", "7h30", "7 h 30", "7 h 30 min", "7H 30"])
def test_sleep_can_be_typed_in_hours_and_is_kept_in_minutes(log: rt.SessionLog, typed: str) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "sleep_minutes": typed})
    assert log.entries()[0].sleep_minutes == 450


@pytest.mark.parametrize("typed", ["7:99", "7:3", "seven", "25:00", "7.5"])
def test_sleep_that_is_no_time_is_asked_for_in_words(log: rt.SessionLog, typed: str) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "sleep_minutes": typed})
    assert form.errors["sleep_minutes"] == (
        f"Sleep must be minutes from 0 to 1440, or hours and minutes such as 7:30, got {typed}."
    )
    assert not log.path.exists()


def test_minutes_of_rolling_are_never_taken_for_hours(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "minutes": "7:30"})
    assert "whole number" in form.errors["minutes"]


def test_a_check_in_gets_no_note_about_what_was_answered_for_a_session(log: rt.SessionLog) -> None:
    start = (dt.datetime.now().astimezone() - dt.timedelta(days=1)).isoformat(timespec="seconds")
    log.append(rt.Entry(start=start, minutes=5, stopped_for_pain=True))
    form = rt.log_form(log)
    form.values = {"kind": "session", "stopped_for_pain": "yes", "pain_before": "3"}
    assert "twice" in form.note["text"]
    form.values = {**form.values, "kind": "check-in"}
    assert form.note == {}


def test_a_schedule_that_is_drawn_later_is_followed(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    assert form.assignment == ""
    yesterday = dt.date.today() - dt.timedelta(days=1)
    save_plan(log.path, rt.plan_experiment(yesterday), yesterday - dt.timedelta(days=1))
    form.refresh()
    assert form.assignment != ""


def test_answers_that_arrive_after_their_save_are_not_counted_once_more(
    log: rt.SessionLog,
) -> None:
    form = rt.log_form(log)
    start = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    typed = {**ANSWERS, "id": "r_bcdfghjklm", "minutes": "11", "start": start}
    press(form, kind="save", values=typed)
    note = form.note
    form.values = typed
    assert form.note == note
    assert form.values == form.fresh["values"]


def test_what_was_said_of_a_saved_entry_goes_when_it_is_deleted_in_the_list(
    log: rt.SessionLog,
) -> None:
    log.append(rt.Entry(start="2026-10-01T18:00:00+02:00", minutes=5))
    form, history = rt.log_form(log), rt.history(log)
    press(form, kind="save", values=ANSWERS)
    history.delete(history.rows[1]["id"])
    assert form.status["text"].startswith("✓ Saved: ")
    history.delete(history.rows[0]["id"])
    assert (form.status["text"], form.status["undo"]) == ("", False)


def test_undo_of_the_form_never_takes_away_a_correction_made_in_the_list(
    log: rt.SessionLog,
) -> None:
    form, history = rt.log_form(log), rt.history(log)
    press(form, kind="save", values=ANSWERS)
    row = history.rows[0]
    press(history, kind="edit", id=row["id"], values={**row["values"], "minutes": "9"})
    press(form, kind="undo")
    assert [entry.minutes for entry in log.entries()] == [9]


@pytest.mark.parametrize("start", ["1926-11-19T08:00:00+01:00", "0026-11-19T08:00:00+01:00"])
def test_a_year_too_long_ago_is_called_a_year(log: rt.SessionLog, start: str) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "start": start})
    year = int(start[:4])
    assert f"is in the year {year}; check the year, it can be 1970 to 2199." in form.errors["start"]


@pytest.mark.parametrize(("typed", "kept"), [("7", None), ("24", None), ("7 h", 420), ("0:07", 7)])
def test_a_bare_7_is_never_saved_as_minutes_of_sleep_without_a_word(
    log: rt.SessionLog, typed: str, kept: int | None
) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "sleep_minutes": typed})
    assert [entry.sleep_minutes for entry in log.entries()] == ([] if kept is None else [kept])
    said = f"{typed} minutes? For hours type {typed}:00 or {typed} h"
    assert (said in form.errors.get("sleep_minutes", "")) == (kept is None)


def test_save_on_an_untouched_form_logs_nothing(log: rt.SessionLog) -> None:
    log.append(rt.Entry(start="2026-11-01T18:00:00+01:00", minutes=9, roller="soft"))
    form = rt.log_form(log)
    form.save()
    press(form, kind="save", values={**form.values, "id": "r_bcdfghjklm", "start": NOW}, typed=[])
    assert len(log.entries()) == 1
    assert form.status["text"].startswith("Not saved yet: what stands here is from last time.")
    press(form, kind="save", values={**form.values, "start": NOW}, typed=["minutes"])
    assert [entry.minutes for entry in log.entries()] == [9, 9]


def test_a_stopped_session_fills_nothing_in_for_next_time(log: rt.SessionLog) -> None:
    routine = "upper_back_release"
    for minutes, stopped in ((8, False), (0, None), (2, True)):
        start = f"2026-11-01T18:0{minutes}:00+01:00"
        log.append(
            rt.Entry(start=start, routine=routine, minutes=minutes, stopped_for_pain=stopped)
        )
    form = rt.log_form(log)
    assert form.values["minutes"] == form.usual[routine]["minutes"] == "8"
    assert rt.guided_session(log).player.carried["routine"] == routine


def test_opening_the_form_advises_nothing_before_an_answer(log: rt.SessionLog) -> None:
    log.append(rt.Entry(start=NOW, minutes=12))
    form = rt.log_form(log)
    assert form.note == {}
    form.values = {**form.values, "pain_before": "4"}
    assert form.note["text"].startswith("That makes 24 minutes of rolling in a day.")


def test_decimals_are_rounded_and_that_is_said(log: rt.SessionLog) -> None:
    form = rt.log_form(log)
    press(form, kind="save", values={**ANSWERS, "minutes": "7,5"})
    assert log.entries()[0].minutes == 8
    assert "7,5 is kept as 8" in form.status["text"]
