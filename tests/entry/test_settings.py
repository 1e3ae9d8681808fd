"""Whatever a settings file holds, each value that fits is used and each other one named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from rolltrack.entry.routine import Routine, Step
from rolltrack.entry.settings import LISTS, Roller, Settings, item_from, settings_from
from rolltrack.log.settings_file import change_settings

PARTS = ["first", "last", "name", "density", "key", "steps", "do", "seconds", "rounds", "areas",
         "breathing", "test", "at", "values", "answered", "do_not_roll", "unsure"]  # fmt: skip
ENDS_OF_TIME = [dt.datetime.min, dt.datetime.max, dt.datetime.min.replace(tzinfo=dt.UTC)]
SCALARS = (
    st.text(max_size=5) | st.integers() | st.floats() | st.booleans() | st.dates() | st.times()
    | st.datetimes() | st.sampled_from([10**400, *ENDS_OF_TIME, "soft", "rating", "neck"])
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(PARTS), inner, max_size=4)
    ),
    max_leaves=12,
)
NAMES = [*Settings.model_fields, "unknown"]
HUGE = 16**5000  # TOML takes it, and Python does not print it
DEEP: list[Any] = []
for _ in range(3000):
    DEEP = [DEEP]


@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))
def test_nothing_in_the_file_keeps_the_settings_from_being_read(document: dict[str, Any]) -> None:
    settings, wrong = settings_from(document)
    assert isinstance(settings, Settings)
    assert all(why for _, why in wrong)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "value", [HUGE, DEEP, [DEEP, DEEP], [[]]], ids=["huge", "deep", "two", "empty"]
)
def test_neither_does_a_value_beyond_all_measure(name: str, value: Any) -> None:
    for given_ in (value, [value], dict.fromkeys(PARTS, value)):
        assert settings_from({name: given_})[1] != [] or name in LISTS
        assert settings_from({name: [dict.fromkeys(PARTS, given_)]})[1]


def test_measures_of_a_roller_in_an_older_file_are_no_fault() -> None:
    blue = {
        "name": "Blue",
        "density": "soft",
        "length_cm": 90,
        "diameter_cm": 15,
        "material": "EVA",
    }
    settings, wrong = settings_from({"rollers": [blue]})
    assert (settings.rollers, wrong) == ((Roller(name="Blue", density="soft"),), [])


def test_measures_of_a_roller_stay_in_the_file_when_it_is_changed(tmp_path: Path) -> None:
    file, log = tmp_path / "rolltrack.toml", tmp_path / "sessions.csv"
    file.write_text("[[rollers]]\nname = 'Blue'\ndensity = 'soft'\nlength_cm = 90  # long\n")
    change_settings(log, rollers=[Roller(name="Blue", density="firm")])
    assert file.read_text().endswith('density = "firm"\nlength_cm = 90  # long\n')


def test_another_word_in_a_roller_is_still_named() -> None:
    _, wrong = settings_from({"rollers": [{"name": "Blue", "density": "soft", "colour": "blue"}]})
    assert [why for _, why in wrong] == [
        "Roller 1: “colour” is not known here; mend its name or take it out"
    ]


def test_what_is_wrong_with_one_item_is_said_without_a_number() -> None:
    step = {"do": "Roll", "seconds": "long"}
    routine = {"key": "a", "name": "A", "steps": [step, {**step, "rounds": 2, "seconds": 3}]}
    assert item_from("routines", routine)[1] == [
        (("steps", 0, "seconds"), "Step 1: “Seconds” must be a whole number, got long"),
        (("steps", 1), "Step 2: a step has either “Seconds” or “Rounds”"),
    ]


def test_every_routine_has_own_ones_last_and_in_the_place_of_a_built_in_one() -> None:
    own = Routine(key="slow_full_pass", name="Mine", steps=(Step(do="Roll", seconds=30),))
    settings = Settings(routines=(own, own.model_copy(update={"key": "zzz"})))
    assert list(settings.every_routine) == ["upper_back_release", "slow_full_pass", "zzz"]
    assert settings.routine_names["slow_full_pass"] == "Mine"
