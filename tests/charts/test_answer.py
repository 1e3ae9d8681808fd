"""Pictures of an answer, by what is drawn in them."""

from __future__ import annotations

import pytest

from rolltrack.charts.answer import plot_effect
from rolltrack.helping.from_log import is_it_helping
from tests.diaries import EDGES, made_up


def lines(picture, panel):
    """The labelled lines of a panel: label → x values."""
    axes = next(found for found in picture.axes if found.get_label() == panel)
    return {line.get_label(): line.get_xdata() for line in axes.get_lines()}


def written(picture):
    return " ".join(text.get_text() for text in picture.texts)


def test_the_bar_is_the_interval_and_the_dot_the_estimate():
    answer = is_it_helping(made_up(effect=2.0))
    drawn = lines(plot_effect(answer), "difference")
    assert list(drawn["interval"]) == [answer.low, answer.high]
    assert list(drawn["estimate"]) == [answer.estimate]


def test_the_band_begins_where_it_is_worth_it_and_on_the_better_side():
    days = made_up(effect=2.0)
    days["activity"] = 10 - days["pain"]
    for name, ends in (("pain", 1), ("activity", 0)):
        picture = plot_effect(is_it_helping(days, name, worthwhile=1.5))
        (axes,) = picture.axes
        (band,) = [patch for patch in axes.patches if patch.get_label() == "worthwhile"]
        side = [band.get_x(), band.get_x() + band.get_width()][ends]
        assert side == pytest.approx(-1.5 if name == "pain" else 1.5)
        assert "1.5 points or more" in written(picture)


def test_the_sentence_is_the_title_and_the_text_alternative():
    answer = is_it_helping(made_up(effect=2.0))
    picture = plot_effect(answer)
    assert picture.text_alternative == answer.sentence
    assert "promising, not proven" in written(picture)
    assert "promising" not in written(plot_effect(answer, titled=False))


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_answer_can_be_drawn(edge, theme):
    assert plot_effect(is_it_helping(EDGES[edge]), width=340, theme=theme).png()
