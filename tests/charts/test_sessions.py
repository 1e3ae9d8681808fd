"""Right before and right after a session: how far ratings moved, and the latest one by one."""

from __future__ import annotations

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.sessions import LATEST
from tests.diaries import diary, log
from tests.drawn import panel, written


<<<<<<< HEAD
def test_each_session_is_a_line_from_before_to_after() -> None:
    picture = rt.plot_before_after(log(), diary())
    (axes,) = picture.axes
    pairs = log()[["pain_before", "pain_after"]].dropna()
    drawn = np.array([path.vertices[:, 1] for path in axes.collections[0].get_paths()])
    assert np.array_equal(drawn, pairs.to_numpy())
    assert np.array_equal(line(axes, "before")[1], pairs["pain_before"])
    assert "would be expected anyway" in written(picture)


def test_of_many_sessions_the_latest_are_drawn_and_all_are_counted() -> None:
    picture = rt.plot_before_after(log(3650), diary(3650))
    assert len(picture.axes[0].collections[0].get_paths()) == 250
    assert len(picture.numbers) > 250
    assert f"The latest 250 of {len(picture.numbers)} sessions" in picture.text_alternative


@pytest.mark.parametrize("by", ["routine", "roller"])
def test_routines_and_rollers_are_compared_by_their_own_sessions(by: str) -> None:
    plot = {"routine": rt.plot_routines, "roller": rt.plot_rollers}[by]
    picture = plot(log())
    moved = (log()["pain_after"] - log()["pain_before"]).groupby(log()[by]).agg(["mean", "count"])
    moved = moved.sort_values("count", ascending=False)
    assert picture.numbers["difference"].tolist() == [round(mean, 1) for mean in moved["mean"]]
    assert picture.numbers["sessions"].tolist() == moved["count"].tolist()
    drawn = [np.asarray(at.get_xdata(), dtype=float) for at in panel(picture, by).get_lines()]
    dots = [float(x[0]) for x in drawn if len(x) == 1]
    assert dots == picture.numbers["difference"].tolist()
    assert "not drawn at random" in written(picture)


def test_a_group_of_two_sessions_has_no_interval_and_one_without_a_name_is_named() -> None:
    frame = log().loc[log()["kind"].eq("session")].head(2).assign(routine=np.nan)
    frame["routine"] = frame["routine"].astype("str")
    row = compared(frame, "routine").iloc[0]
    assert (row["group"], row["sessions"]) == ("None named", 2)
    assert np.isnan(row["low"])


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
    assert rt.plot_routines(log(), names=names).numbers["group"].tolist() == ["Roll"]
    days = named(diary(), names)
    assert list(bars(days, 2000).stacks) == ["Roll"]
    assert bars(days, 2000).stacks["Roll"].sum() == days["minutes"].sum()


def test_a_long_name_is_broken_between_words_and_cut_after_one() -> None:
    first = rt.plot_routines(log(), width=480)
    texts = [text.get_text() for text in first.texts]
    assert {"Upper-back", "release"} <= set(texts)
    assert "…" not in written(first)
    longest = {"upper_back_release": "Before carrying the shopping up all of the stairs"}
    picture = rt.plot_routines(log(), width=480, names=longest)
    assert not badly_placed(picture)
    assert any(text.get_text().endswith(" …") for text in picture.texts)
=======
@pytest.mark.parametrize("length", [126, 3650])
def test_a_bar_is_the_number_of_sessions_with_that_change(length: int) -> None:
    moved = (log(length)["pain_after"] - log(length)["pain_before"]).dropna()
    picture = rt.plot_before_after(log(length), diary(length))
    bars = panel(picture, "changes").patches
    drawn = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in bars}
    assert drawn == {int(change): number for change, number in moved.value_counts().items()}
    assert sum(drawn.values()) == len(picture.numbers)
    for number in drawn.values():
        assert f" {number:.0f} " in f" {written(picture)} "


def test_the_latest_sessions_are_lines_from_before_to_after() -> None:
    frame = log()
    pairs = frame[["pain_before", "pain_after"]].dropna().tail(LATEST)
    lines = panel(rt.plot_before_after(frame, diary()), "latest").get_lines()
    drawn = {tuple(np.asarray(line.get_ydata(), dtype=float)) for line in lines}
    assert drawn == set(map(tuple, pairs.to_numpy(dtype=float)))


def test_what_would_be_expected_anyway_stands_under_the_title() -> None:
    seen = rt.before_after(log(), diary())
    picture = rt.plot_before_after(log(), diary())
    assert picture.finding == seen.sentence
    assert seen.meaning in picture.text_alternative
    assert seen.meaning[:30] in written(picture)


def test_the_words_count_what_went_down_stayed_and_went_up() -> None:
    moved = (log()["pain_after"] - log()["pain_before"]).dropna()
    lower, same, higher = (moved < 0).sum(), (moved == 0).sum(), (moved > 0).sum()
    words = rt.plot_before_after(log(), diary()).text_alternative
    assert f"Lower after {lower} sessions, the same after {same}, higher after {higher}." in words
>>>>>>> 5819881 (charts: values have one scale; letters without a shape are replaced wherever they are written)
