"""The columns of the log as questions for a form: what JavaScript needs to draw each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rolltrack.column import Column
from rolltrack.entry import COLUMNS
from rolltrack.flexibility import FLEXIBILITY_TESTS
from rolltrack.log import SessionLog

TEST_UNITS = {test.key: test.unit for test in FLEXIBILITY_TESTS.values()}
_NAMED_IN_MORE = 7


def routine_titles(_log: SessionLog) -> dict[str, str]:
    """Key → title of the routines a person can choose."""
    return {}


def question_fields(routines: Mapping[str, str]) -> list[dict[str, Any]]:
    """One dictionary for each column that a person fills in, in the order of the log.

    ``routines`` maps a routine's key to its title. Kind and start have controls of their own.
    """
    return [
        _field(column, routines)
        for name, column in COLUMNS.items()
        if column.about.ask != "never" and name not in ("kind", "start")
    ]


def more_words() -> str:
    """The first few questions behind "More", in words."""
    plain = dict.fromkeys(
        column.label.removesuffix(" before rolling").removesuffix(" after rolling").lower()
        for column in COLUMNS.values()
        if column.about.ask == "more"
    )
    return ", ".join(list(plain)[:_NAMED_IN_MORE]) + " …"


def option_label(key: str) -> str:
    """A key of the log in words.

    >>> option_label("upper_back"), option_label("fingertip_to_floor_mm")
    ('Upper back', 'Fingertip to floor')
    """
    if key in FLEXIBILITY_TESTS:
        return FLEXIBILITY_TESTS[key].label
    return key.replace("_", " ").capitalize()


def in_the_words_of_the_form(sentences: Mapping[str, str]) -> dict[str, str]:
    """Sentences that name columns, with the labels that the form shows, and a full stop."""
    return {
        name: _full_stop(COLUMNS[name].label + text.removeprefix(name) if name in COLUMNS else text)
        for name, text in sentences.items()
    }


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _field(column: Column, routines: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": column.label,
        "rest_label": column.about.rest_label,
        "help": column.about.help if column.about.ask == "more" else "",
        "unit": column.unit,
        "ask": column.about.ask,
        "sessions_only": column.about.sessions_only,
        "control": _control(column),
        "low": column.low,
        "high": column.high,
        "first": 5 if column.unit == "min" else 0,
        "ends": column.about.ends,
        "options": _options(column, routines),
        "by_test": column.name.startswith("flexibility_") and column.kind == "whole",
    }


def _control(column: Column) -> str:
    if column.about.ends:
        return "rating"
    if column.kind in ("choice", "key", "flag"):
        return "choice"
    return column.kind


def _options(column: Column, routines: Mapping[str, str]) -> list[tuple[str, str]]:
    if column.kind == "key":
        return list(routines.items())
    if column.kind == "flag":
        return [("yes", "Yes"), ("no", "No")]
    return [(key, option_label(key)) for key in column.choices]
