"""The list of entries: find, correct, delete, undo, and what could not be read."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry, RolltrackError
from rolltrack.entry.typed import entry_from, refuse_bare_hours
from rolltrack.log.log import SessionLog
from rolltrack.widgets import panel
from rolltrack.widgets.fields import (
    TEST_UNITS,
    in_the_words_of_the_form,
    more_words,
    question_fields,
    routine_titles,
)
from rolltrack.widgets.panel import script, stylesheet

PAGE = 20


def history(log: SessionLog) -> History:
    """The entries of ``log``, newest first, as the last expression of a notebook cell."""
    return History(log)


class History(anywidget.AnyWidget):
    """See ``history``. ``rows`` are the entries on screen, ``problems`` the lines not read.

    ``find``, ``edit``, ``delete``, ``undo``, ``redo`` and ``restore`` do what the buttons do;
    ``status`` then says in a sentence what happened.
    """

    _esm = script("body_map_svg.js", "questions.js", "history.js")
    _css = stylesheet("body_map.css", "history.css")

    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    test_units = traitlets.Dict(TEST_UNITS).tag(sync=True)
    more_words = traitlets.Dict(more_words()).tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    total = traitlets.Int().tag(sync=True)
    nothing = traitlets.Unicode().tag(sync=True)
    problems: traitlets.List[Any] = traitlets.List().tag(sync=True)
    missing: traitlets.List[Any] = traitlets.List().tag(sync=True)
    errors = traitlets.Dict().tag(sync=True)
    status: traitlets.Dict[str, Any] = traitlets.Dict({"text": ""}).tag(sync=True)

    def __init__(self, log: SessionLog) -> None:
        self._log = log
        self._routines: dict[str, str] = {}
        self._lock = threading.RLock()
        self._turn = itertools.count(1)
        self._words = ""
        self._length = PAGE
        super().__init__()
        self.refresh()
        panel.listen(log.path, self)
        self.on_msg(self._received)

    def refresh(self) -> None:
        """Read the log again and show it; what was said about it before no longer counts."""
        self._say("")
        self._look()

    def _look(self) -> None:
        with self._lock:
            try:
                self._show()
            except RolltrackError as error:
                self.nothing = str(error)
                self.rows, self.total = [], 0

    def find(self, words: str) -> None:
        """Show only entries that contain ``words``, from the beginning of a word, in any column."""
        self._words, self._length = words.strip(), PAGE
        self._look()

    def more(self) -> None:
        """Show the next entries too."""
        self._length += PAGE
        self._look()

    def edit(self, entry_id: str, values: Mapping[str, str]) -> None:
        """Give an entry other values: column name to text; a column left out is emptied."""
        self._do(lambda: self._edit(entry_id, values))

    def delete(self, entry_id: str) -> None:
        """Delete an entry; ``undo`` brings it back."""
        self._do(lambda: f"Deleted: {self._log.remove(entry_id).in_words()}.")

    def undo(self) -> None:
        """Take back the newest change of the log."""
        self._do(self._log.undo)

    def redo(self) -> None:
        """Do again what was undone."""
        self._do(self._log.redo)

    def restore(self) -> None:
        """Put back entries that another program's save took away."""
        self._do(lambda: f"Put back: {len(self._log.restore_missing())}.")

    def forget(self) -> None:
        """Accept that the missing entries were removed on purpose."""

        def accept() -> str:
            self._log.forget_missing()
            return "They stay out of the file."

        self._do(accept)

    def _received(self, _widget: Any, message: Mapping[str, Any], _buffers: Any) -> None:
        match message:
            case {"kind": "find", "text": str(words)}:
                self.find(words)
            case {"kind": "edit", "id": str(entry_id), "values": dict(values)}:
                self.edit(entry_id, values)
            case {"kind": "delete", "id": str(entry_id)}:
                self.delete(entry_id)
            case {"kind": "more" | "undo" | "redo" | "restore" | "forget" as name}:
                getattr(self, name)()

    def _do(self, change: Callable[[], str]) -> None:
        with self._lock:
            try:
                text = change()
            except InvalidEntry as error:
                sentences = in_the_words_of_the_form(error.sentences)
                self.errors = {"turn": next(self._turn), **sentences}
                self._say("Not saved yet. " + " ".join(sentences.values()))
                return
            except RolltrackError as error:
                self._say(str(error))
                return
            except Exception as error:  # a widget has no other place to say it
                self._say(f"Something unexpected happened ({type(error).__name__}: {error}).")
                return
        panel.tell(self._log.path)
        self._say(text, closed=True)

    def _edit(self, entry_id: str, values: Mapping[str, str]) -> str:
        shown: dict[str, dict[str, str]] = {row["id"]: row["values"] for row in self.rows}
        before = shown.get(entry_id, {})
        refuse_bare_hours({name: text for name, text in values.items() if text != before.get(name)})
        entry = entry_from({**values, "id": entry_id})
        changes = {name: getattr(entry, name) for name in COLUMNS if name != "id"}
        return f"Saved: {self._log.replace(entry_id, **changes).in_words()}."

    def _say(self, text: str, closed: bool = False) -> None:
        self.status = {"turn": next(self._turn), "text": text, "closed": closed}

    def _show(self) -> None:
        entries = sorted(self._log.entries(), key=lambda entry: entry.start, reverse=True)
        settings = self._log.settings
        self._routines = routine_titles(settings, entries)
        self.fields = question_fields(settings, entries)
        found = [entry for entry in entries if self._matches(entry)]
        self.nothing = "No entry matches." if entries else "Nothing logged yet."
        self.total = len(found)
        self.rows = [self._row(entry) for entry in found[: self._length]]
        self.missing = [entry.in_words() for entry in self._log.missing()]
        self.problems = [
            {
                "where": f"Line {problem.line}: " if problem.line else "",
                "reason": problem.reason,
                "text": problem.text,
            }
            for problem in self._log.problems()
        ]

    def _matches(self, entry: Entry) -> bool:
        shown = self._row(entry)
        day = f"{entry.start.day}. {entry.start:%B %d.%m.%Y}"
        haystack = " ".join([shown["when"], day, shown["what"], *shown["values"].values()])
        return re.search(rf"(?<!\w){re.escape(self._words)}", haystack, re.IGNORECASE) is not None

    def _row(self, entry: Entry) -> dict[str, Any]:
        texts = entry.texts()
        day = f"{entry.start:%A} {entry.start.day} {entry.start:%B %Y, %H:%M}"
        routine = self._routines.get(texts["routine"], "")
        words = entry.in_words(dated=False) + ", stopped for pain" * bool(entry.stopped_for_pain)
        extras = [entry.side_effect, entry.notes]
        return {
            "id": entry.id,
            "when": day,
            "what": f"{words} · {routine}" if routine else words,
            "more": " · ".join(text for text in extras if text),
            "values": texts,
        }
