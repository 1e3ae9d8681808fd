"""Routines and rollers: the mean change of each, and the difference between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import rolltrack as rt
from rolltrack.charts.minutes import bars
from rolltrack.days.daily import daily
from rolltrack.days.of_log import named
from tests.diaries import diary, log
from tests.drawn import badly_placed, panel, written

NAMES = {"upper_back_release": "After the stairs, slowly", "slow_full_pass": "背中 Rücken"}
PLOTS = {"routine": rt.plot_routines, "roller": rt.plot_rollers}


def sessions(**after: list[int]) -> pd.DataFrame:
    """Sessions that began at 6, by routine: the ratings after."""
    rows = [(name, value) for name, values in after.items() for value in values]
    start = pd.date_range("2026-07-06 19:00", periods=len(rows), freq="D", unit="s")
    return pd.DataFrame(
        {
            "start": start,
            "kind": "session",
            "minutes": 8.0,
            "routine": pd.array([name for name, _ in rows], "str"),
            "pain_before": 6.0,
            "pain_after": [float(value) for _, value in rows],
        }
    )


@pytest.mark.parametrize("by", PLOTS)
def test_routines_and_rollers_have_the_means_of_their_own_sessions(by: str) -> None:
    picture = PLOTS[by](log())
    moved = (log()["pain_after"] - log()["pain_before"]).groupby(log()[by]).agg(["mean", "count"])
    moved = moved.sort_values("count", ascending=False)
    assert picture.numbers["difference"].tolist() == [round(mean, 1) for mean in moved["mean"]]
    assert picture.numbers["sessions"].tolist() == moved["count"].tolist()
    bars = [bar.get_width() for bar in panel(picture, "means").patches]
    assert bars == picture.numbers["difference"].tolist()
    assert "not drawn at random" in written(picture)


@pytest.mark.parametrize("by", PLOTS)
def test_the_interval_that_is_drawn_is_that_of_the_difference(by: str) -> None:
    picture = PLOTS[by](log())
    lines = panel(picture, "difference").get_lines()
    (interval,) = [line for line in lines if line.get_label() == "interval"]
    assert list(interval.get_xdata()) == picture.numbers.loc[1, ["low", "high"]].tolist()
    assert "Difference from" in written(picture)


def test_two_means_whose_own_intervals_overlap_can_be_told_apart() -> None:
    one, other = [4, 5, 4, 5, 4, 5, 4, 5], [4, 4, 3, 4, 4, 4, 3, 4]
    picture = rt.plot_routines(sessions(a=one, b=other))
    ends = []
    for values in (np.array(one), np.array(other)):
        half = 2.365 * values.std(ddof=1) / np.sqrt(8)  # Student, 7 degrees of freedom
        ends.append((values.mean() - half, values.mean() + half))
    assert ends[0][0] < ends[1][1]
    assert picture.finding == "Pain came down 0.8 points more with B than with A."


def test_routines_that_are_alike_are_not_told_apart() -> None:
    picture = rt.plot_routines(sessions(a=[4, 5, 6, 3], b=[4, 5, 6, 3]))
    assert picture.finding == "A or B: the log cannot tell them apart."
    three = rt.plot_routines(sessions(a=[4, 5, 6, 3], b=[4, 5, 6, 3], c=[4, 5, 6, 3]))
    assert three.finding == "The log cannot tell these 3 apart."


@pytest.mark.parametrize("by", PLOTS)
def test_no_axis_is_half_empty(by: str) -> None:
    axes = panel(PLOTS[by](log()), "means")
    lengths = [abs(bar.get_width()) for bar in axes.patches]
    assert max(lengths) > 0.75 * abs(np.diff(axes.get_xlim())[0])


def test_a_group_of_two_sessions_has_no_interval_and_one_without_a_name_is_named() -> None:
    picture = rt.plot_routines(sessions(a=[4, 5, 4], b=[3, 4]))
    assert np.isnan(picture.numbers["low"]).all()
    assert picture.finding == "Too few sessions to tell these apart."
    nameless = sessions(a=[4, 5]).assign(routine=pd.array([None, None], "str"))
    assert rt.plot_routines(nameless).numbers["group"].tolist() == ["None named"]


def test_all_answers_alike_do_not_make_an_interval_of_no_width() -> None:
    row = rt.plot_routines(sessions(a=[4, 4, 4], b=[3, 3, 3])).numbers.iloc[1]
    assert row["low"] < row["beyond"] < row["high"]


@pytest.mark.parametrize("width", [480, 1600])
def test_own_routines_have_their_names_and_those_gone_their_key_in_words(width: int) -> None:
    frame = log().assign(routine=log()["routine"].replace("slow_full_pass", "my_own_2"))
    names = {"upper_back_release": "After the stairs"}
    for picture in (
        rt.plot_routines(frame, names=names, width=width),
        rt.plot_trends(daily(frame), names=names, width=width),
        rt.plot_flare_up(daily(frame), names=names, width=width),
    ):
        words = written(picture)
        assert "After the" in words
        assert "stairs" in words
        assert "My own 2" in words
        assert "_" not in words + picture.text_alternative


def test_two_routines_of_one_name_are_one() -> None:
    names = dict.fromkeys(NAMES, "Roll")
    picture = rt.plot_routines(log(), names=names)
    assert picture.numbers["group"].tolist() == ["Roll"]
    assert picture.finding == "Only Roll so far: nothing to compare it with."
    days = named(diary(), names)
    assert list(bars(days, 2000).stacks) == ["Roll"]
    assert bars(days, 2000).stacks["Roll"].sum() == days["minutes"].sum()


def test_a_long_name_is_broken_between_words_and_cut_after_one() -> None:
    long = "Before carrying all of the shopping up all of the stairs of the house"
    longest = {"upper_back_release": long}
    picture = rt.plot_routines(log(), width=480, names=longest)
    assert not badly_placed(picture)
    assert any(text.get_text().endswith(" …") for text in picture.texts)
    assert "Before carrying" in written(picture)
