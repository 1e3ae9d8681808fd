"""What a person can set, changed without writing TOML."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import threading
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from rolltrack.entry import Entry
from rolltrack.errors import InvalidSettings, RolltrackError
from rolltrack.flexibility import FLEXIBILITY_TESTS
from rolltrack.log import SessionLog
from rolltrack.repeats import SOURCE, error_in_words, middle
from rolltrack.routines import built_in
from rolltrack.safety import ASK_FIRST, DO_NOT_ROLL, QUESTIONS
from rolltrack.settings_file import change_settings, read_settings, start_afresh
from rolltrack.settings_model import Pause, Settings, settings_from
from rolltrack.settings_wording import without_item
from rolltrack.widgets import news
from rolltrack.widgets.assets import script, stylesheet
from rolltrack.widgets.fields import area_options

SIMPLE = (
    "goal", "activity", "hurts", "flexibility_test", "weekly_aim_minutes", "day_starts_at",
    "worthwhile_change", "sound", "speak",
)  # fmt: skip


def settings(log: SessionLog) -> SettingsPanel:
    """Goals, test, rollers, pauses and own routines of a log, as the last expression of a cell."""
    return SettingsPanel(log)


class SettingsPanel(anywidget.AnyWidget):
    """See ``settings``. ``values`` is what is set now, as the browser shows it.

    ``save``, ``add_roller``, ``pause``, ``keep_tries``, ``save_routine`` and so on do what the
    buttons do; ``status`` then says in a sentence what happened, and ``errors`` what was wrong with
    which setting. ``today`` gives the current day, ``now`` the current moment with its offset.
    """

    _esm = script("kept.js", "body_map_svg.js", "routine_editor.js", "settings_panel.js")
    _css = stylesheet("body_map.css", "settings_panel.css")

    values: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    tests: traitlets.List[Any] = traitlets.List().tag(sync=True)
    areas: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    built_in: traitlets.List[Any] = traitlets.List().tag(sync=True)
    questions: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    problems: traitlets.List[str] = traitlets.List().tag(sync=True)
    unreadable = traitlets.Bool().tag(sync=True)
    errors: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    status: traitlets.Dict[str, Any] = traitlets.Dict({"text": ""}).tag(sync=True)
    kept_as = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog, now: Callable[[], dt.datetime] | None = None) -> None:
        super().__init__(kept_as=f"rolltrack-settings:{log.path.resolve()}")
        self._log = log
        self._now = now or (lambda: dt.datetime.now().astimezone())
        self._lock = threading.RLock()
        self._turn = itertools.count(1)
        self.areas = {"pain": area_options(pain=True), "rolled": area_options(pain=False)}
        self.built_in = [routine.model_dump(mode="json") for routine in built_in().values()]
        self.questions = {
            "ask_first": ASK_FIRST,
            "questions": dict(QUESTIONS),
            "do_not_roll": list(DO_NOT_ROLL.items()),
        }
        self.refresh()
        self.on_msg(self._received)

    def refresh(self) -> None:
        """Read the settings file again and show it."""
        found = read_settings(self._log.path)
        self.problems = [str(problem) for problem in found.problems]
        self.unreadable = any("nothing in" in text for text in self.problems)
        self.tests = [_shown_test(key, found) for key in FLEXIBILITY_TESTS]
        shown = found.model_dump(mode="json", exclude={"tries", "pauses"})
        pauses = [_shown_pause(pause) for pause in found.pauses]
        paused = found.paused_on(self._now().date())
        starts = found.day_starts_at.strftime("%H:%M")
        self.values = {**shown, "pauses": pauses, "paused": paused, "day_starts_at": starts}

    def save(self, values: Mapping[str, Any]) -> None:
        """Set what differs from now: setting to value, as typed. An empty one is unset."""
        found = read_settings(self._log.path)
        given = {name: _from_form(name, values[name]) for name in SIMPLE if name in values}
        now = {name: _plain(getattr(found, name)) for name in given}
        self._change("Saved.", **{name: new for name, new in given.items() if new != now[name]})

    def add_roller(self, **parts: Any) -> None:
        """Add a roller, or give the one with this name other properties."""
        known = any(roller.name == parts.get("name") for roller in self._read().rollers)
        done = f"Changed: there was a roller called {parts.get('name')}." if known else "Added."
        given = {key: part for key, part in parts.items() if part != ""}
        self._replace("rollers", "name", given, done)

    def remove_roller(self, name: str) -> None:
        """Take a roller off the list; logged sessions keep what they say."""
        found = read_settings(self._log.path).rollers
        self._change("Removed.", rollers=[roller for roller in found if roller.name != name])

    def pause(self, first: str = "", last: str = "") -> None:
        """Pause from ``first`` (today) to ``last`` (until ``come_back``), both days included."""
        item = {"first": first or self._now().date().isoformat()} | ({"last": last} if last else {})
        done = "Paused. Nothing is lost, and nothing asks for you."
        if last and last < self._now().date().isoformat():
            done = f"Added: {first} to {last}."
        self._replace("pauses", "first", item, done)

    def come_back(self) -> None:
        """End the running pause with yesterday; one that began today is taken out."""
        today = self._now().date()
        pauses = []
        for pause in read_settings(self._log.path).pauses:
            if pause.first <= today <= pause.last:
                pause = pause._replace(last=today - dt.timedelta(days=1))
            if pause.last >= pause.first:
                pauses.append(pause)
        self._change("Welcome back.", pauses=pauses)

    def remove_pause(self, first: str) -> None:
        """Take out the pause that begins on ``first``."""
        found = read_settings(self._log.path).pauses
        kept = [pause for pause in found if pause.first.isoformat() != first]
        self._change("Removed.", pauses=kept)

    def keep_tries(self, test: str, values: list[str]) -> None:
        """Log the middle of the tries as a check-in, and keep all of them for the scatter."""
        given = [text.strip() for text in values if text.strip()]
        if len(given) != 3 or not all(re.fullmatch(r"-?[0-9]{1,5}", text) for text in given):
            self._say_wrong({"tries": "Three tries are needed, each a whole number."})
            return
        tries = [int(text) for text in given]
        item = {"test": test, "at": self._now().replace(microsecond=0), "values": tries}

        def keep() -> str:
            found = self._checked("tries", item)
            self._log.append(
                Entry(
                    start=found.at, kind="check-in", flexibility_test=found.test,
                    flexibility_before=middle(tries),
                )
            )  # fmt: skip
            news.tell(self._log.path)
            change_settings(self._log.path, tries=[*read_settings(self._log.path).tries, found])
            return f"✓ Saved: {middle(tries)} {FLEXIBILITY_TESTS[test].unit}, the middle of three."

        self._do(keep)

    def save_routine(self, routine: Mapping[str, Any], replaces: str = "") -> None:
        """Add an own routine, or give the one with the key ``replaces`` other steps."""
        given = {**routine, "key": replaces or self._free_key(str(routine.get("name", "")))}
        self._replace("routines", "key", given, f"Saved: {routine.get('name')}.")

    def remove_routine(self, key: str) -> None:
        """Take out an own routine; logged sessions keep its key."""
        found = read_settings(self._log.path).routines
        self._change("Removed.", routines=[routine for routine in found if routine.key != key])

    def answer_questions(self, **answers: Any) -> None:
        """Keep the answers to the questions before the first roll."""
        self._change("Kept.", safety={**answers, "answered": self._now().replace(microsecond=0)})

    def start_afresh(self) -> None:
        """Begin a new settings file; the one that cannot be read is kept beside it."""
        self._do(lambda: f"The old file is kept as {start_afresh(self._log.path).name}.")

    def _received(self, _widget: Any, message: Mapping[str, Any], _buffers: Any) -> None:
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
            case {"kind": "questions", "answers": dict(answers)}:
                self.answer_questions(**answers)
            case {"kind": "afresh"}:
                self.start_afresh()

    def _free_key(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50]
        stem = stem if re.match("[a-z]", stem) else f"own_{stem}".rstrip("_")
        taken = {*built_in(), *(routine.key for routine in read_settings(self._log.path).routines)}
        keys = itertools.chain([stem], (f"{stem}_{number}" for number in itertools.count(2)))
        return next(key for key in keys if key not in taken)

    def _checked(self, name: str, item: Mapping[str, Any]) -> Any:
        found, wrong = settings_from({name: [dict(item)]})
        if wrong:
            raise InvalidSettings({name: "; ".join(without_item(why) for _, why in wrong)})
        return getattr(found, name)[0]

    def _replace(
        self, name: str, identity: str, item: Mapping[str, Any], done: str = "Saved."
    ) -> None:
        def replace() -> str:
            checked = self._checked(name, item)
            items = {getattr(one, identity): one for one in getattr(self._read(), name)}
            items[getattr(checked, identity)] = checked
            change_settings(self._log.path, **{name: list(items.values())})
            return done

        self._do(replace)

    def _read(self) -> Settings:
        return read_settings(self._log.path)

    def _change(self, done: str, **changes: Any) -> None:
        def change() -> str:
            change_settings(self._log.path, **changes)
            return done

        self._do(change)

    def _do(self, act: Callable[[], str]) -> None:
        with self._lock:
            try:
                done = act()
            except InvalidSettings as error:
                self._say_wrong(error.sentences)
            except RolltrackError as error:
                self._say(str(error))
            except Exception as error:  # a widget has no other place to say it
                what = f"{type(error).__name__}: {error}"
                self._say(f"Not saved: something unexpected happened ({what}).")
            else:
                self.errors = {}
                self.refresh()
                self._say(done, done=True)

    def _say(self, text: str, done: bool = False) -> None:
        self.status = {"turn": next(self._turn), "text": text, "done": done}

    def _say_wrong(self, sentences: Mapping[str, str]) -> None:
        shown = {name: f"{text.removesuffix('.')}." for name, text in sentences.items()}
        self.errors = {"turn": next(self._turn), **shown}
        self._say("Not saved yet. " + " ".join(shown.values()))


def _from_form(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value or None
    if name == "hurts":
        return [area for area in value.split("|") if area] or None
    if name == "day_starts_at":
        return dt.time.fromisoformat(value) if re.fullmatch(r"\d\d:\d\d", value) else value
    if name == "worthwhile_change":
        number = value.replace(",", ".")
        return float(number) if re.fullmatch(r"-?\d+(\.\d+)?", number) else value or None
    if name == "weekly_aim_minutes" and re.fullmatch(r"-?\d+", value):
        return int(value)
    return value or None


def _plain(value: Any) -> Any:
    return (list(value) if isinstance(value, tuple) else value) or None


def _shown_test(key: str, found: Settings) -> dict[str, Any]:
    test = FLEXIBILITY_TESTS[key]
    head = {name: getattr(test, name) for name in ("label", "unit", "how", "noise", "source")}
    error = error_in_words(found.tries, key)
    return {**head, "key": key, "error": error, "error_source": SOURCE}


def _shown_pause(pause: Pause) -> dict[str, str]:
    last = "" if pause.last == dt.date.max else pause.last.isoformat()
    return {"first": pause.first.isoformat(), "last": last}
