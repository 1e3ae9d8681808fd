"""The columns of the log as questions for a form: what JavaScript needs to draw each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rolltrack.entry.column import Column
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.entry.language import say
from rolltrack.entry.routine import Routine, built_in
from rolltrack.entry.safety import GET_HELP_EMERGENCY, GET_HELP_SOON, Advice
from rolltrack.entry.settings import Settings
from rolltrack.entry.typed import option_label, takes_hours

TEST_UNITS = {test.key: test.unit for test in FLEXIBILITY_TESTS.values()}
NOT_FOR_ROLLING = "neck"
_NAMED_IN_MORE = 7
_FIRST = {"minutes": 5, "exercise_minutes": 15, "sleep_minutes": 420}


def get_help() -> list[tuple[str, tuple[str, ...]]]:
    """When to get help, in two lists with their headings."""
    return [
        (say("An emergency"), tuple(map(say, GET_HELP_EMERGENCY))),
        (say("See a doctor soon"), tuple(map(say, GET_HELP_SOON))),
    ]


def routine_titles(settings: Settings, entries: Iterable[Entry]) -> dict[str, str]:
    """Key → name of the routines a person can choose, and of those that only the log knows."""
    names = {key: in_words(routine)["name"] for key, routine in settings.every_routine.items()}
    logged = {entry.routine for entry in entries if entry.routine}
    return names | {key: option_label(key) for key in sorted(logged - names.keys())}


def in_words(routine: Routine) -> dict[str, Any]:
    """A routine as the browser shows it; one that comes with rolltrack in the language spoken."""
    shown = routine.model_dump(mode="json")
    is_ours = built_in().get(routine.key) == routine
    return {name: _said(value, name) for name, value in shown.items()} if is_ours else shown


def _said(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _said(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner, name) for inner in value]
    is_text = isinstance(value, str) and value and name not in ("key", "areas", "source")
    return say(value) if is_text else value


def roller_options(settings: Settings) -> list[tuple[str, str]]:
    """Density and its words: the person's own rollers of that density, where there are any."""
    names: dict[str, list[str]] = {density: [] for density in COLUMNS["roller"].choices}
    for roller in settings.rollers:
        names[roller.density].append(roller.name)
    return [
        (density, _roller(own, option_label(density)) if own else option_label(density))
        for density, own in names.items()
    ]


def _roller(own: list[str], density: str) -> str:
    return say("{names} ({density})", names=", ".join(own), density=density.lower())


def question_fields(settings: Settings, entries: Iterable[Entry] = ()) -> list[dict[str, Any]]:
    """One dictionary for each column that a person fills in, in the order of the log.

    The person's routines, rollers and activity are named as in the settings. Kind and start have
    controls of their own.
    """
    own: dict[str, dict[str, Any]] = {
        "routine": {"options": list(routine_titles(settings, entries).items())},
        "roller": {"options": roller_options(settings)},
        "activity": {"help": settings.activity} if settings.activity else {},
    }
    return [
        _field(column) | own.get(name, {})
        for name, column in COLUMNS.items()
        if column.about.ask != "never" and name not in ("kind", "start")
    ]


def more_words() -> dict[str, str]:
    """The first few questions behind "More", in words, by kind of entry."""
    return {kind: _more_words(kind) for kind in COLUMNS["kind"].choices}


def _more_words(kind: str) -> str:
    plain = dict.fromkeys(
        say(column.about.rest_label or column.label).lower()
        for column in COLUMNS.values()
        if column.about.ask == "more"
        and not column.name.endswith(("_after", "_test"))
        and not (kind == "check-in" and column.about.sessions_only)
    )
    return ", ".join(list(plain)[:_NAMED_IN_MORE]) + " …"


def area_options(*, pain: bool) -> list[tuple[str, str]]:
    """Key and name of every area, from the neck down; without the neck for rolling."""
    top_down = ("neck", "shoulders", "upper_back", "mid_back", "lower_ribs", "lower_back", "hips")
    keys = sorted(COLUMNS["areas"].choices, key=lambda key: (*top_down, key).index(key))
    return [(key, option_label(key)) for key in keys if pain or key != NOT_FOR_ROLLING]


def in_the_words_of_the_form(sentences: Mapping[str, str]) -> dict[str, str]:
    """Sentences that name columns, with the labels that the form shows, and a full stop."""
    return {name: full_stop(_labelled(name, text)) for name, text in sentences.items()}


def _labelled(name: str, text: str) -> str:
    return text.replace(name, COLUMNS[name].label, 1) if name in COLUMNS else text


def note_of(found: Advice) -> dict[str, Any]:
    """An advice as what the browser shows: text, source, and *get help* where it belongs."""
    return {
        "text": found.text,
        "source": found.source,
        "get_help": get_help() if found.get_help else [],
    }


def full_stop(text: str) -> str:
    """A sentence with its full stop, also after a value that ends in a sign."""
    return text if text.endswith((".", "?")) else f"{text}."


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": say(column.label),
        "rest_label": column.about.rest_label and say(column.about.rest_label),
        "help": _help(column),
        "unit": column.unit and say(column.unit),
        "ask": column.about.ask,
        "sessions_only": column.about.sessions_only,
        "control": _control(column),
        "low": column.low,
        "high": column.high,
        "first": _FIRST.get(column.name, 0),
        "hours": takes_hours(column),
        "ends": column.about.ends and list(map(say, column.about.ends)),
        "options": _options(column),
        "by_test": column.name.startswith("flexibility_") and column.kind == "whole",
    }


def _help(column: Column) -> str:
    if column.about.ask != "more":
        return ""
    help_ = say(column.about.help)
    if takes_hours(column):
        return say("{help} In minutes, or in hours such as 7:30.", help=help_)
    return help_


def _control(column: Column) -> str:
    if column.about.ends:
        return "rating"
    if column.kind in ("choice", "key", "flag"):
        return "choice"
    return column.kind


def _options(column: Column) -> list[tuple[str, str]]:
    if column.kind == "flag":
        return [("yes", say("Yes")), ("no", say("No"))]
    if column.kind == "choices":
        return area_options(pain=False)
    return [(key, option_label(key)) for key in column.choices]
