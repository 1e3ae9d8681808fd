"""What can be followed over time: the columns of the daily frame for which one way is better."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from rolltrack.days.daily import Flags, Floats
from rolltrack.entry.column import Better
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS

FLEXIBILITY = "flexibility_"


@dataclass(frozen=True)
class Outcome:
    """A column of the daily frame that a person may want to see change.

    ``low`` and ``high`` are the ends of a 0–10 scale, or None where there is no such scale.
    ``noise`` is the smallest change that is more than measurement error by a published source, in
    the outcome's unit, or None where no source was found. ``notable`` and ``notable_percent`` are
    the amount that most people notice, known for pain only: 2 points and 30 % (Ostelo 2008).
    """

    name: str
    label: str
    axis: str
    unit: str
    better: Better
    low: int | None = None
    high: int | None = None
    noise: float | None = None
    notable: float | None = None
    notable_percent: float = 0.0

    @property
    def decimals(self) -> int:
        """Decimals to show: 1 on a 0–10 scale, else 0."""
        return 1 if self.high == 10 else 0

    @property
    def direction(self) -> str:
        """Which way is better, written out."""
        return "↑ higher is better" if self.better == "higher" else "↓ lower is better"

    @property
    def noun(self) -> str:
        """What a value of it is called: a rating on a 0–10 scale, else a measurement or an entry.

        >>> outcome("pain").noun, outcome("sleep_minutes").noun
        ('rating', 'entry')
        """
        if self.high == 10:
            return "rating"
        return "entry" if self.unit == "min" else "measurement"

    @property
    def nouns(self) -> str:
        """Several of them."""
        return "entries" if self.noun == "entry" else f"{self.noun}s"

    @property
    def noted(self) -> str:
        """What was done with it on a day: rated, measured or logged."""
        return {"rating": "rated", "measurement": "measured", "entry": "logged"}[self.noun]

    def text(self, value: float) -> str:
        """A value as it is shown, short; a dash where it is missing.

        >>> outcome("pain").text(4.2), outcome("sleep_minutes").text(425.0)
        ('4.2', '7 h 05 min')
        """
        if math.isnan(value):
            return "–"
        if self.unit == "min":
            hours, minutes = divmod(round(value), 60)
            return f"{hours} h {minutes:02d} min"
        shown = f"{round(value, self.decimals) + 0.0:.{self.decimals}f}".replace("-", "−")
        return shown + {"degrees": "°", "mm": " mm"}.get(self.unit, "")

    def amount(self, difference: float) -> str:
        """The size of a difference with its unit, without a sign.

        >>> outcome("pain").amount(-2.2), outcome("flexibility_seated_rotation_deg").amount(9)
        ('2.2 points', '9 degrees')
        """
        size = f"{abs(difference):.{self.decimals}f}"
        unit = self.unit or "points"
        return f"{size} {unit[:-1] if size in ('1', '1.0') and unit[-1] == 's' else unit}"


def outcome(name: str) -> Outcome:
    """The outcome that a column of the daily frame holds; ``KeyError`` if it is none.

    >>> outcome("pain").axis
    'Pain before rolling, 0–10'
    """
    return _OUTCOMES[name]


def outcomes_in(days: pd.DataFrame) -> list[Outcome]:
    """The outcomes that were rated at least once: pain, flexibility (most used first), the rest."""
    rated = {name: int(days[name].count()) for name in _OUTCOMES if name in days}
    order = list(_OUTCOMES)
    tests = sorted((n for n in rated if n.startswith(FLEXIBILITY)), key=lambda n: -rated[n])
    others = sorted((n for n in rated if not n.startswith(FLEXIBILITY)), key=order.index)
    chosen = [*others[:1], *tests, *others[1:]]
    return [_OUTCOMES[name] for name in chosen if rated[name]]


def _of_columns() -> dict[str, Outcome]:
    found = {}
    for column in COLUMNS.values():
        if column.daily in ("first", "once") and column.better:
            label = column.label.removesuffix(" before rolling")
            low, high = (column.low, column.high) if column.high == 10 else (None, None)
            unit = "" if column.high == 10 else column.unit
            found[column.day_name] = Outcome(
                column.day_name,
                label,
                label if unit == "min" else column.axis,
                unit,
                column.better,
                low,
                high,
            )
    return found


def _of_tests() -> dict[str, Outcome]:
    found = {}
    for key, test in FLEXIBILITY_TESTS.items():
        name = FLEXIBILITY + key
        low, high = (test.low, test.high) if test.high == 10 else (None, None)
        unit = "" if test.high == 10 else test.unit
        found[name] = Outcome(name, test.label, test.axis, unit, test.better, low, high, test.noise)
    return found


_OUTCOMES = _of_columns() | _of_tests()
# Ostelo 2008, doi 10.1097/BRS.0b013e31815e3a10: 2 points on 0-10, and 30 % of the baseline.
_OUTCOMES["pain"] = replace(_OUTCOMES["pain"], notable=2.0, notable_percent=30.0)


def values_of(days: pd.DataFrame, name: str) -> tuple[Floats, Flags]:
    """A column of the daily frame as floats, NaN where missing, and which of them are known."""
    if name not in days:
        return np.full(len(days), np.nan), np.zeros(len(days), dtype=bool)
    values = days[name].to_numpy(dtype=np.float64)
    return values, ~np.isnan(values)
