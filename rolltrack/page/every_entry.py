"""Every entry of a period in words, for the pages behind the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.entry.language import say
from rolltrack.entry.routine import routine_name
from rolltrack.entry.text import own_words
from rolltrack.entry.typed import option_label
from rolltrack.page.period import Period


@dataclass(frozen=True)
class Listed:
    """An entry of the appendix: when, the numbers, and the person's words."""

    when: str
    what: str
    words: str


def every_entry(period: Period) -> tuple[Listed, ...]:
    """The entries by start."""
    ordered = sorted((row.entry for row in period.rows), key=lambda entry: entry.start)
    names = period.settings.routine_names
    return tuple(_listed(entry, names) for entry in ordered)


def _listed(shown: Entry, names: Mapping[str, str]) -> Listed:
    texts = {name: text for name, text in shown.texts().items() if text}
    words = [name for name, column in COLUMNS.items() if column.kind == "text"]
    said_otherwise = ("id", "start", "kind", "flexibility_test", *words)
    answers = [
        say("{label} {value}", label=_label(name, shown), value=_value(name, text, shown, names))
        for name, text in texts.items()
        if name not in said_otherwise
    ]
    own = [
        say("{label}: {words}", label=COLUMNS[name].label, words=own_words(texts[name]))
        for name in words
        if name in texts
    ]
    kind = say("Check-in") if shown.kind == "check-in" else say("Session")
    return Listed(f"{shown.start:%Y-%m-%d %H:%M}", "; ".join([kind, *answers]), "; ".join(own))


def in_words(column: str, key: str, names: Mapping[str, str]) -> str:
    """A key, or keys, of the log in words; ``names`` are those of the routines."""
    if column == "routine":
        return own_words(routine_name(key, names))
    return ", ".join(option_label(each).lower() for each in key.split("|"))


def _label(name: str, shown: Entry) -> str:
    column = COLUMNS[name]
    if shown.flexibility_test and name.startswith("flexibility_"):
        test = say(FLEXIBILITY_TESTS[shown.flexibility_test].label)
        if name == "flexibility_after":
            return say("{test} after rolling", test=test)
        return test if shown.kind == "check-in" else say("{test} before rolling", test=test)
    return column.rest_label if shown.kind == "check-in" else column.label


def _value(name: str, text: str, shown: Entry, names: Mapping[str, str]) -> str:
    column = COLUMNS[name]
    if column.kind == "flag":
        return say(text)  # "yes" or "no", as in every table
    if column.kind != "whole":
        return in_words(name, text, names)
    unit = column.unit
    if name in ("flexibility_before", "flexibility_after") and shown.flexibility_test:
        unit = FLEXIBILITY_TESTS[shown.flexibility_test].unit
    return say("{number} {unit}", number=text, unit=say(unit)) if unit else text
