"""How often a change is said where there is none, and how often one is seen.

    python -m tests.benchmarks.change_calibration [--people 2000] [--seed 1]

prints Markdown tables of simulated people: pain of 5.5 with a standard deviation of 1.5 points,
ratings rounded to 0-10. Noise is how much of a day's deviation is left on the next day. A false
change is one for better or worse where nothing changed; a change is seen where the end of what is
shown is 2 points lower. A rate is followed by its Monte Carlo standard error. The second table is
of weekly ratings, by the fewest that an end may rest on; the third of daily ones, by the standard
errors that are added to how much days are alike.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
import pandas as pd

from rolltrack.days import change as module, noise, span
from rolltrack.days.change import State, change
from tests.benchmarks.calibration import NOISES, Rate, rate
from tests.benchmarks.worlds import SD, Array, ar1

LEVEL = 5.5


class Log(NamedTuple):
    """A log of some days: which of them are rated, which part is shown and which part is lower."""

    days: int
    rated: Callable[[Array], Array]
    shown: int
    lower: int


def every_day(chance: Array) -> Array:
    """All are rated."""
    return np.full(len(chance), True)


def every(days: int) -> Callable[[Array], Array]:
    """One in so many days is rated."""
    return lambda chance: np.arange(len(chance)) % days == days // 3


LOGS: dict[str, Log] = {
    "every day, 7 weeks": Log(49, every_day, 49, 28),
    "every day, 26 weeks": Log(182, every_day, 182, 28),
    "70 % of the days, 26 weeks": Log(182, lambda chance: chance < 0.7, 182, 28),
    "every other day, 26 weeks": Log(182, every(2), 182, 28),
    "once a week, 12 weeks": Log(84, every(7), 84, 35),
    "once a week, 26 weeks": Log(182, every(7), 182, 35),
    "every day, the last 4 of 26 weeks": Log(182, every_day, 28, 14),
    "every day, the last 4 of 10 weeks": Log(70, every_day, 28, 14),
    "every other day, the last 4 of 26 weeks": Log(182, every(2), 28, 14),
    "every day, the last 2 of 26 weeks": Log(182, every_day, 14, 7),
}


def states(
    log: str, noise: float, effect: float, people: int, rng: np.random.Generator
) -> list[State]:
    """What is said to each person about a log whose end is ``effect`` lower."""
    days, is_rated, shown, lower = LOGS[log]
    pain = LEVEL + effect / 2 + SD * ar1(people, days, noise, rng)
    pain[:, -lower:] -= effect
    ratings = np.clip(np.rint(pain), 0, 10)
    dates = pd.date_range("2026-06-01", periods=days, name="date")
    part = (dates[-shown].date(), dates[-1].date())
    found = []
    for person in ratings:
        seen = np.where(is_rated(rng.random(days)), person, np.nan)
        frame = pd.DataFrame({"state": "rest", "pain": seen}, dates)
        found.append(change(frame, shown=part).state)
    return found


def said(states: list[State], *words: str) -> Rate:
    """How many were told one of these, such as "better"."""
    return rate(state.split()[-1] in words for state in states)


def print_logs(names: list[str], people: int, rng: np.random.Generator, head: str) -> None:
    """A row a log."""
    for name in names:
        cells = []
        for level in NOISES:
            same = states(name, level, 0.0, people, rng)
            lower = states(name, level, 2.0, people, rng)
            cells.append(f"{said(same, 'better', 'worse')} / {said(lower, 'better')}")
        print(f"| {head or name} | {' | '.join(cells)} |", flush=True)


def print_head(first: str) -> None:
    """The head of a table."""
    heads = [f"noise {level}: false / seen" for level in NOISES]
    print(f"\n| {first} | {' | '.join(heads)} |")
    print("| --- " * (len(heads) + 1) + "|")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m tests.benchmarks.change_calibration"
    )
    parser.add_argument("--people", type=int, default=2000, help="simulated people a cell")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    logs, fewest, caution = np.random.default_rng(chosen.seed).spawn(3)
    print_head("pain rated")
    print_logs(list(LOGS), chosen.people, logs, "")
    print_head("once a week, 26 weeks: fewest ratings at an end")
    for number in range(3, 8):
        with (
            patch.object(span, "FEWEST_RATINGS", number),
            patch.object(module, "FEWEST_RATINGS", number),
        ):
            print_logs(["once a week, 26 weeks"], chosen.people, fewest, f"{number}")
    print_head("every day, 7 weeks: standard errors added")
    for errors in (0.0, 1.0, 1.3):
        with patch.object(noise, "CAUTION", errors):
            print_logs(["every day, 7 weeks"], chosen.people, caution, f"{errors}")


if __name__ == "__main__":
    main()
