"""The flexibility tests that a person can do alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rolltrack.column import Better


@dataclass(frozen=True, slots=True)
class Test:
    """A flexibility test that a person can do alone.

    ``noise`` is the smallest change that is more than measurement error, in the test's unit, found
    with trained testers (so a lower bound), or None where no source was found.
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
    def axis(self) -> str:
        """The label of an axis: name and unit."""
        return f"{self.label}, {self.unit}"


FLEXIBILITY_TESTS: Mapping[str, Test] = MappingProxyType(
    {
        test.key: test
        for test in (
            Test(
                "seated_rotation_deg",
                "Seated rotation",
                "degrees",
                "higher",
                "Sit on the edge of a chair, a cushion between the knees and a stick across the "
                "chest. Turn, and read the angle against tape on the floor.",
                0,
                180,
                6,
                "Johnson 2012, doi 10.4085/1062-6050-47.1.52",
            ),
            Test(
                "fingertip_to_floor_mm",
                "Fingertip to floor",
                "mm",
                "lower",
                "Stand with straight knees, bend forward, and measure from the middle finger to "
                "the floor.",
                -500,
                1500,
                45,
                "Ekedahl 2012",
            ),
            Test(
                "sit_and_reach_mm",
                "Sit and reach (chair)",
                "mm",
                "higher",
                "Sit on a chair with one leg straight and reach toward the toe. Past the toe "
                "counts as plus.",
                -1000,
                1000,
            ),
            Test(
                "back_scratch_mm",
                "Back scratch",
                "mm",
                "higher",
                "One hand over the shoulder, one behind the back. Measure the gap between the "
                "fingers as minus, an overlap as plus.",
                -1000,
                1000,
            ),
            Test(
                "neck_rotation_mm",
                "Neck rotation",
                "mm",
                "lower",
                "Turn the head and measure from the chin to the point of the shoulder. A phone "
                "compass is not reliable for this.",
                0,
                500,
            ),
            Test(
                "rating",
                "Flexibility rating",
                "0–10",
                "higher",
                "How flexible do you feel? 0 is stiff as a board, 10 is as free as you can "
                "imagine.",
                0,
                10,
            ),
        )
    }
)
