"""One outcome over a chosen period."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.explore import Choice, LivePicture, plot_outcome
from tests.diaries import diary
from tests.drawn import pixels, written

PART = Choice(first=dt.date(2026, 11, 9), last=dt.date(2026, 12, 6))


def test_the_title_speaks_of_the_shown_days_and_the_line_below_of_the_first_weeks() -> None:
    days = diary(300)
    picture = plot_outcome(days, PART)
    assert picture.finding == rt.finding(days, "pain", shown=(PART.first, PART.last))
    assert "start of these 4 weeks" in picture.finding
    assert picture.finding != rt.finding(days)
    lines = [text.get_text() for text in picture.texts]
    since = next(number for number, text in enumerate(lines) if "in the first weeks" in text)
    assert lines[since + 1] == "9 Nov – 6 Dec 2026"
    assert picture.text_alternative.count("in the first weeks") == 1
    whole = plot_outcome(days, Choice())
    assert whole.finding == rt.finding(days)
    assert written(whole).count("in the first weeks") == 1


def test_the_ends_that_are_drawn_are_those_of_the_shown_days() -> None:
    days = diary(300)
    seen = rt.change(days, shown=(PART.first, PART.last))
    words = written(plot_outcome(days, PART))
    assert f"start {seen.baseline.value}" in words
    assert f"end {seen.now.value}" in words
    assert "now" not in words
    assert f"now {rt.change(days).now.value}" in written(plot_outcome(days, Choice()))


def test_a_picture_of_another_period_is_as_high() -> None:
    days = diary(300)
    heights = {plot_outcome(days, choice).size[1] for choice in (PART, Choice())}
    assert len(heights) == 1


def test_a_part_speaks_of_the_days_in_it() -> None:
    days = diary(300)
    picture = plot_outcome(days, PART)
    rated = days["pain"]["2026-11-09":"2026-12-06"].count()
    assert f"Pain was rated on {rated} of 28 days." in picture.text_alternative
    assert picture.numbers["days_rated"].sum() == rated
    nothing = written(plot_outcome(days, Choice(last=dt.date(2025, 1, 31))))
    assert nothing == "No ratings of pain in this period The log spans 6 Jul 2026 – 1 May 2027."


@pytest.mark.parametrize("last", [dt.date(2026, 10, day) for day in range(19, 26)])
def test_no_bar_and_no_dot_is_cut_at_an_edge(last: dt.date) -> None:
    picture = plot_outcome(diary(), Choice(first=dt.date(2026, 9, 3), last=last))
    for axes in picture.axes:
        low, high = axes.get_xlim()
        for bars in axes.collections:
            x = np.concatenate([path.vertices[:, 0] for path in bars.get_paths()])
            assert low < x.min()
            assert x.max() < high
        for dots in (at for at in axes.get_lines() if at.get_label() == "weeks"):
            radius = dots.get_markersize() / 2 / 0.72 * (high - low) / axes.bbox.width
            x = np.asarray(dots.get_xdata(), dtype=float)
            assert low <= x.min() - radius
            assert x.max() + radius <= high


def test_a_period_without_ratings_says_so() -> None:
    picture = plot_outcome(diary(), Choice(first=dt.date(2030, 1, 1)))
    assert picture.finding
    assert not picture.axes
    part = Choice("flexibility_rating", dt.date(2026, 7, 6), dt.date(2026, 7, 6))
    assert plot_outcome(diary(), part).finding == "No ratings of flexibility in this period."


@pytest.mark.parametrize("outcome", ["pain", "sleep_minutes", "flexibility_seated_rotation_deg"])
def test_the_picture_that_follows_the_slider_is_the_one_drawn_anew(outcome: str) -> None:
    days = diary(400)
    live = LivePicture(days)
    for smoothing in (4, 9, 2, 9):
        choice = Choice(outcome, smoothing=smoothing)
        followed, anew = pixels(live.png(choice)), pixels(plot_outcome(days, choice).png())
        assert followed.shape == anew.shape
        # the moving line lies on top of everything, so a few pixels may differ
        assert np.mean(np.abs(followed - anew).max(axis=2) > 40) < 0.002
    moved = [live.png(Choice("pain", smoothing=at)) for at in (1, 12)]
    assert moved[0] != moved[1]


@pytest.mark.parametrize("scale", [1, 2])
def test_a_sheet_used_again_shows_nothing_of_what_was_on_it(scale: int) -> None:
    days = diary(400)
    short = {"first": dt.date(2026, 8, 3), "last": dt.date(2026, 8, 30)}
    choices = [
        Choice("sleep_minutes"),
        Choice("pain", **short, by="days", smoothing=7),
        Choice("flexibility_seated_rotation_deg"),
        Choice("pain", dt.date(1999, 1, 1), dt.date(1999, 2, 1)),
        Choice("tension", dt.date(2026, 7, 6), dt.date(2026, 7, 12)),  # before any rolling
        Choice("pain", smoothing=2),
        Choice("flexibility_seated_rotation_deg", **short),
        Choice("sleep_minutes", by="days"),
    ]
    live = LivePicture(days)
    for choice in choices:
        assert live.png(choice, scale=scale) == LivePicture(days).png(choice, scale=scale), choice


def test_the_picture_that_follows_works_where_there_is_nothing() -> None:
    live = LivePicture(diary().iloc[:0])
    assert pixels(live.png(Choice())).shape[1] == 900
