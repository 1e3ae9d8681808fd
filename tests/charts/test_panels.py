"""Panels under each other over one time axis."""

from __future__ import annotations

from itertools import pairwise

import pytest

import rolltrack as rt
from tests.diaries import diary


@pytest.mark.parametrize("width", [420, 900, 1600])
def test_panels_share_one_time_axis_and_do_not_touch(width: int) -> None:
    panels = rt.plot_trends(diary(), width=width).axes
    assert len({axes.get_xlim() for axes in panels}) == 1
    assert len({(axes.bbox.x0, axes.bbox.x1) for axes in panels}) == 1
    tops = [axes.bbox.y1 for axes in panels]
    assert tops == sorted(tops, reverse=True)
    assert all(one.bbox.y0 > other.bbox.y1 for one, other in pairwise(panels))


def test_only_the_last_panel_has_dates() -> None:
    *others, last = rt.plot_trends(diary()).axes
    assert last.get_xticklabels()
    assert not any(len(axes.get_xticks()) for axes in others)
