"""A guided session through its Python door, with a clock that the test sets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.log.settings_file import settings_path
from rolltrack.widgets.guided_session import GuidedSession

START = 1_795_199_400_000


class Clock:
    """Milliseconds since 1970, as the test says."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += int(seconds * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def guided(log: rt.SessionLog, clock: Clock) -> GuidedSession:
    return GuidedSession(log, clock)


def started(guided: GuidedSession, **answers: str) -> dict[str, Any]:
    guided.start("upper_back_release", None, pain_before="6", **answers)
    return dict(guided.player.session)


def test_the_log_form_opens_filled_in_when_the_last_step_is_over_and_one_save_logs_it(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    started(guided, roller="soft", tension_before="4")
    clock.go_on(10 * 60)
    guided.look()
    assert guided.form is not None
    assert list(guided.children) == [guided.player, guided.form]
    assert "pain_after" not in guided.form.values
    guided.form.save()
    (entry,) = log.entries()
    assert (entry.routine, entry.minutes, entry.areas) == ("upper_back_release", 5, ("upper_back",))
    assert (entry.roller, entry.pain_before, entry.tension_before) == ("soft", 6, 4)
    assert entry.pain_after is None
    assert int(entry.start.timestamp() * 1000) == START
    assert guided.player.over == guided.player.session["id"]


def test_ratings_are_never_filled_in(guided: GuidedSession, log: rt.SessionLog) -> None:
    log.append(rt.Entry(start="2026-11-20T18:00:00+01:00", minutes=8, pain_before=6, roller="firm"))
    guided.refresh()
    assert guided.player.carried == {"routine": "", "roller": "firm"}
    guided.start("slow_full_pass")
    guided.press("finish")
    assert guided.form is not None
    assert not [name for name in guided.form.values if name.startswith(("pain", "tension"))]


def test_it_hurts_stops_at_once_and_is_logged_with_the_minutes_rolled(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    session = started(guided)
    clock.go_on(30 + 60 + 32 + 30)
    guided.stop_for_pain()
    (entry,) = log.entries()
    assert (entry.id, entry.stopped_for_pain) == (session["id"], True)
    assert (entry.minutes, entry.pain_before) == (2, 6)
    assert "stopped for pain" in guided.player.status["text"]
    assert guided.form is None
    assert guided.player.get_help


def test_a_pause_is_not_counted_as_rolling(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    started(guided)
    clock.go_on(30 + 60)
    guided.press("pause")
    clock.go_on(3600)
    guided.press("resume")
    guided.stop_for_pain()
    assert log.entries()[0].minutes == 1


def test_a_stop_that_is_sent_again_after_a_reload_is_logged_once(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    started(guided)
    clock.go_on(100)
    guided.stop_for_pain()
    guided.add_to_stopped(pain_after="7", side_effect="tingling")
    again = GuidedSession(log, clock)
    kept = {"kind": "session", "session": guided.player.session, "now": clock.now + 5000}
    again.heard(kept)
    (entry,) = log.entries()
    assert (entry.pain_after, entry.side_effect) == (7, "tingling")
    assert "✓ Saved" in again.player.status["text"]


def test_a_new_widget_takes_over_the_session_that_the_browser_kept(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    session = started(guided)
    clock.go_on(45)
    again = GuidedSession(log, clock)
    assert again.moment() is None
    again.heard({"kind": "session", "session": session, "now": clock.now})
    now = again.moment()
    assert now is not None
    assert (now.phase, now.at, now.used) == ("running", 2, 15_000)


def test_a_message_that_was_overtaken_does_not_take_presses_back(
    guided: GuidedSession, clock: Clock
) -> None:
    old = started(guided)
    guided.press("pause")
    guided.heard({"kind": "session", "session": old, "now": clock.now})
    assert [event[0] for event in guided.player.session["events"]] == ["start", "pause"]


def test_a_stop_pressed_by_mistake_can_be_taken_back(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    started(guided)
    clock.go_on(40)
    guided.stop_for_pain()
    guided.take_back_stop()
    assert log.entries() == []
    now = guided.moment()
    assert now is not None
    assert (now.phase, now.at, now.used) == ("paused", 2, 10_000)


def test_the_rounds_that_were_chosen_are_walked(guided: GuidedSession, clock: Clock) -> None:
    guided.start("upper_back_release", rounds=1)
    clock.go_on(30 + 60 + 32)
    now = guided.moment()
    assert now is not None
    assert now.phase == "done"


def test_a_routine_that_is_gone_is_said_in_words(guided: GuidedSession) -> None:
    guided.start("no_such")
    assert guided.player.status["text"].startswith("There is no routine called no_such")
    assert guided.player.session == {}


def test_a_wrong_rating_is_said_in_words(guided: GuidedSession, log: rt.SessionLog) -> None:
    guided.start("slow_full_pass", pain_before="14")
    guided.stop_for_pain()
    assert "from 0 to 10, got 14" in guided.player.status["text"]
    assert log.entries() == []


def test_a_log_that_cannot_be_read_does_not_keep_anyone_from_rolling(
    log: rt.SessionLog, clock: Clock
) -> None:
    log.path.write_bytes("start,minutes\n".encode("utf-16"))
    guided = GuidedSession(log, clock)
    assert "cannot be read" in guided.player.status["text"]
    started(guided)
    now = guided.moment()
    assert now is not None
    assert now.phase == "running"


def test_the_questions_are_asked_until_they_are_answered(
    guided: GuidedSession, log: rt.SessionLog
) -> None:
    assert guided.player.questions["why"]
    answers = {"long_standing_pain": False, "unsure": False, "do_not_roll": ["fracture"]}
    guided.heard({"kind": "questions", "answers": answers})
    assert guided.player.questions["why"] == ""
    safety = log.settings.safety
    assert safety is not None
    assert safety.do_not_roll == ("fracture",)
    assert "when not to roll" in guided.player.note["text"]


def test_settings_that_cannot_be_written_are_said_in_words(
    guided: GuidedSession, log: rt.SessionLog
) -> None:
    settings_path(log.path).write_text("= broken")
    guided.answer_questions(long_standing_pain=True, unsure=False)
    assert "Not saved: rolltrack.toml line 1" in guided.player.status["text"]


def test_sound_and_speech_stay_as_chosen(guided: GuidedSession, log: rt.SessionLog) -> None:
    guided.heard({"kind": "options", "sound": True, "speak": False})
    assert GuidedSession(log).player.options == {"sound": True, "speak": False}


def test_own_routines_and_rollers_are_offered(log: rt.SessionLog) -> None:
    settings_path(log.path).write_text(
        "[[rollers]]\nname = 'Blue'\ndensity = 'soft'\n"
        "[[routines]]\nkey = 'mine'\nname = 'Mine'\n[[routines.steps]]\ndo = 'Roll'\nrounds = 5\n"
    )
    player = GuidedSession(log).player
    assert [routine["key"] for routine in player.routines][-1] == "mine"
    assert player.rollers[0] == ("soft", "Blue (soft)")
    assert player.routines[-1]["plans"][""][0]["timed"] is False


def test_the_front_door_opens_it(log: rt.SessionLog) -> None:
    assert isinstance(rt.guided_session(log), GuidedSession)


def test_questions_asked_again_come_with_the_answers_of_before(
    guided: GuidedSession, clock: Clock
) -> None:
    guided.answer_questions(long_standing_pain=True, unsure=False, do_not_roll=("pregnancy",))
    clock.go_on(200 * 24 * 3600)
    guided.refresh()
    assert guided.player.questions["why"]
    assert guided.player.questions["given"] == {
        "long_standing_pain": True,
        "unsure": False,
        "do_not_roll": ["pregnancy"],
    }


def test_a_saved_session_that_is_taken_back_is_open_again(
    guided: GuidedSession, log: rt.SessionLog
) -> None:
    session = started(guided)
    guided.press("finish")
    assert guided.form is not None
    guided.form.save()
    assert guided.player.over == session["id"]
    guided.form.save({"minutes": "many"})
    assert guided.player.over == session["id"]
    guided.form.undo()
    assert (guided.player.over, log.entries()) == ("", [])
    guided.form.save()
    assert (guided.player.over, len(log.entries())) == (session["id"], 1)


def test_the_first_questions_are_announced_without_a_number_that_is_not_true(
    guided: GuidedSession, clock: Clock
) -> None:
    assert guided.player.questions["why"] == "Before the first time: a few questions."
    guided.answer_questions(long_standing_pain=False, unsure=False)
    clock.go_on(100 * 24 * 3600)
    guided.refresh()
    again = "Three months have passed. The same questions once more:"
    assert guided.player.questions["why"] == again


def test_minutes_of_yesterday_are_not_said_of_today(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    log.append(rt.Entry(start="2026-11-20T18:00:00+01:00", minutes=12))
    clock.now = int(dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC).timestamp() * 1000)
    guided.refresh()
    assert "12 minutes" in guided.player.note["text"]
    clock.go_on(24 * 3600)
    guided.refresh()
    assert guided.player.note == {}


def test_a_night_asleep_in_a_step_by_rounds_is_not_saved_as_rolling(
    guided: GuidedSession, log: rt.SessionLog, clock: Clock
) -> None:
    settings_path(log.path).write_text(
        "[[routines]]\nkey = 'mine'\nname = 'Mine'\n[[routines.steps]]\n"
        "do = 'Roll'\nrounds = 5\nareas = ['upper_back']\n"
    )
    guided.refresh()
    guided.start("mine")
    clock.go_on(9 * 3600)
    guided.press("finish")
    assert guided.form is not None
    assert int(guided.form.values["minutes"] or 0) <= 2
