"""The form that logs a session or a check-in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import traitlets

from rolltrack.entry.clock import stints_of
from rolltrack.entry.day import date_of
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry
from rolltrack.entry.language import mark, say
from rolltrack.entry.routine import Routine
from rolltrack.entry.safety import advice
from rolltrack.entry.settings import Settings
from rolltrack.entry.typed import entry_from, rounded
from rolltrack.helping.plan_file import todays_assignment
from rolltrack.log.log import SessionLog
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.fields import TEST_UNITS, more_words, note_of, question_fields
from rolltrack.widgets.panel import News, Panel

WEEKS_OF_ADVICE = dt.timedelta(weeks=3)
_NO_ANSWER = {"id", "start"}
ALREADY_SAVED = mark("Already saved. Answer something to log another session.")
FROM_LAST_TIME = mark(
    "Not saved yet: what stands here is from last time. Answer one question, such as how your back "
    "feels, then press Save."
)


def log_form(log: SessionLog, **given: Any) -> LogForm:
    """A form that logs into ``log``, as the last expression of a notebook cell.

    Routine, minutes, areas, roller and flexibility test come filled in from the last session, or
    the test from the settings; ratings never do.
    Another routine brings its own minutes and areas, where the person has not answered them.
    ``given`` fills in columns by name with answers that are already known, such as
    ``minutes=8, routine="upper_back_release"`` after a guided session.
    """
    return LogForm(log, given)


class LogForm(Panel):
    """See ``log_form``. ``values`` are the answers so far: column name to text, as typed.

    ``save`` logs them and ``undo`` takes the last save back; ``status`` and ``errors`` then say in
    sentences what happened, ``errors`` by column.
    """

    _esm = script("log_form.js")
    _css = stylesheet("body_map.css")

    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    test_units = traitlets.Dict(TEST_UNITS).tag(sync=True)
    more_words: traitlets.Dict[str, str] = traitlets.Dict().tag(sync=True)
    draft_name = traitlets.Unicode().tag(sync=True)
    day_starts_minutes = traitlets.Int().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    fresh = traitlets.Dict({}).tag(sync=True)
    usual = traitlets.Dict({}).tag(sync=True)
    note: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    assignment = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog, given: Mapping[str, Any] | None = None) -> None:
        self._given = _texts(given or {})
        self._saved: tuple[Entry, dict[str, str]] | None = None
        self._known: list[Entry] = []
        self._since: dt.datetime | None = None
        self._days_read: set[dt.date] = set()
        super().__init__(log, more_words=more_words())
        self.draft_name = "|".join([str(log.path.resolve()), *self._given.values()])
        self.attempt(self._open, self.say)
        self._set()
        self._fill_in()
        self._advise()
        self.observe(lambda _change: self._typed(), "values")

    def save(self, values: Mapping[str, str] | None = None, typed: Iterable[str] = ()) -> None:
        """Log the answers (``values``, or else those of the form) and say what was saved.

        ``typed`` names those that the person gave: an answer may be what came filled in.
        """
        answers = dict(self.values if values is None else values)
        self.act(lambda: self._save(answers, bool(set(typed) - _NO_ANSWER)))

    def undo(self) -> None:
        """Take the last save back; its answers return to the form."""
        self.act(self._undo)

    def refresh(self) -> None:
        """Read log and settings again, so that notes follow what was changed elsewhere."""
        with self._lock:
            if self.attempt(self._read, self.say) and self.attempt(self._check, self.say):
                self._set()
                self._follow_known()

    def follow(self, news: News) -> None:
        """Take in what was saved, deleted or set elsewhere, without reading the log again."""
        if news == News():
            super().follow(news)
            return
        with self._lock:
            if news.settings:
                self._follow_settings()
            self._know(news)
            self._follow_known()

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "save", "values": dict(values)}:
                self.save(values, message.get("typed", ()))
            case {"kind": "undo"}:
                self.undo()

    def _save(self, answers: dict[str, str], answered: bool) -> News | None:
        if not answered and self._is_untouched(answers) and (self._saved or answers.get("minutes")):
            why = say(ALREADY_SAVED if self._saved else FROM_LAST_TIME)
            self.say(why, undo=bool(self._saved))
            return None
        entry = self._checked(answers)
        if entry.id and all(known.id != entry.id for known in self._known):
            self._log.expect(entry.id)
        entry = self._log.append(entry)
        self._saved = (entry, answers)
        self._given = {}
        self._know(News(after=entry))
        self._fill_in()
        self._advise()
        self.say(" · ".join([self._saved_words(entry), *rounded(answers)]), undo=True)
        return News(after=entry)

    def _undo(self) -> News | None:
        if self._saved is None:
            self.say(str(self.status["text"]))
            return None
        entry, answers = self._saved
        self._log.remove(str(entry.id))
        self._saved = None
        self._know(News(before=entry))
        answers.pop("id", None)
        self._refill(answers, typed=list(answers))
        self.say(say("Undone. Your answers are back in the form."))
        return News(before=entry)

    def say(self, text: str, **more: Any) -> None:
        """Say a sentence, with ``undo`` where the last save can be taken back."""
        super().say(text, undo=bool(more.get("undo")), saved=self._saved is not None)

    def _open(self) -> None:
        self._read()
        if self._since is None:
            self._check()
        else:  # a long log is looked through when the form is on screen
            self.wait_for_a_look()

    def _read(self) -> None:
        """Know the recent entries."""
        self._known, whole = self._log.recent()
        self._since = None if whole else min(entry.start for entry in self._known)
        self._days_read.clear()

    def _check(self) -> None:
        known = {entry.id for entry in self._known}
        self._known += [entry for entry in self._log.pending() if entry.id not in known]
        if missing := len(self._log.missing()):
            self.say(
                say(
                    "Entries missing from the file: {missing}. The list of entries shows them.",
                    missing=missing,
                )
            )

    def _set(self) -> None:
        """Name and offer what the settings say now."""
        settings = self._log.settings
        starts = settings.day_starts_at
        self.day_starts_minutes = starts.hour * 60 + starts.minute
        self.fields = question_fields(settings, self._known)
        self.usual = usual_answers(settings, self._known)
        today = date_of(dt.datetime.now(), starts)
        self.assignment = todays_assignment(self._log.path, today) or ""

    def _follow_settings(self) -> None:
        untouched = self._is_untouched(self.values)
        self._set()
        if untouched and not self._saved:
            self._fill_in()

    def _know(self, news: News) -> None:
        """Keep what is known of the log as it is in the file."""
        gone = {entry.id for entry in (news.before, news.after) if entry is not None}
        self._known = [entry for entry in self._known if entry.id not in gone]
        if news.after is not None:
            self._known.append(news.after)
        self.usual = usual_answers(self._log.settings, self._known)

    def _know_around(self, draft: Entry | None) -> None:
        """Know the entries around a day before the recent ones, once it is chosen."""
        if draft is None or self._since is None or draft.start >= self._since:
            return
        if draft.start.date() not in self._days_read:
            self._days_read.add(draft.start.date())
            known = {entry.id for entry in self._known}
            self._known += [
                entry
                for entry in self._log.entries()
                if abs(entry.start - draft.start) < WEEKS_OF_ADVICE and entry.id not in known
            ]

    def _follow_known(self) -> None:
        if self._saved is not None and not self._is_kept(self._saved[0]):
            self._saved = None
            self.say("")
        self._advise()

    def _is_kept(self, entry: Entry) -> bool:
        """Whether an entry is still as it was saved, in the file or waiting for it."""
        return any(each.id == entry.id and each.texts() == entry.texts() for each in self._known)

    def _typed(self) -> None:
        late = self._saved and self.values.get("id") == self._saved[0].id
        if late:  # typed just before Save, and overtaken by it
            self.values = self.fresh["values"]
        self._know_around(self._draft())
        self._advise()

    def _checked(self, answers: Mapping[str, str]) -> Entry:
        texts = {name: str(text) for name, text in answers.items()}
        measured = texts.get("flexibility_before") or texts.get("flexibility_after")
        if not measured:
            texts.pop("flexibility_test", None)
        texts.setdefault("start", dt.datetime.now().astimezone().isoformat(timespec="seconds"))
        entry = entry_from(texts)
        if entry.kind == "session" and entry.minutes is None:
            raise InvalidEntry({"minutes": say("Minutes is still open: how long did you roll?")})
        if entry.kind == "check-in" and not _answered(entry):
            text = say("Pain is still open: rate it, or add a note.")
            raise InvalidEntry({"pain_before": text})
        return entry

    def _saved_words(self, entry: Entry) -> str:
        if self._log.trouble:
            return say(
                "Kept, not yet in your file: {entry}. It goes in as soon as the file can be "
                "written.",
                entry=entry.in_words(),
            )
        return say("✓ Saved: {entry}", entry=entry.in_words())

    def _fill_in(self) -> None:
        """What is known before a question is answered: from last time, or given."""
        texts = {"kind": "session"}
        last = last_session(self._known)
        if last is not None:
            known = last.texts()
            texts |= {name: known[name] for name in COLUMNS if COLUMNS[name].about.carried}
        test = self._log.settings.flexibility_test
        texts["flexibility_test"] = texts.get("flexibility_test") or test or ""
        self._refill(texts | self._given, typed=list(self._given))

    def _refill(self, values: dict[str, str], typed: Sequence[str]) -> None:
        self.fresh = {"turn": next(self._turn), "values": values, "typed": list(typed)}
        self.errors = {}
        self.values = values

    def _is_untouched(self, answers: Mapping[str, str]) -> bool:
        def told(texts: Mapping[str, str]) -> dict[str, str]:
            return {name: text for name, text in texts.items() if text and name not in _NO_ANSWER}

        return not self.fresh["typed"] and told(answers) == told(self.fresh["values"])

    def _advise(self) -> None:
        about = self._draft() or (self._saved[0] if self._saved else None)
        found = None
        if about is not None:
            others = [entry for entry in self._known if entry.id != about.id]
            found = advice([*others, about], self._log.settings, about=about)
        self.note = {} if found is None else note_of(found)

    def _draft(self) -> Entry | None:
        """What is being filled in, as far as it can stand; None before the first answer."""
        if self._is_untouched(self.values):
            return None
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        rest = self.values.get("kind") == "check-in"
        texts = {"start": now} | {
            name: text
            for name, text in self.values.items()
            if text and name != "id" and not (rest and COLUMNS[name].about.sessions_only)
        }
        for _ in COLUMNS:
            try:
                return entry_from(texts)
            except InvalidEntry as error:
                texts = {"start": now} | {
                    name: text for name, text in texts.items() if name not in error.sentences
                }
        return Entry(start=now)


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    wrong = {
        name: say("rolltrack has no column called {name}", name=name)
        for name in given
        if name not in COLUMNS
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


def last_session(entries: Iterable[Entry]) -> Entry | None:
    """The newest session that ran its course: one that was stopped is no example for the next."""
    return max(filter(_ran_its_course, entries), key=lambda entry: entry.start, default=None)


def usual_answers(settings: Settings, entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """Minutes and areas, as text, by routine: those it was last logged with, or else its own."""
    usual = {key: _of_routine(routine) for key, routine in settings.every_routine.items()}
    sessions = sorted(filter(_ran_its_course, entries), key=lambda each: each.start)
    last = {entry.routine: entry for entry in sessions if entry.routine}
    return usual | {key: _of_entry(entry) for key, entry in last.items()}


def _ran_its_course(entry: Entry) -> bool:
    return entry.kind == "session" and bool(entry.minutes) and not entry.stopped_for_pain


def _of_routine(routine: Routine) -> dict[str, str]:
    seconds = sum(stint.seconds for stint in stints_of(routine) if stint.areas)
    return {"minutes": str(round(seconds / 60) or ""), "areas": "|".join(routine.areas)}


def _of_entry(entry: Entry) -> dict[str, str]:
    return {name: COLUMNS[name].text(getattr(entry, name)) for name in ("minutes", "areas")}
