"""Each tip of the articles is a rule: what it says, when, and never two at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, strategies as st

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.safety import DO_NOT_ROLL, RULES, Facts, advice, questions_due
from rolltrack.entry.settings import Safety, Settings

ZONE = dt.timezone(dt.timedelta(hours=1))
NOW = dt.datetime(2026, 11, 21, 18, 30, tzinfo=ZONE)
LONG_AGO = Entry(start=NOW - dt.timedelta(days=60), minutes=5)
FORBIDDEN = ("treats", "relieves", "safe ", "proven", "significant", "recommended")


def session(days_ago: float = 0, **values: Any) -> Entry:
    return Entry(start=NOW - dt.timedelta(days=days_ago), **{"minutes": 5, **values})


def key(*entries: Entry, settings: Settings | None = None, **more: Any) -> str | None:
    shown = advice(entries, settings, **more)
    return None if shown is None else shown.key


def answered(**values: Any) -> Settings:
    return Settings(safety=Safety(answered=NOW, **values))


def test_an_ordinary_session_and_an_empty_log_get_no_note() -> None:
    assert key(LONG_AGO, session(pressure=5, roller="medium", areas=("upper_back",))) is None
    assert key() is None


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"stopped_for_pain": True}, "stopped"),
        ({"areas": ("lower_back",)}, "lower_back"),
        ({"areas": ("neck",)}, "neck"),
        ({"pressure": 6}, "gentle"),
        ({"minutes": 11}, "ten_minutes"),
        ({"popped": False}, "pop"),
    ],
)
def test_a_session_gets_the_note_of_its_rule(values: dict[str, Any], rule: str) -> None:
    assert key(LONG_AGO, session(**values)) == rule


def test_minutes_of_one_day_are_summed_and_days_begin_at_three() -> None:
    late = Entry(start=NOW.replace(day=22, hour=1), minutes=6)
    assert key(LONG_AGO, session(minutes=5), late) == "ten_minutes"
    shown = advice([session(minutes=5), late])
    assert shown is not None
    assert "11 minutes" in shown.text
    assert key(LONG_AGO, session(days_ago=1, minutes=10), late) is None


def test_ten_minutes_in_a_day_are_not_too_many() -> None:
    assert key(LONG_AGO, session(minutes=10)) is None


def test_a_firm_roller_gets_a_note_in_the_first_four_weeks_only() -> None:
    assert key(session(roller="firm")) == "softer_first"
    assert key(session(days_ago=27), session(roller="firm")) == "softer_first"
    assert key(session(days_ago=28), session(roller="firm")) is None


def test_check_ins_do_not_start_the_four_weeks() -> None:
    check_in = Entry(start=NOW - dt.timedelta(days=60), kind="check-in", pain_before=4)
    assert key(check_in, session(roller="firm")) == "softer_first"


def test_stopping_twice_within_fourteen_days_asks_to_get_advice() -> None:
    stop = {"stopped_for_pain": True}
    assert key(session(13, **stop), session(**stop)) == "stopped_twice"
    assert key(session(13, **stop), session(1, **stop), session()) == "stopped_twice"
    assert key(LONG_AGO, session(14, **stop), session(**stop)) == "stopped"


def test_every_note_about_a_stop_for_pain_brings_get_help() -> None:
    shown = advice([session(stopped_for_pain=True)])
    assert shown is not None
    assert shown.get_help


def test_the_note_that_matters_most_comes_first() -> None:
    everything = session(
        minutes=30, pressure=9, roller="firm", areas=("lower_back",), stopped_for_pain=True
    )
    assert key(everything) == "stopped"
    assert key(everything.changed(stopped_for_pain=None)) == "lower_back"


def test_what_comes_after_the_moment_asked_about_does_not_count() -> None:
    hard = session(pressure=9)
    assert key(LONG_AGO, session(2), hard, at=NOW - dt.timedelta(days=1)) is None


def test_a_tick_on_the_do_not_roll_list_is_told_before_rolling_but_not_in_the_form() -> None:
    settings = answered(do_not_roll=("fracture",))
    assert key(settings=settings, place="guided session") == "do_not_roll"
    assert key(LONG_AGO, session(), settings=settings, place="form") is None


@pytest.mark.parametrize("name", ["long_standing_pain", "unsure"])
def test_long_standing_pain_or_doubt_is_told_to_see_a_professional(name: str) -> None:
    assert key(settings=answered(**{name: True}), place="guided session") == "ask_first"


def test_every_rule_has_its_source_and_claims_nothing() -> None:
    for rule in RULES:
        assert rule.source
        assert not any(word in rule.text.lower() for word in FORBIDDEN), rule.key
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert len(DO_NOT_ROLL) == 12


@given(
    st.lists(
        st.builds(
            Entry,
            start=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31)),
            minutes=st.none() | st.integers(0, 180),
            areas=st.lists(st.sampled_from(COLUMNS["areas"].choices)).map(tuple),
            roller=st.none() | st.sampled_from(COLUMNS["roller"].choices),
            pressure=st.none() | st.integers(0, 10),
            stopped_for_pain=st.none() | st.booleans(),
            popped=st.none() | st.booleans(),
        )
    )
)
def test_there_is_at_most_one_note_and_the_order_of_entries_does_not_matter(
    entries: list[Entry],
) -> None:
    unique = list({entry.start: entry for entry in entries}.values())
    assert advice(unique) == advice(unique[::-1])


def test_a_check_in_gets_no_note_about_rolling() -> None:
    check_in = Entry(start=NOW, kind="check-in", pain_before=4, notes="fine")
    assert key(session(1, pressure=9), check_in) is None


def test_questions_are_asked_once_then_after_three_months_or_a_new_side_effect() -> None:
    old_effect, new_effect = session(3, side_effect="bruise"), session(-1, side_effect="bruise")
    assert "first time" in questions_due([], Settings(), NOW)
    assert questions_due([old_effect], answered(), NOW) == ""
    assert "side effect" in questions_due([new_effect], answered(), NOW)
    assert questions_due([], answered(), NOW + dt.timedelta(days=90)) == ""
    assert "Three months" in questions_due([], answered(), NOW + dt.timedelta(days=91))


def test_facts_of_nothing_hold_no_rule() -> None:
    assert not [rule.key for rule in RULES if rule.holds(Facts(Settings()))]


def test_an_entry_that_is_set_back_is_judged_by_its_own_day() -> None:
    yesterday, today = session(1, minutes=4), session(minutes=30)
    later_that_day = session(0.9, minutes=8)
    back = session(1.1, minutes=4)
    known = [LONG_AGO, yesterday, today, back]
    assert key(*known, about=back) is None
    assert key(*known, later_that_day, about=back) == "ten_minutes"
    assert "16 minutes" in str(advice([*known, later_that_day], about=back))


def test_a_stop_after_the_day_of_an_entry_does_not_count_for_it() -> None:
    stop = {"stopped_for_pain": True}
    back = session(10, **stop)
    assert key(LONG_AGO, session(**stop), back, about=back) == "stopped"
