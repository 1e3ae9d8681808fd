"""What a person types, in a form or on the command line, as an entry of the log."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from rolltrack.entry.column import Column, shortened
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.entry.kinds import is_shaped_like_a_stamp
from rolltrack.entry.language import mark, say
from rolltrack.entry.signs import plain

TWO_CLOCKS = dt.timedelta(minutes=10)  # are seldom the same
ANOTHER_ZONE = dt.timedelta(days=1)  # a script may run under another clock than its log
_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_HOURS = re.compile(
    r"(\d{1,2}) ?(?:h|hours?|:(?=\d\d$)) ?([0-5]?\d)? ?(?:m|min|minutes?)?", re.IGNORECASE
)
# Three decimals could be thousands.
_NUMBER = re.compile(r"([+-]?\d{1,9}(?:[.,](?:\d{1,2}|0+))?) ?(m|min|minutes?)?", re.IGNORECASE)
_A_DAY = 24


def entry_from(
    answers: Mapping[str, str],
    ahead: dt.timedelta = TWO_CLOCKS,
    before: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """The entry that typed answers (column name to text) stand for.

    Takes what ``Entry.from_text`` takes and, beyond it, long times as hours and minutes, numbers
    with decimals (``rounded`` says of which), and a start without an offset, which is this
    computer's local time. ``before`` are the answers that an entry had, about which nothing is
    asked again. Raises ``InvalidEntry``, also for a start further ahead of this computer's clock
    than ``ahead``, and for a night's sleep that reads like hours.

    >>> typed = {"start": "2026-11-20T07:15:00+01:00", "areas": "Upper back, hips",
    ...          "sleep_minutes": "7:30"}
    >>> entry_from(typed).areas, entry_from(typed).sleep_minutes
    (('upper_back', 'hips'), 450)
    """
    asked = _asked({name: text for name, text in answers.items() if before.get(name) != text})
    try:
        entry = Entry.from_text({name: as_kept(name, text) for name, text in answers.items()})
    except InvalidEntry as error:
        sentences = {name: _plainly(name, why, answers) for name, why in error.sentences.items()}
        raise InvalidEntry(sentences | asked) from None
    if entry.start > dt.datetime.now().astimezone() + ahead:
        sentence = mark("{column} is in the future; set the day or the time back")
        asked = {"start": say(sentence, column="start")} | asked
    if asked:
        raise InvalidEntry(asked)
    return entry


def as_kept(name: str, text: str) -> str:
    """A typed answer as the log keeps it; as it was typed where it is not understood.

    >>> as_kept("sleep_minutes", "7 h 30"), as_kept("exercise_minutes", "1:05")
    ('450', '65')
    >>> as_kept("minutes", "7,5"), as_kept("pain_before", "7,5")
    ('8', '7,5')
    """
    column = COLUMNS.get(name)
    if column is None:
        return text
    if column.kind == "stamp":
        moments = _moments(text)
        return moments.pop() if len(moments) == 1 else text
    if takes_hours(column) and (found := _HOURS.fullmatch(plain(text))):
        return str(60 * int(found[1]) + int(found[2] or 0))
    number = _number(column, text)
    return text if number is None else str(number.quantize(Decimal(1), ROUND_HALF_UP))


def rounded(answers: Mapping[str, str]) -> list[str]:
    """What is kept otherwise than it was typed, because columns keep whole numbers: sentences.

    >>> rounded({"minutes": "7,5", "exercise_minutes": "30.0"})
    ['Minutes: 7,5 is kept as 8.']
    """
    found = []
    for name, text in answers.items():
        number = _number(COLUMNS[name], text) if name in COLUMNS else None
        if number is not None and number != int(number):
            values = {"label": COLUMNS[name].label, "kept": as_kept(name, text)}
            found.append(say("{label}: {typed} is kept as {kept}.", typed=plain(text), **values))
    return found


def reads_like_hours(minutes: int | None) -> bool:
    """Whether a night's sleep in minutes looks as if hours were meant.

    >>> reads_like_hours(7), reads_like_hours(420)
    (True, False)
    """
    return minutes is not None and 1 <= minutes <= _A_DAY


def _asked(answers: Mapping[str, str]) -> dict[str, str]:
    """The question where a night's sleep is a bare number that reads like hours."""
    text = plain(answers.get("sleep_minutes", ""))
    found = re.fullmatch(r"\+?([0-9]{1,9})([.,]0+)?", text)
    if found is None or not reads_like_hours(number := int(found[1])):
        return {}
    sentence = mark(
        "{column}: {number} minutes? For hours type {number}:00 or {number} h, "
        "for minutes 0:{number:02d}"
    )
    return {"sleep_minutes": say(sentence, column="sleep_minutes", number=number)}


