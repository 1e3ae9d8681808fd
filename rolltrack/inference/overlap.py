"""How little the ratings of two phases overlap: descriptive numbers, never a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rolltrack.inference.regression import Array


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


def tau(before: Array, since: Array) -> float:
    """Pairs with a rise minus pairs with a fall, as a share of all pairs, -1 to 1."""
    return float(np.sign(since[None, :] - before[:, None]).mean())


def tau_u(before: Array, since: Array) -> float:
    """Tau without the trend within the first phase (Parker, Vannest & Davis 2011, Tau-U A)."""
    later, earlier = np.triu_indices(len(before), 1)[::-1]
    trend = float(np.sign(before[later] - before[earlier]).sum())
    return tau(before, since) - trend / (len(before) * len(since))


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
