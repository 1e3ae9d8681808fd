"""Every sentence of the room could be translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rolltrack.entry.errors import RolltrackError
from rolltrack.helping.answer import Effect, named_outcome, smallest_worthwhile
from rolltrack.helping.dose import per_ten_minutes
from rolltrack.helping.explained import how, what_would_be_wrong
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.phases import nonoverlap, since_you_started
from rolltrack.helping.plan import Plan, cost_of_ending, ended, extended, plan_experiment
from rolltrack.helping.plan_file import end_plan, load_plan, save_plan, todays_assignment
from tests.benchmarks.calibration import frames
from tests.benchmarks.worlds import WORLDS, simulate
from tests.diaries import EDGES, START, at_rest_or_rolling, day, followed, made_up
from tests.pseudo import left_in_english, pseudo

OUTCOMES = ("pain", "tension", "sleep_minutes", "flexibility_seated_rotation_deg")
OWN = ("mm", "min", "NAP", "Tau-BC", "Ostelo", "rolltrack-experiment.json", "nonsense")


def told(answer: Effect) -> list[str]:
    gates = [gate.reason for gate in answer.gates]
    asides = [*how(answer), *what_would_be_wrong(answer)]
    return [answer.sentence, answer.why, *answer.reasons, *gates, *asides]


def logs() -> list[pd.DataFrame]:
    """Logs for every verdict, and for every gate."""
    made = [made_up(effect=effect) for effect in (3.0, -3.0)]
    made += [made_up(days=days, noise=0.6) for days in (364, 56, 20)]
    worlds = (world for world in WORLDS if "log" in world.name or "good days" in world.name)
    for world in worlds:
        made += frames(simulate(world, 1, 168, 0.6, 0.0, np.random.default_rng(3)))
    seldom = made_up(days=100)
    seldom.loc[np.arange(100) % 7 != 2, "pain"] = np.nan
    return [*made, *EDGES.values(), seldom]


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_answer_from_the_log(name: str) -> None:
    said: list[str] = []
    verdicts = set()
    for log in logs():
        turned = log.assign(minutes=0.0).rename(columns={"pain": name})
        if name == "flexibility_seated_rotation_deg":
            turned[name] = 60 - 6 * turned[name]
        with pseudo():
            answer = is_it_helping(turned, name)
            phases = since_you_started(turned, name)
            said += [*told(answer), phases.label, phases.sentence, nonoverlap(turned, name)]
            said += [per_ten_minutes(turned, name).sentence]
        verdicts.add(answer.verdict)
    assert left_in_english(" ".join(said), OWN) == []
    assert len(verdicts) >= 5 or name == "sleep_minutes"


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_answer_from_an_experiment(name: str) -> None:
    plan = plan_experiment(START, seed=3, outcome=name)
    longer = extended(plan, day(28))
    said: list[str] = []
    for chosen, effect, sd in ((plan, 3, 1), (plan, -3, 1), (longer, 0, 0.5), (plan, 0.5, 3)):
        days = followed(chosen, effect, sd=sd).rename(columns={"pain": name})
        lazy = days.assign(state="rest")
        sparse = days.copy()
        sparse.loc[days.index[::2], name] = np.nan
        with pseudo():
            for log in (days, lazy, sparse, days.iloc[:3], days.iloc[:0]):
                said += told(
                    analyse_experiment(chosen, log, chosen.days[-1].date + dt.timedelta(1))
                )
                said += told(analyse_experiment(chosen, log, START))
                said += told(analyse_experiment(ended(chosen, day(9)), log, day(9)))
    assert left_in_english(" ".join(said), OWN) == []


def test_a_step_and_a_slope_since_the_start() -> None:
    pain = np.array([8, 7, 6, 5, 4, 3, 2, 2, *[2.0, 3] * 10])
    days = at_rest_or_rolling(pain, np.array(["rest"] * 7 + ["rolled"] * 21))
    with pseudo():
        said = [since_you_started(days).sentence, nonoverlap(days)]
    assert "Tau-BC" in said[1]
    assert left_in_english(" ".join(said), OWN) == []


def refusals(plan: Plan, log: Path) -> list[Callable[[], object]]:
    return [
        lambda: plan_experiment(START, pairs=3),
        lambda: plan_experiment(START, pairs=99),
        lambda: plan_experiment(START, block_days=9),
        lambda: plan_experiment("nonsense"),
        lambda: plan_experiment(""),
        lambda: named_outcome("nonsense"),
        lambda: smallest_worthwhile(named_outcome("pain"), -1),
        lambda: extended(plan, START),
        lambda: extended(ended(plan, day(3)), day(29)),
        lambda: extended(extended(plan, day(28)), day(60)),
        lambda: end_plan(log, START),
        lambda: save_plan(log, plan, day(3)),
    ]


def test_every_refusal_and_what_the_schedule_says(tmp_path: Path) -> None:
    log, plan = tmp_path / "sessions.csv", plan_experiment(START, seed=3)
    longer = extended(plan, day(28))
    said: list[str] = []
    with pseudo():
        for refused in refusals(plan, log):
            with pytest.raises(RolltrackError) as error:
                refused()
            said.append(str(error.value))
        save_plan(log, plan, day(0))
        dates = (day(1), day(3), plan.first_look)
        said += filter(None, (todays_assignment(log, today) for today in dates))
        said += [cost_of_ending(plan, today) for today in (day(0), day(9), day(60))]
        said.append(cost_of_ending(longer, day(40)))
        with pytest.raises(RolltrackError) as error:
            save_plan(log, plan, day(0))
        said.append(str(error.value))
        (tmp_path / "rolltrack-experiment.json").write_text("{}")
        with pytest.raises(RolltrackError) as error:
            load_plan(log)
        said.append(str(error.value))
    assert left_in_english(" ".join(said), OWN) == []
