"""What a person can set, each setting declared once, and a reading that survives wrong values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from rolltrack.entry.day import DAY_STARTS_AT
from rolltrack.entry.entry import Area
from rolltrack.entry.flexibility import FlexibilityTest, Moment, Tries
from rolltrack.entry.kinds import Areas, Key, declared
from rolltrack.entry.language import say
from rolltrack.entry.routine import Routine, built_in
from rolltrack.entry.settings_words import Path, reasons, sentence, shown

Density = Literal["soft", "medium", "firm"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
PASSED_OVER = frozenset({"length_cm", "diameter_cm", "material"})  # of a roller, in older files
_Strict = ConfigDict(frozen=True, extra="forbid")
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


def _in_the_morning(value: dt.time) -> dt.time:
    if value.tzinfo is not None or value > dt.time(12) or value.second or value.microsecond:
        raise ValueError(say("must be a time from 00:00 to 12:00 in whole minutes"))
    return value


class Pause(NamedTuple):
    """A break the person declared: its first and last day. Without a last day it goes on."""

    first: dt.date
    last: dt.date = dt.date.max


def _in_order(pause: Pause) -> Pause:
    if pause.last < pause.first:
        raise ValueError(say("the last day of a pause is before its first"))
    return pause


class Roller(BaseModel):
    """A roller the person has. What ``PASSED_OVER`` names is no fault, and not looked at."""

    model_config = _Strict

    name: Name
    density: Density

    @model_validator(mode="before")
    @classmethod
    def _pass_over(cls, given: Any) -> Any:
        if isinstance(given, Mapping):
            return {name: value for name, value in given.items() if name not in PASSED_OVER}
        return given


class Safety(BaseModel):
    """The answers to the questions before the first roll; ``do_not_roll`` are keys of the list."""

    model_config = _Strict

    answered: Moment
    long_standing_pain: bool = False
    unsure: bool = False
    do_not_roll: tuple[Key, ...] = ()


class SettingsProblem(BaseModel):
    """A line of the settings file that is not used: where, and why. It stays in the file."""

    model_config = ConfigDict(frozen=True)

    line: int | None
    reason: str

    def __str__(self) -> str:
        if self.line is None:
            return say("rolltrack.toml: {reason}.", reason=self.reason)
        return say("rolltrack.toml line {line}: {reason}.", line=self.line, reason=self.reason)


class Settings(BaseModel):
    """What a person set; everything has a default. ``problems`` are lines that could not be used.

    >>> Settings().day_starts_at, Settings().weekly_aim_minutes, Settings().worthwhile_change
    (datetime.time(3, 0), None, 1.0)
    """

    model_config = _Strict

    goal: Text = ""
    activity: Text = ""
    question: Text = ""
    last_appointment: dt.date | None = None
    flexibility_test: FlexibilityTest | None = None
    hurts: Annotated[tuple[Area, ...], Areas] = ()
    weekly_aim_minutes: Annotated[int, Field(strict=True, ge=0, le=1260)] | None = None
    day_starts_at: Annotated[dt.time, AfterValidator(_in_the_morning)] = DAY_STARTS_AT
    worthwhile_change: Annotated[float, Field(ge=0.5, le=10)] = 1.0
    sound: Annotated[bool, Field(strict=True)] = False
    speak: Annotated[bool, Field(strict=True)] = False
    safety: Safety | None = None
    pauses: tuple[Pause, ...] = ()
    rollers: tuple[Roller, ...] = ()
    routines: tuple[Routine, ...] = ()
    tries: tuple[Tries, ...] = ()
    problems: Annotated[tuple[SettingsProblem, ...], Field(exclude=True)] = ()

    @property
    def every_routine(self) -> dict[str, Routine]:
        """The routines to choose from by key: built-in ones first, then own ones; an own one with
        the key of a built-in one takes its place.

        >>> list(Settings().every_routine)
        ['upper_back_release', 'slow_full_pass']
        """
        return {**built_in(), **{routine.key: routine for routine in self.routines}}

    @property
    def routine_names(self) -> dict[str, str]:
        """Key → name of every routine; the charts that name routines take it as ``names``.

        >>> Settings().routine_names["slow_full_pass"]
        'Slow full pass'
        """
        return {key: routine.name for key, routine in self.every_routine.items()}

    def paused_on(self, day: dt.date) -> bool:
        """Whether a day is in a pause."""
        return any(pause.first <= day <= pause.last for pause in self.pauses)


LISTS: Mapping[str, TypeAdapter[Any]] = {
    "pauses": TypeAdapter(Annotated[Pause, AfterValidator(_in_order)]),
    "rollers": TypeAdapter(Roller),
    "routines": TypeAdapter(Routine),
    "tries": TypeAdapter(Tries),
}
IDENTITY: Mapping[str, tuple[str, ...]] = {
    "pauses": ("first",),
    "rollers": ("name",),
    "routines": ("key",),
    "tries": ("test", "at"),
}


def settings_from(document: Mapping[str, Any]) -> tuple[Settings, list[tuple[Path, str]]]:
    """The settings in a parsed file, and what of it cannot be used: its place and the reason.

    A wrong value costs nothing but itself: its default is used, or that one routine is left out.

    >>> settings, wrong = settings_from({"goal": "Sit still", "weekly_aim_minutes": "lots"})
    >>> settings.goal, wrong[0]
    ('Sit still', (('weekly_aim_minutes',), '“Weekly aim” must be a whole number, got lots'))
    """
    values: dict[str, Any] = {}
    wrong: list[tuple[Path, str]] = []
    for name, given in document.items():
        if name not in Settings.model_fields or name == "problems":
            words = say("is no setting that rolltrack knows; mend its name or take it out")
            wrong.append(((name,), f"{name} {words}"))
        elif name in LISTS:
            values[name] = tuple(_items(name, given, wrong))
        else:
            value, faults = _valid(
                TypeAdapter(declared(Settings.model_fields[name])), given, (name,)
            )
            wrong += faults
            if not faults:
                values[name] = value
    return Settings(**values), wrong


def item_from(name: str, given: Any) -> tuple[Any, list[tuple[Path, str]]]:
    """One item of a list setting, and what is wrong with it, with places inside the item.

    >>> item_from("rollers", {"name": "Blue", "density": "hard"})[1]
    [(('density',), '“Density” must be one of soft, medium, firm, got hard')]
    """
    return _valid(LISTS[name], given, ())


def _valid(kind: TypeAdapter[Any], given: Any, path: Path) -> tuple[Any, list[tuple[Path, str]]]:
    try:
        return kind.validate_python(given), []
    except ValidationError as error:
        return None, list(reasons(path, error))
    except RecursionError:
        return None, [(path, sentence(path, say("has too many brackets in brackets")))]


def _items(name: str, given: Any, wrong: list[tuple[Path, str]]) -> Iterator[Any]:
    if not isinstance(given, list):
        words = say("must be a list: begin each with [[{name}]]", name=name)
        wrong.append(((name,), sentence((name,), words)))
        return
    seen = set()
    for number, item in enumerate(given):
        path = (name, number)
        value, faults = _valid(LISTS[name], item, path)
        wrong += faults
        if faults:
            continue
        identity = identity_of(name, value)
        if identity in seen:
            twice = say("{name} is there twice; this one is left out", name=shown(identity[0]))
            wrong.append((path, sentence(path, twice, whole=True)))
            continue
        seen.add(identity)
        yield value


def identity_of(name: str, item: Any) -> tuple[Any, ...]:
    """What tells one item of a list setting from another, such as a routine's key."""
    return tuple(getattr(item, part) for part in IDENTITY[name])
