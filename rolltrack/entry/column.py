"""What a column means: its words, its range, what a day makes of it; texts for it, and faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal, ParamSpec, get_args, get_origin

from pydantic import Field
from pydantic.fields import FieldInfo

from rolltrack.entry.errors import InvalidValue
from rolltrack.entry.kinds import (
    AS_TEXT,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_TEXT,
    PARSERS,
    Kind,
    is_rating,
    is_shaped_like_a_stamp,
)
from rolltrack.entry.language import mark, say
from rolltrack.entry.signs import plain, visible

Better = Literal["lower", "higher"]
Daily = Literal["first", "once", "sum", "mean", "any", "main", "text"]
P = ParamSpec("P")

_EXPECTED: Mapping[Kind, str] = {
    "whole": mark("a whole number from {low} to {high}"),
    "choice": mark("one of {choices}"),
    "choices": mark("areas joined by |, out of {choices}"),
    "flag": mark("yes or no"),
    "key": mark("a short name of a-z, 0-9 and _ that begins with a letter"),
    "text": mark("text of at most {longest:,} characters"),
    "stamp": mark("local time with its offset, such as 2026-11-21T18:30:05+01:00"),
    "id": mark("r_ and ten lower-case consonants"),
}


@dataclass(frozen=True, slots=True)
class Within:
    """The range that a number has for each value of another column, ends included.

    Beside a value without a range here the number's own range holds; without any it does not fit.
    """

    column: str
    ranges: Mapping[str, tuple[int, int]]

    def fits(self, number: int, beside: str | None) -> bool:
        """Whether a number is in the range that it has beside a value of the other column."""
        if beside is not None and beside not in self.ranges:
            return True
        low, high = self.ranges.get(beside or "", (1, 0))
        return low <= number <= high


@dataclass(frozen=True, slots=True)
class About:
    """What a column means to a person, and what a day makes of it.

    ``label``, ``help``, ``rest_label`` (the label in a check-in, which has no rolling) and ``ends``
    (the words at 0 and 10) are sentences, said by the column. ``carried`` columns come filled in
    from the last session; a rating never does. ``words`` are the labels of choices that differ from
    their keys. ``within`` is what another column asks of a number. ``default`` is what counts where
    nothing is answered; without any (``...``) an answer is needed.
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
    default: Any = None


def _as_field(about: Callable[P, About]) -> Callable[P, Any]:
    def declare(*args: P.args, **kwargs: P.kwargs) -> Any:
        made = about(*args, **kwargs)
        extra: Any = {"about": made}
        return Field(made.default, json_schema_extra=extra)

    return declare


# Declares a column in the entry's model; takes what ``About`` takes.
answer = _as_field(About)


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
        return say(self.about.label)

    @property
    def rest_label(self) -> str:
        """The name people see where nothing was rolled."""
        return say(self.about.rest_label or self.about.label)

    @property
    def ends(self) -> tuple[str, str] | None:
        """The words at 0 and 10 of a rating."""
        least, most = self.about.ends or ("", "")
        return (say(least), say(most)) if self.about.ends else None

    @property
    def help(self) -> str:
        """What to answer, in a sentence or two."""
        if self.ends is None:
            return say(self.about.help)
        least, most = self.ends
        return say(
            "{help} {low} is {least}, {high} is {most}.",
            help=say(self.about.help),
            low=self.low,
            least=least,
            high=self.high,
            most=most,
        )

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
        unit = f"{self.low}–{self.high}" if self.is_rating else self.unit
        if not unit or self.name == "minutes":
            return self.label
        return say("{label}, {unit}", label=self.label, unit=unit)

    @property
    def expected(self) -> str:
        """What the column takes, in words.

        >>> from rolltrack.entry.entry import COLUMNS
        >>> COLUMNS["pain_before"].expected
        'a whole number from 0 to 10'
        """
        choices = ", ".join(self.choices)
        return say(
            _EXPECTED[self.kind],
            low=self.low,
            high=self.high,
            choices=choices,
            longest=LONGEST_TEXT,
        )

    def sentence(self, got: object) -> str:
        """What is wrong with a value, as a sentence without its full stop."""
        text = "|".join(map(str, got)) if isinstance(got, tuple) else str(got)
        text = " ".join(text.split())
        values = {"column": self.name, "expected": self.expected, "value": shortened(text)}
        if got is None or not text:
            return say("{column} must be {expected}, got nothing", **values)
        if self.kind == "stamp" and is_shaped_like_a_stamp(text):
            return _not_a_time(text, values)
        return say("{column} must be {expected}, got {value}", **values)

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
        text = text.strip() if text.isascii() else plain(text)
        if not text:
            return None
        if self.choices:
            return self._chosen(text)
        try:
            return PARSERS[self.kind](text)
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
        parts = map(str.strip, text.replace(",", "|").split("|"))
        return tuple(dict.fromkeys(self.key_of(part) or part for part in parts if part))

    def text(self, value: Any) -> str:
        """A value as a person would type it; empty for None."""
        return "" if value is None else str(AS_TEXT[self.kind](value))


def shortened(value: str) -> str:
    """A value to show in a sentence: no sign is hidden, and the end of a long one is left out."""
    if len(value) <= 60:
        return visible(value)
    return say("{start}… ({length:,} characters)", start=visible(value[:40]), length=len(value))


def _not_a_time(text: str, values: Mapping[str, str]) -> str:
    year = int(text[:4])
    if FIRST_YEAR <= year <= LAST_YEAR:
        return say("{column} must be {expected}; there is no day or time {value}", **values)
    return say(
        "{column} is in the year {year}; check the year, it can be {first} to {last}",
        **values,
        year=year,
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )


def column_of(name: str, field: FieldInfo) -> Column:
    """The column that a field of the entry's model declares."""
    extra: Any = field.json_schema_extra
    kind, low, high, choices = _shape(field.annotation, field.metadata)
    return Column(name, extra["about"], kind, field.is_required(), low, high, choices)


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
