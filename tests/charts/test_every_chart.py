"""Every chart, by what is drawn in it: artists, words, and the room that words take."""

from __future__ import annotations

import pandas as pd
import pytest

import rolltrack as rt
from rolltrack.days.daily import daily
from tests.diaries import diary, log
from tests.drawn import CHARTS, EDGES, badly_placed, texts_of, written


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_works_on_every_log_and_says_what_it_shows(chart: str, edge: str) -> None:
    frame = EDGES[edge]()
    picture = CHARTS[chart](frame, daily(frame), theme="dark")
    assert picture.finding
    assert picture.text_alternative.startswith(picture.finding.removesuffix("."))
    assert picture.finding.partition(". ")[0][:20] in written(picture)
    assert isinstance(picture.numbers, pd.DataFrame)
    assert "nan" not in f"{picture.text_alternative} {written(picture)}".lower()


@pytest.mark.parametrize("width", [480, 900, 1600])
@pytest.mark.parametrize("length", [1, 2, 7, 30, 126, 400, 3650])
def test_no_word_is_clipped_or_lies_on_another(length: int, width: int) -> None:
    shown = {"trends", "calendar", "outcome by days", "weeks"} if length in (2, 400) else CHARTS
    for chart in shown:
        picture = CHARTS[chart](log(length), diary(length), width=width)
        assert picture.size[0] == width
        assert not badly_placed(picture), chart


@pytest.mark.parametrize("width", [100, 9000])
def test_paper_is_never_too_narrow_or_too_wide_for_its_words(width: int) -> None:
    for chart in CHARTS:
        assert not badly_placed(CHARTS[chart](log(), diary(), width=width)), chart


@pytest.mark.parametrize("chart", CHARTS)
def test_narrow_paper_says_all_that_wide_paper_says(chart: str) -> None:
    narrow, wide = (written(CHARTS[chart](log(), diary(), width=width)) for width in (480, 1200))
    for words in ("is better", "each dot", "shaded: ", "the line a mean of"):
        assert narrow.count(words) == wide.count(words)


@pytest.mark.parametrize("text", ["$x^2$", "a_{b}", "\\alpha", "100 % $"])
def test_what_a_person_wrote_is_never_read_as_mathematics(text: str) -> None:
    frame = log(60).copy()
    frame["routine"] = frame["routine"].where(frame["kind"] != "session", text)
    for picture in (rt.plot_routines(frame), rt.plot_trends(daily(frame))):
        shown = [at for at in texts_of(picture) if text in at.get_text()]
        assert shown
        assert not any(at.get_parse_math() for at in shown)
        assert picture.png()
