"""What can be followed over time: the columns of the daily frame for which one way is better."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from rolltrack.days.daily import Flags, Floats
from rolltrack.entry.column import Better, Column
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS, Test
from rolltrack.entry.language import mark, say, several

FLEXIBILITY = "flexibility_"


class _Noun(NamedTuple):
    """What a value of an outcome is called."""

    one: str
    a: str
    many: str
    noted: str


_RATING = _Noun(mark("rating"), mark("a rating"), mark("ratings"), mark("rated"))
_MEASUREMENT = _Noun(
    mark("measurement"), mark("a measurement"), mark("measurements"), mark("measured")
)
_ENTRY = _Noun(mark("entry"), mark("an entry"), mark("entries"), mark("logged"))


@dataclass(frozen=True)
class Outcome:
    """A column of the daily frame that a person may want to see change.

    ``measure`` is the column of the log or the flexibility test that it comes from. ``notable`` and
    ``notable_percent`` are a minimal important change, known for pain only: 2 points, and 30 % of
    where the person began (Ostelo 2008, doi 10.1097/BRS.0b013e31815e3a10).
    """

    name: str
    measure: Column | Test
    better: Better
    notable: float | None = None
    notable_percent: float = 0.0

    @property
    def is_rating(self) -> bool:
        """Whether it is answered on a 0–10 scale."""
        return self.measure.is_rating

    @property
    def label(self) -> str:
        """Its name, as it begins a sentence.

        >>> outcome("pain").label, outcome("pain").word
        ('Pain', 'pain')
        """
        if isinstance(self.measure, Test):
            return say("Flexibility") if self.is_rating else say(self.measure.label)
        return say(self.measure.about.rest_label or self.measure.about.label)

    @property
    def word(self) -> str:
        """Its name within a sentence."""
        return self.label.lower()

    @property
    def axis(self) -> str:
        """The label of an axis: when it is answered, and unit or range."""
        return self.label if self.unit == "min" else self.measure.axis

    @property
    def unit(self) -> str:
        """``degrees``, ``mm`` or ``min``; empty on a 0–10 scale."""
        return "" if self.is_rating else self.measure.unit

    @property
    def sign(self) -> float:
        """1 where lower is better, −1 where higher is: the sign that makes lower better."""
        return 1.0 if self.better == "lower" else -1.0

    @property
    def low(self) -> int | None:
        """The low end of a 0–10 scale, None where there is no such scale."""
        return self.measure.low if self.is_rating else None

    @property
    def high(self) -> int | None:
        """The high end of a 0–10 scale, None where there is no such scale."""
        return self.measure.high if self.is_rating else None

    @property
    def noise(self) -> float | None:
        """The smallest change that is more than measurement error by a published source, or None.

        >>> outcome("flexibility_seated_rotation_deg").noise
        6
        """
        return self.measure.noise if isinstance(self.measure, Test) else None

    @property
    def decimals(self) -> int:
        """Decimals to show: 1 on a 0–10 scale, else 0."""
        return 1 if self.is_rating else 0

    @property
    def direction(self) -> str:
        """Which way is better, written out."""
        return say("↑ higher is better") if self.better == "higher" else say("↓ lower is better")

    @property
    def noun(self) -> str:
        """What a value of it is called: a rating on a 0–10 scale, else a measurement or an entry.

        >>> outcome("pain").noun, outcome("sleep_minutes").a_noun
        ('rating', 'an entry')
        """
        return say(self._noun.one)

    @property
    def a_noun(self) -> str:
        """One of them."""
        return say(self._noun.a)

    @property
    def nouns(self) -> str:
        """Several of them."""
        return say(self._noun.many)

    @property
    def noted(self) -> str:
        """What was done with it on a day: rated, measured or logged."""
        return say(self._noun.noted)

    @property
    def _noun(self) -> _Noun:
        if self.is_rating:
            return _RATING
        return _ENTRY if self.unit == "min" else _MEASUREMENT

    def text(self, value: float) -> str:
        """A value as it is shown, short; a dash where it is missing.

        >>> outcome("pain").text(4.2), outcome("sleep_minutes").text(425.0)
        ('4.2', '7 h 05 min')
        """
        if math.isnan(value):
            return "–"
        if self.unit == "min":
            hours, minutes = divmod(round(value), 60)
            return say("{hours} h {minutes:02d} min", hours=hours, minutes=minutes)
        shown = f"{round(value, self.decimals) + 0.0:.{self.decimals}f}".replace("-", "−")
        return shown + {"degrees": "°", "mm": " mm"}.get(self.unit, "")

    def amount(self, difference: float) -> str:
        """The size of a difference with its unit, without a sign.

        >>> outcome("pain").amount(-2.2), outcome("flexibility_seated_rotation_deg").amount(9)
        ('2.2 points', '9 degrees')
        """
        return self.with_unit(f"{abs(difference):.{self.decimals}f}")

    def with_unit(self, size: str) -> str:
        """A size that is written already, with its unit.

        >>> outcome("pain").with_unit("1"), outcome("sleep_minutes").with_unit("30")
        ('1 point', '30 min')
        """
        number = 1 if size in ("1", "1.0") else 2
        match self.unit:
            case "":
                return several(number, "{size} point", "{size} points", size=size)
            case "degrees":
                return several(number, "{size} degree", "{size} degrees", size=size)
            case unit:
                return f"{size} {unit}"


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


def values_of(days: pd.DataFrame, name: str) -> tuple[Floats, Flags]:
    """A column of the daily frame as floats, NaN where missing, and which of them are known.

    All are missing where there is no such column.
    """
    if name not in days:
        return np.full(len(days), np.nan), np.zeros(len(days), dtype=bool)
    values = days[name].to_numpy(dtype=np.float64, na_value=np.nan)
    return values, ~np.isnan(values)


def _every() -> Iterator[Outcome]:
    for column in COLUMNS.values():
        if column.daily in ("first", "once") and column.better:
            notable = (2.0, 30.0) if column.day_name == "pain" else (None, 0.0)
            yield Outcome(column.day_name, column, column.better, *notable)
    for key, test in FLEXIBILITY_TESTS.items():
        yield Outcome(FLEXIBILITY + key, test, test.better)


_OUTCOMES = {what.name: what for what in _every()}
