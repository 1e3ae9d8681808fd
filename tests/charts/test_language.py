"""Every word of every picture and of its text alternative can be translated."""

from __future__ import annotations

import datetime as dt

import pytest

import rolltrack as rt
from rolltrack.charts.experiment import plot_experiment
from rolltrack.charts.picture import Picture
from rolltrack.page.chart import page_chart
from tests.diaries import START, diary, followed
from tests.drawn import CHARTS, EDGES, texts_of
from tests.pseudo import left_in_english, pseudo

# Dates are written by Babel in the language spoken; units and names stay as they are.
DATES = {f"{dt.date(2026, month, 1):%b}" for month in range(1, 13)} | {"Sept"}
WEEKDAYS = {f"{dt.date(2026, 7, day):%a}" for day in range(6, 13)}
OWN = [*DATES, *WEEKDAYS, "Upper-back release", "Slow full pass", "Ostelo", "min"]


def left(picture: Picture) -> list[str]:
    """Words of a picture that never passed through the language, lines of a title joined."""
    shown = "\n".join(text.get_text() for text in texts_of(picture))
    return left_in_english(f"{shown}\n{picture.text_alternative}", OWN)


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_no_word_of_a_chart_is_left_in_english(chart: str, edge: str) -> None:
    frame = EDGES[edge]()
    with pseudo():
        assert left(CHARTS[chart](frame, rt.daily(frame), width=1600)) == []


@pytest.mark.parametrize("worthwhile", [None, 1.0])
def test_no_word_about_amounts_is_left_in_english(worthwhile: float | None) -> None:
    with pseudo():
        assert left(rt.plot_trends(diary(), worthwhile=worthwhile)) == []
        answer = rt.is_it_helping(diary(300), worthwhile=worthwhile)
        assert left(rt.plot_effect(answer, width=1600)) == []


def test_no_word_of_a_schedule_or_of_the_page_is_left_in_english() -> None:
    plan = rt.plan_experiment(START, seed=3)
    with pseudo():
        assert left(plot_experiment(plan, followed(plan), START + dt.timedelta(days=9))) == []
        assert left(page_chart(diary(), weekly_aim=60)) == []


def test_what_is_left_is_found() -> None:
    picture = rt.plot_calendar(diary(30))
    with pseudo():
        assert "You" in left(picture)
