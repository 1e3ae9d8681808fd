"""The picture of one outcome that follows its controls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
import pandas as pd
import traitlets

from rolltrack.charts.explore import Choice, LivePicture, plot_outcome
from rolltrack.charts.picture import Picture
from rolltrack.charts.ratings import Dots
from rolltrack.days.daily import daily
from rolltrack.days.of_log import days_of, named
from rolltrack.days.outcome import Outcome, outcome, outcomes_in
from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.language import mark, say
from rolltrack.entry.typed import date_from
from rolltrack.log.log import SessionLog
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.panel import Panel

PERIODS = {
    "28": mark("4 weeks"),
    "91": mark("3 months"),
    "365": mark("A year"),
    "all": mark("All"),
    "own": mark("Own dates"),
}
SMOOTHING = {
    "weeks": mark("Smoothing must be from 1 to {most} weeks, got {number}."),
    "days": mark("Smoothing must be from 1 to {most} days, got {number}."),
}
LONGEST_MEAN = {"weeks": 12, "days": 28}
FIRST_CHOICE = {
    "outcome": "pain",
    "period": "365",
    "first": "",
    "last": "",
    "by": "weeks",
    "smoothing": 4,
}


def trend_explorer(log: SessionLog) -> TrendExplorer:
    """Choose an outcome, a period and how smooth, as the last expression of a notebook cell.

    It opens on weeks. Choices come back when the page is loaded again.
    """
    return TrendExplorer(log)


class TrendExplorer(Panel):
    """See ``trend_explorer``. ``choice`` is what is shown, ``finding`` the sentence about it.

    ``choice`` has ``outcome`` (a column of the daily frame), ``period`` (``28``, ``91`` or ``365``
    days up to the last entry, ``all``, or ``own`` from ``first`` to ``last`` as YYYY-MM-DD), ``by``
    (``weeks`` or ``days``) and ``smoothing`` (a number of those). ``show`` changes it.
    """

    _esm = script("trend_explorer.js")
    _css = stylesheet("trend_explorer.css")

    outcomes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    periods: traitlets.List[Any] = traitlets.List().tag(sync=True)
    longest = traitlets.Dict(LONGEST_MEAN).tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    choice: traitlets.Dict[str, Any] = traitlets.Dict(FIRST_CHOICE).tag(sync=True)
    finding = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog) -> None:
        self._days = pd.DataFrame()
        self._trouble = ""
        self._worthwhile: float | None = None
        self._weekly_aim: int | None = None
        self._answers: dict[str, str] = {}
        self._live = LivePicture(self._days)
        periods = [[key, say(label)] for key, label in PERIODS.items()]
        super().__init__(log, place=str(log.path.resolve()), periods=periods)
        self.refresh()

    def refresh(self) -> None:
        """Read the log again and show it."""
        with self._lock:
            self._read()
            self._live = LivePicture(self._days, self._weekly_aim, self._worthwhile)
            self._answers = {}
            rated = outcomes_in(self._days)
            self.outcomes = [[what.name, what.label] for what in rated]
            if rated and self.choice["outcome"] not in {what.name for what in rated}:
                self.choice = {**self.choice, "outcome": rated[0].name}
            self.finding = (
                self._trouble or self._live.seen(self._chosen(self.choice)).change.sentence
            )

    def show(self, **changes: Any) -> Picture:
        """The picture after changes of the choice; ``RolltrackError`` for one that cannot be."""
        with self._lock:
            self.look()
            self._choose({**self.choice, **changes})
            return self._plot(self._chosen(self.choice))

    def _plot(self, chosen: Choice, **look: Any) -> Picture:
        return plot_outcome(
            self._days, chosen, weekly_aim=self._weekly_aim, worthwhile=self._worthwhile, **look
        )

    def _read(self) -> None:
        settings = self._log.settings
        try:
            self._days = named(days_of(self._log), settings.routine_names)
            self._worthwhile = settings.worthwhile_change
            self._weekly_aim = settings.weekly_aim_minutes
            self._trouble = ""
        except RolltrackError as error:
            none = pd.DataFrame({"start": np.array([], "M8[s]"), "kind": []})
            self._days = daily(none, day_starts_at=settings.day_starts_at)
            self._trouble = str(error)

    def _choose(self, asked: Mapping[str, Any]) -> Choice:
        chosen = self._chosen(asked)
        self.choice = {name: asked[name] for name in FIRST_CHOICE}
        self.finding = self._live.seen(chosen).change.sentence
        return chosen

    def _chosen(self, asked: Mapping[str, Any]) -> Choice:
        what = _outcome(asked["outcome"])
        by = asked["by"]
        if by not in get_args(Dots):
            raise RolltrackError(say("Choose weeks or days, got {by}.", by=by))
        most = LONGEST_MEAN[by]
        smoothing = asked["smoothing"]
        if not isinstance(smoothing, int) or not 1 <= smoothing <= most:
            raise RolltrackError(say(SMOOTHING[by], most=most, number=smoothing))
        first, last = self._period(asked)
        return Choice(what.name, first, last, by, smoothing)

    def _period(self, asked: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
        period = str(asked["period"])
        if period == "own":
            first = _date(asked["first"], dt.date.min)
            last = _date(asked["last"], dt.date.max)
            if first > last:
                text = say(
                    "The first day, {first}, is after the last day, {last}.", first=first, last=last
                )
                raise RolltrackError(text)
            return first, last
        if period not in PERIODS:
            known = ", ".join(map(say, PERIODS.values()))
            raise RolltrackError(
                say("Choose one of {known}, got {period}.", known=known, period=period)
            )
        if period == "all" or not len(self._days):
            return dt.date.min, dt.date.max
        end: dt.date = pd.DatetimeIndex(self._days.index)[-1].date()
        return end - dt.timedelta(days=int(period) - 1), end

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        about = {"view": message.get("view"), "number": message.get("number")}
        with self._lock:
            self.look()
            self.attempt(
                lambda: self._answer_to(message, about),
                lambda text: self.send({**about, "kind": "wrong", "text": text}),
            )

    def _answer_to(self, message: Mapping[str, Any], about: Mapping[str, Any]) -> None:
        match message:
            case {"kind": "show", "choice": dict(asked), "look": dict(look)}:
                self._send_picture(about, asked, look)
            case {"kind": "table"}:
                self.send({**about, "kind": "table", **self._table()})
            case {"kind": "save", "format": "png" | "svg" as kind, "look": dict(look)}:
                self._send_file(about, kind, look)

    def _send_picture(
        self, about: Mapping[str, Any], asked: Mapping[str, Any], look: Mapping[str, Any]
    ) -> None:
        if self._trouble:
            raise RolltrackError(self._trouble)
        chosen = self._choose({**FIRST_CHOICE, **asked})
        scale = min(max(float(look["scale"]), 1.0), 2.0)
        image = self._live.png(chosen, width=look["width"], theme=look["theme"], scale=scale)
        seen = self._live.seen(chosen).change
        said = {
            "kind": "picture",
            "choice": self.choice,
            "width": self._live.picture.size[0],
            "smoothed": self._live.smoothed,
            "words": self._live.picture.text_alternative,
            "finding": seen.sentence,
            "meaning": seen.meaning,
            "answer": self._answers.get(chosen.outcome, ""),
        }
        self.send({**about, **said}, [image])
        if not said["answer"]:  # it takes longer than the picture
            text = self._answer(chosen.outcome)
            self.send({**about, "kind": "answer", "outcome": chosen.outcome, "text": text})

    def _answer(self, name: str) -> str:
        if name not in self._answers:
            from rolltrack.helping.from_log import is_it_helping

            worthwhile = self._worthwhile if name == "pain" else None
            answer = is_it_helping(self._days, name, worthwhile=worthwhile)
            self._answers[name] = answer.sentence
        return self._answers[name]

    def _send_file(self, about: Mapping[str, Any], kind: str, look: Mapping[str, Any]) -> None:
        chosen = self._chosen(self.choice)
        picture = self._plot(chosen, width=look["width"], theme=look["theme"])
        made = picture.png(scale=2) if kind == "png" else picture.svg()
        label = outcome(chosen.outcome).label.lower().replace(" ", "-")
        name = f"rolltrack-{label}.{kind}"
        self.send({**about, "kind": "file", "name": name, "format": kind}, [made])

    def _table(self) -> dict[str, Any]:
        chosen = self._chosen(self.choice)
        what = outcome(chosen.outcome)
        numbers = self._plot(chosen).numbers
        heads = {
            what.name: what.label,
            "days_rated": say("Days {noted}", noted=what.noted),
            "minutes": say("Minutes rolled"),
            "days_known": say("Days known"),
            "state": say("Rolled or rest"),
        }
        dates = [date.strftime("%Y-%m-%d") for date in pd.DatetimeIndex(numbers.index)]
        cells = {name: _texts(numbers[name], what) for name in numbers}
        return {
            "head": [
                say("Week of") if chosen.by == "weeks" else say("Day"),
                *(heads[str(name)] for name in numbers),
            ],
            "rows": [list(row) for row in zip(dates, *cells.values(), strict=True)],
        }


def _outcome(name: Any) -> Outcome:
    try:
        return outcome(name)
    except KeyError:
        raise RolltrackError(say("There is no outcome called {name}.", name=name)) from None


def _date(text: Any, otherwise: dt.date) -> dt.date:
    if not text:
        return otherwise
    date = date_from(str(text))
    if date is None:
        raise RolltrackError(say("A date looks like 2026-11-21, got {text}.", text=text))
    return date


def _texts(column: pd.Series[Any], what: Outcome) -> list[str]:
    if column.name == what.name:
        return [what.text(value) for value in column.to_numpy(dtype=np.float64)]
    if column.dtype.kind == "f":
        return ["–" if np.isnan(value) else f"{value:.0f}" for value in column]
    return [str(value) for value in column]
