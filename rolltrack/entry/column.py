"""What a column is: its kind, range, words, and how its text is read and written."""

from __future__ import annotations

import datetime as dt
import operator
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal, SupportsIndex, get_args, get_origin

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
)
from pydantic.fields import FieldInfo

from rolltrack.entry.errors import InvalidValue
from rolltrack.entry.signs import plain, visible

Better = Literal["lower", "higher"]
Daily = Literal["first", "once", "sum", "mean", "any", "main", "text"]
Kind = Literal["id", "stamp", "choice", "choices", "key", "whole", "flag", "text"]

ID_LETTERS = "bcdfghjklmnpqrstvwxz"
ID_PLACES = ("r", "_", *[ID_LETTERS] * 10)  # the letters that each place of an id can have
ID_PATTERN = f"r_[{ID_LETTERS}]{{{len(ID_PLACES) - 2}}}"
_LETTER_OF_BYTE = bytes(ord(ID_LETTERS[byte % len(ID_LETTERS)]) for byte in range(256))
LONGEST_TEXT = 10_000

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(?:\.0{1,9})?")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?([+-][0-9]{2}:[0-9]{2})"
)
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Within:
    """The range that a number has for each value of another column, ends included.

    Beside a value without a range here the number's own range holds; without any it does not fit.
    """

    column: str
    ranges: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class About:
    """What a column means to a person, and what a day makes of it.

    ``carried`` columns come filled in from the last session; a rating never does. ``ends`` are the
    words at 0 and 10. ``rest_label`` is the label in a check-in, which has no rolling. ``words``
    are the labels of choices that differ from their keys. ``within`` is what another column asks
    of a number.
    """

    label: str
    help: str
    unit: str = ""
    better: Better | None = None
    daily: Daily | None = None
    day_name: str = ""
    ask: Literal["every day", "more", "never"] = "more"
    sessions_only: bool = False
    ends: tuple[str, str] | None = None
    rest_label: str = ""
    carried: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    within: Within | None = None


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
        offset = value.astimezone().utcoffset() if value.tzinfo is None else value.utcoffset()
        if offset is None or offset.total_seconds() % 60:
            raise ValueError("offset must be whole minutes")
        return value.replace(microsecond=0, tzinfo=dt.timezone(offset))
    return value


def _stamp_from(text: str) -> dt.datetime:
    match = _STAMP.fullmatch(text)
    if match is None:
        raise ValueError("not a stamp")
    day, minutes, seconds, offset = match.groups()
    return dt.datetime.fromisoformat(f"{day}T{minutes}{seconds or ':00'}{offset}")


def _year_in_range(value: dt.datetime) -> dt.datetime:
    if not 1970 <= value.year <= 2199:
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


Blank = BeforeValidator(_none_if_blank)
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


def is_rating(low: float | None, high: float | None) -> bool:
    """Whether a scale is the one that ratings have."""
    return (low, high) == (0, 10)


