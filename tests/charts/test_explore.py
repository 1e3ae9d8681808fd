"""One outcome over a chosen period."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.explore import Choice, LivePicture, plot_outcome
from tests.diaries import diary
from tests.drawn import pixels, written


def test_a_part_says_that_the_comparison_is_that_of_the_whole_log() -> None:
    days = diary()
    part = Choice(first=dt.date(2026, 8, 1), last=dt.date(2026, 8, 31))
    assert "1 Aug – 31 Aug 2026 · compared over the whole log" in written(plot_outcome(days, part))
    assert "whole log" not in written(plot_outcome(days, Choice()))
    nothing = written(plot_outcome(days, Choice(last=dt.date(2025, 1, 31))))
    assert nothing == "No ratings of pain in this period The log spans 6 Jul – 8 Nov 2026."


def test_a_picture_of_a_period_keeps_the_numbers_of_the_whole_log() -> None:
    days = diary(300)
    choice = Choice(first=dt.date(2026, 9, 1), last=dt.date(2026, 10, 31))
    picture = plot_outcome(days, choice)
    assert picture.finding == rt.finding(days)
    assert "1 Sep – 31 Oct 2026" in written(picture)
    rated = days["pain"]["2026-09":"2026-10"].count()
    assert f"1 Sep – 31 Oct 2026. Pain was rated on {rated} of 61 days." in picture.text_alternative
    assert picture.numbers["days_rated"].sum() == days["pain"]["2026-09":"2026-10"].count()


def test_a_period_without_ratings_says_so() -> None:
    picture = plot_outcome(diary(), Choice(first=dt.date(2030, 1, 1)))
    assert picture.finding
    assert not picture.axes
    part = Choice("flexibility_rating", dt.date(2026, 7, 6), dt.date(2026, 7, 6))
    assert plot_outcome(diary(), part).finding == "No ratings of flexibility rating in this period."


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
