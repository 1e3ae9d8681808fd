"""How often "is it helping?" is wrong, and how often it sees what is there.

    python -m tests.benchmarks.calibration [--people 500] [--tried 2000] [--seed 1]

prints Markdown tables of simulated people (see worlds.py). A rate is followed by its Monte Carlo
standard error. Noise is how much of a day's deviation is left on the next day.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
import pandas as pd

from rolltrack.days.outcome import outcome
from rolltrack.helping import power, randomisation
from rolltrack.helping.answer import Effect
from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.from_log import DECISION_LEVEL, log_verdict
from rolltrack.helping.gates import log_gates
from rolltrack.helping.nextday import Diary, compare
from rolltrack.helping.plan import Plan, extended, plan_experiment
from rolltrack.helping.power import smallest_effect
from tests.benchmarks.worlds import (
    RANDOM,
    SD,
    TRIED,
    WORLDS,
    Array,
    People,
    World,
    simulate,
)

NOISES = (0.0, 0.3, 0.6, 0.8)
YEAR = 364
START = dt.date(2026, 6, 1)
PAIN = outcome("pain")


@dataclass(frozen=True)
class Rate:
    """A share of people, with the standard error that the number of people leaves."""

    share: float
    people: int

    def __str__(self) -> str:
        error = np.sqrt(max(self.share * (1 - self.share), 0.25 / self.people) / self.people)
        return f"{100 * self.share:.1f} ± {100 * error:.1f}"


def rate(happened: Iterable[bool]) -> Rate:
    """The share of people to whom something happened."""
    values = np.array(list(happened), dtype=bool)
    return Rate(float(values.mean()), len(values))


def diaries(lived: People) -> Iterator[Diary]:
    """One diary a person."""
    for rating, rolled in zip(lived.rating, lived.rolled, strict=True):
        yield Diary(rating, rolled, lived.weekend, np.zeros(len(rating), dtype=bool))


def log_verdicts(diary: Diary, looks: Sequence[int]) -> list[str]:
    """The verdict at each look, from the days up to it."""
    found: list[str] = []
    for look in looks:
        seen = compare(diary.between(0, look))
        found.append(log_verdict(seen, log_gates(seen, PAIN), 1.0))
    return found


def false_from_log(
    world: World, noise: float, people: int, rng: np.random.Generator, every: int = 28
) -> tuple[Array, People]:
    """Verdicts where rolling does nothing, shape (people, looks of a year)."""
    lived = simulate(world, people, YEAR, noise, 0.0, rng)
    looks = range(28, YEAR + 1, every)
    return np.array([log_verdicts(diary, looks) for diary in diaries(lived)]), lived


def plain_comparison(lived: People) -> list[bool]:
    """What a plain t-test of the days after rolling against those after rest says after a year."""
    from scipy.stats import ttest_ind

    found = []
    for rating, rolled in zip(lived.rating[:, 1:], lived.rolled[:, :-1], strict=True):
        after_rolling = rating[(rolled == 1) & ~np.isnan(rating)]
        after_rest = rating[(rolled == 0) & ~np.isnan(rating)]
        test = ttest_ind(after_rolling, after_rest, equal_var=False)
        found.append(bool(test.pvalue < 0.05 and test.statistic < 0))
    return found


def log_power(
    effect: float, look: int, noise: float, people: int, rng: np.random.Generator
) -> tuple[Rate, Rate, Rate]:
    """Rolling at random, with an effect: promising, what an oracle sees, and coverage at 95 %."""
    lived = simulate(RANDOM, people, look, noise, effect, rng)
    promising, oracle, covered = [], [], []
    for diary in diaries(lived):
        found = compare(diary)
        promising.append(log_verdict(found, log_gates(found, PAIN), 1.0) == "promising")
        oracle.append(_oracle_power(diary, effect, noise))
        if found.slope is not None:
            low, high = found.slope.interval(0.95)
            covered.append(low <= -effect <= high)
    return rate(promising), Rate(float(np.mean(oracle)), people), rate(covered)


def _oracle_power(diary: Diary, effect: float, noise: float) -> float:
    """Power of generalised least squares that knows the noise, the effect's form and the trend."""
    day = np.flatnonzero(~np.isnan(diary.rolled[:-1] + diary.rating[1:]))
    error = known_noise_error(day.astype(float), diary.rolled[day], noise)
    return _passes(effect / error, 1 - (1 - DECISION_LEVEL) / 2)


