"""Every text that a widget shows can be said in another language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.log.settings_file import change_settings
from rolltrack.widgets.bundle import sentences_of
from rolltrack.widgets.panel import Panel
from tests.pseudo import left_in_english, pseudo

# Names of files and places, keys, what Babel or the browser says, and pictures.
NO_TEXT = {
    "ask",
    "verdict",
    "weekdays",
    "kept_as",
    "place",
    "draft_name",
    "language",
    "source",
    "error_source",
    "light",
    "dark",
}
A_KEY = re.compile(r"[a-z0-9_.|:,+-]*|[A-Z]{2}|r_[a-z0-9]+|[0-9T:+-]+")
OWN = ("Blue one", "Sit longer", "climbing stairs", "My own", "Roll it")


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    write_sample(tmp_path)
    log = rt.SessionLog(tmp_path / "sessions.csv")
    with log.path.open("a", encoding="utf-8") as file:
        file.write("only,three,cells\n")
    routine = {"key": "my_own", "name": "My own", "steps": [{"do": "Roll it", "seconds": 60}]}
    change_settings(
        log.path,
        goal="Sit longer",
        activity="climbing stairs",
        rollers=[{"name": "Blue one", "density": "soft"}],
        routines=[routine],
    )
    return log


def texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Every text in a trait that a person reads, with where it stands."""
    if isinstance(value, str):
        if not A_KEY.fullmatch(value):
            yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NO_TEXT:
                yield from texts(inner, f"{name}.{key}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner, name)


def left(panel: Panel, own: tuple[str, ...] = OWN) -> set[str]:
    """What a widget still says in English, and where."""
    return {
        f"{place}: {text}"
        for name in panel.trait_names(sync=True)
        if not name.startswith("_") and name not in ("layout", "tabbable", "tooltip")
        for place, text in texts({name: getattr(panel, name)}, "")
        if left_in_english(text, own)
    }


def form(log: rt.SessionLog) -> Panel:
    made = rt.log_form(log)
    made.values = {**made.values, "pain_before": "4", "minutes": "999"}
    made.save()
    return made


def saved_form(log: rt.SessionLog) -> Panel:
    made = rt.log_form(log)
    made.save({"kind": "session", "minutes": "7,5", "stopped_for_pain": "yes", "pain_before": "3"})
    return made


def refused_form(log: rt.SessionLog) -> Panel:
    made = rt.log_form(log)
    made.save()
    return made


def edited_history(log: rt.SessionLog) -> Panel:
    made = rt.history(log)
    made.delete(made.rows[0]["id"])
    return made


def stopped_session(log: rt.SessionLog) -> Panel:
    made = rt.guided_session(log)
    made.start("upper_back_release", pain_before="6")
    made.stop_for_pain()
    return made.player


def running_experiment(log: rt.SessionLog) -> Panel:
    made = rt.experiment_planner(log)
    made.plan((dt.date.today() + dt.timedelta(days=1)).isoformat())
    return made


def refused_settings(log: rt.SessionLog) -> Panel:
    made = rt.settings(log)
    made.save({"weekly_aim_minutes": "many", "day_starts_at": ""})
    return made


def shown_explorer(log: rt.SessionLog) -> Panel:
    made = rt.trend_explorer(log)
    made.show(period="28")
    return made


MADE: tuple[Callable[[rt.SessionLog], Panel], ...] = (
    form, saved_form, refused_form, rt.history, edited_history, stopped_session,
    rt.experiment_planner, running_experiment, rt.settings, refused_settings, shown_explorer,
    rt.export_panel, rt.effect_panel,
)  # fmt: skip


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_no_text_of_a_widget_is_left_in_english(
    log: rt.SessionLog, make: Callable[[rt.SessionLog], Panel]
) -> None:
    with pseudo():
        panel = make(log)
        notes = {text for entry in log.entries() for text in (entry.notes, entry.medication)}
    assert left(panel, (*OWN, *filter(None, notes))) == set()


def test_the_scripts_get_the_words_of_their_own_sentences(log: rt.SessionLog) -> None:
    assert rt.log_form(log).language == {"locale": "en_GB", "words": {}}
    with pseudo():
        panel = rt.history(log)
    sentences, plurals = sentences_of(panel._esm)
    words = panel.language["words"]
    assert words["Show more"] == "⟦Show more⟧"
    assert set(words) == {*sentences, *(one for one, _ in plurals)}
    assert {frozenset(words[one]) for one, _ in plurals} == {frozenset({"one", "other"})}
