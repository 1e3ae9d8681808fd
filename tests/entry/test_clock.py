"""A guided session follows the clock, in Python and in the browser alike."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from rolltrack.entry.clock import (
    AWAY_MS,
    PRESSES,
    Event,
    Moment,
    areas_rolled,
    events_from,
    minutes_rolled,
    moment,
    stints_of,
)
from rolltrack.entry.routine import Routine, Step, built_in
from rolltrack.widgets.bundle import script

LIE = Step(do="Lie down", seconds=20)
ROLL = Step(do="Roll", seconds=60, areas=("upper_back",))
OWN_PACE = Step(do="Arch", rounds=3, areas=("mid_back",), pace=4)
AGAIN = Step(do="Again", repeat_from=2, rounds=2)
STINTS = stints_of(Routine(key="a", name="A", steps=(LIE, ROLL, OWN_PACE)))
START = Event("start", 0)


def at(now: int, *events: Event) -> Moment:
    return moment(STINTS, [START, *events], now)


def test_before_start_no_time_passes() -> None:
    assert moment(STINTS, [], 10**13) == Moment("ready", 0, 0, (0, 0, 0), None)


def test_timed_steps_move_on_by_themselves_however_long_nobody_looked() -> None:
    assert at(19_999).at == 0
    assert (at(20_000).at, at(20_000).used) == (1, 0)
    assert (at(75_000).at, at(75_000).used) == (1, 55_000)
    assert at(10 * 60_000).spent == (20_000, 60_000, 520_000)


def test_a_step_by_rounds_waits_for_next() -> None:
    assert at(3_600_000).phase == "running"
    done = at(3_700_000, Event("next", 100_000))
    assert (done.phase, done.ended, done.spent[2]) == ("done", 100_000, 20_000)


def test_a_step_by_rounds_that_was_left_alone_counts_with_its_pace() -> None:
    asleep = at(9 * 3_600_000)
    assert (asleep.phase, asleep.spent) == ("running", (20_000, 60_000, 24_000))
    assert minutes_rolled(STINTS, asleep) == 1
    woken = at(9 * 3_600_000 + 60_000, Event("back", 9 * 3_600_000), Event("next", 9 * 3_600_000))
    assert woken.spent == (20_000, 60_000, 84_000)
    slowly = 80_000 + 24_000 + AWAY_MS
    assert at(slowly).spent[2] == 24_000 + AWAY_MS
    assert at(slowly + 1).spent[2] == 24_000


def test_a_pause_takes_no_time_from_the_step() -> None:
    now = at(100_000, Event("pause", 30_000), Event("resume", 90_000))
    assert (now.at, now.used) == (1, 20_000)


def test_back_begins_the_step_before_and_what_was_rolled_still_counts() -> None:
    now = at(50_000, Event("back", 40_000))
    assert (now.at, now.used, now.spent) == (0, 10_000, (30_000, 20_000, 0))
    assert at(5_000, Event("back", 3_000)).at == 0


def test_skip_works_in_a_pause_and_the_pause_goes_on() -> None:
    now = at(99_000, Event("pause", 1_000), Event("next", 2_000))
    assert (now.phase, now.at, now.used) == ("paused", 1, 0)


def test_a_stop_ends_at_once_and_nothing_pressed_later_changes_that() -> None:
    now = at(10**9, Event("stop", 45_000), Event("resume", 46_000), Event("next", 47_000))
    assert (now.phase, now.ended, now.at) == ("stopped", 45_000, 1)
    assert now.spent == (20_000, 25_000, 0)


def test_finishing_early_is_done_and_no_stop_for_pain() -> None:
    now = at(10**9, Event("finish", 45_000))
    assert (now.phase, now.ended, sum(now.spent)) == ("done", 45_000, 45_000)


def test_a_clock_that_is_set_back_counts_as_no_time() -> None:
    now = at(40_000, Event("pause", 30_000), Event("resume", 10_000))
    assert (now.at, now.used) == (1, 20_000)


def test_minutes_are_the_time_in_steps_that_roll_to_the_nearest_minute() -> None:
    assert minutes_rolled(STINTS, at(80_000)) == 1
    assert minutes_rolled(STINTS, at(49_999)) == 0
    assert minutes_rolled(STINTS, at(50_000)) == 1
    assert minutes_rolled(STINTS, at(20_000 + 8 * 60_000)) == 8


def test_an_area_that_was_skipped_is_not_logged() -> None:
    now = at(90_000, Event("next", 2_000), Event("next", 4_000))
    assert areas_rolled(STINTS, now) == ("mid_back",)


def test_repeats_are_written_out_with_their_rounds() -> None:
    stints = stints_of(Routine(key="a", name="A", steps=(LIE, ROLL, OWN_PACE, AGAIN)))
    assert [(s.step, s.round, s.rounds) for s in stints] == [
        (1, 1, 1), (2, 1, 2), (3, 1, 2), (2, 2, 2), (3, 2, 2),
    ]  # fmt: skip
    assert len(stints_of(built_in()["slow_full_pass"], rounds=6)) == 2 + 3 * 6 + 1


def test_a_round_takes_two_directions_at_its_pace() -> None:
    assert (STINTS[2].seconds, STINTS[2].timed) == (24, False)


@pytest.mark.parametrize("wrong", [[["dance", 1]], [["start", "now"]], [["start", 1.5]]])
def test_what_is_no_event_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="not an event"):
        events_from(wrong)


times = st.integers(0, 400_000) | st.integers(0, 4_000_000)
pressed = st.lists(st.tuples(st.sampled_from(PRESSES), times), max_size=12)


@given(pressed, times)
def test_time_spent_is_never_more_than_the_time_that_passed(
    events: list[tuple[Any, int]], now: int
) -> None:
    ordered = [Event(*event) for event in sorted(events, key=lambda event: event[1])]
    here = moment(STINTS, ordered, now)
    latest = max([now, *(event.at for event in ordered)])
    assert sum(here.spent) <= latest
    assert (here.ended is not None) == (here.phase in ("done", "stopped"))


def in_javascript(cases: list[Any], browser: Any = None) -> Any:
    program = (
        f"{script('session_clock.js')}\nconst results = {json.dumps(cases)}"
        ".map(([stints, events, now]) => moment(stints, events, now));"
    )
    if node := shutil.which("node"):
        told = subprocess.run(
            [node, "-"], input=f"{program} console.log(JSON.stringify(results));",
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(told.stdout)
    page = browser().new_page()
    return page.evaluate(f"(() => {{ {program} return results; }})()")


def test_the_browser_and_python_always_agree(request: pytest.FixtureRequest) -> None:
    stints = [asdict(stint) for stint in STINTS]
    cases: list[Any] = []

    @settings(max_examples=300, suppress_health_check=list(HealthCheck))
    @given(pressed, times)
    def collect(events: list[tuple[Any, int]], now: int) -> None:
        cases.append((stints, events, now))

    collect()
    found = in_javascript(cases, lambda: request.getfixturevalue("browser"))
    assert len(found) >= 300
    for (_, events, now), javascript in zip(cases, found, strict=True):
        python = asdict(moment(STINTS, [Event(*event) for event in events], now))
        assert javascript == python | {"spent": list(python["spent"])}
