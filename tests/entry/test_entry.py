"""What one entry is, and that every column is declared in one place."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, strategies as st

import rolltrack as rt
from rolltrack.entry.entry import Area, data_dictionary
from rolltrack.entry.flexibility import FlexibilityTest
from rolltrack.entry.ids import ID_LETTERS

START = "2026-11-21T18:30:05+01:00"
PACKAGE = Path(rt.__file__).parent


def refused(**values: Any) -> dict[str, str]:
    with pytest.raises(rt.InvalidEntry) as caught:
        rt.Entry(**values)
    return caught.value.sentences


def from_text_refused(**texts: str) -> dict[str, str]:
    with pytest.raises(rt.InvalidEntry) as caught:
        rt.Entry.from_text(texts)
    return caught.value.sentences


def test_a_value_out_of_range_is_named_with_its_column_range_and_value() -> None:
    assert refused(start=START, pain_before=14) == {
        "pain_before": "pain_before must be a whole number from 0 to 10, got 14"
    }


def test_every_column_at_fault_is_named_at_once() -> None:
    sentences = from_text_refused(start=START, minutes="999", pain_before="much", mood="7")
    assert set(sentences) == {"minutes", "pain_before", "mood"}


@pytest.mark.parametrize(
    "text",
    ["1_000", "nan", "inf", "7,0", "7.5", "0x7", "seven", "--7", "1e1", "7 0", "7²"],
)
def test_a_text_that_is_no_plain_whole_number_is_refused(text: str) -> None:
    assert "minutes" in from_text_refused(start=START, minutes=text)


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("7.0", 7), ("07", 7), (" 7 ", 7)])
def test_the_ways_spreadsheets_write_a_whole_number_are_read(text: str, value: int) -> None:
    assert rt.Entry.from_text({"start": START, "minutes": text}).minutes == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21",
        "21.11.2026 18:30",
        "11/12/2026 18:30",
        "2026-11-21T18:30:05",
        "2026-11-21T18:30:05Z",
        "2026-11-21T18:30:05.5+01:00",
        "2026-02-30T18:30:05+01:00",
        "46347.77",
    ],
)
def test_a_start_without_a_clear_local_time_and_offset_is_refused(text: str) -> None:
    assert "start must be local time with its offset" in from_text_refused(start=text)["start"]


@pytest.mark.parametrize("start", ["1066-10-14T09:00:00+00:00", "1900-01-01T10:00:00+00:00",
                                   "2200-01-01T00:00:00+00:00"])  # fmt: skip
def test_a_year_that_cannot_be_meant_is_called_a_year(start: str) -> None:
    sentence = f"start is in the year {start[:4]}; check the year, it can be 1970 to 2199"
    assert from_text_refused(start=start) == {"start": sentence}
    assert refused(start=dt.datetime.fromisoformat(start)) == {"start": sentence}


@pytest.mark.parametrize("start", ["2026-02-30T18:30:05+01:00", "2026-11-21T25:30:00+01:00"])
def test_a_day_or_a_time_that_does_not_exist_is_called_so(start: str) -> None:
    assert f"there is no day or time {start}" in from_text_refused(start=start)["start"]


def test_the_first_and_the_last_moment_of_all_are_refused_with_a_sentence() -> None:
    for moment in (dt.datetime.min, dt.datetime.max):
        assert "start" in refused(start=moment)


def test_fractions_of_a_second_are_dropped_and_a_local_time_gets_its_offset() -> None:
    entry = rt.Entry(start=dt.datetime(2026, 11, 21, 18, 30, 5, 123456))
    assert entry.start.microsecond == 0
    assert entry.start.utcoffset() is not None


def test_numbers_of_numpy_are_whole_numbers_and_true_is_not() -> None:
    assert rt.Entry(start=START, minutes=np.int64(8)).minutes == 8
    assert rt.Entry(start=START, minutes=8.0).minutes == 8
    assert "minutes" in refused(start=START, minutes=True)


def test_a_check_in_has_no_minutes() -> None:
    assert (
        "for rolling, choose session" in refused(start=START, kind="check-in", minutes=5)["minutes"]
    )


def test_a_flexibility_value_needs_its_test_and_fits_it() -> None:
    assert "flexibility_test" in refused(start=START, flexibility_before=40)
    wrong = refused(start=START, flexibility_test="rating", flexibility_before=40)
    assert "from 0 to 10" in wrong["flexibility_before"]


@pytest.mark.parametrize("text", ["nul\0", "half \ud83d", "x" * 10_001])
def test_a_note_is_text_of_at_most_ten_thousand_characters(text: str) -> None:
    assert "text of at most 10,000" in refused(start=START, notes=text)["notes"]


@pytest.mark.parametrize(
    "text",
    [
        "two\nlines",
        "tab\there",
        "bell\a",
        "a\u2028b",
        "=1+1",
        "שלום",
        "👩‍👩‍👧",
        "$x^2$",
        "a\u202eb",
        "NA",
        "None",
    ],
)
def test_a_note_is_kept_as_typed(text: str) -> None:
    assert rt.Entry(start=START, notes=text).notes == text


def test_blank_text_means_not_answered() -> None:
    entry = rt.Entry(start=START, notes="  ", routine="", roller=None, areas="")
    assert (entry.notes, entry.routine, entry.roller, entry.areas) == (None, None, None, ())


def test_an_area_named_twice_counts_once_and_an_unknown_one_is_refused() -> None:
    assert rt.Entry(start=START, areas="neck|neck|hips").areas == ("neck", "hips")
    assert "areas" in refused(start=START, areas=["elbow"])


def entries() -> st.SearchStrategy[rt.Entry]:
    """Entries with any value that each column allows."""
    offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
    starts = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2198, 12, 31), timezones=offsets)
    columns: dict[str, st.SearchStrategy[Any]] = {"start": starts}
    for name, column in rt.COLUMNS.items():
        if column.kind == "whole" and not name.startswith("flexibility"):
            columns[name] = st.none() | st.integers(column.low or 0, column.high or 0)
        elif column.kind == "flag":
            columns[name] = st.none() | st.booleans()
        elif column.kind == "choices":
            columns[name] = st.lists(st.sampled_from(column.choices), unique=True).map(tuple)
        elif column.kind == "text":
            columns[name] = st.none() | st.text(
                st.characters(codec="utf-8", exclude_characters="\0"), max_size=40
            )
    columns["minutes"] = st.none() | st.integers(0, 180)
    columns["id"] = st.none() | st.text(ID_LETTERS, min_size=10, max_size=10).map("r_".__add__)
    return st.fixed_dictionaries(columns).map(lambda values: rt.Entry(**values))


@given(entries())
def test_an_entry_written_as_text_and_read_back_is_the_same(entry: rt.Entry) -> None:
    assert rt.Entry.from_text(entry.texts()) == entry


def test_every_choice_of_flexibility_test_has_a_description() -> None:
    assert get_args(FlexibilityTest) == tuple(rt.FLEXIBILITY_TESTS)
    assert rt.COLUMNS["areas"].choices == get_args(Area)


def test_the_readme_has_the_data_dictionary() -> None:
    readme = PACKAGE.parent / "README.md"
    assert data_dictionary() in readme.read_text(encoding="utf-8")


NEW_COLUMN = """
    stiffness: Answer[Rating] = answer("Morning stiffness", "On waking.", better="lower", \
daily="first", ends=("none", "all day"))
"""
SEES_IT = """
import datetime as dt, json, sys
import rolltrack as rt
from rolltrack.entry.entry import data_dictionary
from rolltrack.page.table import headings
from rolltrack.page.period import period_of
from rolltrack.entry.settings import Settings
from rolltrack.widgets.fields import question_fields
log = rt.SessionLog(sys.argv[1])
log.append(rt.Entry(start="2026-11-21T18:30:05+01:00", kind="check-in", stiffness=7))
frame = log.frame()
try:
    rt.Entry(start="2026-11-21T18:30:05+01:00", stiffness=11)