def _number(column: Column, text: str) -> Decimal | None:
    """The number that is typed for a measure: none for a rating, or where it may be hours."""
    found = _NUMBER.fullmatch(plain(text))
    if column.kind != "whole" or column.is_rating or found is None:
        return None
    number = Decimal(found[1].replace(",", "."))
    if found[2]:
        return number if column.unit == "min" else None
    unclear = takes_hours(column) and number <= _A_DAY and number != int(number)
    return None if unclear else number


def takes_hours(column: Column) -> bool:
    """Whether a column is a time that can be hours long.

    >>> takes_hours(COLUMNS["sleep_minutes"]), takes_hours(COLUMNS["minutes"])
    (True, False)
    """
    return column.unit == "min" and (column.high or 0) >= 24 * 60


def date_from(text: str) -> dt.date | None:
    """The date that a text such as ``2026-11-21`` stands for; None where it is no date.

    >>> date_from("2026-11-21"), date_from("next week")
    (datetime.date(2026, 11, 21), None)
    """
    try:
        return dt.date.fromisoformat(plain(text))
    except ValueError:
        return None


def option_label(key: str) -> str:
    """A choice of the log in words.

    >>> option_label("upper_back"), option_label("fingertip_to_floor_mm")
    ('Upper back', 'Fingertip to floor')
    """
    if key in FLEXIBILITY_TESTS:
        return say(FLEXIBILITY_TESTS[key].label)
    return say(key.replace("_", " ").capitalize())


def expected(column: Column) -> str:
    """What a person can type for a column, in words.

    >>> expected(COLUMNS["roller"]), expected(COLUMNS["sleep_minutes"])
    ('one of soft, medium, firm', 'minutes from 0 to 1440, or hours and minutes such as 7:30')
    """
    words = ", ".join(option_label(key).lower() for key in column.choices)
    if column.kind == "choices":
        return say("one or more of {words}, with commas between", words=words)
    if column.kind == "choice":
        return say("one of {choices}", choices=words)
    if column.kind == "stamp":
        return say(
            "local time such as 2026-11-21 18:30, or with its offset: 2026-11-21T18:30:05+01:00"
        )
    if takes_hours(column):
        sentence = mark("minutes from {low} to {high}, or hours and minutes such as 7:30")
        return say(sentence, low=column.low, high=column.high)
    return column.expected


def _moments(text: str) -> set[str]:
    """What a local time without an offset can mean: two moments where the clocks were changed."""
    text = plain(text)
    if not _LOCAL.fullmatch(text):
        return set()
    try:
        naive = dt.datetime.fromisoformat(text)
        return {naive.replace(fold=fold).astimezone().isoformat() for fold in (0, 1)}
    except (ValueError, OverflowError, OSError):
        return set()


def _plainly(name: str, why: str, answers: Mapping[str, str]) -> str:
    """The reason in the words of a form: what can be typed, not what the file takes."""
    column, text = COLUMNS.get(name), plain(answers.get(name, ""))
    if name == "start" and len(moments := _moments(text)) > 1:
        sentence = mark("{column} is when the clocks were changed; write {either}, got {value}")
        first, second = sorted(moments)
        either = say("{first} or {second}", first=first, second=second)
        return say(sentence, column=name, either=either, value=text)
    if column is None or not text or expected(column) == column.expected:
        return why
    if column.kind == "stamp" and is_shaped_like_a_stamp(as_kept(name, text)):
        return why
    if column.choices:
        text = ", ".join(part for part in _parts(column, text) if not column.key_of(part))
    sentence = mark("{column} must be {expected}, got {value}")
    values = {"column": name, "expected": expected(column), "value": shortened(text)}
    return say(sentence, **values) if text else why


def _parts(column: Column, text: str) -> list[str]:
    parts = re.split(r"[|,]", text) if column.kind == "choices" else [text]
    return [part.strip() for part in parts if part.strip()]


# The labels of choices as ``option_label`` says them.
CHOICE_LABELS = (
    *(mark("Session"), mark("Check-in"), mark("Soft"), mark("Medium"), mark("Firm")),
    *(mark("Upper back"), mark("Mid back"), mark("Lower ribs"), mark("Shoulders")),
    *(mark("Lower back"), mark("Neck"), mark("Hips"), mark("Legs")),
)
