"""What a person can set, changed without writing TOML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import traitlets

from rolltrack.entry.day import date_of
from rolltrack.entry.entry import Entry
from rolltrack.entry.errors import InvalidSettings, RolltrackError
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS, middle
from rolltrack.entry.language import mark, say
from rolltrack.entry.names import free_key, same_as, wrong_with
from rolltrack.entry.routine import built_in
from rolltrack.entry.safety import ASK_FIRST, DO_NOT_ROLL, QUESTIONS
from rolltrack.entry.settings import Settings, identity_of, item_from
from rolltrack.entry.settings_words import LABELS, Path
from rolltrack.log.log import SessionLog
from rolltrack.log.settings_file import change_settings, start_afresh
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.fields import area_options, get_help, in_words
from rolltrack.widgets.panel import News, Panel, tell
from rolltrack.widgets.settings_values import (
    EMPTIED,
    changes_in,
    emptied_words,
    shown_pause,
    shown_test,
)

TOO_LATE = mark(
    "You rolled earlier today, so charts leave it out: they use what is measured before rolling."
)
MIDDLE_SAVED = mark("✓ Saved: {value}, the middle of three.")
MIDDLE_KEPT = mark("Kept, not yet in your file: {value}, the middle of three.")


class TakenOut(NamedTuple):
    """A list setting before and after something was removed from it."""

    name: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def settings(log: SessionLog) -> SettingsPanel:
    """Goals, test, rollers, pauses and own routines of a log, as the last expression of a cell."""
    return SettingsPanel(log)


class SettingsPanel(Panel):
    """See ``settings``. ``values`` is what is set now, as the browser shows it.

    ``save``, ``add_roller``, ``pause``, ``keep_tries``, ``save_routine`` and so on do what the
    buttons do, and ``undo`` puts back what was removed last. ``status`` then says in a sentence
    what happened, and ``errors`` what was wrong where, such as at ``routines.steps.0.seconds``.
    ``now`` gives the current moment with its offset.
    """

    _esm = script("settings_panel.js")
    _css = stylesheet("body_map.css", "settings_panel.css")

    values: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    tests: traitlets.List[Any] = traitlets.List().tag(sync=True)
    areas: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    built_in: traitlets.List[Any] = traitlets.List().tag(sync=True)
    questions: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    labels: traitlets.Dict[str, str] = traitlets.Dict().tag(sync=True)
    problems: traitlets.List[str] = traitlets.List().tag(sync=True)
    unreadable = traitlets.Bool().tag(sync=True)
    kept_as = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog, now: Callable[[], dt.datetime] | None = None) -> None:
        super().__init__(log, kept_as=f"rolltrack-settings:{log.path.resolve()}")
        self._now = now or (lambda: dt.datetime.now().astimezone())
        self._taken_out: TakenOut | None = None
        self.labels = {name: say(label) for name, label in LABELS.items()}
        self.areas = {"pain": area_options(pain=True), "rolled": area_options(pain=False)}
        self.built_in = [in_words(routine) for routine in built_in().values()]
        self.questions = {
            "ask_first": say(ASK_FIRST),
            "questions": {key: say(text) for key, text in QUESTIONS.items()},
            "do_not_roll": [(key, say(text)) for key, text in DO_NOT_ROLL.items()],
            "get_help": get_help(),
        }
        self.refresh()

    def refresh(self) -> None:
        """Read the settings file again and show it."""
        found = self._read()
        self.problems = [str(problem) for problem in found.problems]
        self.unreadable = any("nothing in" in text for text in self.problems)
        self.tests = [shown_test(key, found) for key in FLEXIBILITY_TESTS]
        shown = found.model_dump(mode="json", exclude={"tries", "pauses"})
        pauses = [shown_pause(pause) for pause in found.pauses]
        paused = found.paused_on(self._now().date())
        starts = found.day_starts_at.strftime("%H:%M")
        self.values = {**shown, "pauses": pauses, "paused": paused, "day_starts_at": starts}

    def follow(self, news: News) -> None:
        """Show what was set elsewhere; entries are not shown here."""
        if news.settings:
            self.refresh()

    def save(self, values: Mapping[str, Any]) -> None:
        """Set what differs from now: setting to value, as typed. An empty one is unset."""
        changes = changes_in(self._read(), values)
        emptied = [emptied_words(name) for name in EMPTIED if not changes.get(name, True)]
        self._change(" ".join([say("Saved."), *emptied]), changes)

    def add_roller(self, **parts: Any) -> None:
        """Add a roller, or give the one with this name other properties."""
        name = str(parts.get("name", ""))
        known = same_as(name, [roller.name for roller in self._read().rollers])
        done = say("Added.")
        if known is not None:
            done = say("Changed: there was a roller called {name}.", name=known)
        given = {key: part for key, part in parts.items() if part != ""}
        self._put("rollers", given, done, known, wrong_with(name))

    def remove_roller(self, name: str) -> None:
        """Take a roller off the list; logged sessions keep what they say."""
        self._take_out("rollers", name)

    def pause(self, first: str = "", last: str = "") -> None:
        """Pause from ``first`` (today) to ``last`` (until ``come_back``), both days included."""
        item = {"first": first or self._now().date().isoformat()} | ({"last": last} if last else {})
        done = say("Paused. Nothing is lost, and nothing asks for you.")
        if last and last < self._now().date().isoformat():
            done = say("Added: {first} to {last}.", first=first, last=last)
        self._put("pauses", item, done)

    def come_back(self) -> None:
        """End the running pause with yesterday; one that began today is taken out."""
        today = self._now().date()
        pauses = []
        for pause in self._read().pauses:
            if pause.first <= today <= pause.last:
                pause = pause._replace(last=today - dt.timedelta(days=1))
            if pause.last >= pause.first:
                pauses.append(pause)
        self._change(say("Welcome back."), {"pauses": pauses})

    def remove_pause(self, first: str) -> None:
        """Take out the pause that begins on ``first``."""
        self._take_out("pauses", first)

    def keep_tries(self, test: str, values: list[str]) -> None:
        """Log the middle of the tries as a check-in, and keep all of them for the scatter."""
        given = [text.strip() for text in values if text.strip()]
        if len(given) != 3 or not all(re.fullmatch(r"-?[0-9]{1,5}", text) for text in given):
            self.say_wrong({"tries": say("Three tries are needed, each a whole number.")})
            return
        tries = [int(text) for text in given]
        item = {"test": test, "at": self._now().replace(microsecond=0), "values": tries}

        def keep() -> str:
            found = self._checked("tries", item)
            rolled = self._rolled_before(found.at)
            entry = Entry(
                start=found.at, kind="check-in", flexibility_test=found.test,
                flexibility_before=middle(tries),
            )  # fmt: skip
            tell(self._log.path, News(after=self._log.append(entry)), but=self)
            change_settings(self._log.path, tries=[*self._read().tries, found])
            done = say(
                MIDDLE_KEPT if self._log.trouble else MIDDLE_SAVED,
                value=f"{middle(tries)} {FLEXIBILITY_TESTS[test].unit}",
            )
            return f"{done} {say(TOO_LATE)}" if rolled else done

        self._do(keep)

    def save_routine(self, routine: Mapping[str, Any], replaces: str = "") -> None:
        """Add an own routine, or give the one with the key ``replaces`` other steps."""
        name = str(routine.get("name", ""))
        known = self._read().every_routine
        given = {**routine, "key": replaces or free_key(name, {*built_in(), *known})}
        others = [one.name for key, one in known.items() if key != replaces]
        self._put(
            "routines", given, say("Saved: {name}.", name=name), replaces, wrong_with(name, others)
        )

    def remove_routine(self, key: str) -> None:
        """Take out an own routine; logged sessions keep its key."""
        self._take_out("routines", key)

    def undo(self) -> None:
        """Put back what was removed last, unless its list was changed since."""
        if self._taken_out is None:
            self.say(say("There is nothing to put back."))
            return
        name, before, after = self._taken_out
        if getattr(self._read(), name) == after:
            self._change(say("Put back."), {name: list(before)})
        else:
            self._taken_out = None
            self.say(say("Not put back: the list was changed since, perhaps in another window."))

    def answer_questions(self, **answers: Any) -> None:
        """Keep the answers to the questions before the first roll."""
        safety = {**answers, "answered": self._now().replace(microsecond=0)}
        self._change(say("Kept."), {"safety": safety})

    def start_afresh(self) -> None:
        """Begin a new settings file; the one that cannot be read is kept beside it."""
        self._do(
            lambda: say("The old file is kept as {file}.", file=start_afresh(self._log.path).name)
        )

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "save", "values": dict(values)}:
                self.save(values)
            case {"kind": "add roller", "roller": dict(roller)}:
                self.add_roller(**roller)
            case {"kind": "remove roller", "name": str(name)}:
                self.remove_roller(name)
            case {"kind": "pause", "first": str(first), "last": str(last)}:
                self.pause(first, last)
            case {"kind": "come back"}:
                self.come_back()
            case {"kind": "remove pause", "first": str(first)}:
                self.remove_pause(first)
            case {"kind": "tries", "test": str(test), "values": list(values)}:
                self.keep_tries(test, [str(value) for value in values])
            case {"kind": "routine", "routine": dict(routine), "replaces": str(replaces)}:
                self.save_routine(routine, replaces)
            case {"kind": "remove routine", "key": str(key)}:
                self.remove_routine(key)
            case {"kind": "undo"}:
                self.undo()
            case {"kind": "questions", "answers": dict(answers)}:
                self.answer_questions(**answers)
            case {"kind": "afresh"}:
                self.start_afresh()

    def _rolled_before(self, at: dt.datetime) -> bool:
        """Whether an entry of the same day has rolled by then, as ``rolltrack.daily`` sees it."""
        starts = self._read().day_starts_at
        try:
            entries = self._log.entries()
        except RolltrackError:  # what is measured is kept all the same
            return False
        return any(
            entry.kind == "session" and entry.minutes != 0 and entry.start <= at
            for entry in entries
            if date_of(entry.start, starts) == date_of(at, starts)
        )

    def _checked(self, name: str, item: Mapping[str, Any], wrong_name: str | None = None) -> Any:
        checked, wrong = item_from(name, dict(item))
        if wrong_name:
            wrong.insert(0, (("name",), wrong_name))
        if wrong:
            raise InvalidSettings({_place(name, path): why for path, why in wrong})
        return checked

    def _put(
        self,
        name: str,
        item: Mapping[str, Any],
        done: str,
        replaces: str | None = None,
        wrong_name: str | None = None,
    ) -> None:
        def put() -> str:
            checked = self._checked(name, item, wrong_name)
            old = replaces or _called(name, checked)
            items = [
                checked if _called(name, one) == old else one for one in getattr(self._read(), name)
            ]
            if checked not in items:
                items.append(checked)
            change_settings(self._log.path, **{name: items})
            return done

        self._do(put)

    def _take_out(self, name: str, called: str) -> None:
        before = getattr(self._read(), name)
        after = tuple(one for one in before if _called(name, one) != called)
        taken_out = TakenOut(name, before, after)
        self._change(say("Removed."), {name: list(after)}, taken_out)

    def _read(self) -> Settings:
        return self._log.settings

    def _change(
        self, done: str, changes: Mapping[str, Any], taken_out: TakenOut | None = None
    ) -> None:
        def change() -> str:
            change_settings(self._log.path, **changes)
            return done

        self._do(change, taken_out)

    def _do(self, do: Callable[[], str], taken_out: TakenOut | None = None) -> None:
        def change() -> News:
            done = do()
            self.errors = {}
            self._taken_out = taken_out
            self.refresh()
            self.say(done, undo=taken_out is not None, done=True)
            return News(settings=True)

        self.act(change)

    def say(self, text: str, **more: Any) -> None:
        """Say a sentence, with ``undo`` where something removed can be put back."""
        super().say(text, **{"done": False, "undo": False} | more)


def _place(name: str, path: Path) -> str:
    """Where something is in an item of a list setting: ``routines.steps.0.seconds``."""
    return ".".join(str(part) for part in (name, *path))


def _called(name: str, item: Any) -> str:
    return str(identity_of(name, item)[0])
