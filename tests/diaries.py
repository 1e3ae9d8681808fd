"""Made-up diaries for tests, from a seed."""

from __future__ import annotations

import datetime as dt
import functools
import math
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from rolltrack.days.daily import daily
from rolltrack.helping.plan import Plan
from tests.benchmarks.calibration import frames
from tests.benchmarks.worlds import RANDOM, simulate

MONDAY = "2026-07-06"
START = dt.date(2026, 10, 12)  # of an experiment
EMPTY = pd.DataFrame({"start": np.array([], "M8[s]"), "kind": []})
TESTS = ("seated_rotation_deg", "sit_and_reach_mm", "rating")


def entries(
    days: int = 126, *, seed: int = 1, tests: tuple[str, ...] = ("seated_rotation_deg",)
) -> pd.DataFrame:
    """A log frame: three weeks of check-ins, then rolling, a flare-up and a gap of 18 days."""
    rng = np.random.default_rng(seed)
    date = np.datetime64("2026-07-06", "D") + np.arange(days)
    day = np.arange(days)
    level = 6.4 - 2.4 * np.clip((day - 21) / 60, 0, 1) + 2.5 * ((day >= 80) & (day < 86))
    pain = np.clip(np.rint(level + rng.normal(0, 1, days)), 0, 10)
    rolled = (day >= 21) & (rng.random(days) < 0.6)
    minutes = np.where(rolled, rng.integers(3, 13, days), np.nan)
    test = np.full(days, None, dtype=object)
    value = np.full(days, np.nan)
    for number, name in enumerate(tests):
        at = np.arange(1 + number, days, 7)
        test[at] = name
        value[at] = np.rint(36 + 10 * np.clip(at / 100, 0, 1) + rng.normal(0, 1.5, len(at)))
    frame = pd.DataFrame(
        {
            "start": (date + np.timedelta64(0, "D")).astype("M8[s]")
            + np.timedelta64(19 * 3600, "s"),
            "kind": np.where(rolled, "session", "check-in"),
            "routine": pd.array(
                np.where(rolled, rng.choice(["upper_back_release", "slow_full_pass"], days), None),
                dtype="str",
            ),
            "roller": pd.array(np.where(rolled, np.where(day < 70, "soft", "medium"), None), "str"),
            "minutes": minutes,
            "pain_before": pain,
            "pain_after": np.where(rolled, np.maximum(pain - rng.integers(0, 3, days), 0), np.nan),
            "tension_before": np.clip(np.rint(pain + rng.normal(0, 1, days)), 0, 10),
            "flexibility_test": pd.array(test, dtype="str"),
            "flexibility_before": value,
            "activity": np.clip(np.rint(10 - level + rng.normal(0, 1, days)), 0, 10),
            "sleep_minutes": np.rint(rng.normal(420, 40, days)),
        }
    )
    logged = (rng.random(days) < 0.9) & ~((day >= 95) & (day < 113) & (days > 130))
    logged[[0, -1]] = True
    return frame[logged].reset_index(drop=True)


@functools.cache
def log(days: int = 126, seed: int = 1) -> pd.DataFrame:
    return entries(days, seed=seed, tests=TESTS)


@functools.cache
def diary(days: int = 126) -> pd.DataFrame:
    return daily(log(days))


def unrated() -> pd.DataFrame:
    """Sessions without a single answer."""
    frame = log(40).copy()
    rated = [name for name in frame if name not in ("start", "kind", "routine", "roller")]
    return frame.assign(**{name: np.nan for name in rated if frame[name].dtype.kind == "f"})


def rated(pain: Any, *, start: str = MONDAY, **columns: Any) -> pd.DataFrame:
    """A daily frame with these ratings of pain, on days at rest."""
    index = pd.date_range(start, periods=len(pain), name="date", freq="D", unit="s")
    values = {"state": "rest", "minutes": 0.0, "pain": np.asarray(pain, dtype=float)} | columns
    return pd.DataFrame(values, index=index)


