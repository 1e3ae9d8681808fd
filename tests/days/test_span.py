"""The two ends of a comparison."""

from __future__ import annotations

import datetime as dt
import math

from rolltrack.days.span import baseline
from tests.diaries import rated


def test_the_baseline_is_the_first_three_weeks_with_ratings() -> None:
    pain = [math.nan] * 9 + [6.0] * 5 + [math.nan] * 7 + [5.0] * 7 + [4.0] * 7 + [1.0] * 7
    first = baseline(rated(pain))
    assert (str(first.start), str(first.end)) == ("2026-07-15", "2026-08-09")
    assert (first.weeks, first.days, first.value) == (3, 19, round((30 + 35 + 28) / 19, 1))


def test_the_baseline_can_be_chosen_with_both_days_included() -> None:
    days = rated([1.0, 2.0, 3.0, 4.0, 5.0])
    chosen = baseline(days, "pain", dt.date(2026, 7, 7), dt.date(2026, 7, 9))
    assert (chosen.value, chosen.days) == (3.0, 3)
    assert baseline(days, "pain", start=dt.date(2026, 7, 9)).value == 4.5
    assert baseline(days, "pain", end=dt.date(2026, 7, 7)).value == 1.5
    assert baseline(days, "tension").days == 0


def test_three_weeks_with_few_ratings_take_in_more_weeks() -> None:
    first = baseline(rated([5.0, *[math.nan] * 6] * 9))
    assert (first.weeks, first.days) == (5, 5)
