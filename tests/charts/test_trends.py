"""Pain, flexibility and minutes over one time axis."""

from __future__ import annotations

import rolltrack as rt
from rolltrack.charts.explore import Choice, plot_outcome
from rolltrack.charts.ratings import MEAN
from tests.diaries import diary
from tests.drawn import written


def test_directions_are_never_mixed_on_one_axis() -> None:
    picture = rt.plot_trends(diary())
    headers = [axes.get_label() for axes in picture.axes]
    assert len(set(headers)) == len(headers) == 5  # pain, three tests, minutes
    for axes in picture.axes:
        assert len([at for at in axes.get_lines() if at.get_label() == MEAN]) <= 1
        assert not axes.child_axes
        twins = axes.get_shared_x_axes().get_siblings(axes)
        assert [other for other in twins if other.bbox.bounds == axes.bbox.bounds] == [axes]
    assert "↓ lower is better" in written(picture)
    assert "↑ higher is better" in written(picture)


def test_the_aim_stands_where_a_bar_is_a_week() -> None:
    assert "aim: 60 min" in written(rt.plot_trends(diary(400), weekly_aim=60))
    assert "aim" not in written(rt.plot_trends(diary(400)))
    assert "10 min a day" in written(rt.plot_trends(diary()))
    assert "10 min a day" not in written(rt.plot_trends(diary(), weekly_aim=60))
    weeks = Choice(by="weeks")
    assert "aim: 60 min" in written(plot_outcome(diary(), weeks, weekly_aim=60))
