"""A small version of the calibration, with seeds: fails when a rate leaves its bounds.

The bounds are those of `python -m tests.benchmarks.calibration`, widened by three Monte Carlo
standard errors of the smaller number of people here.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.calibration import covers, ever, false_from_log, log_power, try_out
from tests.benchmarks.worlds import TRIED, WORLDS

PEOPLE = 60


def at_most(share: float, people: int) -> float:
    return share + 3 * float(np.sqrt(share * (1 - share) / people))


def at_least(share: float, people: int) -> float:
    return share - 3 * float(np.sqrt(share * (1 - share) / people))


@pytest.fixture(scope="module")
def false_verdicts() -> dict[str, dict[str, float]]:
    """World → verdict → share of people who ever get it in a year where nothing helps or harms."""
    found = {}
    for number, world in enumerate(WORLDS):
        verdicts, _ = false_from_log(world, 0.6, PEOPLE, np.random.default_rng(number))
        found[world.name] = {
            verdict: float((verdicts == verdict).any(axis=1).mean())
            for verdict in ("promising", "worse")
        }
    return found


def visible(hidden: str) -> list[str]:
    return [world.name for world in WORLDS if world.hidden == hidden]


@pytest.mark.parametrize("verdict", ["promising", "worse"])
@pytest.mark.parametrize("world", visible("") + visible("caught by a gate"))
def test_a_log_rarely_promises_or_warns_where_nothing_happens(false_verdicts, world, verdict):
    assert false_verdicts[world][verdict] <= at_most(0.05, PEOPLE)


def test_over_all_worlds_together_false_promises_stay_under_one_in_twenty(false_verdicts):
    names = visible("") + visible("caught by a gate")
    assert np.mean([false_verdicts[name]["promising"] for name in names]) <= 0.05


def test_what_nobody_wrote_down_deceives_any_log(false_verdicts):
    assert false_verdicts["unrecorded busy days"]["promising"] > 0.5


@pytest.mark.parametrize(
    ("effect", "look", "noise", "bound"),
    [(1, 84, 0.3, 0.40), (1, 84, 0.6, 0.53), (1, 84, 0.8, 0.74), (2, 56, 0.3, 0.80)],
)
def test_a_log_sees_what_is_there(effect, look, noise, bound):
    seen, oracle, covered = log_power(effect, look, noise, 300, np.random.default_rng(5))
    assert seen.share >= at_least(bound, 300)
    assert seen.share <= oracle.share
    assert at_least(0.95, 300) <= covered.share <= at_most(0.95, 300)


@pytest.mark.parametrize("world", TRIED, ids=lambda world: world.name)
def test_an_experiment_rarely_helps_where_nothing_does(world):
    rng = np.random.default_rng(6)
    answers = try_out(world, 0.6, 0.0, PEOPLE, rng)
    assert ever(answers, "helping").share <= at_most(0.05, PEOPLE)


@pytest.mark.parametrize(("noise", "bound"), [(0.0, 0.50), (0.3, 0.53), (0.6, 0.70), (0.8, 0.88)])
def test_an_experiment_sees_one_point_and_its_interval_holds_it(noise, bound):
    answers = try_out(TRIED[0], noise, 1.0, 120, np.random.default_rng(7))
    assert ever(answers, "helping").share >= at_least(bound, 120)
    assert covers((second for _, second in answers), 1.0).share >= at_least(0.955, 120)
