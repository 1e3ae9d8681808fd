"""What is written in a drawn picture, and where."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox


def texts_of(figure: Figure) -> list[Text]:
    """Every text that is drawn."""
    found = list(figure.texts)
    for axes in figure.axes:
        found += axes.texts
        if not axes.axison:
            continue
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
            found += [tick.label1 for tick in ticks if tick.label1.get_visible()]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def written(figure: Figure) -> str:
    """All of it, joined."""
    return " ".join(text.get_text() for text in texts_of(figure))


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Each text with the box that it takes, in px."""
    FigureCanvasAgg(figure).draw()
    # of an annotation, too, the words alone, without the line to what they name
    return [(text.get_text(), Text.get_window_extent(text)) for text in texts_of(figure)]


def badly_placed(figure: Figure) -> list[tuple[str, ...]]:
    """Texts that reach over the edge of the paper, and pairs that lie on each other."""
    placed = boxes(figure)
    paper = figure.bbox
    clipped = [
        (text,)
        for text, box in placed
        if box.x0 < 0 or box.y0 < 0 or box.x1 > paper.x1 or box.y1 > paper.y1
    ]
    return clipped + [(a, b) for (a, one), (b, other) in combinations(placed, 2) if _on(one, other)]


def _on(one: Bbox, other: Bbox) -> bool:
    # A text's box is as high as its font, so boxes of lines right under each other may touch.
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > 0 and down > 1
