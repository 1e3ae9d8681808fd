"""How long an answer takes, beside one bare regression of the same size.

python -m tests.benchmarks.effect_speed
"""

from __future__ import annotations

import datetime as dt
import timeit
from collections.abc import Callable

import numpy as np

from rolltrack.helping.from_experiment import analyse_experiment
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.plan import extended, plan_experiment
from tests.benchmarks.calibration import START, frames
from tests.benchmarks.worlds import RANDOM, simulate


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The fastest of five rounds, a call."""
    return 1000 * min(timeit.repeat(work, number=times, repeat=5)) / times


def main() -> None:
    """Print times and ratios to the floor."""
    rng = np.random.default_rng(1)
    design, rating = rng.normal(size=(364, 9)), rng.normal(size=364)
    floor = milliseconds(lambda: np.linalg.lstsq(design, rating), 200)
    year, decade = (next(frames(simulate(RANDOM, 1, days, 0.3, 0.5, rng))) for days in (364, 3650))
    plan = extended(plan_experiment(START, seed=1), START + dt.timedelta(days=27))
    long_plan = plan_experiment(START, pairs=45, block_days=4, seed=1)
    works = {
        "one bare least squares (the floor)": lambda: np.linalg.lstsq(design, rating),
        "is_it_helping, a year": lambda: is_it_helping(year),
        "is_it_helping, ten years": lambda: is_it_helping(decade),
        "analyse_experiment, 56 days": lambda: analyse_experiment(plan, year),
        "analyse_experiment, 360 days": lambda: analyse_experiment(long_plan, year),
    }
    print("| work | ms | times the floor |\n| --- | --- | --- |")
    for name, work in works.items():
        took = milliseconds(work, 5)
        print(f"| {name} | {took:.2f} | {took / floor:.0f} |")


if __name__ == "__main__":
    main()
