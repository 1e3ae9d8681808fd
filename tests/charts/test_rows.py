"""Rows: names and numbers at the left, drawings at the right."""

from __future__ import annotations

from hypothesis import given, strategies as st

from rolltrack.charts.picture import Picture, paper
from rolltrack.charts.rows import Row, around_zero, laid_out
from rolltrack.charts.sheet import Block, sheet
from rolltrack.charts.style import THEMES
from tests.drawn import badly_placed

NAMES = st.text("abc de", min_size=1, max_size=60)


@given(st.lists(NAMES, min_size=1, max_size=6), st.sampled_from([420, 900]))
def test_no_name_reaches_into_the_drawing_or_over_the_next(names: list[str], width: int) -> None:
    on = paper(width, "light")
    (rows,) = laid_out(on, [Row(name, "1.3 points lower, 49 sessions") for name in names])
    block = Block(
        rows.height, lambda picture, place: rows.panel(picture, place, "rows").set_xticks([])
    )
    picture = sheet("", [], [block], on)
    assert not badly_placed(picture)
    assert rows.left < width * 0.6


@given(st.lists(st.integers(-90, 90).map(lambda tenths: tenths / 10), min_size=1, max_size=6))
def test_zero_and_all_values_are_in_the_panel_and_it_is_not_half_empty(values: list[float]) -> None:
    axes = Picture(paper(600, "light"), 200).panel(56, 20, 500, 100)
    around_zero(axes, values, THEMES["light"])
    low, high = axes.get_xlim()
    assert low < min([0, *values]) <= max([0, *values]) < high
    if spread := max([0, *values]) - min([0, *values]):
        assert high - low <= 1.25 * spread
