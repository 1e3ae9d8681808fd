"""What an answer can be: how each kind of value is checked, read from text, and written."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, SupportsIndex, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic.fields import FieldInfo

from rolltrack.entry.ids import ID_PATTERN

Kind = Literal["id", "stamp", "choice", "choices", "key", "whole", "flag", "text"]

LONGEST_TEXT = 10_000
FIRST_YEAR, LAST_YEAR = 1970, 2199

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(?:\.0{1,9})?")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?([+-][0-9]{2}:[0-9]{2})"
)
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def _parse_whole(text: str) -> int:
    if _WHOLE.fullmatch(text) is None:
        raise ValueError(text)
    return int(text.partition(".")[0])


def _whole(value: object) -> object:
    if type(value) is int:  # the usual case; the questions below take longer than all the rest
        return value
    if isinstance(value, bool):
        raise ValueError("not a number")
    if isinstance(value, str):
        return _parse_whole(value.strip())
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return operator.index(value) if isinstance(value, SupportsIndex) else value


def _stamp(value: object) -> object:
    if isinstance(value, str):
        value = _stamp_from(value)
    if isinstance(value, dt.datetime):
        offset = _offset(value)
        if offset is None or offset.total_seconds() % 60:
            raise ValueError("offset must be whole minutes")
        return value.replace(microsecond=0, tzinfo=dt.timezone(offset))
    return value


def _offset(value: dt.datetime) -> dt.timedelta | None:
    if value.tzinfo is not None:
        return value.utcoffset()
    try:
        return value.astimezone().utcoffset()
    except (OverflowError, OSError):  # the first and the last day that there are
        return None


def _stamp_from(text: str) -> dt.datetime:
    match = _STAMP.fullmatch(text)
    if match is None:
        raise ValueError("not a stamp")
    day, minutes, seconds, offset = match.groups()
    return dt.datetime.fromisoformat(f"{day}T{minutes}{seconds or ':00'}{offset}")


def is_shaped_like_a_stamp(text: str) -> bool:
    """Whether a text has the form of a local time with its offset, whatever its numbers."""
    return _STAMP.fullmatch(text) is not None


def _year_in_range(value: dt.datetime) -> dt.datetime:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError("year out of range")
    return value


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _is_text(value: str) -> str:
    if _NO_TEXT.search(value):
        raise ValueError("half a character, or none")
    return value


def _areas(value: object) -> object:
    if value is None:
        return ()
    if isinstance(value, str):
        value = [part for part in value.split("|") if part]
    if isinstance(value, Iterable):
        named: list[object] = []
        for each in value:
            if each not in named:
                named.append(each)
        return tuple(named)
    return value


def _none_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _flag(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().lower()
        return True if word in _YES else False if word in _NO else value
    return value


T = TypeVar("T")
Answer = Annotated[T | None, BeforeValidator(_none_if_blank)]
Areas = BeforeValidator(_areas)
Whole = BeforeValidator(_whole)
Rating = Annotated[int, Whole, Field(ge=0, le=10)]
Minutes = Annotated[int, Whole, Field(ge=0, le=180)]
DayMinutes = Annotated[int, Whole, Field(ge=0, le=1440)]
Length = Annotated[int, Whole, Field(ge=-1000, le=1500)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
FreeText = Annotated[
    str, BeforeValidator(_stripped), Field(max_length=LONGEST_TEXT), AfterValidator(_is_text)
]
Stamp = Annotated[
    dt.datetime, BeforeValidator(_stamp), Field(strict=True), AfterValidator(_year_in_range)
]
Flag = Annotated[bool, BeforeValidator(_flag), Field(strict=True)]
Identity = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$")]


def declared(field: FieldInfo) -> Any:
    """The type that a field of a model has, with all that it asks of a value."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def is_rating(low: float | None, high: float | None) -> bool:
    """Whether a scale is the one that ratings have."""
    return (low, high) == (0, 10)


def _parse_flag(text: str) -> bool:
    value = _flag(text)
    if not isinstance(value, bool):
        raise ValueError(text)
    return value


# How a text that is not empty becomes a value; choices are looked up in their column.
PARSERS: Mapping[Kind, Any] = {
    "whole": _parse_whole,
    "flag": _parse_flag,
    "stamp": _stamp_from,
    "key": str.lower,
    "id": str,
}

# How a value that is not None becomes its text.
AS_TEXT: Mapping[Kind, Any] = {
    "whole": str,
    "flag": lambda value: "yes" if value else "no",
    "choices": "|".join,
    "stamp": operator.methodcaller("isoformat", timespec="seconds"),
    "choice": str,
    "key": str,
    "text": str,
    "id": str,
}
