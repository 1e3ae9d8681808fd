"""In another language nothing that a person reads about an entry or a setting stays English."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Iterator
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.entry import errors
from rolltrack.entry.errors import why_not
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS, Tries, error_in_words
from rolltrack.entry.language import say
from rolltrack.entry.names import wrong_with
from rolltrack.entry.routine import Step
from rolltrack.entry.safety import RULES, advice, questions_due
from rolltrack.entry.settings import Safety, Settings, settings_from
from rolltrack.entry.settings_words import LABELS
from rolltrack.entry.typed import CHOICE_LABELS, entry_from, expected, option_label, rounded
from tests.pseudo import left_in_english, pseudo

START = "2026-11-21T18:30:05+01:00"
NOW = dt.datetime.fromisoformat(START)
WRONG: list[dict[str, str]] = [
    *({name: "?" * 70} for name in rt.COLUMNS),
    *({name: "99999"} for name in rt.COLUMNS),
    {"start": "1900-01-01T10:00:00+00:00"},
    {"start": "2026-02-30T10:00:00+00:00"},
    {"start": "2199-01-01T10:00:00+00:00"},
    {"kind": "check-in", "minutes": "5"},
    {"flexibility_before": "5"},
    {"flexibility_test": "rating", "flexibility_before": "50"},
    {"sleep_minutes": "7"},
    {"notes": "x" * 10_001},
    {"mood": "7"},
]


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    with pseudo():
        yield


@pytest.mark.parametrize("answers", WRONG, ids=str)
@pytest.mark.parametrize("door", [entry_from, rt.Entry.from_text])
def test_what_is_wrong_with_an_entry(answers: dict[str, str], door: Any) -> None:
    said = ""
    try:
        door({"start": START, **answers})
    except rt.InvalidEntry as error:
        said = str(error)
    assert left_in_english(said) == []


@pytest.mark.parametrize("name", rt.COLUMNS)
def test_what_a_column_is_called_and_takes(name: str) -> None:
    column = rt.COLUMNS[name]
    unit = [column.unit] if column.unit else []
    words = [column.label, column.rest_label, column.help, column.axis, *(column.ends or ())]
    words += [column.expected, expected(column), *map(option_label, column.choices)]
    assert left_in_english(" ".join(words), own=unit) == []


def test_every_choice_stands_in_the_list_for_translators() -> None:
    tests = {say(test.label) for test in FLEXIBILITY_TESTS.values()}
    choices = {option_label(key) for column in rt.COLUMNS.values() for key in column.choices}
    assert choices - tests == set(map(say, CHOICE_LABELS))


def test_an_entry_in_a_few_words() -> None:
    for values in (
        {"minutes": 8, "pain_before": 6},
        {"kind": "check-in", "sleep_minutes": 450},
        {},
    ):
        words = rt.Entry(start=START, **values).in_words()
        assert left_in_english(words, own=["November", "min"]) == []
    assert left_in_english(" ".join(rounded({"minutes": "7,5"}))) == []


def test_flexibility_tests_and_their_error() -> None:
    for test in FLEXIBILITY_TESTS.values():
        assert left_in_english(test.axis) == []
    tries = [Tries(test="rating", at=NOW, values=(4, 5, 6)) for _ in range(5)]
    for known in ([], tries[:1], tries):
        assert left_in_english(error_in_words(known, "rating")) == []


def test_every_advice_and_question() -> None:
    answered = Safety(answered=NOW - dt.timedelta(days=20), unsure=True)
    listed = answered.model_copy(update={"do_not_roll": ("fracture",)})
    stop = rt.Entry(start=NOW, minutes=5, stopped_for_pain=True)
    cases: list[tuple[list[rt.Entry], Safety | None]] = [
        ([stop, stop.changed(start=NOW - dt.timedelta(days=1))], None),
        ([stop], None),
        ([stop.changed(stopped_for_pain=None, areas=("neck",))], None),
        ([stop.changed(stopped_for_pain=None, areas=("lower_back",))], None),
        ([stop.changed(stopped_for_pain=None, pressure=9)], None),
        ([stop.changed(stopped_for_pain=None, roller="firm")], None),
        ([stop.changed(stopped_for_pain=None, minutes=30)], None),
        ([stop.changed(stopped_for_pain=None, popped=False)], None),
        ([stop.changed(stopped_for_pain=None)], listed),
        ([stop.changed(stopped_for_pain=None)], answered),
    ]
    keys = set()
    for entries, safety in cases:
        found = advice(
            entries, Settings(safety=safety), place="guided session" if safety else "form"
        )
        assert found is not None
        assert left_in_english(found.text + found.source) == []
        keys.add(found.key)
    assert keys == {rule.key for rule in RULES}
    after = NOW + dt.timedelta(days=100)
    bruised = [stop.changed(side_effect="bruise")]
    for entries, safety, now in ([], None, NOW), ([], answered, after), (bruised, answered, NOW):
        due = questions_due(entries, Settings(safety=safety), now)
        assert due
        assert left_in_english(due) == []


def test_every_error_and_why_the_disk_refused() -> None:
    said: list[Exception] = [
        errors.UnreadableLog("l.csv", "", ""),
        *(errors.LogBusy("l.csv", seconds) for seconds in (0, 15)),
        errors.NoSuchEntry("r_b", "l.csv"),
        errors.ChangedElsewhere(""),
        errors.IdTaken("r_b", "l.csv"),
        errors.SeveralEntries("r_b", "1, 2"),
        errors.UnreadablePlan("l.csv", ""),
        errors.InvalidSettings({}),
        errors.UnreadableSettings(""),
        *(
            errors.NotSaved("l.csv", OSError(number, "1"))
            for number in (errno.ENOSPC, errno.ENOTDIR, errno.ENOENT, errno.EACCES, errno.EIO)
        ),
    ]
    for error in said:
        assert left_in_english(str(error), own=["l.csv"]) == []
    assert left_in_english(why_not(OSError(errno.EIO, "1"))) == []


def test_what_is_wrong_with_settings() -> None:
    step: dict[str, Any] = {"do": "1", "seconds": "1", "second": 3}
    document = {
        "goal": 1, "weekly_aim_minutes": "1", "worthwhile_change": -1, "sound": "1", "nothing": 1,
        "day_starts_at": dt.time(23), "last_appointment": "1", "hurts": ["1"], "safety": 1,
        "pauses": [{"first": dt.date(2026, 2, 2), "last": dt.date(2026, 1, 1)}, 1], "tries": 1,
        "rollers": [{"name": "", "density": "1"}, *[{"name": "1", "density": "soft"}] * 2],
        "routines": [
            {"key": "A", "name": "1" * 200, "steps": [step]},
            {"key": "a", "name": "1", "steps": [{"do": "1"}, {"do": "1", "areas": 1}]},
            {"key": "b", "name": "1", "steps": [{"do": "1", "rounds": 1, "repeat_from": 1}]},
            {"key": "c", "steps": []},
        ],
    }  # fmt: skip
    names = ["nothing", "second"]
    wrong = [why for _, why in settings_from(document)[1]]
    assert len(wrong) > 18
    for why in wrong:
        assert left_in_english(why, own=names) == [], why
    problem = settings_from({"tries": 1})
    assert left_in_english(str(problem[1][0][1])) == []
    for name in ("!!!", "a"):
        assert left_in_english(str(wrong_with(name, ["A"]))) == []


def test_every_setting_has_a_label() -> None:
    fields = {*Settings.model_fields, *Step.model_fields} - {"problems"}
    assert fields <= LABELS.keys()
