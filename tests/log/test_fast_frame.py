"""The fast way and the careful way agree on everything, or the fast one gives up."""

from __future__ import annotations

import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from rolltrack import COLUMNS, Entry
from rolltrack.entry.errors import InvalidEntry
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.log.csvfile import encode, read_table
from rolltrack.log.fast_frame import fast_frame
from rolltrack.log.frame import careful_frame
from rolltrack.log.row import cells_of, texts_of
from rolltrack.log.snapshot import Snapshot
from tests.small_log import START

lines = st.text(st.characters(codec="utf-8"), max_size=20)


stamps = st.builds(
    lambda moment, minutes: moment.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes))),
    st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2199, 12, 30)),
    st.integers(-1439, 1439),
)


def value_of(name: str) -> st.SearchStrategy[object]:
    column = COLUMNS[name]
    found = {
        "id": st.text("bcdfghjklmnpqrstvwxz", min_size=10, max_size=10).map("r_{}".format),
        "stamp": stamps,
        "whole": st.integers(column.low or 0, column.high or 0),
        "flag": st.booleans(),
        "text": lines,
        "key": st.from_regex(r"\A[a-z][a-z0-9_]{0,9}\Z"),
        "choice": st.sampled_from(column.choices or ("",)),
        "choices": st.lists(st.sampled_from(column.choices or ("",)), max_size=3),
    }[column.kind]
    return found if column.required or name == "id" else st.none() | found


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    values = {name: draw(value_of(name)) for name in COLUMNS}
    try:
        return Entry(**{name: value for name, value in values.items() if value is not None})
    except InvalidEntry:
        return Entry(id=values["id"], start=values["start"])


def file_of(rows: list[Entry]) -> bytes:
    header = tuple(COLUMNS)
    table = read_table(b"", "x.csv")
    records = [header, *(cells_of(header, texts_of(row)) for row in rows)]
    return b"".join(encode(record, table.dialect) for record in records)


def both(data: bytes) -> tuple[pd.DataFrame | None, pd.DataFrame, Snapshot]:
    snapshot = Snapshot(read_table(data, "x.csv"))
    unknown = [name for name in snapshot.table.header if name not in COLUMNS]
    return fast_frame(io.BytesIO(data)), careful_frame(snapshot.rows, unknown), snapshot


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=5))
def test_what_is_written_is_read_back_equal_in_both_ways(rows: list[Entry]) -> None:
    fast, careful, snapshot = both(file_of(rows))
    assert [row.entry for row in snapshot.rows] == rows
    one_line_each = snapshot.table.data.count(b"\n") == len(rows) + 1
    assert fast is not None or not one_line_each or b"\r" in snapshot.table.data
    if fast is not None:
        pd.testing.assert_frame_equal(fast, careful)


NUMBERS = ["7", "7.0", "1e1", "07", "+7", "-0", "nan", "INF", "1_0", "８", "14", "999", "1", "0"]


WORDS = ["yes", "TRUE", "no", "hips", "hips|neck", "neck|neck", "|", "soft", "Soft", "session"]


MORE = ["check-in", "rating", "NA", "None", "\\=1", "\\", "200"]


ODD = ["", " 7", "hips | neck", " text ", "é", "\u2028", "\x07", "a\tb", "seated_rotation_deg"]


QUOTES = ['"', '"a"', '"a,b"', '"a', 'a"b', '""""', '"a"b', '"a""b"']


ODD_IDS = ["r_bbbbbbbbbb", "r_BBBBBBBBBB", "r_bbbbbbbbb"]


STAMPS = [
    START,
    START.replace("T", " "),
    START[:16] + START[19:],
    "2026-02-30T00:00:00+00:00",
    "2026-11-21T24:00:00+00:00",
    "1969-12-31T23:00:00+00:00",
    "2026-11-21T18:30:05+24:00",
    "2026-11-21T18:30:05+01:60",
    "2026-11-21T18:30:05-00:30",
]


