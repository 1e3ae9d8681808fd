"""The two small charts of the page for a physiotherapist."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D

from rolltrack.charts.picture import Picture
from rolltrack.page.chart import page_chart
from tests.diaries import diary
from tests.drawn import badly_placed, written


def test_the_page_for_a_physiotherapist_has_its_words_in_place() -> None:
    for length in (1, 7, 126, 3650):
        picture = page_chart(diary(length), weekly_aim=60)
        assert not badly_placed(picture)
        assert "lower is better" in written(picture)


def test_the_page_shows_a_test_by_its_own_scale() -> None:
    days = diary()[["state", "flexibility_seated_rotation_deg"]].assign(minutes=np.nan)
    picture = page_chart(days)
    low, high = picture.axes[0].get_ylim()
    assert 20 < low < high < 70
    assert len(picture.axes) == 1


def weeks_of(picture: Picture) -> Line2D:
    (line,) = [line for line in picture.axes[0].lines if line.get_label() == "weeks"]
    return line


def test_no_line_is_drawn_over_a_week_without_a_rating() -> None:
    days = diary(84)
    days.loc[days.index[35:42], "pain"] = np.nan  # a week from Monday to Sunday
    assert days.index[35].day_of_week == 0
    x, y = weeks_of(page_chart(days)).get_data()
    broken = np.flatnonzero(np.isnan(x))
    assert len(broken) == 1
    assert np.nansum(~np.isnan(y)) == 11
    fortnightly = days.assign(pain=days["pain"].where(np.arange(84) // 7 % 2 == 0))
    (line,) = [
        each for each in page_chart(fortnightly).axes[0].lines if each.get_label() == "weeks"
    ]
    assert not np.isnan(line.get_xdata()).any()  # every other week is this person's way
