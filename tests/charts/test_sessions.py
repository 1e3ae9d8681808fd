"""Right before and right after a session: how far ratings moved, and the latest one by one."""

from __future__ import annotations

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.sessions import LATEST
from tests.diaries import diary, log
from tests.drawn import panel, written


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
