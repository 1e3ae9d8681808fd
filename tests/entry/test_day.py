"""The day of an entry, and days that can hardly be meant."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, strategies as st

from rolltrack.entry.day import FAR, FEW, date_of, day_of, strays

TODAY = dt.date(2026, 11, 1)
PAST = st.dates(dt.date(1970, 1, 1), TODAY)


def days(*dates: dt.date | str) -> np.ndarray:
    return np.array(dates, "M8[D]")


def run(last: str, length: int) -> list[dt.date]:
    end = dt.date.fromisoformat(last)
    return [end - dt.timedelta(number) for number in range(length)]


def found(*dates: dt.date | str, today: dt.date = TODAY) -> list[str]:
    seen = days(*dates)
    return [str(day) for day in seen[strays(seen, today)]]


@given(st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2199, 12, 31)), st.times())
def test_one_time_and_an_array_of_times_have_the_same_day(start: dt.datetime, at: dt.time) -> None:
    start, at = start.replace(microsecond=0), at.replace(second=0, microsecond=0)
    assert days(date_of(start, at)) == day_of(np.datetime64(start), at)


def test_a_day_cannot_be_had_without_the_time_it_starts_at() -> None:
    for of in (date_of, day_of):
        with pytest.raises(TypeError):
            of(dt.datetime(2026, 11, 1))  # type: ignore[operator]


@pytest.mark.parametrize("wrong", ["2062-03-01", "2027-10-30", "1970-01-01", "2016-10-30"])
def test_one_wrong_year_among_ninety_days_is_a_stray(wrong: str) -> None:
    assert found(*run("2026-10-31", 45), wrong, *run("2026-09-10", 45)) == [wrong]


def test_a_month_typed_too_high_is_in_the_future() -> None:
    assert found(*run("2026-10-31", 20), "2026-12-02", "2026-11-02") == ["2026-12-02"]


def test_many_rows_with_the_day_of_a_clock_that_lost_its_time_are_strays() -> None:
    assert found(*run("2026-10-31", 20), *["1970-01-01"] * 30) == ["1970-01-01"] * 30


def test_strays_on_both_sides_are_found_one_by_one() -> None:
    wrong = ["1970-01-01", "1999-05-05", "2062-01-01", "2199-01-01"]
    assert found(*run("2026-10-31", 20), *wrong) == wrong


@given(st.integers(FEW + 1, 60), st.integers(FEW + 1, 60), st.integers(731, 15_000))
def test_a_long_break_between_two_stretches_makes_no_stray(
    before: int, after: int, away: int
) -> None:
    earlier = TODAY - dt.timedelta(after + away)
    assert found(*run(str(TODAY), after), *run(str(earlier), before)) == []


def test_the_first_days_after_a_long_break_are_no_strays() -> None:
    assert found(*run("2020-10-31", 90), "2026-10-31", "2026-11-01") == []


def test_a_finished_log_is_not_a_stray_years_later() -> None:
    assert found(*run("2020-10-31", 90), "2062-01-01", today=dt.date(2040, 1, 1)) == ["2062-01-01"]
    assert found("2020-10-31", today=dt.date(2040, 1, 1)) == []


def test_a_log_of_one_day_every_few_years_has_no_strays() -> None:
    assert found("2014-01-01", "2017-01-01", "2020-01-01", "2023-06-01") == []


def test_a_computer_that_thinks_it_is_1970_calls_no_day_a_stray() -> None:
    assert found(*run("2026-10-31", 30), today=dt.date(1970, 1, 1)) == []
    assert found(*run("2026-10-31", 30), "1970-01-01", today=dt.date(1970, 1, 1)) == ["1970-01-01"]


def test_no_days_have_no_strays() -> None:
    assert found() == []


@given(st.data())
def test_the_order_of_the_entries_does_not_matter(data: st.DataObject) -> None:
    dates = data.draw(st.lists(PAST, max_size=40))
    shuffled = data.draw(st.permutations(dates))
    assert sorted(found(*dates)) == sorted(found(*shuffled))


@given(st.lists(PAST, max_size=40))
def test_without_its_strays_a_log_has_none(dates: list[dt.date]) -> None:
    seen = days(*dates)
    assert not strays(seen[~strays(seen, TODAY)], TODAY).any()


@given(st.lists(PAST, max_size=40))
def test_strays_are_few_and_far_from_every_other_day(dates: list[dt.date]) -> None:
    seen = days(*dates)
    lone = strays(seen, TODAY)
    others = seen[~lone]
    assert len(others) or not len(seen)
    for day in np.unique(seen[lone]):
        assert (np.abs(others - day) > np.timedelta64(FAR)).all()
