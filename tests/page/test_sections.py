"""The sections of the page: what was rolled, what went wrong, what else was going on."""

from __future__ import annotations

import datetime as dt
import re

import pytest

import rolltrack as rt
from rolltrack.entry.entry import Entry
from rolltrack.log.settings_file import change_settings
from tests.pages import ZONE, log_days, said, section


def test_a_session_of_no_minutes_is_no_session_anywhere_on_the_page(
    sample: rt.SessionLog,
) -> None:
    before = said(sample)
    zero = rt.Entry(
        start="2026-11-15T20:00:00+01:00", minutes=0, pain_before=9, pain_after=2,
        routine="slow_full_pass", stopped_for_pain=True,
    )  # fmt: skip
    sample.append(zero)
    assert section(said(sample), "rolling") == section(before, "rolling")
    routines = rt.plot_routines(sample.frame()).numbers
    assert routines["sessions"].sum() == 84


def test_dose_adherence_and_what_was_used(sample: rt.SessionLog) -> None:
    rolling = section(said(sample), "rolling")
    days = rt.days_of(sample)
    over = int((days["minutes"] > 10).sum())
    assert f"{over} days over 10 minutes" in rolling
    assert "Upper-back release 49×" in rolling
    assert "Aim of 40 minutes a week: reached in " in rolling
    assert re.search(r"\d\.\d a week since 8 Jun 2026; median 8 minutes a session", rolling)


def test_stops_and_medication_stand_as_typed_with_dates(sample: rt.SessionLog) -> None:
    summary = said(sample)
    assert "Stopped for pain: 13 Aug 2026." in section(summary, "stops")
    assert "as typed: ibuprofen 400 mg (4 days, 1 Jun – 15 Aug 2026)" in section(
        summary, "medication"
    )
    assert "Other exercise: on 14 days, median 30 minutes." in section(summary, "medication")


def test_two_stops_in_a_fortnight_say_where_to_get_advice(empty: rt.SessionLog) -> None:
    log_days(empty, 3, minutes=5, stopped_for_pain=True, side_effect="tingling")
    lines = section(said(empty), "stops")
    assert "1 Sept 2026, 2 Sept 2026, 3 Sept 2026" in lines
    assert "Side effects, as typed: tingling (3 days, 1 Sept – 3 Sept 2026)" in lines
    assert "advice" in lines


def test_many_different_words_are_shortened_where_everyone_sees_it(empty: rt.SessionLog) -> None:
    first = dt.datetime(2026, 9, 1, 18, 0, tzinfo=ZONE)
    empty.append_many(
        Entry(
            start=first + dt.timedelta(days=n),
            minutes=5,
            medication=f"pill {n} " + "x" * 300,
            areas=("upper_back", "mid_back", "lower_ribs", "shoulders", "hips"),
        )
        for n in range(6)
    )
    summary = said(empty)
    assert "and 2 more" in section(summary, "medication")
    assert "xx … (" in section(summary, "medication")
    assert " and 1 more" in section(summary, "rolling")


def test_check_ins_alone_are_no_rolling(empty: rt.SessionLog) -> None:
    log_days(empty, 3, kind="check-in", pain_before=4)
    assert section(said(empty), "rolling") == "No rolling in this period."


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 session on 1 day with an entry; median 5 minutes a session; 0 days over"),
        (13, "13 sessions on 13 of 13 days with an entry; median"),
        (14, "14 sessions on 14 of 14 days with an entry, 7.0 a week since 1 Sept 2026; median"),
    ],
)
def test_a_number_a_week_is_said_from_two_weeks_on(
    empty: rt.SessionLog, days: int, words: str
) -> None:
    log_days(empty, days, minutes=5)
    assert words in section(said(empty), "rolling")


def test_an_aim_without_a_whole_week_is_not_counted(empty: rt.SessionLog) -> None:
    log_days(empty, 1, minutes=1)
    change_settings(empty.path, weekly_aim_minutes=40)
    rolling = section(said(empty), "rolling")
    assert "Aim of 40 minutes a week: no week without missing days yet." in rolling
    assert "median 1 minute a session" in rolling