@dataclass(frozen=True)
class Column:
    """One column of the log, as ``Entry`` declares it."""

    name: str
    about: About
    kind: Kind
    required: bool
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name people see: form, axis, export."""
        return self.about.label

    @property
    def help(self) -> str:
        """What to answer, in a sentence or two."""
        if self.about.ends is None:
            return self.about.help
        least, most = self.about.ends
        return f"{self.about.help} {self.low} is {least}, {self.high} is {most}."

    @property
    def unit(self) -> str:
        """Unit, empty for ratings and texts."""
        return self.about.unit

    @property
    def better(self) -> Better | None:
        """Which direction is better, None where neither is."""
        return self.about.better

    @property
    def daily(self) -> Daily | None:
        """How several answers of one day become one."""
        return self.about.daily

    @property
    def day_name(self) -> str:
        """The column's name in the daily frame."""
        return self.about.day_name or self.name

    @property
    def is_rating(self) -> bool:
        """Whether it is answered on the scale from 0 to 10."""
        return is_rating(self.low, self.high)

    @property
    def axis(self) -> str:
        """The label of an axis: name, then unit or range.

        >>> from rolltrack.entry.entry import COLUMNS
        >>> COLUMNS["pain_before"].axis, COLUMNS["minutes"].axis
        ('Pain before rolling, 0–10', 'Minutes')
        """
        if self.is_rating:
            return f"{self.label}, {self.low}–{self.high}"
        return f"{self.label}, {self.unit}" if self.unit and self.label != "Minutes" else self.label

    @cached_property
    def expected(self) -> str:
        """What the column takes, in words.

        >>> from rolltrack.entry.entry import COLUMNS
        >>> COLUMNS["pain_before"].expected
        'a whole number from 0 to 10'
        """
        return {
            "whole": f"a whole number from {self.low} to {self.high}",
            "choice": f"one of {', '.join(self.choices)}",
            "choices": f"areas joined by |, out of {', '.join(self.choices)}",
            "flag": "yes or no",
            "key": "a short name of a-z, 0-9 and _ that begins with a letter",
            "text": f"text of at most {LONGEST_TEXT:,} characters",
            "stamp": "local time with its offset, such as 2026-11-21T18:30:05+01:00",
            "id": "r_ and ten lower-case consonants",
        }[self.kind]

    def sentence(self, got: object) -> str:
        """What is wrong with a value, as a sentence without its full stop."""
        shown = "|".join(map(str, got)) if isinstance(got, tuple) else str(got)
        shown = " ".join(shown.split())
        if got is None or not shown:
            return f"{self.name} must be {self.expected}, got nothing"
        cut = f"{shown[:40]}… ({len(shown):,} characters)" if len(shown) > 60 else shown
        return f"{self.name} must be {self.expected}, got {visible(cut)}"

    def parse(self, text: str) -> Any:
        """The value that a text stands for; None for an empty one. Ranges are checked by ``Entry``.

        Raises ``InvalidValue``. Whole numbers follow a strict pattern, because ``int()`` would also
        take ``1_000`` and full-width digits.

        >>> from rolltrack.entry.entry import COLUMNS
        >>> COLUMNS["minutes"].parse("7.0"), COLUMNS["popped"].parse("TRUE")
        (7, True)
        """
        if self.kind == "text":
            return text.strip() or None
        text = plain(text)
        if not text:
            return None
        if self.choices:
            return self._chosen(text)
        try:
            return _PARSERS[self.kind](text)
        except ValueError:
            raise InvalidValue(self.name, self.sentence(text)) from None

    def key_of(self, word: str) -> str:
        """The choice that a word in any case stands for; empty where it stands for none.

        >>> from rolltrack.entry.entry import COLUMNS
        >>> COLUMNS["areas"].key_of("Upper back"), COLUMNS["roller"].key_of("hard")
        ('upper_back', '')
        """
        keys = self._keys
        return keys.get(word) or keys.get(word.casefold().replace(" ", "_"), "")

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        words = [(key, self.about.words.get(key, key)) for key in self.choices]
        return {
            name.casefold().replace(" ", "_"): key for key, word in words for name in (key, word)
        }

    def _chosen(self, text: str) -> str | tuple[str, ...]:
        if self.kind == "choice":
            return self.key_of(text) or text
        parts = filter(None, map(str.strip, re.split("[|,]", text)))
        return tuple(dict.fromkeys(self.key_of(part) or part for part in parts))

    def text(self, value: Any) -> str:
        """A value as a person would type it; empty for None."""
        return "" if value is None else str(AS_TEXT[self.kind](value))


def _parse_flag(text: str) -> bool:
    value = _flag(text)
    if not isinstance(value, bool):
        raise ValueError(text)
    return value


_PARSERS: Mapping[Kind, Any] = {
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


def new_id() -> str:
    """An id that no other entry has."""
    return id_from(os.urandom(10))


def id_from(data: bytes) -> str:
    """The id that ten bytes stand for.

    >>> id_from(b"0123456789")
    'r_lmnpqrstvw'
    """
    return "r_" + data.translate(_LETTER_OF_BYTE).decode()


def column_of(name: str, field: FieldInfo) -> Column:
    """The column that a field of the entry's model declares."""
    about = next(item for item in field.metadata if isinstance(item, About))
    kind, low, high, choices = _shape(field.annotation, field.metadata)
    return Column(name, about, kind, field.is_required(), low, high, choices)


def _shape(
    annotation: Any, metadata: Iterable[Any] = ()
) -> tuple[Kind, int | None, int | None, tuple[str, ...]]:
    inner = [item for item in get_args(annotation) if item is not type(None)]
    if get_origin(annotation) is Annotated:
        return _shape(inner[0], inner[1:])
    if get_origin(annotation) is Literal:
        return "choice", None, None, tuple(inner)
    if get_origin(annotation) is tuple:
        return "choices", None, None, _shape(inner[0])[3]
    if type(None) in get_args(annotation):
        return _shape(inner[0], metadata)
    return _plain_shape(annotation, list(metadata))


def _plain_shape(
    annotation: Any, metadata: list[Any]
) -> tuple[Kind, int | None, int | None, tuple[str, ...]]:
    limits = [item for field in metadata for item in getattr(field, "metadata", [field])]
    if annotation is int:
        low = next(item.ge for item in limits if hasattr(item, "ge"))
        high = next(item.le for item in limits if hasattr(item, "le"))
        return "whole", low, high, ()
    if annotation is bool:
        return "flag", None, None, ()
    if annotation is dt.datetime:
        return "stamp", None, None, ()
    pattern = next((item.pattern for item in limits if getattr(item, "pattern", None)), "")
    kind: Kind = "id" if pattern.startswith("^r_") else "key" if pattern else "text"
    return kind, None, None, ()
