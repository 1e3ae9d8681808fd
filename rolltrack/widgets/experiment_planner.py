"""Plan a randomised experiment, follow it, and read its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import traitlets

from rolltrack.charts.experiment import plot_experiment
from rolltrack.charts.picture import both_themes
from rolltrack.days.of_log import days_of
from rolltrack.days.outcome import Outcome, outcome, outcomes_in
from rolltrack.entry.day import date_of
from rolltrack.entry.errors import InvalidPlan
from rolltrack.entry.language import date_words, say, several
from rolltrack.entry.settings import Settings
from rolltrack.helping.answer import Verdict
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.plan import Plan, cost_of_ending, plan_experiment
from rolltrack.helping.plan_file import (
    end_plan,
    extend_plan,
    load_plan,
    save_plan,
    todays_assignment,
)
from rolltrack.helping.power import (
    FEWEST_RATINGS,
    Variation,
    rounded_up,
    smallest_effect,
    variation,
)
from rolltrack.log.log import SessionLog
from rolltrack.widgets.bundle import script, stylesheet
from rolltrack.widgets.effect_panel import WIDTH, shown_answer
from rolltrack.widgets.panel import News, Panel

PAIRS, BLOCK_DAYS = 7, 2


def experiment_planner(log: SessionLog) -> ExperimentPlanner:
    """Plan an experiment, see what today asks for, and read its answer, in a notebook cell."""
    return ExperimentPlanner(log)


class ExperimentPlanner(Panel):
    """See ``experiment_planner``. ``stage`` is ``none``, ``running`` or ``over``.

    ``choose``, ``plan``, ``extend`` and ``end`` do what the buttons do; ``status`` then says what
    happened.
    """

    _esm = script("experiment_planner.js")
    _css = stylesheet("answers.css")

    stage = traitlets.Unicode("none").tag(sync=True)
    outcomes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    outcome = traitlets.Unicode("pain").tag(sync=True)
    power = traitlets.Unicode().tag(sync=True)
    earliest = traitlets.Unicode().tag(sync=True)
    today = traitlets.Unicode().tag(sync=True)
    progress: traitlets.List[Any] = traitlets.List().tag(sync=True)
    schedule: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    answer: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    can_extend = traitlets.Bool().tag(sync=True)
    cost = traitlets.Unicode().tag(sync=True)

    def __init__(self, log: SessionLog) -> None:
        self._looked_at = False
        super().__init__(log)
        self.refresh()
        self.wait_for_a_look()

    def refresh(self) -> None:
        """Read the log and the schedule again and show them."""
        with self._lock:
            self.attempt(self._show, self.say)

    def look(self) -> None:
        """Show what is new; at the first look also what an experiment could see.

        That takes seconds to work out, and the page is not kept waiting for it.
        """
        self._looked_at = True
        super().look()

    def choose(self, outcome_name: str) -> None:
        """Say what a new experiment about this column of the daily frame could see."""
        self.outcome, self._looked_at = outcome_name, True
        self.refresh()

    def plan(self, start: str) -> None:
        """Draw a schedule that begins on ``start`` (YYYY-MM-DD) and save it beside the log."""

        def draw() -> str:
            if not start:
                raise InvalidPlan(say("Choose the first day: tomorrow or later."))
            settings = self._log.settings
            chosen = plan_experiment(
                start,
                PAIRS,
                BLOCK_DAYS,
                outcome=self.outcome,
                worthwhile=settings.worthwhile_change if self.outcome == "pain" else None,
            )
            save_plan(self._log.path, chosen, _today(settings))
            begins = date_words(chosen.start)
            return say("The schedule is drawn and saved. It begins on {day}.", day=begins)

        self._do(draw)

    def extend(self) -> None:
        """Go on for as long again, from tomorrow."""

        def go_on() -> str:
            changed = extend_plan(self._log.path, self._day())
            return say("It goes on until {day}.", day=date_words(changed.days[-1].date))

        self._do(go_on)

    def end(self) -> None:
        """End the experiment today."""

        def stop() -> str:
            plan = end_plan(self._log.path, self._day())
            if plan.ended_on is None or plan.start <= plan.ended_on:
                return say("Ended. Every entry stays in your log.")
            return say("Called off. Every entry stays in your log.")

        self._do(stop)

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        match message:
            case {"kind": "choose", "outcome": str(name)}:
                self.choose(name)
            case {"kind": "plan", "start": str(start)}:
                self.plan(start)
            case {"kind": "extend"}:
                self.extend()
            case {"kind": "end"}:
                self.end()

    def _do(self, change: Callable[[], str]) -> None:
        def do() -> News:
            done = change()
            self._show()
            self.say(done)
            return News()

        self.act(do)

    def _day(self) -> dt.date:
        return _today(self._log.settings)

    def _show(self) -> None:
        days, today = days_of(self._log), self._day()
        plan = load_plan(self._log.path)
        with self.hold_sync():
            self.outcomes = [[what.name, what.label] for what in outcomes_in(days)]
            self.earliest = (today + dt.timedelta(days=1)).isoformat()
            if plan is None:
                self.stage, self.schedule, self.answer = "none", {}, {}
            else:
                self._show_plan(plan, days, today)
            names = [name for name, _ in self.outcomes]
            if names and self.outcome not in names:
                self.outcome = names[0]
            if self.stage != "running":
                what = outcome(self.outcome)
                self.power = say("Working out how small an effect it could see …")
                if self._looked_at:
                    self.power = _power_words(variation(days, what.name), what)

    def _show_plan(self, plan: Plan, days: pd.DataFrame, today: dt.date) -> None:
        found = analyse_experiment(plan, days, today)
        looked = found.verdict is not Verdict.TOO_LITTLE_YET
        last_look = plan.second_look or plan.first_look
        over = plan.ended_on is not None or today > last_look
        undecided = found.verdict in (Verdict.CANNOT_TELL_YET, Verdict.LOG_CANNOT_TELL)
        self.can_extend = undecided and plan.extended_from is None and plan.ended_on is None
        self.stage = "over" if over and not self.can_extend else "running"
        self.today = todays_assignment(self._log.path, today) or _not_today(plan, today)
        self.progress = _progress(plan, days, today)
        self.cost = cost_of_ending(plan, today)
        title = "" if looked else found.sentence.removesuffix(".")
        self.schedule = both_themes(
            lambda theme: plot_experiment(plan, days, today, width=WIDTH, theme=theme, title=title)
        )
        self.answer = shown_answer(found) if looked else {}


def _today(settings: Settings) -> dt.date:
    return date_of(dt.datetime.now(), settings.day_starts_at)


def _not_today(plan: Plan, today: dt.date) -> str:
    if plan.ended_on is not None:
        return say("This experiment was ended on {day}.", day=date_words(plan.ended_on))
    if today < plan.start:
        begins = date_words(plan.start)
        return say("The experiment begins on {day}. Until then, log as always.", day=begins)
    return say("Nothing is asked for today.")


def _progress(plan: Plan, days: pd.DataFrame, today: dt.date) -> list[str]:
    """How many mornings are rated and how the schedule was followed, up to yesterday."""
    one = dt.timedelta(days=1)
    past = [day for day in plan.days if day.date < today]
    if not past:
        return []
    by_date = days.reindex(pd.DatetimeIndex([day.date for day in past]))
    mornings = days.reindex(pd.DatetimeIndex([day.date + one for day in past]))
    rated = int(mornings[plan.outcome].notna().sum()) if plan.outcome in mornings else 0
    known = by_date["state"].isin(["rolled", "rest"]).to_numpy()
    asked = np.array(["rolled" if day.arm == "roll" else "rest" for day in past])
    kept = int((by_date["state"].to_numpy(dtype=object) == asked)[known].sum())
    return [
        say("Mornings rated: {rated} of {all}.", rated=rated, all=len(past)),
        say(
            "Days as the schedule asked: {kept} of the {logged} that are logged.",
            kept=kept,
            logged=int(known.sum()),
        ),
    ]


def _power_words(found: Variation, what: Outcome) -> str:
    """What the experiment could see, in sentences."""
    label = what.label.lower()
    if np.isnan(found.sd):
        return say("How small an effect it can see is known after 14 ratings.")
    if found.sd == 0:
        return say("Your {label} was always the same: there is nothing to see.", label=label)
    once, twice = (
        smallest_effect(found.sd, round(found.noise, 1), PAIRS, parts) for parts in (1, 2)
    )
    seen = say(
        "In {days} days it can see {short} or more, in {twice} days {long} (in 4 of 5 such "
        "experiments).",
        days=2 * PAIRS * BLOCK_DAYS,
        short=what.amount(rounded_up(once, what.decimals)),
        twice=4 * PAIRS * BLOCK_DAYS,
        long=what.amount(rounded_up(twice, what.decimals)),
    )
    return f"{seen} {_source_words(found, label)}"


def _source_words(found: Variation, label: str) -> str:
    if not found.ratings:
        return say(
            "That is for someone whose {label} varies as usual, because in the last 12 weeks of "
            "your log there are fewer than {fewest} days with a rating.",
            label=label,
            fewest=FEWEST_RATINGS,
        )
    return several(
        found.ratings,
        "That is worked out from how your {label} varied in the last 12 weeks of your log: "
        "{number} day with a rating.",
        "That is worked out from how your {label} varied in the last 12 weeks of your log: "
        "{number} days with a rating.",
        label=label,
    )
