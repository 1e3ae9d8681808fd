"""What a column says of itself and of a value comes from its declaration."""

from __future__ import annotations

import pytest

import rolltrack as rt

COLUMNS = rt.COLUMNS


def test_a_rating_is_what_goes_from_0_to_10() -> None:
    assert [name for name, column in COLUMNS.items() if column.is_rating] == [
        "pressure", "pain_before", "pain_after", "tension_before", "tension_after", "activity",
        "posture",
    ]  # fmt: skip
    tests = rt.FLEXIBILITY_TESTS
    assert [key for key, test in tests.items() if test.is_rating] == ["rating"]


def test_a_column_is_called_as_it_is_answered() -> None:
    pain, minutes = COLUMNS["pain_before"], COLUMNS["minutes"]
    assert (pain.label, pain.rest_label) == ("Pain before rolling", "Pain")
    assert minutes.rest_label == minutes.label == "Minutes"
    assert COLUMNS["sleep_minutes"].axis == "Sleep, min"
    assert pain.ends == ("no pain", "pain as bad as you can imagine")
    assert pain.help == ("Right now. 0 is no pain, 10 is pain as bad as you can imagine.")


@pytest.mark.parametrize(("column", "got", "sentence"), [
    ("popped", "maybe", "popped must be yes or no, got maybe"),
    ("minutes", None, "minutes must be a whole number from 0 to 180, got nothing"),
    ("areas", ("hips", "toe"), "out of upper_back, mid_back, lower_ribs, shoulders, lower_back, "
     "neck, hips, legs, got hips|toe"),
    ("roller", "x" * 500, "got " + "x" * 40 + "… (500 characters)"),
    ("start", "1900-01-01T10:00:00+00:00", "start is in the year 1900; check the year, it can be "
     "1970 to 2199"),
])  # fmt: skip
def test_a_value_that_does_not_fit_is_shown_with_what_does(
    column: str, got: object, sentence: str
) -> None:
    assert COLUMNS[column].sentence(got).endswith(sentence)


@pytest.mark.parametrize("areas", [[[]], [{}], [["hips"]], {"hips": []}, [None]])
def test_areas_of_any_shape_are_taken_or_refused_with_a_sentence(areas: object) -> None:
    try:
        entry = rt.Entry(start="2026-11-21T18:30:05+01:00", areas=areas)
    except rt.InvalidEntry as error:
        assert "areas must be areas joined by |" in str(error)  # noqa: PT017
    else:
        assert entry.areas == ("hips",)
