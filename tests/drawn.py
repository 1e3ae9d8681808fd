"""What is drawn in a picture, what is written in it, and where."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

import rolltrack as rt
from rolltrack.charts.explore import Choice, plot_outcome
from rolltrack.charts.picture import Picture
from tests.diaries import log, unrated

CHARTS: dict[str, Callable[..., Picture]] = {
    "trends": lambda _, days, **look: rt.plot_trends(days, weekly_aim=60, **look),
    "calendar": lambda _, days, **look: rt.plot_calendar(days, **look),
    "before and after": lambda log, days, **look: rt.plot_before_after(log, days, **look),
    "flare-up": lambda _, days, **look: rt.plot_flare_up(days, **look),
    "rolled and rest": lambda _, days, **look: rt.plot_rolled_and_rest(days, **look),
    "sleep after": lambda _, days, **look: rt.plot_rolled_and_rest(days, "sleep_minutes", **look),
    "routines": lambda log, _, **look: rt.plot_routines(log, **look),
    "rollers": lambda log, _, **look: rt.plot_rollers(log, **look),
    "weeks": lambda _, days, **look: rt.plot_weeks(days, **look),
    "weeks of sleep": lambda _, days, **look: rt.plot_weeks(days, "sleep_minutes", **look),
    "outcome": lambda _, days, **look: plot_outcome(days, Choice(), **look),
    "outcome by days": lambda _, days, **look: plot_outcome(days, Choice(by="days"), **look),
    "sleep": lambda _, days, **look: plot_outcome(days, Choice("sleep_minutes"), **look),
    "test": lambda _, days, **look: plot_outcome(
        days, Choice("flexibility_seated_rotation_deg"), **look
    ),
}

EDGES = {
    "nothing": lambda: log(7).iloc[:0],
    "one entry": lambda: log(1),
    "one week": lambda: log(7),
    "one entry in ten years, twice": lambda: log(3650).iloc[[0, -1]],
    "gaps": lambda: log(300).iloc[::9],
    "no answers": unrated,
    "ten years": lambda: log(3650),
}


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


def panel(picture: Picture, label: str) -> Axes:
    return next(axes for axes in picture.axes if axes.get_label() == label)


def line(axes: Axes, label: str) -> tuple[Any, Any]:
    found = next(found for found in axes.get_lines() if found.get_label() == label)
    return np.asarray(found.get_xdata(), dtype=float), np.asarray(found.get_ydata(), dtype=float)


def ordinals(index: pd.Index) -> Any:
    return pd.DatetimeIndex(index).to_numpy("M8[D]").astype(float)


def pixels(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def luminance(color: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def linear(color: str) -> Any:
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
