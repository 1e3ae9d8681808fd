"""What a routine is: its steps, as ``routines.toml`` and the settings write them; its name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from rolltrack.entry.entry import Area
from rolltrack.entry.kinds import Areas, Key
from rolltrack.entry.language import say
from rolltrack.entry.text import printable

MOST_STINTS = 200

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Sentences = Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)]


class Step(BaseModel):
    """One step. It lasts ``seconds`` and moves on by itself, or ``rounds`` at the person's pace.

    With ``repeat_from`` the step repeats all steps from that number (1 is the first) to the one
    above, so that they are done ``rounds`` times in all. ``areas`` are what is rolled; a step
    without any (lying down, sitting up) does not count as rolling. ``breathing`` is none or two
    cues that take turns every ``pace`` seconds, 2 to 4 a direction (Behm 2020,
    doi 10.1519/JSC.0000000000003765).

    >>> Step(do="Roll slowly up and down", areas=("upper_back",), seconds=60).pace
    4
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    do: Words
    more: Sentences = ""
    areas: Annotated[tuple[Area, ...], Areas] = ()
    seconds: Annotated[int, Field(strict=True, ge=1, le=1800)] | None = None
    rounds: Annotated[int, Field(strict=True, ge=1, le=50)] | None = None
    repeat_from: Annotated[int, Field(strict=True, ge=1)] | None = None
    breathing: tuple[Words, ...] = ()
    pace: Annotated[int, Field(strict=True, ge=2, le=4)] = 4
    watch: Sentences = ""

    @model_validator(mode="after")
    def _fits_together(self) -> Step:
        if (self.seconds is None) == (self.rounds is None):
            raise ValueError(say("a step has either “Seconds” or “Rounds”"))
        if self.repeat_from is not None and self.rounds is None:
            raise ValueError(say("a step that repeats others says how often: “Rounds”"))
        if len(self.breathing) not in (0, 2):
            raise ValueError(say("breathing has two cues, one a direction, or none"))
        if "neck" in self.areas:
            raise ValueError(say("the neck is not offered for rolling"))
        return self


class Routine(BaseModel):
    """What to have ready (``setup``) and the steps, in order; ``key`` is its name in the log."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    name: Words
    about: Sentences = ""
    source: Sentences = ""
    setup: tuple[Words, ...] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _repeats_steps_above(self) -> Routine:
        for number, step in enumerate(self.steps, 1):
            if step.repeat_from is not None and step.repeat_from >= number:
                raise ValueError(say("step {number} can only repeat steps above it", number=number))
        if self.stint_count() > MOST_STINTS:
            raise ValueError(
                say("with all repeats it has more than {number} parts", number=MOST_STINTS)
            )
        return self

    @property
    def areas(self) -> tuple[Area, ...]:
        """What the routine rolls, in order, each area once."""
        return tuple(dict.fromkeys(area for step in self.steps for area in step.areas))

    def stint_count(self) -> int:
        """How many parts the routine has when all repeats are written out."""
        ends = [0]
        for step in self.steps:
            if step.repeat_from is None:
                ends.append(ends[-1] + 1)
            else:
                once = ends[-1] - ends[step.repeat_from - 1]
                ends.append(ends[-1] + once * ((step.rounds or 1) - 1))
        return ends[-1]


@cache
def built_in() -> Mapping[str, Routine]:
    """The routines of ``routines.toml`` by key, in its order.

    >>> [routine.name for routine in built_in().values()]
    ['Upper-back release', 'Slow full pass']
    """
    text = resources.files("rolltrack.entry").joinpath("routines.toml").read_text(encoding="utf-8")
    routines = map(Routine.model_validate, tomllib.loads(text)["routines"])
    return MappingProxyType({routine.key: routine for routine in routines})


def routine_name(key: str, names: Mapping[str, str]) -> str:
    """A routine's name on one line; of one that is not among ``names`` any more, its key in words.

    >>> routine_name("stairs", {"stairs": "After the stairs"}), routine_name("my_own", {})
    ('After the stairs', 'My own')
    """
    is_key = re.fullmatch("[a-z][a-z0-9_]*", key)
    known = names.get(key) or (key.replace("_", " ").capitalize() if is_key else key)
    return printable(" ".join(known.split()))