def known_noise_error(when: Array, arm: Array, noise: float) -> float:
    """Standard error of the arm's coefficient for someone who knows the covariance."""
    covariance = SD**2 * noise ** np.abs(when[:, None] - when) + np.eye(len(when)) / 12
    columns = np.column_stack([arm, np.ones(len(when)), when - when.mean()])
    precision = columns.T @ np.linalg.solve(covariance, columns)
    return float(np.sqrt(np.linalg.inv(precision)[0, 0]))


def _passes(size: float, level: float) -> float:
    from scipy.special import ndtr, ndtri

    return float(ndtr(size - ndtri(level)))


def try_out(
    world: World, noise: float, effect: float, people: int, rng: np.random.Generator
) -> list[tuple[Effect, Effect]]:
    """Let people follow a schedule of 7 pairs: the answers on day 28 and on day 56."""
    plans = [
        plan_experiment(START, seed=int(seed))
        for seed in rng.integers(0, 2**32, people, dtype=np.uint64)
    ]
    plans = [extended(plan, START + dt.timedelta(days=27)) for plan in plans]
    arms = np.array([[day.arm == "roll" for day in plan.days] for plan in plans], dtype=float)
    arms = np.column_stack([arms, np.zeros(people)])
    followed = dataclasses.replace(world, roll=lambda morning: arms[:, morning.day])
    lived = simulate(followed, people, arms.shape[1], noise, effect, rng)
    return [
        (_answer(plan, frame, 28), _answer(plan, frame, 56))
        for plan, frame in zip(plans, frames(lived), strict=True)
    ]


def _answer(plan: Plan, days: pd.DataFrame, day: int) -> Effect:
    return analyse_experiment(plan, days, START + dt.timedelta(days=day))


def frames(lived: People) -> Iterator[pd.DataFrame]:
    """One daily frame a person."""
    dates = pd.date_range(START, periods=lived.rating.shape[1], name="date")
    for rating, rolled in zip(lived.rating, lived.rolled, strict=True):
        state = np.where(np.isnan(rolled), "unknown", np.where(rolled == 1, "rolled", "rest"))
        yield pd.DataFrame({"state": pd.array(state, dtype="str"), "pain": rating}, index=dates)


def ever(answers: Sequence[tuple[Effect, Effect]], verdict: str) -> Rate:
    """How often an experiment that goes on while unclear ends with a verdict."""
    return rate(
        first.verdict == verdict
        or (first.verdict == "cannot tell yet" and second.verdict == verdict)
        for first, second in answers
    )


def covers(answers: Iterable[Effect], effect: float) -> Rate:
    """How often the interval holds the truth, among those that show one."""
    return rate(
        (answer.low is None or answer.low <= -effect)
        and (answer.high is None or -effect <= answer.high)
        for answer in answers
        if answer.estimate is not None
    )


def _points(effect: float) -> str:
    return f"{effect:.0f} point{'' if effect == 1 else 's'}"


def _line(cells: Iterable[object]) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def _head(*cells: str) -> None:
    print()
    _line(cells)
    _line("---" for _ in cells)


def print_false_from_log(people: int, rng: np.random.Generator) -> None:
    """Ever "promising" in a year where rolling does nothing."""
    print('\nFrom the log, nothing helps: ever "promising" in a year, % of people')
    heads = [f"noise {noise}" for noise in NOISES]
    _head("world", *heads, "weekly looks, worst noise", "ever stopped by a gate", "plain t-test")
    for world in WORLDS:
        monthly, weekly, gated, plain = [], [], [], []
        for noise in NOISES:
            verdicts, lived = false_from_log(world, noise, people, rng, every=7)
            monthly.append(rate((verdicts[:, ::4] == "promising").any(axis=1)))
            weekly.append(rate((verdicts == "promising").any(axis=1)))
            gated.append(float((verdicts[:, ::4] == "this log cannot tell").any(axis=1).mean()))
            plain.append(float(np.mean(plain_comparison(lived))))
        name = f"{world.name} ({world.hidden})" if world.hidden else world.name
        worst = max(weekly, key=lambda found: found.share)
        _line((name, *monthly, worst, f"{100 * np.mean(gated):.0f}", f"{100 * np.mean(plain):.0f}"))


