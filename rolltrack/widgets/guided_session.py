"""A routine, step by step, that logs itself: choose, roll, stop at any moment, save."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets
import traitlets

from rolltrack.entry.clock import (
    Moment,
    Press,
    Stint,
    areas_rolled,
    events_from,
    minutes_rolled,
    moment,
    stints_of,
)
from rolltrack.entry.day import date_of
from rolltrack.entry.entry import Entry
from rolltrack.entry.errors import IdTaken, RolltrackError
from rolltrack.entry.ids import new_id
from rolltrack.entry.language import say
from rolltrack.entry.routine import Routine
from rolltrack.entry.safety import DO_NOT_ROLL, STOP_WHEN, Advice, advice, questions_due
from rolltrack.entry.settings import Safety, Settings
from rolltrack.log.log import SessionLog
from rolltrack.log.settings_file import change_settings
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.fields import get_help, note_of, roller_options
from rolltrack.widgets.guided_choices import carried_over, first_questions, shown_routine
from rolltrack.widgets.log_form import LogForm, log_form
from rolltrack.widgets.panel import News, Panel


def guided_session(log: SessionLog) -> GuidedSession:
    """Walk through a routine and log it, as the last expression of a notebook cell."""
    return GuidedSession(log)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class Player(Panel):
    """What the browser shows of a guided session. See ``GuidedSession`` for what it does.

    ``session`` is the running session, whole: what was chosen and answered, and every press with
    its time. The browser keeps a copy, so that it outlives the kernel; ``over`` is the id of the
    last one that needs no keeping.
    """

    _esm = script("guided_session.js")
    _css = stylesheet("guided_session.css")

    routines: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rollers: traitlets.List[Any] = traitlets.List().tag(sync=True)
    carried: traitlets.Dict[str, str] = traitlets.Dict().tag(sync=True)
    questions: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    note: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    get_help: traitlets.List[Any] = traitlets.List().tag(sync=True)
    stop_when = traitlets.Unicode().tag(sync=True)
    options: traitlets.Dict[str, bool] = traitlets.Dict().tag(sync=True)
    session: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    over = traitlets.Unicode().tag(sync=True)
    kept_as = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        log: SessionLog,
        heard: Callable[[Mapping[str, Any]], None],
        refresh: Callable[[], None],
    ) -> None:
        self._heard, self._refresh = heard, refresh
        kept_as = f"rolltrack-session:{log.path.resolve()}"
        super().__init__(log, kept_as=kept_as, get_help=get_help(), stop_when=say(STOP_WHEN))

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        self._heard(message)

    def refresh(self) -> None:
        """Read settings and log again: routines, rollers, questions and the note before rolling."""
        self._refresh()

    def follow(self, news: News) -> None:
        """Offer what was set elsewhere at once; what was logged, when the browser asks for it."""
        if news.settings:
            self.refresh()
        else:
            super().follow(news)

    def say(self, text: str, **more: Any) -> None:
        """Say a sentence, with ``saved`` where it is about an entry that was."""
        super().say(text, **{"saved": False} | more)


class GuidedSession(ipywidgets.VBox):  # type: ignore[misc]
    """See ``guided_session``. ``player`` is the picture; ``form`` the log form, once rolled.

    ``start``, ``press`` and ``stop_for_pain`` do what the buttons do; ``moment()`` says where the
    session is. ``clock`` gives milliseconds since 1970 in UTC.
    """

    def __init__(self, log: SessionLog, clock: Callable[[], int] = _now_ms) -> None:
        self._log = log
        self._clock = clock
        self._settings = Settings()
        self._routines: dict[str, Routine] = {}
        self.form: LogForm | None = None
        self.player = Player(log, self.heard, self.refresh)
        super().__init__([self.player])
        self.refresh()

    def refresh(self) -> None:
        """Read settings and log again: routines, rollers, questions and the note before rolling."""
        self._settings = self._log.settings
        self._routines = self._settings.every_routine
        entries: list[Entry] = []
        self.player.attempt(lambda: entries.extend(self._log.recent()[0]), self.player.say)
        now = dt.datetime.fromtimestamp(self._clock() / 1000).astimezone()
        found = self._advice(entries, now)
        due = questions_due(entries, self._settings, now)
        with self.player.hold_sync():
            self.player.routines = [shown_routine(routine) for routine in self._routines.values()]
            self.player.rollers = roller_options(self._settings)
            self.player.carried = carried_over(entries)
            self.player.note = note_of(found) if found else {}
            self.player.questions = first_questions(due, self._settings.safety)
            self.player.options = {"sound": self._settings.sound, "speak": self._settings.speak}

    def _advice(self, entries: list[Entry], now: dt.datetime) -> Advice | None:
        """What the last session asks for; its minutes count for its own day only."""
        found = advice(entries, self._settings, at=now, place="guided session")
        last = max((entry.start for entry in entries if entry.start <= now), default=now)
        starts = self._settings.day_starts_at
        is_today = date_of(last, starts) == date_of(now, starts)
        return found if found is None or found.key != "ten_minutes" or is_today else None

    def start(self, routine: str, rounds: int | None = None, **answers: str) -> None:
        """Start a routine by its key; ``answers`` are ``roller``, ``pain_before``, ... as text."""
        now = self._clock()
        stamp = dt.datetime.fromtimestamp(now / 1000).astimezone().isoformat(timespec="seconds")
        chosen = {"id": new_id(), "routine": routine, "rounds": rounds, "start": stamp, **answers}
        self._take({**chosen, "events": [["start", now]]}, now)

    def press(self, press: Press) -> None:
        """Press ``pause``, ``resume``, ``next``, ``back``, ``finish`` or ``stop``."""
        now = self._clock()
        session = self.player.session
        self._take({**session, "events": [*session["events"], [press, now]]}, now)

    def stop_for_pain(self) -> None:
        """Stop at once: logs the session as stopped for pain and shows *get help* first."""
        self.press("stop")

    def moment(self) -> Moment | None:
        """Where the running session is now; None where there is none."""
        session = self.player.session
        if not session:
            return None
        return moment(self._stints(session), events_from(session["events"]), self._clock())

    def look(self) -> None:
        """Let the clock have its say: opens the log form when the last step is over."""
        if self.player.session:
            self._take(self.player.session, self._clock())

    def answer_questions(
        self, *, long_standing_pain: bool, unsure: bool, do_not_roll: tuple[str, ...] = ()
    ) -> None:
        """Keep the answers to the questions before the first roll."""
        safety = Safety(
            answered=dt.datetime.fromtimestamp(self._clock() / 1000).astimezone(),
            long_standing_pain=long_standing_pain,
            unsure=unsure,
            do_not_roll=do_not_roll,
        )
        self._set(safety=safety)
        self.refresh()

    def add_to_stopped(self, **texts: str) -> None:
        """Add ``pain_after`` or ``side_effect`` to the session that was stopped for pain."""
        session_id = self.player.session["id"]
        given = {name: text for name, text in texts.items() if text.strip()}

        def add() -> News:
            entry = self._log.replace(session_id, **given)
            self.player.say(say("✓ Added to the entry."), saved=True)
            return News(before=entry, after=entry)

        self.player.act(add)

    def take_back_stop(self) -> None:
        """The stop was pressed by mistake: deletes its entry, and the session waits in a pause."""
        session = self.player.session

        def take_back() -> News:
            entry = self._log.remove(session["id"])
            before = [event for event in session["events"] if event[0] != "stop"]
            stopped = next(at for name, at in session["events"] if name == "stop")
            self.player.session = {**session, "events": [*before, ["pause", stopped]]}
            self.player.say(say("Taken back. The session waits in a pause."))
            return News(before=entry)

        self.player.act(take_back)

    def close_session(self) -> None:
        """Leave the session that is over (or drop a running one) and choose anew."""

        def close() -> None:
            self.player.over = str(self.player.session.get("id", ""))
            self.player.session = {}
            if self.form:
                self.form.unobserve(self._form_said, "status")
            self.form = None
            self.children = [self.player]
            self.player.say("")

        self.player.act(close)
        self.refresh()

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button of the player asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "session", "session": dict(session), "now": int(now)}:
                self._take(session, now)
            case {"kind": "questions", "answers": dict(answers)}:
                listed = [key for key in DO_NOT_ROLL if key in answers["do_not_roll"]]
                self.answer_questions(
                    long_standing_pain=bool(answers["long_standing_pain"]),
                    unsure=bool(answers["unsure"]),
                    do_not_roll=tuple(listed),
                )
            case {"kind": "add", "texts": dict(texts)}:
                self.add_to_stopped(**texts)
            case {"kind": "take back"}:
                self.take_back_stop()
            case {"kind": "close"}:
                self.close_session()
            case {"kind": "options", "sound": bool(sound), "speak": bool(speak)}:
                self._set(sound=sound, speak=speak)

    def _set(self, **changes: Any) -> None:
        def change() -> News:
            change_settings(self._log.path, **changes)
            return News(settings=True)

        self.player.act(change)

    def _take(self, session: dict[str, Any], now: int) -> None:
        self.player.act(lambda: self._taken(session, now))

    def _taken(self, session: dict[str, Any], now: int) -> News | None:
        stints = self._stints(session)
        if session["id"] == self.player.over:
            return None
        known = self.player.session
        if session["id"] == known.get("id") and len(session["events"]) < len(known["events"]):
            return None
        here = moment(stints, events_from(session["events"]), now)
        self.player.session = session
        if here.phase == "stopped":
            return self._save_stopped(_entry(session, stints, here))
        if here.phase == "done" and self.form is None:
            self._open_form(_entry(session, stints, here))
        return None

    def _save_stopped(self, entry: Entry) -> News:
        stopped = entry.changed(stopped_for_pain=True)
        with contextlib.suppress(IdTaken):  # it is saved, and something was added to it since
            stopped = self._log.append(stopped)
        text = say("✓ Saved: {entry}, stopped for pain.", entry=entry.in_words())
        self.player.say(text, saved=True)
        return News(after=stopped)

    def _open_form(self, entry: Entry) -> None:
        given = {name: text for name, text in entry.texts().items() if text}
        self.form = log_form(self._log, **given)
        self.form.observe(self._form_said, "status")
        self.children = [self.player, self.form]

    def _form_said(self, change: Mapping[str, Any]) -> None:
        self.player.over = str(self.player.session.get("id", "")) if change["new"]["saved"] else ""

    def _stints(self, session: Mapping[str, Any]) -> tuple[Stint, ...]:
        routine = self._routines.get(str(session.get("routine")))
        if routine is None:
            name = session.get("routine")
            raise RolltrackError(
                say("There is no routine called {name} any more. Choose another one.", name=name)
            )
        return stints_of(routine, session.get("rounds"))


def _entry(session: Mapping[str, Any], stints: tuple[Stint, ...], now: Moment) -> Entry:
    """The entry of a session that is over: what was answered, and what the clock says."""
    answered = ("id", "start", "routine", "roller", "pain_before", "tension_before")
    entry = Entry.from_text({name: str(session.get(name) or "") for name in answered})
    minutes = min(minutes_rolled(stints, now), 180)
    return entry.changed(minutes=minutes, areas=areas_rolled(stints, now))
