"""Every sentence of the room could be translated."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from rolltrack.days import words
from rolltrack.days.before_after import before_after
from rolltrack.days.change import State, change, finding, since_first_weeks
from rolltrack.days.daily import daily
from rolltrack.days.outcome import Outcome, outcome, outcomes_in
from tests.diaries import EMPTY, TESTS, entries, rated, sessions
from tests.pseudo import left_in_english, pseudo

OWN = ("mm", "min")
LOG = entries(126, tests=TESTS)
DAYS = daily(LOG)


@pytest.mark.parametrize("name", [what.name for what in outcomes_in(DAYS)])
def test_every_change_of_every_outcome(name: str) -> None:
    shown = (DAYS.index[-28].date(), DAYS.index[-1].date())
    few = DAYS.assign(**{name: np.nan})
    with pseudo():
        seen = [change(DAYS, name), change(few, name), change(DAYS, name, shown=shown)]
        seen += filter(None, [since_first_weeks(DAYS, name, shown)])
        seen += [
            dataclasses.replace(each, state=state, difference=difference, noise=2.0, rolled=rolled)
            for each in seen
            for state in State
            if outcome(name).notable or "noticeably" not in state
            for difference in (0.3, 3.0, -3.0)
            for rolled in (True, False)
        ]
        said = [text for each in seen for text in (each.sentence, each.meaning, each.verdict)]
        said += [finding(DAYS, name), *_words_of(outcome(name))]
    assert left_in_english(" ".join(said), OWN) == []


def _words_of(what: Outcome) -> list[str]:
    said = [what.label, what.word, what.noun, what.a_noun, what.nouns, what.noted, what.direction]
    said += [what.text(1.0), what.amount(3.0), words.threshold(what, 1.0)]
    ends = ((-3, -1), (1, 3), (-2, 2), (0, 0))
    said += [words.interval(what, *limits) for limits in ends]
    return said + [words.difference(what, value) for value in (0.0, 3.0, -3.0)]


def test_lengths_of_time_and_logs_with_nothing_in_them() -> None:
    with pseudo():
        said = [words.period_words(days) for days in (1, 6, 21, 35, 90, 400)]
        said += [finding(daily(EMPTY)), finding(rated([np.nan]))]
    assert left_in_english(" ".join(said)) == []


@pytest.mark.parametrize("name", ["pain", "tension"])
def test_every_sentence_about_before_and_after(name: str) -> None:
    before = np.array([4.0, 5, 6, 7, 8, 5, 6, 7])
    logs = [
        sessions(before, before + move).rename(columns=lambda column: column.replace("pain", name))
        for move in (-2.0, 0.0, -0.5 * (before - 6), 1.0)
    ]
    logs += [logs[0].iloc[:1], logs[0].iloc[:0]]
    with pseudo():
        seen = [before_after(log, daily(log), name) for log in logs]
        said = [text for each in seen for text in (each.sentence, each.meaning)]
    assert left_in_english(" ".join(said)) == []