def print_log_power(people: int, rng: np.random.Generator) -> None:
    """Rolling at random that does help."""
    print('\nFrom the log, rolling at random helps: "promising" on that day, % of people')
    _head("effect, day", *(f"noise {n}: seen / oracle / 95 % covers" for n in NOISES))
    for effect, look in ((1.0, 84), (2.0, 56)):
        cells = []
        for noise in NOISES:
            seen, oracle, covered = log_power(effect, look, noise, people, rng)
            cells.append(f"{seen} / {100 * oracle.share:.0f} / {covered}")
        _line((f"{_points(effect)}, day {look}", *cells))


def print_experiments(people: int, rng: np.random.Generator) -> None:
    """Randomised schedules, with and without an effect."""
    print('\nExperiment, nothing helps: "helping" on day 28 or, if unclear, day 56, % of people')
    _head("world", *(f"noise {noise}" for noise in NOISES))
    for world in TRIED:
        found = (ever(try_out(world, noise, 0.0, people, rng), "helping") for noise in NOISES)
        _line((world.name, *found))
    print('\nExperiment, rolling helps: "helping" on day 28, by day 56 / an oracle on day 56, %')
    print("(and how often the interval holds the truth: 94 % on day 28, 96 % on day 56)")
    _head("effect", *(f"noise {noise}" for noise in NOISES))
    for effect in (1.0, 2.0):
        cells = []
        for noise in NOISES:
            answers = try_out(TRIED[0], noise, effect, people, rng)
            oracle = experiment_oracle(effect, noise, rng)
            held = [covers((pair[look] for pair in answers), effect) for look in (0, 1)]
            early = rate(first.verdict == "helping" for first, _ in answers)
            seen = f"{early}, {ever(answers, 'helping')} / {100 * oracle:.0f}"
            cells.append(f"{seen} ({held[0]}; {held[1]})")
        _line((_points(effect), *cells))


def experiment_oracle(effect: float, noise: float, rng: np.random.Generator) -> float:
    """Power on day 56 of one who knows the noise, averaged over schedules."""
    found = []
    for seed in rng.integers(0, 2**32, 200, dtype=np.uint64):
        plan = extended(plan_experiment(START, seed=int(seed)), START + dt.timedelta(days=27))
        arm = np.array([day.arm == "roll" for day in plan.days], dtype=float)
        error = known_noise_error(np.arange(len(arm), dtype=float), arm, noise)
        found.append(_passes(effect / error, 0.975))
    return float(np.mean(found))


def print_smallest_effects() -> None:
    """What the planner says before the start."""
    print(f"\nSmallest effect that an experiment sees in 80 % of the cases (SD {SD})")
    _head("days", *(f"noise {noise}" for noise in NOISES))
    for parts in (1, 2):
        _line((28 * parts, *(f"{smallest_effect(SD, noise, 7, parts):.2f}" for noise in NOISES)))
    print("\nThe same on day 28 by the correlation that the test works with")
    _head("correlation", *(f"noise {noise}" for noise in NOISES))
    for correlation in (0.3, 0.4, 0.5):
        power._in_standard_deviations.cache_clear()
        with patch.object(randomisation, "WORKING_CORRELATION", correlation):
            found = [smallest_effect(SD, noise, 7) for noise in NOISES]
        _line((correlation, *(f"{effect:.2f}" for effect in found)))
    power._in_standard_deviations.cache_clear()


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="tests.benchmarks.calibration")
    parser.add_argument("--people", type=int, default=500, help="simulated people a cell")
    parser.add_argument("--tried", type=int, default=2000, help="people a cell of the experiments")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(
        f"`python -m tests.benchmarks.calibration --people {chosen.people} "
        f"--tried {chosen.tried} --seed {chosen.seed}`"
    )
    # Each part has a stream of its own: more people in one leave the others as they are.
    of_log, of_power, of_tried = np.random.default_rng(chosen.seed).spawn(3)
    print_false_from_log(chosen.people, of_log)
    print_log_power(chosen.people, of_power)
    print_experiments(chosen.tried, of_tried)
    print_smallest_effects()


if __name__ == "__main__":
    main()
