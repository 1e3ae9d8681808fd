"""Made-up people who log pain and rolling: worlds in which it is known whether rolling helps.

Each person's pain is a level of their own, what happens to it by itself, and noise that carries
over from day to day with a standard deviation of 1.5 points. Ratings are rounded to 0-10.
In each world people decide by a different habit when to roll and when to log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
SD = 1.5


@dataclass(frozen=True)
class Morning:
    """What is known to everybody of a world when they decide whether to roll today."""

    day: int
    rating: Array
    yesterday: Array
    week: Array
    rolled_yesterday: Array
    latent: Array
    level: Array
    busy: Array


Habit = Callable[[Morning], Array]


@dataclass(frozen=True)
class World:
    """One way in which a log comes about.

    Attributes:
        roll: probability of rolling today.
        course: what pain does by itself on each day, points, or None.
        log: probability of logging today given that they roll, the rating, and the day.
        level: mean pain.
        busy: points of pain on the day after a busy day that nobody writes down.
        blur: standard deviation of the rating around the pain that they feel.
        heavy: noise with rare large jumps.
        walk: points a day by which pain wanders off without ever returning.
        hidden: something unrecorded drives both rolling and pain: no log can see it.
    """

    name: str
    roll: Habit
    course: Callable[[Array], Array] | None = None
    log: Callable[[Array, Array], Array] | None = None
    level: float = 5.0
    busy: float = 0.0
    blur: float = 0.0
    heavy: bool = False
    walk: float = 0.0
    hidden: str = ""


@dataclass(frozen=True)
class People:
    """What they logged. Arrays of shape (people, days); NaN where nothing was logged."""

    rating: Array
    rolled: Array
    weekend: Array


def simulate(
    world: World, people: int, days: int, noise: float, effect: float, rng: np.random.Generator
) -> People:
    """Let `people` live in a world for some days; rolling lowers the next day by `effect`."""
    level = world.level + rng.normal(0, 0.5, people)
    pain = level[:, None] + _noise(world, people, days, noise, rng)
    if world.course is not None:
        pain += world.course(np.arange(days, dtype=float))
    busy = (rng.random((people, days)) < 0.5).astype(float)
    pain[:, 1:] += world.busy * (busy[:, :-1] - 0.5)
    blur = world.blur * rng.normal(size=(people, days))
    rating = np.empty((people, days))
    rolled = np.empty((people, days))
    for day in range(days):
        if day:
            pain[:, day] -= effect * rolled[:, day - 1]
        rating[:, day] = np.clip(np.round(pain[:, day] + blur[:, day]), 0, 10)
        before = max(day - 1, 0)
        morning = Morning(
            day=day,
            rating=rating[:, day],
            yesterday=rating[:, before],
            week=rating[:, max(day - 7, 0) : day + 1].mean(axis=1),
            rolled_yesterday=rolled[:, before] if day else (rng.random(people) < 0.5).astype(float),
            latent=pain[:, day],
            level=level,
            busy=busy[:, day],
        )
        rolled[:, day] = rng.random(people) < world.roll(morning)
    logged = rng.random((people, days)) < (
        np.full((people, days), 0.95) if world.log is None else world.log(rolled, rating)
    )
    weekend = np.array([weekday(day) >= 5 for day in range(days)], dtype=float)
    return People(np.where(logged, rating, np.nan), np.where(logged, rolled, np.nan), weekend)


def weekday(day: int) -> int:
    """Day 0 is a Monday."""
    return day % 7


def ar1(people: int, days: int, noise: float, rng: np.random.Generator) -> Array:
    """Noise that carries over from day to day, with standard deviation 1, shape (people, days)."""
    values = rng.normal(size=(people, days))
    for day in range(1, days):
        values[:, day] = noise * values[:, day - 1] + np.sqrt(1 - noise**2) * values[:, day]
    return values


def _noise(world: World, people: int, days: int, noise: float, rng: np.random.Generator) -> Array:
    values = SD * ar1(people, days, noise, rng)
    if world.heavy:
        values += 3.0 * (rng.random((people, days)) < 0.05)
    if world.walk:
        values = 0.7 * values + np.cumsum(world.walk * rng.normal(size=(people, days)), axis=1)
    return values


def _chance(pull: Array) -> Array:
    """Turn a pull towards rolling into a probability between 0.05 and 0.95."""
    return np.asarray(np.clip(1 / (1 + np.exp(-pull)), 0.05, 0.95))


def _share(value: float) -> Habit:
    return lambda m: np.full(len(m.rating), value)


def _on_days(*weekdays: int) -> Habit:
    return lambda m: np.full(len(m.rating), 0.85 if weekday(m.day) in weekdays else 0.15)


def _healing(day: Array) -> Array:
    return np.asarray(2.5 * np.exp(-day / 45) - 0.5)


def _weekly(day: Array) -> Array:
    return np.where((day % 7 == 5) | (day % 7 == 6), -1.0, 0.0)


def _flares(day: Array) -> Array:
    return np.asarray(3.0 * np.exp(-(day % 61) / 6))


RANDOM = World("rolling at random", _share(0.5))

WORLDS = (
    RANDOM,
    World("rolls seldom", _share(0.25)),
    World("rolls when it hurts", lambda m: _chance(1.0 * (m.rating - m.level))),
    World("rolls after a bad day", lambda m: _chance(1.0 * (m.yesterday - m.level))),
    World("rolls in bad weeks", lambda m: _chance(1.5 * (m.week - m.level))),
    World("rolls on good days", lambda m: _chance(-1.0 * (m.rating - m.level))),
    World("rolls in runs", lambda m: np.where(m.rolled_yesterday == 1, 0.85, 0.15)),
    World("rolls in phases of a month", lambda m: _share(0.85 - 0.7 * (m.day // 30 % 2))(m)),
    World(
        "heals by itself, rolls more",
        lambda m: _share(min(0.2 + m.day / 120, 0.8))(m),
        _healing,
    ),
    World("heals by itself, rolls when it hurts", lambda m: _chance(m.rating - m.level), _healing),
    World(
        "gets worse by itself, rolls less",
        lambda m: _share(max(0.8 - m.day / 300, 0.2))(m),
        lambda day: day / 120,
    ),
    World("flare-ups, rolls when it hurts", lambda m: _chance(m.rating - m.level - 0.5), _flares),
    World("weekends without pain, rolls before them", _on_days(4, 5), _weekly),
    World("little pain, rolls when it hurts", lambda m: _chance(m.rating - 1.0), level=1.0),
    World("rare bad jumps, rolls when it hurts", lambda m: _chance(m.rating - m.level), heavy=True),
    World("pain wanders off", lambda m: _chance(0.7 * (m.rating - m.level)), walk=0.25),
    World(
        "a third of the days missing",
        lambda m: _chance(0.5 * (m.rating - m.level)),
        log=lambda _rolled, rating: np.full(rating.shape, 0.67),
    ),
    World(
        "skips the log on bad days",
        lambda m: _chance(0.5 * (m.rating - m.level)),
        log=lambda _rolled, rating: np.where(rating >= 7, 0.6, 0.95),
    ),
    World(
        "logs rest days only when sore",
        lambda m: np.where(m.rolled_yesterday == 1, 0.8, 0.2),
        log=lambda rolled, rating: np.where((rolled == 1) | (rating >= 6), 0.95, 0.2),
        hidden="caught by a gate",
    ),
    World(
        "good days beyond what is recorded",
        lambda m: _chance(-1.5 * (m.latent - m.level)),
        blur=1.5,
        hidden="caught by a gate",
    ),
    World(
        "unrecorded busy days",
        lambda m: np.where(m.busy == 1, 0.2, 0.8),
        busy=1.5,
        hidden="cannot be caught",
    ),
)

# Worlds for the experiment, where a coin decides who rolls when.
TRIED = (
    World("a coin, nothing else", _share(0.5)),
    World("heals by itself", _share(0.5), _healing),
    World("gets worse by itself", _share(0.5), lambda day: day / 20),
    World("pain wanders off", _share(0.5), walk=0.25),
    World("better on weekends", _share(0.5), _weekly),
    World("little pain", _share(0.5), level=1.0),
    World(
        "skips the log on bad days",
        _share(0.5),
        log=lambda _rolled, rating: np.where(rating >= 7, 0.5, 0.95),
    ),
    World(
        "30 % of the days missing",
        _share(0.5),
        log=lambda _rolled, rating: np.full(rating.shape, 0.7),
    ),
    World("rare bad jumps", _share(0.5), heavy=True),
)
