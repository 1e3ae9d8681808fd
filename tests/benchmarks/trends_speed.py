"""How fast trends are: ratios against floors measured in the same run.

``python -m tests.benchmarks.trends_speed`` prints one table. altair, plotly and ipympl are compared
where they are installed.
"""

from __future__ import annotations

import importlib.util
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from rolltrack.charts.explore import Choice, LivePicture, encoded, plot_outcome
from rolltrack.charts.panels import CAPTION
from rolltrack.charts.ratings import MEAN
from rolltrack.days import daily
from rolltrack.trends import rolling_mean, weekly
from tests.diaries import entries

DAYS = 3650
ENTRIES = 7300


def median_ms(work: Callable[[], object], times: int = 15) -> float:
    """The median duration of ``work`` in ms, after one warm-up."""
    work()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return 1000 * statistics.median(taken)


def row(what: str, took: float, floor: float, goal: str = "") -> None:
    print(f"{what:<58}{took:>9.1f} ms{took / floor:>8.2f}  {goal}")


def pictures() -> None:
    """From a control to a new PNG, with ten years of days."""
    days = daily(entries(DAYS))
    live = LivePicture(days)
    smoothing = iter_forever(range(2, 13))
    live.png(Choice())
    canvas: Any = live.picture.canvas
    line = next(at for axes in live.picture.axes for at in axes.lines if at.get_label() == MEAN)

    words = next(text for text in live.picture.texts if text.get_gid() == CAPTION)

    def floor_work() -> bytes:
        line.axes.draw_artist(line)
        words.draw(canvas.get_renderer())
        return encoded(canvas)

    print(f"\ncontrol → new PNG, {DAYS:,} days, 900 px")
    floor = median_ms(floor_work)
    row("floor: drawing the same line and words, encoding the PNG", floor, floor)
    row(
        "kept Figure, one line redrawn (trend_explorer)",
        median_ms(lambda: live.png(Choice(smoothing=next(smoothing)))),
        floor,
        "goal 1.3",
    )
    row(
        "kept Figure, outcome changed (everything redrawn)",
        median_ms(lambda: live.png(Choice(outcome=next(OUTCOMES)))),
        floor,
    )
    row(
        "new Figure each time",
        median_ms(lambda: plot_outcome(days, Choice(smoothing=next(smoothing))).png(), 5),
        floor,
    )
    row("pyplot as tutorials do it (bar, savefig)", median_ms(lambda: pyplot(days), 3), floor)
    for name, work in (("ipympl", ipympl), ("altair", altair), ("plotly", plotly)):
        if importlib.util.find_spec(name):
            what, made = work(days)
            row(what, median_ms(made, 5), floor)
        else:
            print(f"{name:<58}  not installed")


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
    smoothing = iter_forever(range(2, 13))

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
        return (dots + line).to_json()

    return "altair: the specification alone, without drawing it", work


def plotly(days: pd.DataFrame) -> tuple[str, Callable[[], object]]:
    """The kernel's part only: the page still has to draw it."""
    import plotly.graph_objects as go

    def work() -> object:
        mean = days["pain"].rolling("28D").mean()
        dots = go.Scatter(x=days.index, y=days["pain"], mode="markers")
        bars = go.Bar(x=days.index, y=days["minutes"])
        return go.Figure([dots, go.Scatter(x=days.index, y=mean), bars]).to_json()

    return "plotly: the specification alone, without drawing it", work


def iter_forever(values: Any) -> Iterator[Any]:
    """The values again and again."""
    while True:
        yield from values


OUTCOMES = iter_forever(["tension", "pain", "activity"])


def frames() -> None:
    """The daily frame, weeks and rolling means."""
    once = entries(4200)
    log = pd.concat([once, once]).iloc[:ENTRIES].reset_index(drop=True)
    days = daily(log)
    print(f"\nthe daily frame of {len(log):,} entries")
    floor = median_ms(lambda: plain_groupby(log))
    row("floor: a plain pandas groupby with the same columns", floor, floor)
    row("daily", median_ms(lambda: daily(log)), floor, "goal 0.3")
    row("weekly", median_ms(lambda: weekly(days)), floor)
    row("rolling_mean", median_ms(lambda: rolling_mean(days, "pain")), floor)


def plain_groupby(log: pd.DataFrame) -> pd.DataFrame:
    """What one would write without the rules about rolling, unknown days and flags."""
    ordered = log.sort_values("start", kind="stable")
    date = (ordered["start"] - pd.Timedelta(hours=3)).dt.normalize()
    groups = ordered.groupby(date)
    columns = {
        name: groups[name].first()
        for name in ("pain_before", "tension_before", "activity", "sleep_minutes")
    }
    columns["minutes"] = groups["minutes"].sum(min_count=1)
    columns["sessions"] = (ordered["kind"] == "session").groupby(date).sum()
    longest = ordered.sort_values("minutes", ascending=False, kind="stable")
    by_length = longest.groupby((longest["start"] - pd.Timedelta(hours=3)).dt.normalize())
    columns["routine"] = by_length["routine"].first()
    columns["roller"] = by_length["roller"].first()
    for test, part in ordered.groupby("flexibility_test"):
        day = (part["start"] - pd.Timedelta(hours=3)).dt.normalize()
        columns[f"flexibility_{test}"] = part.groupby(day)["flexibility_before"].first()
    return pd.DataFrame(columns).asfreq("D")


def imports() -> None:
    """``import rolltrack`` over bare Python."""
    print("\nimport")
    bare = median_ms(lambda: run_python("pass"), 11)
    row("floor: python -c pass", bare, bare)
    took = median_ms(lambda: run_python("import rolltrack"), 11)
    row("import rolltrack", took, bare, f"{took - bare:+.1f} ms, goal +10 ms")


def run_python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    print(f"{'':<58}{'median':>12}{'ratio':>8}")
    pictures()
    frames()
    imports()
