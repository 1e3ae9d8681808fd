"""Other ways to draw the same days: pyplot, and ipympl, altair and plotly where installed."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rolltrack.charts.explore import Choice, plot_outcome
from rolltrack.charts.ratings import MEAN
from rolltrack.days.weeks import rolling_mean


def agg(picture: Any) -> Any:
    """A canvas for a figure; matplotlib ships no types for what is asked of it here."""
    return FigureCanvasAgg(picture)


def pyplot(days: pd.DataFrame) -> bytes:
    """Three panels with pyplot."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(3, 1, figsize=(9, 5), sharex=True)
    axes[0].plot(days.index, days["pain"], ".")
    axes[0].plot(days.index, days["pain"].rolling("28D").mean())
    axes[1].plot(days.index, days["flexibility_seated_rotation_deg"])
    axes[2].bar(days.index, days["minutes"])
    made = io.BytesIO()
    figure.savefig(made)
    plt.close(figure)
    return made.getvalue()


def ipympl(days: pd.DataFrame) -> tuple[str, Callable[[], object]]:
    """The same line on ipympl's canvas: its diff image, as it is sent to the page."""
    from ipympl.backend_nbagg import Canvas, FigureManager

    picture = plot_outcome(days, Choice())
    canvas = Canvas(picture)
    FigureManager(canvas, 0)
    line = next(at for axes in picture.axes for at in axes.lines if at.get_label() == MEAN)
    smoothing = itertools.cycle(range(2, 13))

    def work() -> object:
        mean = rolling_mean(days, "pain", f"{7 * next(smoothing)}D")
        line.set_ydata(np.resize(mean.to_numpy(), len(line.get_xdata())))
        canvas.draw()
        return canvas.get_diff_image()

    return "ipympl: set_ydata, draw, diff image", work


def altair(days: pd.DataFrame) -> tuple[str, Callable[[], object]]:
    """The kernel's part only: the page still has to draw it."""
    import altair as alt

    alt.data_transformers.disable_max_rows()
    table = days[["pain", "minutes"]].reset_index()

    def work() -> object:
        table["mean"] = table["pain"].rolling(28, min_periods=1).mean()
        dots = alt.Chart(table).mark_point().encode(x="date:T", y="pain:Q")
        line = alt.Chart(table).mark_line().encode(x="date:T", y="mean:Q")
        bars = alt.Chart(table).mark_bar().encode(x="date:T", y="minutes:Q")
        return ((dots + line) & bars).to_json()

    return "altair: the specification, not yet drawn", work


def plotly(days: pd.DataFrame) -> tuple[str, Callable[[], object]]:
    """The kernel's part only: the page still has to draw it."""
    import plotly.graph_objects as go

    def work() -> object:
        mean = days["pain"].rolling("28D").mean()
        dots = go.Scatter(x=days.index, y=days["pain"], mode="markers")
        bars = go.Bar(x=days.index, y=days["minutes"])
        return go.Figure([dots, go.Scatter(x=days.index, y=mean), bars]).to_json()

    return "plotly: the specification, not yet drawn", work


OPTIONAL = {"ipympl": ipympl, "altair": altair, "plotly": plotly}
