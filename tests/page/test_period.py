"""A period of the log: which entries and days are in it, and that the log is read once for it."""

from __future__ import annotations

import datetime as dt

import pytest

import rolltrack as rt
from rolltrack.entry.errors import InvalidValue
from rolltrack.log.settings_file import settings_path
from rolltrack.page.period import period_of
from rolltrack.page.write import FORMATS
from tests.opened import opened, times
from tests.pages import written


def test_a_period_takes_texts_and_dates_and_refuses_others(sample: rt.SessionLog) -> None:
    one_day = period_of(sample, "2026-08-13", dt.datetime(2026, 8, 13, 12))
    assert (one_day.start, one_day.end) == (dt.date(2026, 8, 13),) * 2
    assert len(one_day.days) == 1
    assert len(one_day.frame) == len(one_day.rows)
    with pytest.raises(InvalidValue, match="must be a date such as"):
        period_of(sample, "last week")
    with pytest.raises(InvalidValue, match="before it starts"):
        period_of(sample, "2026-08-13", "2026-08-12")


def test_a_period_outside_of_the_log_has_no_entries(sample: rt.SessionLog) -> None:
    after = period_of(sample, "2026-12-01")
    before = period_of(sample, end="2026-01-01")
    assert (after.start, len(after.frame)) == (after.end, 0)
    assert (before.start, len(before.frame)) == (before.end, 0)


@pytest.mark.parametrize("suffix", FORMATS)
def test_log_and_settings_are_read_once_for_a_file(sample: rt.SessionLog, suffix: str) -> None:
    chosen = rt.Choices(roll_on=("MO",), every_entry=True)
    with opened() as names:
        written(sample, f"x{suffix}", start="2026-08-01", choices=chosen)
    assert times(names, sample.path) == 1
    assert times(names, settings_path(sample.path)) == 1
