"""What is wrong with a setting, in the words that a person sees in the settings panel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

Path = tuple[str | int, ...]

# As the forms call them: settings panel, routine editor, guided session, export panel.
LABELS: Mapping[str, str] = {
    "goal": "Your goal, in your words",
    "activity": "The activity you rate",
    "question": "My question",
    "last_appointment": "My last appointment",
    "flexibility_test": "Which test",
    "hurts": "Where does it hurt?",
    "weekly_aim_minutes": "Weekly aim",
    "day_starts_at": "Your day starts at",
    "worthwhile_change": "A change of pain that would be worth it to you",
    "sound": "A soft tone at each step",
    "speak": "Read the steps aloud",
    "safety": "Before you roll",
    "pauses": "Pause",
    "first": "First day",
    "last": "Last day",
    "rollers": "Rollers",
    "density": "Density",
    "length_cm": "Length",
    "diameter_cm": "Diameter",
    "material": "Material",
    "routines": "Own routines",
    "name": "Name",
    "about": "What it is for",
    "setup": "Have ready",
    "steps": "Steps",
    "do": "What to do",
    "more": "In detail",
    "seconds": "Seconds",
    "rounds": "Rounds",
    "repeat_from": "From step",
    "areas": "What is rolled",
    "breathing": "Breathing cue",
    "pace": "Seconds a direction",
    "watch": "What to watch for",
    "tries": "Three tries",
}
ITEMS: Mapping[str, str] = {
    "pauses": "Pause", "rollers": "Roller", "routines": "Own routine", "steps": "step",
    "tries": "Sitting",
}  # fmt: skip
_KINDS: Mapping[str, str] = {
    "int": "must be a whole number",
    "float": "must be a number",
    "string": "must be text",
    "bool": "must be true or false",
    "date": "must be a date such as 2026-11-21",
    "time": "must be a time such as 03:00",
    "datetime": "must be a date and time such as 2026-11-21 18:30:00",
    "tuple": "must be a list",
    "named": "must have a first and a last day",
    "model": "must be a group of values, not a single one",
}
_WORDS: Mapping[str, str] = {
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must be a short name of a-z, 0-9 and _ that begins with a letter",
    "too_short": "must have {min_length} or more",
    "too_long": "must have at most {max_length}",
    "missing": "is missing",
    "extra_forbidden": "is not known here; mend its name or take it out",
}
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
        yield (*start, *place), sentence((*start, *place), _words(problem))


def sentence(path: Path, words: str) -> str:
    """What is wrong at a place, without a full stop; items of lists are counted from 1.

    >>> sentence(("weekly_aim_minutes",), "must be a whole number, got lots")
    '“Weekly aim” must be a whole number, got lots'
    >>> sentence(("routines", 0, "steps", 2, "seconds"), "must be 1 or more, got 0")
    'Own routine 1, step 3: “Seconds” must be 1 or more, got 0'
    """
    items: list[str] = []
    name = ""
    for part in path:
        if isinstance(part, str):
            items += [LABELS.get(name, name)] if name else []
            name = part
        elif name in ITEMS:
            items.append(f"{ITEMS[name]} {part + 1}")
            name = ""
    place = ", ".join(items)
    if not name:
        return f"{place} {words}" if words.startswith("must ") else f"{place}: {words}"
    return f"{place}: “{LABELS.get(name, name)}” {words}".removeprefix(": ")


def without_item(text: str) -> str:
    """A sentence about the only item of a list, which needs no number.

    >>> without_item("Own routine 1, step 3: “Seconds” must be 1 or more, got 0")
    'Step 3: “Seconds” must be 1 or more, got 0'
    """
    plain = re.sub(rf"^({'|'.join(ITEMS.values())}) 1(, |: | )", "", text)
    return plain[:1].upper() + plain[1:]


def _words(problem: Any) -> str:
    kind, given = str(problem["type"]), problem["input"]
    if kind == "value_error":
        return str(problem["ctx"]["error"])
    words = _WORDS.get(kind) or _KINDS.get(kind.partition("_")[0]) or str(problem["msg"])
    if kind == "too_short" and not given:
        return "must not be empty"
    context = {name: str(value).replace("'", "") for name, value in problem.get("ctx", {}).items()}
    words = words.format_map(context)
    if kind in _WITHOUT_THE_VALUE or isinstance(given, list | tuple | Mapping):
        return words
    return f"{words}, got {shown(given) or 'nothing'}"


def shown(value: object) -> str:
    """A value, cut where it is long."""
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
