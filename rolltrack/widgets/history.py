"""The list of entries: find, correct, delete, undo, and what could not be read."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Mapping
from typing import Any

import traitlets

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.language import date_words, say, several
from rolltrack.entry.typed import entry_from
from rolltrack.log.log import SessionLog
from rolltrack.log.row import Problem
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.fields import TEST_UNITS, more_words, question_fields, routine_titles
from rolltrack.widgets.panel import News, Panel

PAGE = 20


def history(log: SessionLog) -> History:
    """The entries of ``log``, newest first, as the last expression of a notebook cell."""
    return History(log)


class History(Panel):
    """See ``history``. ``rows`` are the entries on screen, ``problems`` the lines not read.

    ``find``, ``edit``, ``delete``, ``undo``, ``redo`` and ``restore`` do what the buttons do;
    ``status`` then says in a sentence what happened.
    """

    _esm = script("history.js")
    _css = stylesheet("body_map.css", "history.css")

    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    test_units = traitlets.Dict(TEST_UNITS).tag(sync=True)
    more_words: traitlets.Dict[str, str] = traitlets.Dict().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    total = traitlets.Int().tag(sync=True)
    count = traitlets.Unicode().tag(sync=True)
    can_show_more = traitlets.Bool().tag(sync=True)
    nothing = traitlets.Unicode().tag(sync=True)
    problems: traitlets.List[Any] = traitlets.List().tag(sync=True)
    missing: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, log: SessionLog) -> None:
        self._entries: list[Entry] = []
        self._routines: dict[str, str] = {}
        self._words = ""
        self._length = PAGE
        self._whole = True
        super().__init__(log, more_words=more_words())
        self.attempt(self._open, self._refuse)

    def refresh(self) -> None:
        """Read the log again and show it; what was said about it before no longer counts."""
        self.say("")
        with self._lock:
            self.attempt(self._look_through, self._refuse)

    def follow(self, news: News) -> None:
        """Show an entry that was saved or deleted elsewhere, without reading the log again."""
        edited = news.before is not None and news.after is not None
        if edited or news == News():
            super().follow(news)
            return
        with self._lock:
            self.say("")
            if news.settings:
                self._name()
            self._take(news)

    def find(self, words: str) -> None:
        """Show only entries that contain ``words``, from the beginning of a word, in any column."""
        with self._lock:
            self._words, self._length = words.strip(), PAGE
            self._show_more()

    def more(self) -> None:
        """Show the next entries too."""
        with self._lock:
            self._length += PAGE
            self._show_more()

    def edit(self, entry_id: str, values: Mapping[str, str]) -> None:
        """Give an entry other values: column name to text; a column left out is emptied."""

        def change() -> News:
            before = next((each for each in self._entries if each.id == entry_id), None)
            known = before.texts() if before else {}
            entry = entry_from({**values, "id": entry_id}, before=known)
            changes = {name: getattr(entry, name) for name in COLUMNS if name != "id"}
            after = self._log.replace(entry_id, **changes)
            return self._done(say("Saved: {entry}.", entry=after.in_words()), News(before, after))

        self.act(change)

    def delete(self, entry_id: str) -> None:
        """Delete an entry; ``undo`` brings it back."""

        def delete() -> News:
            entry = self._log.remove(entry_id)
            return self._done(say("Deleted: {entry}.", entry=entry.in_words()), News(before=entry))

        self.act(delete)

    def undo(self) -> None:
        """Take back the newest change of the log."""
        self.act(lambda: self._done(self._log.undo()))

    def redo(self) -> None:
        """Do again what was undone."""
        self.act(lambda: self._done(self._log.redo()))

    def restore(self) -> None:
        """Put back entries that another program's save took away."""
        self.act(
            lambda: self._done(say("Put back: {number}.", number=len(self._log.restore_missing())))
        )

    def forget(self) -> None:
        """Accept that the missing entries were removed on purpose."""

        def accept() -> News:
            self._log.forget_missing()
            return self._done(say("They stay out of the file."))

        self.act(accept)

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "find", "text": str(words)}:
                self.find(words)
            case {"kind": "edit", "id": str(entry_id), "values": dict(values)}:
                self.edit(entry_id, values)
            case {"kind": "delete", "id": str(entry_id)}:
                self.delete(entry_id)
            case {"kind": "more" | "undo" | "redo" | "restore" | "forget" as name}:
                getattr(self, name)()

    def _done(self, text: str, news: News | None = None) -> News:
        if news is None:
            self._look_through()
        else:
            self._take(news)
        self.say(text, closed=True)
        return news or News()

    def _take(self, news: News) -> None:
        if news.before is not None:
            gone = news.before.id
            self._entries = [entry for entry in self._entries if entry.id != gone]
        if news.after is not None:
            insort(self._entries, news.after, key=_newest_first)
            if news.after.routine and news.after.routine not in self._routines:
                self._name()
        if self.problems:  # their lines may have moved
            self.wait_for_a_look()
        self._show()

    def _open(self) -> None:
        """Show the newest entries; a long log is looked through when they are on screen."""
        entries, self._whole = self._log.recent()
        self._list(entries)
        if self._whole:
            self._check()
        else:
            self.wait_for_a_look()

    def _look_through(self) -> None:
        """Read again what is listed, and look for what is wrong or missing in all of the log."""
        if self._whole:
            self._list(self._log.entries())
        else:
            self._list(self._log.recent()[0])
        self._check()

    def _show_more(self) -> None:
        def show() -> None:
            if not self._whole and (self._words or self._length > len(self._entries)):
                self._list(self._log.entries())
                self._whole = True
            self._show()

        self.attempt(show, self._refuse)

    def _check(self) -> None:
        self.missing = [entry.in_words() for entry in self._log.missing()]
        self.problems = [_shown_problem(problem) for problem in self._log.problems()]

    def _list(self, entries: list[Entry]) -> None:
        self._trouble = ""
        self._entries = sorted(entries, key=_newest_first)
        self._name()
        self._show()

    def _refuse(self, why: str) -> None:
        self._list([])
        self.nothing = self._trouble = why

    def _name(self) -> None:
        """Name routines, rollers and activity as the settings do now."""
        settings = self._log.settings
        self._routines = routine_titles(settings, self._entries)
        self.fields = question_fields(settings, self._entries)

    def _show(self) -> None:
        found = self._entries
        if self._words:
            found = [entry for entry in found if self._matches(entry)]
        nothing = say("No entry matches.") if self._entries else say("Nothing logged yet.")
        self.nothing = self._trouble or nothing
        self.total = len(found)
        self.rows = [self._row(entry) for entry in found[: self._length]]
        self.can_show_more = not self._whole or len(found) > len(self.rows)
        self.count = self._counted(len(found)) if found else self.nothing

    def _counted(self, found: int) -> str:
        shown = len(self.rows)
        if not self._whole:
            return say("The newest {shown} entries", shown=shown)
        return several(
            found,
            "{shown} of {number} entry, newest first",
            "{shown} of {number} entries, newest first",
            shown=shown,
        )

    def _matches(self, entry: Entry) -> bool:
        shown = self._row(entry)
        day = f"{date_words(entry.start, 'd. MMMM')} {entry.start:%d.%m.%Y}"
        haystack = " ".join([shown["when"], day, shown["what"], *shown["values"].values()])
        return re.search(rf"(?<!\w){re.escape(self._words)}", haystack, re.IGNORECASE) is not None

    def _row(self, entry: Entry) -> dict[str, Any]:
        texts = entry.texts()
        day = date_words(entry.start, "EEEE d MMMM y")
        routine = self._routines.get(texts["routine"], "")
        words = entry.in_words(dated=False)
        if entry.stopped_for_pain:
            words = say("{entry}, stopped for pain", entry=words)
        extras = [entry.side_effect, entry.notes]
        return {
            "id": entry.id,
            "when": say("{day}, {time}", day=day, time=f"{entry.start:%H:%M}"),
            "what": f"{words} · {routine}" if routine else words,
            "more": " · ".join(text for text in extras if text),
            "values": texts,
        }


def _newest_first(entry: Entry) -> float:
    return -entry.start.timestamp()


def _shown_problem(problem: Problem) -> dict[str, str]:
    where = say("Line {line}: ", line=problem.line) if problem.line else ""
    return {"where": where, "reason": problem.reason, "text": problem.text}
