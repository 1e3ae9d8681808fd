"""How often a change since the first weeks is said where there is none, and how often it is seen.

    python -m tests.benchmarks.change_calibration [--people 2000] [--seed 1]

prints a Markdown table of simulated people: pain of 5.5 with a standard deviation of 1.5 points,
ratings rounded to 0-10. Noise is how much of a day's deviation is left on the next day. A false
change is one for better or worse where nothing changed; a change is seen where the last four weeks
are 2 points lower. A rate is followed by its Monte Carlo standard error.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
import pandas as pd

from rolltrack.days.change import NOW_WEEKS, change
from tests.benchmarks.calibration import NOISES, Rate, rate
from tests.benchmarks.worlds import SD, Array, ar1

LEVEL = 5.5
# Name → days of the log, and which of them are rated.
LOGS: dict[str, tuple[int, Callable[[Array], Array]]] = {
    "every day, 7 weeks": (49, lambda chance: np.full(len(chance), True)),
    "every day, 26 weeks": (182, lambda chance: np.full(len(chance), True)),
    "70 % of the days, 26 weeks": (182, lambda chance: chance < 0.7),
    "every other day, 26 weeks": (182, lambda chance: np.arange(len(chance)) % 2 == 0),
    "once a week, 26 weeks": (182, lambda chance: np.arange(len(chance)) % 7 == 2),
}


def states(
    log: str, noise: float, effect: float, people: int, rng: np.random.Generator
) -> list[str]:
    """What is said to each person about a log whose last four weeks are ``effect`` lower."""
    days, is_rated = LOGS[log]
    pain = LEVEL + effect / 2 + SD * ar1(people, days, noise, rng)
    pain[:, -7 * NOW_WEEKS :] -= effect
    ratings = np.clip(np.rint(pain), 0, 10)
    dates = pd.date_range("2026-06-01", periods=days, name="date")
    found = []
    for person in ratings:
        shown = np.where(is_rated(rng.random(days)), person, np.nan)
        found.append(change(pd.DataFrame({"state": "rest", "pain": shown}, dates)).state)
    return found


def said(states: list[str], *words: str) -> Rate:
    """How many were told one of these, such as "better"."""
    return rate(state.split()[-1] in words for state in states)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m tests.benchmarks.change_calibration"
    )
    parser.add_argument("--people", type=int, default=2000, help="simulated people a cell")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    heads = [f"noise {noise}: false / seen" for noise in NOISES]
    print(f"| pain rated | {' | '.join(heads)} |")
    print("| --- " * (len(heads) + 1) + "|")
    for log, rng in zip(LOGS, np.random.default_rng(chosen.seed).spawn(len(LOGS)), strict=True):
        cells = []
        for noise in NOISES:
            same = states(log, noise, 0.0, chosen.people, rng)
            lower = states(log, noise, 2.0, chosen.people, rng)
            cells.append(f"{said(same, 'better', 'worse')} / {said(lower, 'better')}")
        print(f"| {log} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
