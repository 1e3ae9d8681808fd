"""The helper that finds words in the wrong place finds them."""

from __future__ import annotations

import rolltrack as rt
from rolltrack.charts.picture import Picture, paper
from tests.diaries import diary
from tests.drawn import badly_placed, boxes


def test_words_that_lie_on_each_other_or_over_the_edge_are_found() -> None:
    picture = Picture(paper(480, "light"), 100)
    for x, text in ((60, "one"), (70, "two"), (460, "over the edge")):
        picture.write(x, 50, text)
    assert badly_placed(picture) == [("over the edge",), ("one", "two")]
    assert len(boxes(rt.plot_trends(diary()))) > 25