CELLS = st.sampled_from([*NUMBERS, *WORDS, *MORE, *ODD, *QUOTES, *ODD_IDS, *STAMPS])


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_fast_way_agrees_with_the_careful_one_or_gives_up(data: st.DataObject) -> None:
    header = ["id", "start", *data.draw(st.permutations([*list(COLUMNS)[2:], "mine"]))]
    good = {"id": "r_bbbbbbbbbb", "start": START}
    records = [header]
    for _ in range(data.draw(st.integers(0, 3))):
        odd = data.draw(st.dictionaries(st.sampled_from(header), CELLS, max_size=3))
        records.append([(good | odd).get(name, "") for name in header])
    if data.draw(st.booleans()) and len(records) > 1:
        records[-1] = records[-1][: data.draw(st.integers(1, len(header)))]
    text = "".join(",".join(record) + "\n" for record in records)
    fast, careful, snapshot = both(text.encode())
    if fast is not None:
        assert snapshot.rejected == []
        pd.testing.assert_frame_equal(fast, careful)


@pytest.mark.parametrize("stamp", STAMPS)
def test_both_ways_take_the_same_stamps(stamp: str) -> None:
    fast, careful, snapshot = both(f"id,start,kind\nr_bbbbbbbbbb,{stamp},session\n".encode())
    assert fast is None or not snapshot.rejected
    if fast is not None:
        pd.testing.assert_frame_equal(fast, careful)


@pytest.mark.parametrize("end", ["", ",x,y", ",x,"])
def test_the_fast_way_gives_up_on_a_row_with_too_few_or_too_many_cells(end: str) -> None:
    good = f"id,start,kind,mine\nr_bbbbbbbbbb,{START},session,x\n"
    assert both(good.encode())[0] is not None
    assert both((good + f"r_cccccccccc,{START},session{end}\n").encode())[0] is None


def test_the_fast_way_reads_a_clean_file() -> None:
    rows = [Entry(id=f"r_{letter * 10}", start=START, notes='a, "b"') for letter in "bcd"]
    fast, _, _ = both(file_of(rows).replace(b"\n", b"\r\n"))
    assert fast is not None
    assert list(fast["notes"]) == ['a, "b"'] * 3


@pytest.mark.parametrize("test", FLEXIBILITY_TESTS.values(), ids=FLEXIBILITY_TESTS.keys())
def test_the_fast_way_knows_the_range_of_each_flexibility_test(test: object) -> None:
    key, low, high = test.key, test.low, test.high  # type: ignore[attr-defined]
    for value, fine in ((low, True), (high, True), (low - 1, False), (high + 1, False)):
        text = (
            "id,start,kind,flexibility_test,flexibility_after\n"
            f"r_bbbbbbbbbb,{START},session,{key},{value}\n"
        )
        assert (both(text.encode())[0] is not None) == fine


@pytest.mark.parametrize("text", ["007", "1e1", "INF", "True", "nan"])
def test_a_column_of_texts_that_look_like_numbers_stays_as_it_is(text: str) -> None:
    fast, _, _ = both(f"id,start,kind,notes\nr_bbbbbbbbbb,{START},session,{text}\n".encode())
    assert fast is not None
    assert list(fast["notes"]) == [text]


def test_local_time_and_offset_are_kept_apart() -> None:
    frame = both(f"id,start,kind\nr_bbbbbbbbbb,{START},session\n".encode())[0]
    assert frame is not None
    assert frame["start"][0] == pd.Timestamp("2026-11-21T18:30:05")
    assert frame["utc_offset"][0] == 60


def test_missing_is_missing_and_the_word_none_is_a_word() -> None:
    text = f"id,start,kind,notes,minutes\nr_bbbbbbbbbb,{START},session,None,\n"
    frame = both(text.encode())[0]
    assert frame is not None
    assert frame["notes"][0] == "None"
    assert frame["minutes"][0] is pd.NA
    assert np.isnan(frame["medication"][0])


def test_the_rows_are_counted_from_nought_beside_a_column_of_the_persons_own() -> None:
    fast, careful, _ = both(f"id,start,kind,mine\nr_bbbbbbbbbb,{START},session,x\n".encode())
    assert fast is not None
    pd.testing.assert_frame_equal(fast, careful)
