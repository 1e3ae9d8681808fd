"""The flexibility tests that a person can do alone, and how much their tries scatter."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rolltrack.entry.column import Better
from rolltrack.entry.kinds import is_rating
from rolltrack.entry.language import mark, say


@dataclass(frozen=True, slots=True)
class Test:
    """A flexibility test that a person can do alone.

    Values are whole numbers of ``unit`` from ``low`` to ``high``. ``noise`` is the smallest change
    that is more than measurement error, found with trained testers (so a lower bound), or None
    where no source was found. ``label``, ``unit`` and ``how`` go through ``say`` where they are
    shown.
    """

    key: str
    label: str
    unit: str
    better: Better
    how: str
    low: int
    high: int
    noise: float | None = None
    source: str = ""

    @property
    def is_rating(self) -> bool:
        """Whether it is answered on the scale from 0 to 10, not measured."""
        return is_rating(self.low, self.high)

    @property
    def axis(self) -> str:
        """The label of an axis: name and unit."""
        return say("{label}, {unit}", label=say(self.label), unit=say(self.unit))


_TESTS = (
    Test(
        "seated_rotation_deg",
        mark("Seated rotation"),
        mark("degrees"),
        "higher",
        mark(
            "Sit on the edge of a chair, a cushion between the knees and a stick across the "
            "chest. Turn, and read the angle against tape on the floor."
        ),
        low=0,
        high=180,
        noise=6,
        source="Johnson 2012, doi 10.4085/1062-6050-47.1.52",
    ),
    Test(
        "fingertip_to_floor_mm",
        mark("Fingertip to floor"),
        "mm",
        "lower",
        mark(
            "Stand with straight knees, bend forward, and measure from the middle finger to "
            "the floor."
        ),
        low=-500,
        high=1500,
        noise=45,
        source="Ekedahl 2012",
    ),
    Test(
        "sit_and_reach_mm",
        mark("Sit and reach (chair)"),
        "mm",
        "higher",
        mark(
            "Sit on a chair with one leg straight and reach toward the toe. Past the toe "
            "counts as plus."
        ),
        low=-1000,
        high=1000,
    ),
    Test(
        "back_scratch_mm",
        mark("Back scratch"),
        "mm",
        "higher",
        mark(
            "One hand over the shoulder, one behind the back. Measure the gap between the "
            "fingers as minus, an overlap as plus."
        ),
        low=-1000,
        high=1000,
    ),
    Test(
        "neck_rotation_mm",
        mark("Neck rotation"),
        "mm",
        "lower",
        mark(
            "Turn the head and measure from the chin to the point of the shoulder. A phone "
            "compass is not reliable for this."
        ),
        low=0,
        high=500,
    ),
    Test(
        "rating",
        mark("Flexibility rating"),
        "0–10",
        "higher",
        mark("How flexible do you feel? 0 is stiff as a board, 10 is as free as you can imagine."),
        low=0,
        high=10,
    ),
)
FLEXIBILITY_TESTS: Mapping[str, Test] = MappingProxyType({test.key: test for test in _TESTS})

if TYPE_CHECKING:
    FlexibilityTest = str
else:
    FlexibilityTest = Literal[tuple(FLEXIBILITY_TESTS)]


def _with_offset(value: dt.datetime) -> dt.datetime:
    try:
        return value.astimezone() if value.tzinfo is None else value
    except (OverflowError, OSError):  # the first and the last day that there are
        raise ValueError(say("must be a time that this computer knows")) from None


Moment = Annotated[dt.datetime, AfterValidator(_with_offset)]


class Tries(BaseModel):
    """Tries of a flexibility test in one sitting, in the test's unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    test: FlexibilityTest
    at: Moment
    values: Annotated[tuple[int, ...], Field(min_length=2, max_length=10)]

    @model_validator(mode="after")
    def _in_range(self) -> Tries:
        test = FLEXIBILITY_TESTS[self.test]
        for value in self.values:
            if not test.low <= value <= test.high:
                raise ValueError(
                    say(
                        "a try must be a whole number from {low} to {high} ({axis}), got {value}",
                        low=test.low,
                        high=test.high,
                        axis=test.axis,
                        value=value,
                    )
                )
        return self


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
        return say(
            "Your own measurement error: too few repeats yet. "
            "Five sittings of three tries are enough."
        ) + (" " + say("So far: {number}.", number=found.sittings) if found.sittings else "")
    return say(
        "Your own measurement error, from {number} sittings: single tries scatter by "
        "{sd:.1f} {unit} (standard deviation). A change below {change:.1f} {unit} can be that "
        "scatter alone; days differ more than tries do.",
        number=found.sittings,
        sd=found.sd,
        change=found.change,
        unit=say(FLEXIBILITY_TESTS[test].unit),
    )
