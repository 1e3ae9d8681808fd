"""Weeks before and after they started rolling: described, never taken for an effect."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rolltrack.days import words
from rolltrack.days.daily import Flags
from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import mark, say
from rolltrack.helping.answer import Aside, in_unit, named_outcome
from rolltrack.helping.nextday import diary
from rolltrack.helping.regression import Array, carryover

Days = np.typing.NDArray[np.intp]
LABEL = mark("Before and since you started")
FEWEST_EACH = 7
LONGEST_SLOPE = 4
ROUNDS = 8


def since_you_started(days: pd.DataFrame, outcome: str = "pain") -> Aside:
    """The first ratings of the day since the first rolling, against those from before it.

    Prais-Winsten regression on a straight trend and the phase, with AR(1) noise that is found in
    eight rounds. Whatever it shows, healing by itself would look the same.

    >>> dates = pd.date_range("2026-09-01", periods=5, name="date")
    >>> days = pd.DataFrame({"state": "rest", "pain": [5.0, 6, 5, 4, 5]}, index=dates)
    >>> print(since_you_started(days).sentence)
    It takes 7 days of pain from before the first rolling and 7 from after it; there are 5 and 0.
    """
    what = named_outcome(outcome)
    when, rating, since = _phases(days, what)
    counts = int((~since).sum()), int(since.sum())
    if min(counts) < FEWEST_EACH:
        lacks = say(
            "It takes {fewest} days of {word} from before the first rolling and {fewest} from "
            "after it; there are {before} and {since}.",
            fewest=FEWEST_EACH,
            word=what.word,
            before=counts[0],
            since=counts[1],
        )
        return Aside(say(LABEL), lacks)
    if np.ptp(rating) == 0:
        same = say("Every {word} {noun} is the same.", word=what.word, noun=what.noun)
        return Aside(say(LABEL), same)
    estimate, low, high = in_unit(what, *_prais_winsten(rating, when, since.astype(np.float64)))
    sentence = say(
        "{label} is {size} since you started rolling, beside a straight trend (95 % interval "
        "{interval}). Healing by itself would look the same.",
        label=what.label,
        size=words.difference(what, estimate),
        interval=words.interval(what, low, high),
    )
    return Aside(say(LABEL), sentence, estimate, low, high)


def nonoverlap(days: pd.DataFrame, outcome: str = "pain") -> str:
    """How little the two phases overlap, in a sentence; empty where a phase has under 7 ratings."""
    _, rating, later = _phases(days, named_outcome(outcome))
    before, since = rating[~later], rating[later]
    if min(len(before), len(since)) < FEWEST_EACH:
        return ""
    # Lower is better in every diary: turned round, 100 % means that every day since is better.
    pairs = say(
        "Take any day from before and any day since: the later one is the better in {percent} % of "
        "such pairs (NAP; 50 % is no difference).",
        percent=f"{100 * nap(-before, -since).value:.0f}",
    )
    if not _slope_can_go_on(before, since):
        return f"{pairs} {say('It does not say why.')}"
    trend_free = say(
        "With the slope of the days before taken out, as if it had gone on, it is {share} of 1 "
        "(Tau-BC; 0 is no difference). Where such numbers disagree, a trend was under way. None "
        "says why.",
        share=f"{tau_bc(-before, -since)[0]:.2f}".replace("-", "−"),
    )
    return f"{pairs} {trend_free}"


def _phases(days: pd.DataFrame, what: Outcome) -> tuple[Days, Array, Flags]:
    """The rated days, their ratings, and whether each comes after the first rolling.

    The first rating of a day was given before that day's rolling.
    """
    _, whole = diary(days, what)
    when = np.flatnonzero(whole.rated)
    rolled = np.flatnonzero(whole.rolled == 1)
    started = int(rolled[0]) if len(rolled) else len(whole.rating)
    return when, whole.rating[when], when > started


def _slope_can_go_on(before: Array, since: Array) -> bool:
    """Whether the slope before is clear (Tarlow 2017: Kendall, p < 0.05) and not carried too far.

    A slope of a few days says nothing about months: it may go on for four times its own length.
    """
    from scipy.stats import kendalltau

    if len(since) > LONGEST_SLOPE * len(before) or np.ptp(before) == 0:
        return False
    return bool(kendalltau(np.arange(len(before)), before).pvalue < 0.05)


def _prais_winsten(rating: Array, when: Days, since: Array) -> tuple[float, float, float]:
    """The step at the start of the phase, with its 95 % limits."""
    from scipy.special import stdtrit

    columns = np.column_stack([since, np.ones(len(when)), when - when.mean()])
    n, k = columns.shape
    gaps = np.diff(when)
    phi = 0.0
    for _ in range(ROUNDS):
        x, y = _whitened(columns, gaps, phi), _whitened(rating[:, None], gaps, phi)[:, 0]
        beta = np.linalg.lstsq(x, y, rcond=None)[0]
        phi = carryover(when, rating - columns @ beta, k)
    residual = y - x @ beta
    freedom = n - k - 1
    variance = float(residual @ residual) / freedom * np.linalg.inv(x.T @ x)[0, 0]
    half = float(stdtrit(freedom, 0.975)) * float(np.sqrt(variance))
    return float(beta[0]), float(beta[0]) - half, float(beta[0]) + half


def _whitened(columns: Array, gaps: Days, phi: float) -> Array:
    """Rows with the part that carries over from the row before taken out, across missing days."""
    left = phi ** gaps.astype(np.float64)
    rest = (columns[1:] - left[:, None] * columns[:-1]) / np.sqrt(1 - left**2)[:, None]
    return np.concatenate([columns[:1], rest])


@dataclass(frozen=True)
class Nonoverlap:
    """Nonoverlap of all pairs: the share of pairs in which the second phase is higher, 0 to 1."""

    value: float
    error: float
    low: float
    high: float


def nap(before: Array, since: Array) -> Nonoverlap:
    """Nonoverlap of all pairs, its standard error and 95 % interval.

    Parker & Vannest 2009 (doi 10.1016/j.beth.2008.10.006); unbiased error after Sen 1967, interval
    after Newcombe 2006 (doi 10.1002/sim.2324). Ties count half. Both arrays need two values.

    >>> a, b = np.array([20.0, 20, 26, 25, 22, 23]), np.array([28.0, 25, 24, 27, 30, 30, 29])
    >>> found = nap(a, b)
    >>> round(found.value, 7), round(found.error, 8), round(found.low, 4), round(found.high, 4)
    (0.9166667, 0.06900656, 0.5973, 0.986)
    """
    above = np.sign(since[None, :] - before[:, None]) / 2 + 0.5
    m, n = above.shape
    value = float(above.mean())
    rows, columns = (above.mean(axis=1) ** 2).mean(), (above.mean(axis=0) ** 2).mean()
    variance = value - (m + n - 1) * value**2 + n * rows + m * columns - 2 * (above**2).mean()
    variance /= (m - 1) * (n - 1)
    low, high = _newcombe(value, m, n)
    return Nonoverlap(value, math.sqrt(max(float(variance), 0.0)), low, high)


def tau_bc(before: Array, since: Array) -> tuple[float, float]:
    """Tau after the first phase's Theil-Sen line is taken out, and its standard error.

    Tarlow 2017 (doi 10.1177/0145445516676750). The arrays are equally spaced in time.
    """
    from scipy.stats import theilslopes

    when = np.arange(len(before) + len(since), dtype=np.float64)
    line = float(theilslopes(before, when[: len(before)])[0])
    values = np.concatenate([before, since]) - line * when
    # Rounding must not turn a tie into a rise.
    values = np.round(values, 9)
    found = nap(values[: len(before)], values[len(before) :])
    return 2 * found.value - 1, 2 * found.error


def _newcombe(value: float, m: int, n: int) -> tuple[float, float]:
    from scipy.optimize import brentq
    from scipy.special import ndtri

    half = (m + n) / 2 - 1
    z = float(ndtri(0.975))

    def distance(x: float) -> float:
        spread = 2 + half + (1 + 2 * half) * x * (1 - x)
        return m * n * (value - x) ** 2 * (2 - x) * (1 + x) - z**2 * x * (1 - x) * spread

    # The observed value lies between the two roots, or is one of them when it is 0 or 1.
    low = float(brentq(distance, 0.0, value - 1e-9)) if value > 0 else 0.0
    high = float(brentq(distance, value + 1e-9, 1.0)) if value < 1 else 1.0
    return low, high
