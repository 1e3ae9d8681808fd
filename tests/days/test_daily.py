"""Entries → days: properties that hold for every log, and the edges of time one by one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

import rolltrack as rt
from rolltrack.days.daily import STATES, daily
from rolltrack.entry.day import DAY_STARTS_AT, date_of, day_of

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")
ZONES = (ZoneInfo("UTC"), BERLIN, TOKYO, ZoneInfo("America/Los_Angeles"))
CHECK_IN = {"kind": "check-in"}


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """A log frame of entries whose ``start`` is a datetime with its zone."""
    columns: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        start = row["start"]
        columns["start"].append(start.replace(tzinfo=None))
        columns["utc_offset"].append(start.utcoffset() // dt.timedelta(minutes=1))
        columns["kind"].append(row.get("kind", "session"))
        for name in ("minutes", "pain_before", "sleep_minutes", "exercise_minutes"):
            columns[name].append(row.get(name))
        for name in ("routine", "medication", "flexibility_test"):
            columns[name].append(row.get(name))
        columns["flexibility_before"].append(row.get("flexibility_before"))
        columns["popped"].append(row.get("popped"))
    made = pd.DataFrame(columns, columns=list(columns) or ["start", "kind"])
    if not rows:
        return made.astype({"start": "datetime64[s]"})
    whole = ["utc_offset", "minutes", "pain_before", "exercise_minutes", "flexibility_before"]
    texts = ["kind", "routine", "medication", "flexibility_test"]
    types = dict.fromkeys(whole, "Int16") | dict.fromkeys(texts, "str") | {"popped": "boolean"}
    return made.astype({"start": "datetime64[s]", **types})


def at(text: str, zone: ZoneInfo = BERLIN) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def rows_strategy() -> st.SearchStrategy[list[dict[str, Any]]]:
    # Over both clock changes of 2026, in four time zones, at any time of day.
    start = st.datetimes(dt.datetime(2026, 3, 1), dt.datetime(2026, 4, 15))
    start |= st.datetimes(dt.datetime(2026, 10, 20), dt.datetime(2026, 11, 5))
    session = st.fixed_dictionaries(
        {
            "start": st.builds(
                lambda when, zone: when.replace(microsecond=0, tzinfo=zone),
                start,
                st.sampled_from(ZONES),
            )
        },
        optional={
            "minutes": st.integers(0, 180),
            "pain_before": st.integers(0, 10),
            "exercise_minutes": st.integers(0, 600),
            "routine": st.sampled_from(["upper_back_release", "my_own"]),
            "popped": st.booleans(),
        },
    )
    check_in = st.fixed_dictionaries(
        {"start": session.map(lambda row: row["start"]), "kind": st.just("check-in")},
        optional={"pain_before": st.integers(0, 10), "medication": st.sampled_from(["a", "b"])},
    )
    return st.lists(session | check_in, min_size=1, max_size=14)


def written_out(rows: list[dict[str, Any]]) -> dict[dt.date, dict[str, Any]]:
    """The same days again, a day at a time, in the plainest way."""
    grouped = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["start"].timestamp()):
        grouped[(row["start"].replace(tzinfo=None) - dt.timedelta(hours=3)).date()].append(row)
    found = {}
    for date, of_day in grouped.items():
        rolled, pain = 0, np.nan
        for row in of_day:
            if np.isnan(pain) and not rolled and row.get("pain_before") is not None:
                pain = row["pain_before"]
            rolled += row.get("kind") != "check-in" and row.get("minutes") != 0
        minutes = [row["minutes"] for row in of_day if row.get("minutes") is not None]
        found[date] = {
            "state": "rolled" if rolled else "rest",
            "sessions": rolled,
            "pain": pain,
            "minutes": float(sum(minutes)) if minutes or not rolled else np.nan,
        }
    return found


@given(rows_strategy())
def test_every_day_is_what_its_own_entries_say(rows: list[dict[str, Any]]) -> None:
    days = daily(frame(*rows))
    said = written_out(rows)
    for date, expected in said.items():
        day = days.loc[pd.Timestamp(date)]
        assert day["state"] == expected["state"]
        for name in ("sessions", "pain", "minutes"):
            assert day[name] == pytest.approx(expected[name], nan_ok=True), (date, name)
    others = days.drop(index=pd.DatetimeIndex(list(said)))
    assert set(others["state"]) <= {"unknown"}
    assert others.drop(columns="state").isna().all().all()


@given(rows_strategy())
def test_days_have_no_gaps_and_no_doubles(rows: list[dict[str, Any]]) -> None:
    days = daily(frame(*rows))
    dates = [date_of(row["start"], DAY_STARTS_AT) for row in rows]
    assert (days.index[0].date(), days.index[-1].date()) == (min(dates), max(dates))
    assert list(np.unique(np.diff(days.index.to_numpy("M8[D]")).astype(int))) in ([], [1])
    assert days.index.freqstr == "D"
    assert set(days["state"]) <= set(STATES)


@given(rows_strategy(), st.randoms())
def test_the_order_of_the_file_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    times = {row["start"].timestamp() for row in rows}
    if len(times) == len(rows):  # entries of one instant keep the order of the file
        shuffled = list(rows)
        random.shuffle(shuffled)
        pd.testing.assert_frame_equal(daily(frame(*rows)), daily(frame(*shuffled)))


@given(rows_strategy())
def test_no_minute_is_lost_or_counted_twice(rows: list[dict[str, Any]]) -> None:
    days = daily(frame(*rows))
    for name in ("minutes", "exercise_minutes"):
        assert days[name].sum() == sum(row.get(name) or 0 for row in rows)


@given(rows_strategy(), st.times())
def test_days_may_start_at_any_time(rows: list[dict[str, Any]], day_starts_at: dt.time) -> None:
    days = daily(frame(*rows), day_starts_at=day_starts_at)
    dates = {pd.Timestamp(date_of(row["start"], day_starts_at)) for row in rows}
    assert set(days.index[days["state"].isin(["rolled", "rest"])]) == dates


@given(rows_strategy(), st.dates(dt.date(2026, 2, 20), dt.date(2026, 11, 20)), st.integers(0, 40))
def test_a_pause_is_only_where_nothing_was_logged(
    rows: list[dict[str, Any]], begin: dt.date, length: int
) -> None:
    end = begin + dt.timedelta(days=length)
    plain, paused = daily(frame(*rows)), daily(frame(*rows), pauses=[(begin, end)])
    dates = pd.DatetimeIndex(plain.index)
    inside = (dates >= pd.Timestamp(begin)) & (dates <= pd.Timestamp(end))
    expected = plain["state"].mask(inside & plain["state"].eq("unknown"), "paused")
    assert list(paused["state"]) == list(expected)
    pd.testing.assert_frame_equal(paused.drop(columns="state"), plain.drop(columns="state"))


def test_an_empty_log_gives_an_empty_frame_with_its_columns() -> None:
    days = daily(frame())
    assert len(days) == 0
    assert {"state", "pain", "tension", "minutes", "sessions", "routine", "popped"} <= set(days)
    assert days.index.freqstr == "D"


def test_one_entry_is_one_day() -> None:
    days = daily(frame({"start": at("2026-11-21 18:30"), "minutes": 8, "pain_before": 6}))
    assert days[["state", "minutes", "sessions", "pain"]].values.tolist() == [["rolled", 8, 1, 6]]


def test_an_entry_without_answers_is_known_and_has_no_values() -> None:
    days = daily(frame({"start": at("2026-11-21 18:30")}))
    assert days["state"].tolist() == ["rolled"]
    assert days[["minutes", "pain", "routine", "popped"]].isna().all().all()
    assert days["sessions"].tolist() == [1.0]


def test_an_unknown_day_is_not_taken_for_rest() -> None:
    days = daily(
        frame(
            {"start": at("2026-11-01 08:00"), **CHECK_IN},
            {"start": at("2026-11-03 08:00"), **CHECK_IN},
        )
    )
    assert days["state"].tolist() == ["rest", "unknown", "rest"]
    assert days["minutes"].tolist()[::2] == [0, 0]
    assert np.isnan(days["minutes"].iloc[1])
    assert np.isnan(days["sessions"].iloc[1])


def test_leap_day_is_a_day() -> None:
    days = daily(
        frame(
            {"start": at("2028-02-28 20:00"), "minutes": 5},
            {"start": at("2028-03-01 20:00"), "minutes": 5},
        )
    )
    assert [str(date.date()) for date in days.index] == ["2028-02-28", "2028-02-29", "2028-03-01"]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_the_day_of_a_clock_change_is_one_day(day: str, hours: int) -> None:
    first = at(f"{day} 00:00")
    instants = [first.timestamp() + 3600 * hour for hour in range(3, hours + 3)]
    local = [dt.datetime.fromtimestamp(instant, BERLIN) for instant in instants]
    rows = [{"start": start, "minutes": 1} for start in local if start.hour >= 3 or start > first]
    days = daily(frame(*rows), day_starts_at=dt.time(0))
    assert days["minutes"].sum() == hours
    assert len(days) == 2  # it, and the three hours of the next one


def test_an_hour_that_comes_twice_is_in_order_of_time() -> None:
    before = dt.datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN, fold=0)
    after = dt.datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)  # half an hour later
    days = daily(
        frame(
            {"start": after, **CHECK_IN, "pain_before": 2},
            {"start": before, **CHECK_IN, "pain_before": 7},
        )
    )
    assert days["pain"].tolist() == [7]


def test_travel_keeps_local_days_and_the_order_of_time() -> None:
    tokyo, berlin = at("2026-11-21 19:00", TOKYO), at("2026-11-21 18:00", BERLIN)
    assert tokyo < berlin  # the wall clock says otherwise
    days = daily(
        frame(
            {"start": berlin, **CHECK_IN, "pain_before": 2},
            {"start": tokyo, "minutes": 5, "pain_before": 7},
        )
    )
    assert len(days) == 1
    assert days["pain"].tolist() == [7]


def test_a_log_without_offsets_goes_by_the_wall_clock() -> None:
    entries = frame(
        {"start": at("2026-11-21 18:00"), **CHECK_IN, "pain_before": 2},
        {"start": at("2026-11-21 07:00"), **CHECK_IN, "pain_before": 7},
    ).drop(columns="utc_offset")
    assert daily(entries)["pain"].tolist() == [7]


def test_a_session_after_midnight_belongs_to_the_evening_before() -> None:
    late, next_day = at("2026-11-22 02:59"), at("2026-11-22 03:00")
    assert (date_of(late, DAY_STARTS_AT), date_of(next_day, DAY_STARTS_AT)) == (
        dt.date(2026, 11, 21),
        dt.date(2026, 11, 22),
    )
    assert date_of(late, dt.time(0)) == dt.date(2026, 11, 22)
    starts = np.array(["2026-11-22T02:59:59", "2026-11-22T03:00:00"], "M8[s]")
    assert [str(day) for day in day_of(starts, DAY_STARTS_AT)] == ["2026-11-21", "2026-11-22"]


def test_only_a_rating_given_before_any_rolling_counts() -> None:
    morning = {"start": at("2026-11-21 08:00"), "minutes": 5}
    evening = {"start": at("2026-11-21 20:00"), "minutes": 5, "pain_before": 3}
    assert np.isnan(daily(frame(morning, evening))["pain"].iloc[0])
    morning["pain_before"] = 6
    assert daily(frame(morning, evening))["pain"].tolist() == [6]


def test_a_nights_sleep_may_be_told_after_rolling_and_the_first_answer_counts() -> None:
    morning = {"start": at("2026-11-21 08:00"), "minutes": 5}
    evening = {"start": at("2026-11-21 20:00"), "minutes": 5, "sleep_minutes": 390}
    late = {"start": at("2026-11-21 21:00"), **CHECK_IN, "sleep_minutes": 400}
    assert daily(frame(morning, evening, late))["sleep_minutes"].tolist() == [390]


def test_a_session_of_no_minutes_is_no_rolling() -> None:
    days = daily(
        frame(
            {"start": at("2026-11-21 08:00"), "minutes": 0, "pain_before": 6},
            {"start": at("2026-11-21 09:00"), **CHECK_IN, "pain_before": 2},
        )
    )
    assert days[["state", "sessions", "minutes", "pain"]].values.tolist() == [["rest", 0, 0, 6]]


def test_several_sessions_a_day_are_summed_and_the_longest_names_it() -> None:
    days = daily(
        frame(
            {"start": at("2026-11-21 08:00"), "minutes": 5, "routine": "short", "popped": False},
            {"start": at("2026-11-21 12:00"), "minutes": 9, "routine": "long", "popped": True},
            {"start": at("2026-11-21 20:00"), "minutes": 2, "routine": "last"},
        )
    )
    assert days[["minutes", "sessions"]].values.tolist() == [[16, 3]]
    assert days["routine"].tolist() == ["long"]
    assert days["popped"].tolist() == [True]


def test_the_longest_session_without_a_routine_does_not_hide_another() -> None:
    days = daily(
        frame(
            {"start": at("2026-11-21 08:00"), "minutes": 5, "routine": "short"},
            {"start": at("2026-11-21 12:00"), "minutes": 9},
        )
    )
    assert days["routine"].tolist() == ["short"]


def test_what_was_written_on_one_day_is_joined_in_order_of_time() -> None:
    days = daily(
        frame(
            {"start": at("2026-11-21 20:00"), "medication": "paracetamol"},
            {"start": at("2026-11-21 08:00"), "medication": "ibuprofen"},
        )
    )
    assert days["medication"].tolist() == ["ibuprofen; paracetamol"]


def test_each_flexibility_test_has_a_column_of_its_own() -> None:
    seated = {"flexibility_test": "seated_rotation_deg", "flexibility_before": 41}
    days = daily(
        frame(
            {"start": at("2026-11-20 08:00"), **CHECK_IN, **seated},
            {"start": at("2026-11-21 08:00"), **CHECK_IN, **seated, "flexibility_before": 44},
            {
                "start": at("2026-11-21 09:00"),
                **CHECK_IN,
                "flexibility_test": "sit_and_reach_mm",
                "flexibility_before": -20,
            },
        )
    )
    assert days["flexibility_seated_rotation_deg"].tolist() == [41, 44]
    assert days["flexibility_sit_and_reach_mm"].tolist()[1:] == [-20]
    assert [name for name in days if name.startswith("flexibility")] == [
        "flexibility_seated_rotation_deg",
        "flexibility_sit_and_reach_mm",
    ]


def test_a_log_file_and_its_settings_give_the_same_days(tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    log.append(rt.Entry(start="2026-11-18T01:00:00+01:00", minutes=8, pressure=4, pain_before=6))
    log.append(rt.Entry(start="2026-11-18T20:00:00+01:00", minutes=4, pressure=7))
    log.append(rt.Entry(start="2026-11-21T20:00:00+01:00", kind="check-in", sleep_minutes=420))
    (tmp_path / "rolltrack.toml").write_text(
        "day_starts_at = 00:00:00\n\n[[pauses]]\nfirst = 2026-11-19\nlast = 2026-11-19\n",
        encoding="utf-8",
    )
    days = rt.days_of(log)
    assert days["state"].tolist() == ["rolled", "paused", "unknown", "rest"]
    assert (days["pressure"].iloc[0], days["sleep_minutes"].iloc[-1]) == (5.5, 420)
    assert rt.daily(log.frame())["state"].tolist() == [
        "rolled",
        "rolled",
        "unknown",
        "unknown",
        "rest",
    ]


STRAY = (dt.datetime(1970, 1, 1, 8), dt.datetime(2062, 8, 12, 8), dt.datetime(2027, 3, 1, 8))


@given(st.lists(st.sampled_from(STRAY), min_size=1, max_size=3, unique=True), st.integers(5, 90))
def test_a_slip_in_the_year_leaves_the_other_days_as_they_were(
    strays: list[dt.datetime], many: int
) -> None:
    starts = [dt.datetime(2026, 8, 1, 8) + dt.timedelta(days=day) for day in range(many)]
    rows = [
        {"start": start.replace(tzinfo=BERLIN), "minutes": 5, "pain_before": 4} for start in starts
    ]
    odd = [{"start": start.replace(tzinfo=BERLIN), "pain_before": 9} for start in strays]
    today = dt.date(2026, 11, 25)
    meant = daily(frame(*rows), today=today)
    pd.testing.assert_frame_equal(daily(frame(*odd, *rows), today=today), meant)


def test_a_clock_that_is_wrong_takes_no_day_away() -> None:
    rows = [{"start": dt.datetime(2026, 8, day, 8, tzinfo=BERLIN)} for day in range(1, 20)]
    assert len(daily(frame(*rows), today=dt.date(1970, 1, 1))) == 19
