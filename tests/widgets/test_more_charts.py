"""More charts: none is drawn until it is asked for, and the one that is shown follows the log."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.charts.style import THEMES
from rolltrack.command.samples import write_sample
from rolltrack.widgets.more_charts import CHARTS, MoreCharts
from rolltrack.widgets.panel import tell
from tests.drawn import pixels


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    write_sample(tmp_path)
    return rt.SessionLog(tmp_path / "sessions.csv")


def asked(panel: MoreCharts, chart: str, width: float = 500) -> None:
    """What a click sends."""
    panel._handle_custom_msg({"kind": "draw", "chart": chart, "width": width}, [])


def test_nothing_is_read_or_drawn_until_a_chart_is_asked_for(tmp_path: Path) -> None:
    panel = rt.more_charts(rt.SessionLog(tmp_path / "is not there yet.csv"))
    assert panel.picture == {}
    assert [label for _, label in panel.charts][:2] == [
        "Right before and after",
        "After rolling and rest",
    ]


@pytest.mark.parametrize("chart", CHARTS)
def test_each_chart_is_one_click_away_in_both_themes(log: rt.SessionLog, chart: str) -> None:
    panel = rt.more_charts(log)
    asked(panel, chart)
    assert (panel.chart, panel.trouble) == (chart, "")
    for theme in THEMES:
        image = pixels(base64.b64decode(panel.picture[theme].partition(",")[2]))
        assert image.shape[1] == 1000
    assert panel.picture["words"]


@pytest.mark.parametrize("chart", CHARTS)
def test_each_chart_is_kind_about_an_empty_log(tmp_path: Path, chart: str) -> None:
    panel = rt.more_charts(rt.SessionLog(tmp_path / "sessions.csv"))
    asked(panel, chart)
    assert panel.trouble == ""
    assert panel.picture["words"]


def test_what_is_shown_is_what_the_chart_of_that_name_says(log: rt.SessionLog) -> None:
    panel, days = rt.more_charts(log), rt.days_of(log)
    asked(panel, "before_after")
    assert panel.picture["words"] == rt.plot_before_after(log.frame(), days).text_alternative
    asked(panel, "weeks")
    assert panel.picture["words"] == rt.plot_weeks(days).text_alternative


def test_the_chart_that_is_shown_follows_the_log(log: rt.SessionLog) -> None:
    panel = rt.more_charts(log)
    asked(panel, "before_after")
    before = panel.picture["words"]
    start = dt.datetime(2026, 11, 16, 19, tzinfo=dt.UTC)
    log.append(rt.Entry(start=start, kind="session", minutes=8, pain_before=6, pain_after=1))
    tell(log.path)
    panel._handle_custom_msg({"kind": "look"}, [])
    assert panel.picture["words"] != before


def test_a_chart_that_is_none_gets_a_sentence(log: rt.SessionLog) -> None:
    panel = rt.more_charts(log)
    asked(panel, "pie")
    assert panel.trouble == "There is no chart called pie."
    assert panel.picture == {}
