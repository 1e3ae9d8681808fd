"""The form that logs a session or a check-in."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from rolltrack.entry.clock import stints_of
from rolltrack.entry.day import date_of
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry, RolltrackError
from rolltrack.entry.routine import Routine
from rolltrack.entry.safety import advice
from rolltrack.entry.settings import Settings
from rolltrack.entry.typed import entry_from, refuse_bare_hours
from rolltrack.helping.plan_file import todays_assignment
from rolltrack.log.log import SessionLog
from rolltrack.widgets import panel
from rolltrack.widgets.fields import (
    TEST_UNITS,
    in_the_words_of_the_form,
    more_words,
    note_of,
    question_fields,
)
from rolltrack.widgets.panel import script, stylesheet

_TIME_AND_ID = ("id", "start")


def log_form(log: SessionLog, **given: Any) -> LogForm:
    """A form that logs into ``log``, as the last expression of a notebook cell.

    Routine, minutes, areas, roller and flexibility test come filled in from the last session, or
    the test from the settings; ratings never do.
    Another routine brings its own minutes and areas, where the person has not answered them.
    ``given`` fills in columns by name with answers that are already known, such as
    ``minutes=8, routine="upper_back_release"`` after a guided session.
    """
    return LogForm(log, given)


class LogForm(anywidget.AnyWidget):
    """See ``log_form``. ``values`` are the answers so far: column name to text, as typed.

    ``save`` logs them and ``undo`` takes the last save back; ``status`` and ``errors`` then say in
    sentences what happened, ``errors`` by column.
    """

    _esm = script("body_map_svg.js", "questions.js", "log_form.js")
    _css = stylesheet("body_map.css")

    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    test_units = traitlets.Dict(TEST_UNITS).tag(sync=True)
    more_words = traitlets.Dict(more_words()).tag(sync=True)
    draft_name = traitlets.Unicode().tag(sync=True)
    day_starts_minutes = traitlets.Int().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    errors = traitlets.Dict().tag(sync=True)
    status: traitlets.Dict[str, Any] = traitlets.Dict({"text": "", "undo": False}).tag(sync=True)
    fresh = traitlets.Dict({}).tag(sync=True)
    usual = traitlets.Dict({}).tag(sync=True)
    note: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    assignment = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog, given: Mapping[str, Any] | None = None) -> None:
        self._log = log
        self._given = _texts(given or {})
        self._lock = threading.Lock()
        self._turn = itertools.count(1)
        self._saved: tuple[Entry, dict[str, str]] | None = None
        self._known: list[Entry] = []
        self._settings = log.settings
        super().__init__()
        self.draft_name = "|".join([str(log.path.resolve()), *self._given.values()])
        starts = self._settings.day_starts_at
        self.day_starts_minutes = starts.hour * 60 + starts.minute
        try:
            self._look_at_log()
        except RolltrackError as error:
            self._say(str(error))
        self.fields = question_fields(self._settings, self._known)
        self.values = self._filled_in()
        self.usual = usual_answers(self._settings, self._known)
        self.fresh = {"values": self.values, "typed": list(self._given)}
        self._advise()
        self.observe(lambda _change: self._typed(), "values")
        panel.listen(log.path, self)
        self.on_msg(self._received)

    def save(self, values: Mapping[str, str] | None = None) -> None:
        """Log the answers (``values``, or else those of the form) and say what was saved."""
        with self._lock:
            answers = dict(self.values if values is None else values)
            if self._saved and self._is_untouched(answers):
                self._say("Already saved. Answer something to log another session.", undo=True)
                return
            try:
                entry = self._log.append(self._checked(answers))
            except InvalidEntry as error:
                self._say_wrong(error)
            except RolltrackError as error:
                self._say(str(error))
            except Exception as error:  # a form has no other place to say it
                self._say(_unexpected("Not saved", error))
            else:
                self._saved = (entry, answers)
                self._known.append(entry)
                self._given = {}
                self._refill(self._filled_in())
                self.usual = usual_answers(self._settings, self._known)
                self._advise()
                self._say(_saved_words(self._log, entry), undo=True)
                panel.tell(self._log.path)

    def undo(self) -> None:
        """Take the last save back; its answers return to the form."""
        with self._lock:
            if self._saved is None:
                self._say(str(self.status["text"]))
                return
            entry, answers = self._saved
            try:
                self._log.remove(str(entry.id))
            except RolltrackError as error:
                self._say(str(error))
            except Exception as error:  # a form has no other place to say it
                self._say(_unexpected("Not undone", error))
            else:
                self._saved = None
                self._known = [known for known in self._known if known.id != entry.id]
                answers.pop("id", None)
                self._refill(answers, typed=list(answers))
                self._say("Undone. Your answers are back in the form.")
                panel.tell(self._log.path)

    def refresh(self) -> None:
        """Read the log again, so that notes follow what was changed elsewhere."""
        try:
            self._known = self._log.entries()
            gone = self._saved is not None and not self._is_kept(self._saved[0])
        except RolltrackError:
            return
        if gone:
            self._saved = None
            self._say("")
        self._assign()
        self.usual = usual_answers(self._settings, self._known)
        self._advise()

    def _is_kept(self, entry: Entry) -> bool:
        """Whether an entry is still as it was saved, in the file or waiting for it."""
        kept = (*self._known, *self._log.pending())
        return any(known.id == entry.id and known.texts() == entry.texts() for known in kept)

    def _typed(self) -> None:
        late = self._saved and self.values.get("id") == self._saved[0].id
        if late:  # typed just before Save, and overtaken by it
            self.values = self.fresh["values"]
        self._advise()

    def _received(self, _widget: Any, message: Mapping[str, Any], _buffers: Any) -> None:
        if message.get("kind") == "save":
            self.save(message["values"])
        elif message.get("kind") == "undo":
            self.undo()

    def _checked(self, answers: Mapping[str, str]) -> Entry:
        texts = {name: str(text) for name, text in answers.items()}
        measured = texts.get("flexibility_before") or texts.get("flexibility_after")
        if not measured:
            texts.pop("flexibility_test", None)
        texts.setdefault("start", dt.datetime.now().astimezone().isoformat(timespec="seconds"))
        refuse_bare_hours(texts)
        entry = entry_from(texts)
        if entry.kind == "session" and entry.minutes is None:
            raise InvalidEntry({"minutes": "minutes is still open: how long did you roll?"})
        if entry.kind == "check-in" and not _answered(entry):
            raise InvalidEntry({"pain_before": "pain_before is still open: rate it, or add a note"})
        return entry

    def _look_at_log(self) -> None:
        self._known = self._log.entries()
        self._assign()
        if missing := len(self._log.missing()):
            self._say(f"Entries missing from the file: {missing}. The list of entries shows them.")

    def _assign(self) -> None:
        today = date_of(dt.datetime.now(), self._settings.day_starts_at)
        self.assignment = todays_assignment(self._log.path, today) or ""

    def _filled_in(self) -> dict[str, str]:
        texts = {"kind": "session"}
        sessions = [entry for entry in self._known if entry.kind == "session"]
        if sessions:
            last = max(sessions, key=lambda entry: entry.start).texts()
            texts |= {name: last[name] for name in COLUMNS if COLUMNS[name].about.carried}
        texts["flexibility_test"] = (
            texts.get("flexibility_test") or self._settings.flexibility_test or ""
        )
        return texts | self._given

    def _advise(self) -> None:
        draft = self._draft()
        if draft is None:
            found = advice(self._known, self._settings, about=self._saved and self._saved[0])
        else:
            found = advice([*self._known, draft], self._settings, about=draft)
        self.note = {} if found is None else note_of(found)

    def _draft(self) -> Entry | None:
        """What is being filled in, as far as it can stand; nothing right after a save."""
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        rest = self.values.get("kind") == "check-in"
        typed = {
            name: text
            for name, text in self.values.items()
            if text and name != "id" and not (rest and COLUMNS[name].about.sessions_only)
        }
        if self._is_untouched(typed):
            if self._saved:
                return None
            typed = {name: typed[name] for name in ("start",) if name in typed}
        texts = {"start": now} | typed
        for _ in COLUMNS:
            try:
                return entry_from(texts)
            except InvalidEntry as error:
                texts = {"start": now} | {
                    name: text for name, text in texts.items() if name not in error.sentences
                }
        return Entry(start=now)

    def _is_untouched(self, answers: Mapping[str, str]) -> bool:
        def told(texts: Mapping[str, str]) -> dict[str, str]:
            return {name: text for name, text in texts.items() if text and name not in _TIME_AND_ID}

        return told(answers) == told(self._filled_in())

    def _refill(self, values: dict[str, str], typed: Sequence[str] = ()) -> None:
        self.values = values
        self.errors = {}
        self.fresh = {"turn": next(self._turn), "values": values, "typed": list(typed)}

    def _say(self, text: str, undo: bool = False) -> None:
        saved = self._saved is not None
        self.status = {"turn": next(self._turn), "text": text, "undo": undo, "saved": saved}

    def _say_wrong(self, error: InvalidEntry) -> None:
        sentences = in_the_words_of_the_form(error.sentences)
        with self.hold_sync():
            self.errors = {"turn": next(self._turn), **sentences}
            self._say("Not saved yet. " + " ".join(sentences.values()))


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    wrong = {
        name: f"rolltrack has no column called {name}" for name in given if name not in COLUMNS
    }
    if wrong:
        raise InvalidEntry(wrong)
    return {
        name: value if isinstance(value, str) else COLUMNS[name].text(value)
        for name, value in given.items()
        if value is not None
    }


def _answered(entry: Entry) -> bool:
    texts = entry.texts()
    return any(texts[name] for name in texts if name not in ("id", "start", "kind"))


def _saved_words(log: SessionLog, entry: Entry) -> str:
    words = entry.in_words()
    kept = [pending for pending in log.pending() if pending.id == entry.id]
    if kept:
        return (
            f"Kept, not yet in your file: {words}. It goes in as soon as the file can be written."
        )
    return f"✓ Saved: {words}"


def _unexpected(what: str, error: Exception) -> str:
    return (
        f"{what}: something unexpected happened ({type(error).__name__}: {error}). "
        "Your answers are still here. Please try once more."
    )


Answers = dict[str, str]


def usual_answers(settings: Settings, entries: Iterable[Entry]) -> dict[str, Answers]:
    """Minutes and areas, as text, by routine: those it was last logged with, or else its own."""
    usual = {key: _of_routine(routine) for key, routine in settings.every_routine.items()}
    sessions = [entry for entry in entries if entry.kind == "session" and entry.routine]
    last = {str(entry.routine): entry for entry in sorted(sessions, key=lambda each: each.start)}
    return usual | {key: _of_entry(entry) for key, entry in last.items()}


def _of_routine(routine: Routine) -> Answers:
    seconds = sum(stint.seconds for stint in stints_of(routine) if stint.areas)
    return {"minutes": str(round(seconds / 60) or ""), "areas": "|".join(routine.areas)}


def _of_entry(entry: Entry) -> Answers:
    texts = entry.texts()
    return {name: texts[name] for name in ("minutes", "areas")}
