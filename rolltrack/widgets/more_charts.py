"""The charts that one looks at now and then: none is drawn until it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd
import traitlets

from rolltrack.charts.flares import plot_flare_up
from rolltrack.charts.groups import plot_rollers, plot_routines
from rolltrack.charts.picture import Picture, both_themes
from rolltrack.charts.rest import plot_rolled_and_rest
from rolltrack.charts.sessions import plot_before_after
from rolltrack.charts.weeks import plot_weeks
from rolltrack.days.of_log import days_of
from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.language import mark, say
from rolltrack.entry.settings import Settings
from rolltrack.log.log import SessionLog
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.panel import Panel

WIDTH = 680.0  # px; the stylesheet shows no picture wider


class Known(NamedTuple):
    """What charts are drawn from."""

    entries: pd.DataFrame
    days: pd.DataFrame
    settings: Settings


CHARTS: dict[str, tuple[str, Callable[..., Picture]]] = {
    "before_after": (
        mark("Right before and after"),
        lambda known, **look: plot_before_after(known.entries, known.days, **look),
    ),
    "rest": (
        mark("After rolling and rest"),
        lambda known, **look: plot_rolled_and_rest(
            known.days, worthwhile=known.settings.worthwhile_change, **look
        ),
    ),
    "weeks": (
        mark("Weeks with more rolling"),
        lambda known, **look: plot_weeks(known.days, **look),
    ),
    "routines": (
        mark("Routines"),
        lambda known, **look: plot_routines(
            known.entries, names=known.settings.routine_names, **look
        ),
    ),
    "rollers": (mark("Rollers"), lambda known, **look: plot_rollers(known.entries, **look)),
    "flare_up": (
        mark("The latest flare-up"),
        lambda known, **look: plot_flare_up(known.days, names=known.settings.routine_names, **look),
    ),
}


def more_charts(log: SessionLog) -> MoreCharts:
    """Six more charts, each one click away, as the last expression of a notebook cell.

    Right before and after a session; the day after rolling and after rest; weeks with more and
    with less rolling; routines; rollers; the latest flare-up. The one that is shown follows what is
    logged in other widgets.
    """
    return MoreCharts(log)


class MoreCharts(Panel):
    """See ``more_charts``. ``chart`` is the key of the one that is shown, ``picture`` its images.

    ``charts`` has key and label of each; ``draw`` shows one. ``trouble`` says what was wrong.
    """

    _esm = script("more_charts.js")
    _css = stylesheet("answers.css")

    charts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    chart = traitlets.Unicode().tag(sync=True)
    picture: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog) -> None:
        self._width = WIDTH
        super().__init__(log, charts=[[key, say(label)] for key, (label, _) in CHARTS.items()])

    def draw(self, chart: str, width: float = WIDTH) -> None:
        """Show a chart, ``width`` px wide."""
        self.chart, self._width = chart, width
        self.refresh()

    def refresh(self) -> None:
        """Read the log again and draw the chart that is shown, if one is."""
        with self._lock:
            if self.chart:
                self.attempt(self._draw, self._refuse)

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "draw", "chart": str(chart), "width": int() | float() as width}:
                self.draw(chart, width)

    def _refuse(self, text: str) -> None:
        self.picture, self.trouble = {}, text

    def _draw(self) -> None:
        if self.chart not in CHARTS:
            raise RolltrackError(say("There is no chart called {name}.", name=self.chart))
        entries = self._log.frame()
        known = Known(entries, days_of(self._log, entries), self._log.settings)
        _, plot = CHARTS[self.chart]
        with self.hold_sync():
            self.picture = both_themes(lambda theme: plot(known, width=self._width, theme=theme))
            self.trouble = ""
