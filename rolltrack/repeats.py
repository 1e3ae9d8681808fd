"""Tries of a flexibility test: the one to keep, and how far a person's own tries scatter."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rolltrack.flexibility import FLEXIBILITY_TESTS
from rolltrack.settings_model import Tries

ENOUGH_FREEDOM = 10
SOURCE = (
    "within-subject SD: Bland and Altman 1996, doi 10.1136/bmj.313.7059.744; "
    "smallest detectable change: Weir 2005, doi 10.1519/15184.1"
)


@dataclass(frozen=True)
class OwnError:
    """How far one person's tries of a test scatter, in the test's unit.

    ``sd`` is the within-subject standard deviation (of one try, within a sitting), ``change`` the
    smallest change between two tries that is more than such scatter, 1.96 · √2 · SD. Both are None
    while ``enough`` is False. ``sittings`` is how many sittings are behind it, ``freedom`` the
    repeats in them beyond the first.
    """

    sittings: int
    freedom: int
    sd: float | None
    change: float | None

    @property
    def enough(self) -> bool:
        """Whether there are ten repeats or more, such as five sittings of three tries."""
        return self.sd is not None


def middle(values: Sequence[int]) -> int:
    """The median of some tries; between two middle ones, the lower.

    >>> middle([44, 41, 43])
    43
    """
    return statistics.median_low(values)


def own_error(tries: Iterable[Tries], test: str) -> OwnError:
    """The scatter of one test over all sittings: √(Σ (n−1)·s² / Σ (n−1)).

    Tries in one sitting agree more than days do, so this is a lower bound. With fewer than ten
    repeats (a 95 % interval wider than ±44 %, 1.96/√(2·10)) it gives no number.

    >>> import datetime as dt
    >>> day = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    >>> days = [day.replace(day=number) for number in range(1, 6)]
    >>> sittings = [Tries(test="rating", at=day, values=(4, 5, 6)) for day in days]
    >>> own_error(sittings, "rating").sd, round(own_error(sittings, "rating").change, 2)
    (1.0, 2.77)
    """
    sittings = [sitting.values for sitting in tries if sitting.test == test]
    freedom = sum(len(values) - 1 for values in sittings)
    if freedom < ENOUGH_FREEDOM:
        return OwnError(len(sittings), freedom, None, None)
    scatter = sum((len(values) - 1) * statistics.variance(values) for values in sittings)
    sd = math.sqrt(scatter / freedom)
    return OwnError(len(sittings), freedom, sd, 1.96 * math.sqrt(2) * sd)


def error_in_words(tries: Iterable[Tries], test: str) -> str:
    """The scatter as sentences for a person.

    >>> error_in_words([], "rating")
    'Your own measurement error: too few repeats yet. Five sittings of three tries are enough.'
    """
    found = own_error(tries, test)
    if found.sd is None or found.change is None:
        more = f" So far: {found.sittings}." if found.sittings else ""
        return (
            "Your own measurement error: too few repeats yet. "
            f"Five sittings of three tries are enough.{more}"
        )
    unit = FLEXIBILITY_TESTS[test].unit
    return (
        f"Your own measurement error, from {found.sittings} sittings: single tries scatter by "
        f"{found.sd:.1f} {unit} (standard deviation). A change below {found.change:.1f} {unit} can "
        "be that scatter alone; days differ more than tries do."
    )
