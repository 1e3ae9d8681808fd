"""What the settings are called in every form, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from rolltrack.entry.language import mark, say

Path = tuple[str | int, ...]

# As every form calls them; ``say`` them where they are shown.
LABELS: Mapping[str, str] = {
    "goal": mark("Your goal, in your words"),
    "activity": mark("The activity you rate"),
    "question": mark("My question"),
    "last_appointment": mark("My last appointment"),
    "flexibility_test": mark("Which test"),
    "hurts": mark("Where does it hurt?"),
    "weekly_aim_minutes": mark("Weekly aim"),
    "day_starts_at": mark("Your day starts at"),
    "worthwhile_change": mark("A change of pain that would be worth it to you"),
    "sound": mark("A soft tone at each step"),
    "speak": mark("Read the steps aloud"),
    "safety": mark("Before you roll"),
    "pauses": mark("Pause"),
    "first": mark("First day"),
    "last": mark("Last day"),
    "rollers": mark("Rollers"),
    "density": mark("Density"),
    "routines": mark("Own routines"),
    "name": mark("Name"),
    "about": mark("What it is for"),
    "setup": mark("Have ready"),
    "steps": mark("Steps"),
    "do": mark("What to do"),
    "more": mark("In detail"),
    "seconds": mark("Seconds"),
    "rounds": mark("Rounds"),
    "repeat_from": mark("From step"),
    "areas": mark("What is rolled"),
    "breathing": mark("Breathing cue"),
    "pace": mark("Seconds a direction"),
    "watch": mark("What to watch for"),
    "tries": mark("Three tries"),
}
ITEMS: Mapping[str, str] = {
    "pauses": mark("Pause"),
    "rollers": mark("Roller"),
    "routines": mark("Own routine"),
    "steps": mark("step"),
    "tries": mark("Sitting"),
}
_KINDS: Mapping[str, str] = {
    "int": mark("must be a whole number"),
    "float": mark("must be a number"),
    "string": mark("must be text"),
    "bool": mark("must be true or false"),
    "date": mark("must be a date such as 2026-11-21"),
    "time": mark("must be a time such as 03:00"),
    "datetime": mark("must be a date and time such as 2026-11-21 18:30:00"),
    "tuple": mark("must be a list"),
    "named": mark("must have a first and a last day"),
    "model": mark("must be a group of values, not a single one"),
}
_WORDS: Mapping[str, str] = {
    "greater_than_equal": mark("must be {ge} or more"),
    "less_than_equal": mark("must be {le} or less"),
    "literal_error": mark("must be one of {choices}"),
    "string_too_long": mark("must have at most {max_length} characters"),
    "string_too_short": mark("must not be empty"),
    "string_pattern_mismatch": mark(
        "must be a short name of a-z, 0-9 and _ that begins with a letter"
    ),
    "too_short": mark("must have {min_length} or more"),
    "too_long": mark("must have at most {max_length}"),
    "missing": mark("is missing"),
    "extra_forbidden": mark("is not known here; mend its name or take it out"),
}
_OTHERWISE = mark("does not fit")
_WITHOUT_THE_VALUE = frozenset(
    {"string_too_long", "string_too_short", "missing", "extra_forbidden"}
)


def reasons(start: Path, error: ValidationError) -> Iterator[tuple[Path, str]]:
    """The place of everything that is wrong below ``start``, and a sentence about it."""
    problems = error.errors(include_url=False)
    places = [problem["loc"] for problem in problems]
    for problem, place in zip(problems, places, strict=True):
        # A list of which an item is wrong is called too short as well.
        if any(other != place and other[: len(place)] == place for other in places):
            continue
        path = (*start, *place)
        yield path, sentence(path, _words(problem), whole=problem["type"] == "value_error")


def sentence(path: Path, words: str, *, whole: bool = False) -> str:
    """What is wrong at a place, without a full stop; items of lists are counted from 1.

    ``words`` go on about the place; ``whole`` ones say of an item of a list what is wrong by
    themselves.

    >>> sentence(("weekly_aim_minutes",), "must be a whole number, got lots")
    '“Weekly aim” must be a whole number, got lots'
    >>> sentence(("routines", 0, "steps", 2, "seconds"), "must be 1 or more, got 0")
    'Own routine 1, step 3: “Seconds” must be 1 or more, got 0'
    """
    items: list[str] = []
    name = ""
    for part in path:
        if isinstance(part, str):
            items += [_label(name)] if name else []
            name = part
        elif name in ITEMS:
            items.append(say("{item} {number}", item=say(ITEMS[name]), number=part + 1))
            name = ""
    place = ", ".join(items)
    if name:
        words = say("“{label}” {problem}", label=_label(name), problem=words)
    if place:
        joined = mark("{place}: {problem}") if name or whole else mark("{place} {problem}")
        words = say(joined, place=place, problem=words)
    return words[:1].upper() + words[1:]


def shown(value: object) -> str:
    """A value, cut where it is long."""
    try:
        text = str(value)
    except ValueError:  # a number of thousands of digits
        return say("a number too long to show")
    return text if len(text) <= 40 else f"{text[:40]}…"


def _label(name: str) -> str:
    return say(LABELS[name]) if name in LABELS else name


def _words(problem: Any) -> str:
    kind, given = str(problem["type"]), problem["input"]
    if kind == "value_error":
        return str(problem["ctx"]["error"])
    if kind == "too_short" and not given:
        kind = "string_too_short"
    context = dict(problem.get("ctx", {}))
    if kind == "literal_error":
        context = {"choices": ", ".join(re.findall("'([^']*)'", context["expected"]))}
    words = say(_WORDS.get(kind) or _KINDS.get(kind.partition("_")[0]) or _OTHERWISE, **context)
    if kind in _WITHOUT_THE_VALUE or isinstance(given, list | tuple | Mapping):
        return words
    value = shown(given) or say("nothing")
    return say("{problem}, got {value}", problem=words, value=value)
