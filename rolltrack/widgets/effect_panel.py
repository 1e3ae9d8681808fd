"""The answer to "is it helping?", with how it is known and what would make it wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import traitlets

from rolltrack.charts.answer import plot_effect
from rolltrack.charts.picture import both_themes
from rolltrack.charts.rest import plot_rolled_and_rest
from rolltrack.days.before_after import before_after
from rolltrack.days.of_log import days_of
from rolltrack.days.outcome import outcomes_in
from rolltrack.entry.day import date_of
from rolltrack.entry.language import date_words, mark, say, several
from rolltrack.helping.answer import Aside, Effect
from rolltrack.helping.dose import per_ten_minutes
from rolltrack.helping.explained import how, what_would_be_wrong
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.phases import nonoverlap, since_you_started
from rolltrack.helping.plan_file import load_plan
from rolltrack.log.log import SessionLog
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.panel import Panel


def effect_panel(log: SessionLog) -> EffectPanel:
    """Is it helping? From the experiment, where there is one, and from the log.

    The last expression of a notebook cell. It follows what is logged in other widgets.
    """
    return EffectPanel(log)


class EffectPanel(Panel):
    """See ``effect_panel``. ``answers`` are on screen; ``ask`` changes what is asked about."""

    _esm = script("effect_panel.js")
    _css = stylesheet("answers.css")

    outcomes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    outcome = traitlets.Unicode("pain").tag(sync=True)
    answers: traitlets.List[Any] = traitlets.List().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog) -> None:
        super().__init__(log)
        self.refresh()

    def refresh(self) -> None:
        """Read the log again and show the answers."""
        with self._lock:
            self.attempt(self._answer, self._refuse)

    def ask(self, outcome: str) -> None:
        """Ask about another outcome: a column of the daily frame."""
        self.outcome = outcome
        self.refresh()

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "ask", "outcome": str(name)}:
                self.ask(name)

    def _refuse(self, text: str) -> None:
        self.answers, self.trouble = [], text

    def _answer(self) -> None:
        entries, settings = self._log.frame(), self._log.settings
        days = days_of(self._log, entries)
        today = date_of(dt.datetime.now(), settings.day_starts_at)
        rated = outcomes_in(days)
        with self.hold_sync():
            self.outcomes = [[what.name, what.label] for what in rated]
            if rated and self.outcome not in [what.name for what in rated]:
                self.outcome = rated[0].name
            worthwhile = settings.worthwhile_change if self.outcome == "pain" else None
            self.answers = [
                *self._from_experiment(days, today),
                self._from_log(days, today, worthwhile, self._asides(entries, days)),
            ]
            self.trouble = ""

    def _from_experiment(self, days: pd.DataFrame, today: dt.date) -> Iterator[dict[str, Any]]:
        plan = load_plan(self._log.path)
        if plan is not None and plan.outcome == self.outcome:
            yield shown_answer(analyse_experiment(plan, days, today))

    def _from_log(
        self, days: pd.DataFrame, today: dt.date, worthwhile: float | None, asides: list[Aside]
    ) -> dict[str, Any]:
        answer = is_it_helping(days, self.outcome, worthwhile=worthwhile)
        picture = None
        if answer.estimate is not None:
            picture = both_themes(
                lambda theme: plot_rolled_and_rest(
                    days, self.outcome, worthwhile=worthwhile, width=WIDTH, theme=theme
                )
            )
        return shown_answer(answer, asides, picture, today)

    def _asides(self, entries: pd.DataFrame, days: pd.DataFrame) -> list[Aside]:
        found = []
        if self.outcome in ("pain", "tension"):
            right_after = before_after(entries, days, self.outcome)
            found.append(Aside(say("Right after"), right_after.sentence))
        found.append(per_ten_minutes(days, self.outcome))
        phases = since_you_started(days, self.outcome)
        overlap = nonoverlap(days, self.outcome)
        found.append(Aside(phases.label, f"{phases.sentence} {overlap}".strip()))
        return found


WIDTH = 560.0
FROM = {"log": mark("From your log"), "experiment": mark("From your experiment")}


def shown_answer(
    answer: Effect,
    asides: Sequence[Aside] = (),
    days: dict[str, str] | None = None,
    today: dt.date | None = None,
) -> dict[str, Any]:
    """What `answerBlock` in answers.js shows; `days` is a picture of the days themselves.

    With `today`, a next look that an entry of today can bring has no date any more.
    """
    picture = None
    if answer.estimate is not None:
        picture = both_themes(
            lambda theme: plot_effect(answer, width=WIDTH, theme=theme, titled=False)
        )
    said = f"{answer.sentence} {answer.why}"
    return {
        "source": answer.source,
        "verdict": answer.verdict.value,
        "from": say(FROM[answer.source]),
        "sentence": answer.sentence,
        "plain": answer.plain,
        "numbers": answer.numbers,
        "why": answer.why,
        "when": _when(answer, today),
        "picture": picture,
        "reasons": [reason for reason in answer.reasons if reason not in said],
        "gates": [{"passed": gate.passed, "reason": gate.reason} for gate in answer.gates],
        "how": list(how(answer)),
        "wrong": list(what_would_be_wrong(answer)),
        "asides": [{"label": each.label, "sentence": each.sentence} for each in asides],
        "days": days,
    }


def _when(answer: Effect, today: dt.date | None) -> str:
    said = []
    if answer.first_day is not None and answer.last_day is not None:
        said.append(
            several(
                answer.days_used,
                "From {first} to {last}: {number} day used.",
                "From {first} to {last}: {number} days used.",
                first=date_words(answer.first_day),
                last=date_words(answer.last_day),
            )
        )
    if answer.next_look is not None:
        if today is not None and answer.next_look <= today:
            said.append(say("Next look: with your next entry."))
        else:
            said.append(say("Next look: {day}.", day=date_words(answer.next_look)))
    return " ".join(said)
