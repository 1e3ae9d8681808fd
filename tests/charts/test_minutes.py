"""Minutes as bars: by day, week or month, by routine."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.explore import Choice, plot_outcome
from rolltrack.charts.minutes import bars
from rolltrack.days.of_log import named
from tests.diaries import diary
from tests.drawn import line, ordinals, panel


def test_missing_is_not_zero() -> None:
    days = diary()
    minutes = bars(days, 2000)
    assert minutes.per == "day"
    total = sum(minutes.stacks.values(), np.zeros(len(days)))
    assert total.sum() == days["minutes"].sum()
    rest, _ = line(panel(rt.plot_trends(days), "Minutes rolled a day"), "rest")
    assert np.array_equal(rest, ordinals(days.index[days["state"] == "rest"]))
    unknown = ordinals(days.index[days["state"] == "unknown"])
    assert len(unknown)
    assert not set(rest) & set(unknown)


@pytest.mark.parametrize(("length", "per"), [(126, "day"), (400, "week"), (3650, "month")])
def test_minutes_of_bars_add_up_to_those_of_the_log(length: int, per: str) -> None:
    days = diary(length)
    shown = bars(days, 800)
    assert shown.per == per
    assert sum(stack.sum() for stack in shown.stacks.values()) == days["minutes"].sum()
    assert np.all(shown.left[1:] >= shown.right[:-1])


def test_minutes_without_a_routine_and_beyond_four_are_still_there() -> None:
    days = diary().copy()
    rolled = days["minutes"] > 0
    days["routine"] = days["routine"].astype(object)
    days.loc[rolled, "routine"] = [f"own_{at % 7}" for at in range(int(rolled.sum()))]
    named = bars(days, 2000).stacks
    assert (len(named), list(named)[-1]) == (4, "other")
    assert sum(stack.sum() for stack in named.values()) == days["minutes"].sum()
    days["routine"] = np.nan
    days["routine"] = days["routine"].astype("str")
    assert list(bars(days, 2000).stacks) == ["no routine named"]


def test_a_routine_has_one_colour_whatever_the_period() -> None:
    days = named(diary())
    routine = days.index.to_series().dt.day.mod(3).map({0: "A", 1: "B", 2: "C"})
    days["routine"] = routine.where(days.index > days.index[60], "A").where(days["minutes"] > 0)

    def colors(first: dt.date) -> dict[str, Any]:
        picture = plot_outcome(days, Choice(first=first, by="days"))
        shapes = panel(picture, "Minutes rolled a day").collections
        return {str(at.get_label()): at.get_facecolor().tolist() for at in shapes}

    late = colors(dt.date(2026, 10, 20))
    assert set(late) == {"A", "B", "C"}
    assert colors(dt.date(2026, 7, 6)) == late
