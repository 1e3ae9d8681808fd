"""A randomisation test of pairs of blocks, and the interval that belongs to it: numbers only."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from rolltrack.helping.regression import Array

# A fixed working correlation keeps the test exact whatever the true one is. Of 0.3, 0.4 and 0.5
# this one serves noise between 0 and 0.8 most evenly (the smallest effects of the calibration).
WORKING_CORRELATION = 0.4
MOST_ENUMERATED = 14


@dataclass(frozen=True)
class Estimate:
    """A coefficient and its limits; a limit is None where no value can be ruled out."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Flips:
    """The coefficient of the arm under every schedule that the coin could have given.

    Attributes:
        signs: shape (schedules, pairs), 1 rolling first, -1 rest first; the real one is row 0.
        contrast: shape (pairs, mornings), what turns whitened ratings into a number a pair.
        gram: shape (pairs, pairs), what the contrasts share.
        whiten: shape (mornings, mornings), takes the working correlation out of the ratings.
        arm: shape (mornings,), 1 where they were asked to roll the day before, else 0.
    """

    signs: Array
    contrast: Array
    gram: Array
    whiten: Array
    arm: Array

    def coefficients(self, values: Array) -> Array:
        """The coefficient of the arm in values of shape (mornings,), under each schedule.

        Shape (schedules,). The arm counts 0 or 1, so that the coefficient is roll minus rest.
        """
        share = self.contrast @ (self.whiten @ values)
        return np.asarray(2 * (self.signs @ share) * self._per_size)

    @cached_property
    def _per_size(self) -> Array:
        """One over the information about the arm in each schedule, 0 where there is none."""
        size = np.einsum("ij,ij->i", self.signs @ self.gram, self.signs)
        some = size > 1e-9 * size.max()
        return np.asarray(np.divide(1.0, size, out=np.zeros_like(size), where=some))


def flips(when: Array, pair: np.typing.NDArray[np.intp], first: Array, sign: Array) -> Flips | None:
    """What the schedules that were possible make of the mornings that were seen.

    Generalised least squares with an intercept, a linear trend and a working AR(1) of 0.4 between
    neighbouring days, also across days that are missing.

    Args:
        when: day number of each morning seen, increasing, shape (mornings,).
        pair: which pair the day before each morning belongs to, shape (mornings,).
        first: 1 where that day is in the first block of its pair, -1 in the second.
        sign: 1 for each pair where rolling came first, else -1, shape (pairs,).

    Returns:
        None where the arm cannot be told apart from the trend.
    """
    pairs = len(sign)
    if len(when) < 4:
        return None
    correlation = WORKING_CORRELATION ** np.abs(when[:, None] - when[None, :])
    whiten = np.linalg.inv(np.linalg.cholesky(correlation))
    pattern = np.zeros((len(when), pairs))
    pattern[np.arange(len(when)), pair] = first
    beside = np.linalg.qr(whiten @ np.column_stack([np.ones(len(when)), when - when.mean()]))[0]
    left = whiten @ pattern
    left -= beside @ (beside.T @ left)
    gram = left.T @ left
    if float(sign @ gram @ sign) < 1e-9:
        return None
    return Flips(_schedules(sign), left.T, gram, whiten, (1 + sign[pair] * first) / 2)


def estimate(
    found: Flips, rating: Array, actual: Array | None = None, level: float = 0.95
) -> Estimate | None:
    """The effect on the ratings, with the interval of all values that the test does not reject.

    The test of a value δ compares the coefficient in ``rating - δ·arm`` with what it would be under
    the other schedules. It is linear in δ, so that each schedule changes sides at one value.

    Args:
        rating: shape (mornings,).
        actual: 1 where they did roll the day before, else 0; then the estimate is of rolling, not
            of being asked to. By default they did as they were asked.
        level: of the interval, 0 to 1; half of what it leaves out is allowed on each side.
    """
    coefficient = found.coefficients(rating)
    took = found.coefficients(found.arm if actual is None else actual)
    if took[0] < 1e-9:
        return None
    a, b = coefficient - coefficient[0], took[0] - took
    value = float(coefficient[0] / took[0])
    # Signs of zero differ by rounding: make what is equal exactly equal.
    a[np.abs(a) < 1e-9 * (1 + np.abs(coefficient).max())] = 0.0
    b[np.abs(b) < 1e-9] = 0.0
    allowed = (1 - level) / 2 * len(a)
    high = _upper(a, b, allowed)
    low = _upper(-a, b, allowed)
    return Estimate(value, None if low is None else -low, high)


def chance(found: Flips, rating: Array, effect: float = 0.0) -> float:
    """Share of the schedules with a coefficient as low as the real one or lower, if ``effect``.

    This is the one-sided p of the test that the effect is ``effect``.
    """
    null = found.coefficients(rating - effect * found.arm)
    return float(np.mean(null <= null[0] + 1e-9 * (1 + abs(null[0]))))


def _upper(a: Array, b: Array, allowed: float) -> float | None:
    """The largest δ at which more schedules than are allowed have ``a + δ·b <= 0``."""
    always = int(((b == 0) & (a <= 0)).sum())
    until = -a[b > 0] / b[b > 0]
    since = np.sort(-a[b < 0] / b[b < 0])
    if always + len(since) > allowed or not len(until):
        return None
    # So many of the largest hold the answer: at the lowest of them they alone are too many.
    enough = min(len(until), int(allowed) + 1)
    until = np.sort(np.partition(until, len(until) - enough)[len(until) - enough :])
    near = 1e-9 * (1 + np.abs(until))
    counts = always + len(until) - np.searchsorted(until, until - near)
    counts += np.searchsorted(since, until + near, side="right")
    possible = np.flatnonzero(counts > allowed)
    return float(until[possible[-1]]) if len(possible) else None


def _schedules(sign: Array) -> Array:
    """Every schedule, or 16,384 drawn ones where there are more; the real one is row 0."""
    pairs = len(sign)
    if pairs <= MOST_ENUMERATED:
        return _all_products(pairs) * sign
    drawn = np.random.default_rng(pairs).choice([-1.0, 1.0], size=(2**MOST_ENUMERATED, pairs))
    drawn[0] = sign
    return np.asarray(drawn)


@lru_cache(maxsize=4)
def _all_products(pairs: int) -> Array:
    return np.array(list(itertools.product([1.0, -1.0], repeat=pairs)))