def ratings(size: int = 120) -> st.SearchStrategy[list[float]]:
    """Ratings of pain, missing on some days."""
    return st.lists(st.integers(0, 10).map(float) | st.just(math.nan), min_size=1, max_size=size)


def sessions(before: Any, after: Any, **columns: Any) -> pd.DataFrame:
    """A log frame of a session a day with these ratings before and after."""
    start = pd.date_range("2026-07-06T18:00", periods=len(before), freq="D", unit="s")
    values = {"start": start, "kind": "session", "minutes": 5.0, "pain_before": before}
    return pd.DataFrame(values | {"pain_after": after} | columns)


def at_rest_or_rolling(
    pain: object, state: object, *, start: str = "2026-01-05", name: str = "pain"
) -> pd.DataFrame:
    """A daily frame of one outcome, from days at rest or with rolling."""
    dates = pd.date_range(start, periods=np.size(state), name="date")
    rating = np.broadcast_to(np.asarray(pain, dtype=float), len(dates))
    minutes = np.where(np.asarray(state) == "rolled", 8.0, 0.0)
    return pd.DataFrame({"state": state, name: rating, "minutes": minutes}, index=dates)


def made_up(
    days: int = 112, effect: float = 0.0, seed: int = 1, noise: float = 0.3
) -> pd.DataFrame:
    """The daily frame of somebody who rolls at random, which lowers the next day by ``effect``."""
    lived = simulate(RANDOM, 1, days, noise, effect, np.random.default_rng(seed))
    found = next(frames(lived))
    found["minutes"] = np.where(found["state"] == "rolled", 8.0, 0.0)
    return found


def coin(days: int, seed: int = 0) -> np.ndarray[Any, Any]:
    """Days at rest or with rolling, at random."""
    return np.where(np.random.default_rng(seed).random(days) < 0.5, "rolled", "rest")


EDGES = {
    "no day": at_rest_or_rolling([], np.array([], dtype=str)),
    "one day": at_rest_or_rolling([5], np.array(["rest"])),
    "constant pain": at_rest_or_rolling(5, coin(100)),
    "all zero": at_rest_or_rolling(0, coin(100)),
    "all rolled": at_rest_or_rolling(np.arange(100) % 7, np.full(100, "rolled")),
    "all rest": at_rest_or_rolling(np.arange(100) % 7, np.full(100, "rest")),
    "every day missing": at_rest_or_rolling(np.nan, np.full(100, "unknown")),
    "ratings after rolling only": at_rest_or_rolling(np.nan, coin(100)),
    "every second day": at_rest_or_rolling(np.where(np.arange(100) % 2, 5, np.nan), coin(100)),
    "pain follows the rolling to the letter": at_rest_or_rolling(
        5.0 - np.roll(coin(100) == "rolled", 1), coin(100)
    ),
    "one bad day": at_rest_or_rolling(np.where(np.arange(100) == 50, 9, 2), coin(100)),
    "gaps of months": made_up(days=400).iloc[np.r_[0:50, 350:400]].asfreq("D"),
}

EDGES["gaps of months"]["state"] = EDGES["gaps of months"]["state"].fillna("unknown")


def followed(plan: Plan, effect: float = 0.0, *, seed: int = 0, sd: float = 1.0) -> pd.DataFrame:
    """A daily frame of someone who does what the schedule says."""
    arms = [found.arm for found in plan.days]
    length = (plan.days[-1].date - plan.start).days + 2
    dates = pd.date_range(plan.start, periods=length, name="date")
    state = np.full(length, "rest", dtype=object)
    for found, arm in zip(plan.days, arms, strict=True):
        state[(found.date - plan.start).days] = "rolled" if arm == "roll" else "rest"
    rolled_before = np.append(False, state[:-1] == "rolled")
    pain = 5 + np.random.default_rng(seed).normal(0, sd, length) - effect * rolled_before
    return pd.DataFrame({"state": state, "pain": pain}, index=dates)


def day(number: int) -> dt.date:
    """Date of a day of the experiment; the first is 1."""
    return START + dt.timedelta(days=number - 1)
