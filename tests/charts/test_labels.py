"""Words beside what they name."""

from __future__ import annotations

from hypothesis import given, strategies as st

from rolltrack.charts.labels import Key, SideLabel, label_side, legend
from rolltrack.charts.picture import Picture, paper
from rolltrack.charts.style import LABEL, text_width
from tests.drawn import badly_placed, boxes


@given(st.lists(st.floats(0, 10), min_size=1, max_size=5))
def test_labels_beside_a_panel_never_overlap_and_keep_their_order(values: list[float]) -> None:
    picture = Picture(paper(600, "light"), 300)
    axes = picture.panel(56, 40, 400, 200)
    axes.set_ylim(0, 10)
    axes.set_xticks([])
    axes.set_yticks([])
    label_side(picture, axes, [SideLabel(y, f"at {y:.3f}", "#000000") for y in values])
    assert not badly_placed(picture)
    lowest_first = sorted((box.y0, text) for text, box in boxes(picture))
    shown = [float(text.removeprefix("at ")) for _, text in lowest_first]
    assert shown == sorted(shown)


def test_a_legend_goes_on_in_a_new_line_before_the_edge() -> None:
    picture = Picture(paper(420, "light"), 200)
    keys = [Key("#000000", name) for name in ("one", "a longer name", "another name", "four")]
    last = legend(picture, keys, 56, 40, 300, left=56)
    assert last > 40
    assert all(box.x1 <= 300 for _, box in boxes(picture))


def test_a_name_wider_than_its_place_is_cut() -> None:
    picture = Picture(paper(420, "light"), 100)
    legend(picture, [Key("#000000", "a name that is far too long for it")], 56, 40, 200, left=56)
    (text,) = picture.texts
    assert text.get_text().endswith(" …")
    assert text_width(text.get_text(), LABEL) <= 200 - 56 - 18
