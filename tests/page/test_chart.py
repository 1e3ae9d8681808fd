"""The two small charts of the page for a physiotherapist."""

from __future__ import annotations

import numpy as np

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
