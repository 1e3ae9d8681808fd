"""The panel that shows the page for a physiotherapist, and makes files when asked to."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from rolltrack.days.of_log import days_of
from rolltrack.days.outcome import outcomes_in
from rolltrack.entry.errors import ExportStopped, RolltrackError
from rolltrack.entry.language import date_words, mark, say
from rolltrack.entry.typed import date_from
from rolltrack.log.log import SessionLog
from rolltrack.log.settings_file import change_settings
from rolltrack.page.choices import WEEKDAYS, Choices
from rolltrack.page.format import Format, Request
from rolltrack.page.html import page
from rolltrack.page.period import Period, period_of
from rolltrack.page.titles import SECTIONS
from rolltrack.page.write import FORMATS, write
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.panel import Panel

PERIODS = {
    "all": mark("All"),
    "28": mark("Last 4 weeks"),
    "91": mark("Last 3 months"),
    "appointment": mark("Since my last appointment"),
    "own": mark("Own dates"),
}
FIRST_VALUES: Mapping[str, Any] = {
    "format": ".pdf",
    "period": "all",
    "first": "",
    "last": "",
    "appointment": "",
    "name": "",
    "goal": None,
    "question": None,
    "hidden": (),
    "every_entry": False,
    "roll_on": "",
    "roll_at": "18:30",
    "rate_at": "07:30",
}
_MONDAY = dt.date(2026, 11, 23)
_SECONDS_BETWEEN_NEWS = 0.2


def export_panel(log: SessionLog) -> ExportPanel:
    """See the page for a physiotherapist, choose what is on it; make a file of it or of all data.

    As the last expression of a notebook cell. Nothing is written before a click; files go into the
    folder of the log, and can be downloaded from there.
    """
    return ExportPanel(log)


class ExportPanel(Panel):
    """See ``export_panel``. ``given`` is what the settings know: goal, question, appointment.

    ``preview`` gives the page for what is chosen, ``make`` writes the file in the background and
    ``wait`` waits for it; ``stop`` stops it. What is chosen is a mapping with any of the names of
    ``FIRST_VALUES``, all as a form has them.
    """

    _esm = script("export_panel.js")
    _css = stylesheet("export_panel.css")

    formats: traitlets.List[Any] = traitlets.List().tag(sync=True)
    periods: traitlets.List[Any] = traitlets.List().tag(sync=True)
    weekdays: traitlets.List[Any] = traitlets.List().tag(sync=True)
    sections: traitlets.List[Any] = traitlets.List().tag(sync=True)
    measures: traitlets.List[Any] = traitlets.List().tag(sync=True)
    given: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog) -> None:
        self._stopped = threading.Event()
        self._worker: threading.Thread | None = None
        super().__init__(log, place=str(log.path.resolve()))
        self.formats = [_shown(each) for each in FORMATS.values()]
        self.periods = [[key, say(text)] for key, text in PERIODS.items()]
        self.sections = [[key, say(text)] for key, text in SECTIONS.items()]
        self.weekdays = [
            [key, date_words(_MONDAY + dt.timedelta(days=day), "EEEE")]
            for day, key in enumerate(WEEKDAYS)
        ]
        self.refresh()

    def refresh(self) -> None:
        """Read the settings and the log again; what the browser shows follows."""
        known = self._log.settings
        appointment = known.last_appointment
        self.given = {
            "goal": known.goal,
            "question": known.question,
            "appointment": "" if appointment is None else appointment.isoformat(),
        }
        with contextlib.suppress(RolltrackError):  # the preview says what is wrong
            rated = outcomes_in(days_of(self._log))
            self.measures = [[what.name, what.label] for what in rated]

    def preview(self, values: Mapping[str, Any] | None = None) -> str:
        """The page as HTML without scripts; ``RolltrackError`` for what cannot be."""
        asked = {**FIRST_VALUES, **(values or {}), "every_entry": False}
        return page(Request(self._period(asked), _choices(asked)))

    def make(self, values: Mapping[str, Any] | None = None, if_there: str = "ask") -> None:
        """Begin to write the file; what happens is sent to the browser.

        ``if_there`` says what to do about a file of that name: ``ask``, ``keep both`` or
        ``replace``.
        """
        if self._worker is not None and self._worker.is_alive():
            return
        self._stopped.clear()
        asked = {**FIRST_VALUES, **(values or {})}
        self.send({"kind": "working", "done": 0, "total": 0})
        self._worker = threading.Thread(target=self._work, args=(asked, if_there), daemon=True)
        self._worker.start()

    def stop(self) -> None:
        """Stop the file that is being made; nothing of it stays."""
        self._stopped.set()

    def wait(self) -> None:
        """Wait until the file is made, or was not."""
        if self._worker is not None:
            self._worker.join()

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "show", "values": dict(values), "view": view, "number": number}:
                about = {"view": view, "number": number}
                self.look()
                self.attempt(
                    lambda: self._show(values, about),
                    lambda text: self.send({**about, "kind": "wrong", "text": text}),
                )
            case {"kind": "make", "values": dict(values), "if there": str(if_there)}:
                self.make(values, if_there)
            case {"kind": "stop"}:
                self.stop()

    def _show(self, values: Mapping[str, Any], about: Mapping[str, Any]) -> None:
        asked = {**FIRST_VALUES, **values}
        period = self._period(asked)
        shown = {
            "html": page(Request(period, _choices({**asked, "every_entry": False}))),
            "name": _file_name(period, asked["format"]),
            "folder": str(self._folder),
        }
        self.send({**about, "kind": "page", **shown})

    @property
    def _folder(self) -> Path:
        return self._log.path.resolve().parent

    def _period(self, asked: Mapping[str, Any]) -> Period:
        whole = period_of(self._log)
        if "period" not in _format(asked["format"]).asks:
            return whole
        return whole.between(*_bounds(asked, whole))

    def _work(self, asked: Mapping[str, Any], if_there: str) -> None:
        def work() -> None:
            try:
                self._write(asked, if_there)
            except ExportStopped as error:
                self.send({"kind": "stopped", "text": str(error)})

        self.attempt(work, lambda text: self.send({"kind": "refused", "text": text}))

    def _write(self, asked: Mapping[str, Any], if_there: str) -> None:
        period = self._period(asked)
        target = self._folder / _file_name(period, asked["format"])
        other = _free(target, asked["format"])
        if target != other and if_there == "ask":
            self.send({"kind": "there", "name": target.name, "other": other.name})
            return
        replace = if_there == "replace"
        request = Request(period, _choices(asked), self._progress())
        written = write(request, target if replace else other, self._folder, replace)
        text = f"{say('Made: {path}.', path=written)}{self._remember(asked)}"
        self.send({"kind": "made", "name": written.name, "text": text}, [written.read_bytes()])

    def _progress(self) -> Any:
        told = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal told
            if self._stopped.is_set():
                raise ExportStopped(say("Stopped. Nothing was written."))
            if time.monotonic() - told > _SECONDS_BETWEEN_NEWS:
                told = time.monotonic()
                self.send({"kind": "working", "done": done, "total": total})

        return progress

    def _remember(self, asked: Mapping[str, Any]) -> str:
        """Keep question and appointment for next time; a sentence where that fails."""
        known = self._log.settings
        changes: dict[str, Any] = {}
        if asked["question"] is not None and asked["question"].strip() != known.question:
            changes["question"] = asked["question"].strip()
        appointment = _date(asked["appointment"], say("your last appointment"))
        if appointment is not None and appointment != known.last_appointment:
            changes["last_appointment"] = appointment
        try:
            if changes:
                change_settings(self._log.path, **changes)
        except RolltrackError as error:
            sentence = mark("Your question and appointment are not kept for next time: {reason}")
            return f" {say(sentence, reason=error)}"
        return ""


def _shown(each: Format) -> dict[str, Any]:
    return {
        "suffix": each.suffix,
        "label": say(each.label),
        "help": each.missing or say(each.help),
        "missing": bool(each.missing),
        "page": each.page,
        "asks": list(each.asks),
    }


def _choices(asked: Mapping[str, Any]) -> Choices:
    return Choices(
        name=str(asked["name"]),
        goal=asked["goal"],
        question=asked["question"],
        hidden=frozenset(asked["hidden"]),
        every_entry=bool(asked["every_entry"]),
        roll_on=tuple(filter(None, asked["roll_on"].split("|"))),
        roll_at=_time(asked["roll_at"]),
        rate_at=_time(asked["rate_at"]),
    )


def _bounds(asked: Mapping[str, Any], whole: Period) -> tuple[dt.date | None, dt.date | None]:
    match asked["period"]:
        case "all":
            return None, None
        case "own":
            first, last = _date(asked["first"], say("the first day")), asked["last"]
            return first, _date(last, say("the last day"))
        case "appointment":
            start = _date(asked["appointment"], say("your last appointment"))
            if start is None:
                raise RolltrackError(say("Choose the date of your last appointment."))
            return start, None
        case "28" | "91" as days:
            first = None if whole.end is None else whole.end - dt.timedelta(days=int(days) - 1)
            return first, None
    raise RolltrackError(say("Choose one of {names}.", names=", ".join(map(say, PERIODS.values()))))


def _date(text: str, what: str) -> dt.date | None:
    date = date_from(text)
    if text and date is None:
        sentence = mark("The date of {what} looks like 2026-11-21, got {text}.")
        raise RolltrackError(say(sentence, what=what, text=text))
    return date


def _time(text: str) -> dt.time:
    try:
        return dt.time.fromisoformat(text)
    except ValueError:
        sentence = mark("A time looks like 18:30, got {text}.")
        raise RolltrackError(say(sentence, text=text or say("nothing"))) from None


def _format(suffix: str) -> Format:
    if suffix not in FORMATS:
        sentence = mark("There is no format {suffix}. Choose one of {names}.")
        raise RolltrackError(say(sentence, suffix=suffix, names=", ".join(FORMATS)))
    return FORMATS[suffix]


def _file_name(period: Period, suffix: str) -> str:
    if "period" not in _format(suffix).asks:
        return f"rolltrack-{dt.date.today()}{suffix}"
    if period.start is None or period.end is None:
        return f"rolltrack-no-entries{suffix}"
    return f"rolltrack-{period.start}-to-{period.end}{suffix}"


def _free(target: Path, suffix: str) -> Path:
    """The name, or else the first one with a number that no file has."""
    stem = target.name.removesuffix(suffix)
    names = itertools.chain([target.name], (f"{stem}-{n}{suffix}" for n in itertools.count(2)))
    return next(path for name in names if not (path := target.with_name(name)).exists())