except rt.InvalidEntry as error:
    refused = str(error)
print(json.dumps({
    "header": open(sys.argv[1]).readline().strip().split(",")[-1],
    "entry": log.entries()[0].stiffness,
    "frame": int(frame["stiffness"].iloc[0]),
    "refused": refused,
    "control": [f["control"] for f in question_fields(Settings()) if f["name"] == "stiffness"],
    "axis": rt.COLUMNS["stiffness"].axis,
    "daily": float(rt.daily(frame)["stiffness"].iloc[0]),
    "dictionary": "`stiffness`" in data_dictionary(),
    "heading": [name for name in headings(period_of(log)) if "stiffness" in name],
}))
"""


def test_a_column_added_in_one_place_arrives_everywhere(tmp_path: Path) -> None:
    copy = tmp_path / "rolltrack"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    source = (copy / "entry/entry.py").read_text(encoding="utf-8")
    marker = "\n    def __init__(self, **values"
    (copy / "entry/entry.py").write_text(
        source.replace(marker, NEW_COLUMN + marker), encoding="utf-8"
    )
    ran = subprocess.run(
        [sys.executable, "-c", SEES_IT, str(tmp_path / "log.csv")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert '"header": "stiffness"' in ran.stdout
    assert '"entry": 7, "frame": 7' in ran.stdout
    assert "stiffness must be a whole number from 0 to 10, got 11" in ran.stdout
    assert '"control": ["rating"]' in ran.stdout
    assert "Morning stiffness, 0" in ran.stdout
    assert '"daily": 7.0, "dictionary": true, "heading": ["Morning stiffness' in ran.stdout
    helped = subprocess.run(
        [sys.executable, "-m", "rolltrack.command.cli", "log", "--help"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--stiffness" in helped.stdout


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"pain_before": 3}, "Check-in on 21 November 2026, pain 3"),
        (
            {"flexibility_test": "seated_rotation_deg", "flexibility_before": 43},
            "Check-in on 21 November 2026, seated rotation 43 degrees",
        ),
        (
            {"flexibility_test": "rating", "flexibility_before": 7},
            "Check-in on 21 November 2026, flexibility rating 7",
        ),
        ({"sleep_minutes": 450}, "Check-in on 21 November 2026, sleep 450 min"),
        ({"notes": "tired"}, "Check-in on 21 November 2026"),
    ],
)
def test_a_check_in_is_told_by_its_first_rating(values: dict[str, Any], words: str) -> None:
    entry = rt.Entry(start="2026-11-21T07:15:00+01:00", kind="check-in", **values)
    assert entry.in_words() == words


def test_an_unknown_area_is_named_as_it_was_written() -> None:
    with pytest.raises(rt.InvalidEntry, match=r"got hips\|chest$"):
        rt.Entry.from_text({"start": START, "areas": "hips|chest"})
