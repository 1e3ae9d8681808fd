"""How fast trends and forms are: ratios against floors measured in the same run.

``python -m tests.benchmarks.trends_speed`` prints one table (some minutes; a browser is needed for
the last part). ipympl, altair and plotly are compared where they are installed.

Each way takes turns with its floor, in processor time where both work in this process, so that
other programs on the machine change little; a row shows the median of the ratios. The floors:

- of a control of the trend explorer, matplotlib's own drawing of everything on the new picture,
  made before and kept (for the smoothing: of the line and the caption that follow it), and
  encoding the PNG, with the same encoder. The way is from the page's message to the bytes that the
  explorer sends; the answer that follows the picture in a message of its own is known.
- of the daily frame, one ``groupby`` of pandas with the same columns;
- of the form, an empty notebook (``form_speed`` says what that is);
- of ``import rolltrack``, starting Python.
"""

from __future__ import annotations

import importlib.util
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from rolltrack.charts.explore import Choice, encoded, plot_outcome
from rolltrack.charts.panels import CAPTION
from rolltrack.charts.picture import Picture, paper
from rolltrack.charts.ratings import MEAN
from rolltrack.days.daily import daily
from rolltrack.days.weeks import rolling_mean, weekly
from rolltrack.widgets.trend_explorer import TrendExplorer
from tests.benchmarks import others
from tests.benchmarks.form_speed import form_times
from tests.benchmarks.long_log import long_log

ENTRIES = 7300  # over ten years of days
LOOK = {"width": 900, "theme": "light", "scale": 1}
# What each control goes through: the picture changes with every move.
CONTROLS: dict[str, list[dict[str, Any]]] = {
    "smoothing": [{"smoothing": at} for at in range(2, 13)],
    "outcome": [
        {"outcome": name} for name in ("tension", "flexibility_seated_rotation_deg", "pain")
    ],
    "period": [{"period": key} for key in ("365", "91", "28", "all")],
    "weeks or days": [{"by": by} for by in ("days", "weeks")],
}
TURNS = 24


def in_turn(
    way: Callable[[], object],
    floor: Callable[[], object],
    times: int = TURNS,
    clock: Callable[[], float] = time.process_time,
) -> tuple[list[float], list[float]]:
    """Milliseconds of the way and of the floor, after one warm-up of each."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(times + 1):
        for work, found in zip((way, floor), took, strict=True):
            begin = clock()
            work()
            if turn:
                found.append(1000 * (clock() - begin))
    return took


def row(what: str, took: tuple[list[float], list[float]], goal: str = "") -> None:
    """Print the medians, and the median of the ratios of each turn."""
    way, floor = map(statistics.median, took)
    ratio = statistics.median(a / b for a, b in zip(*took, strict=True))
    print(f"{what:<52}{way:>9.1f}{floor:>9.1f}{ratio:>8.2f}  {goal}", flush=True)


class Page:
    """An explorer, and the last PNG that it sent to its page."""

    def __init__(self, days: pd.DataFrame, log: Any) -> None:
        self.explorer = TrendExplorer(log)
        self.days, self.choice, self.png = days, {"period": "all"}, b""
        self.explorer.send = self._sent  # type: ignore[method-assign]
        for outcome, _ in self.explorer.outcomes:  # answers are known
            self.show({"outcome": outcome})

    def _sent(self, content: dict[str, Any], buffers: Any = None) -> None:
        assert content["kind"] != "wrong", content
        self.png = buffers[0] if buffers else self.png

    def show(self, change: dict[str, Any]) -> None:
        """What the page sends when a control is moved."""
        self.choice = self.choice | change
        message = {"kind": "show", "view": "v", "number": 1, "choice": self.choice, "look": LOOK}
        self.explorer._handle_custom_msg(message, [])

    def floor(self) -> Callable[[], bytes]:
        """Drawing the explorer's new picture once more, all of it."""
        picture = plot_outcome(self.days, self.explorer._chosen(self.explorer.choice))
        canvas = others.agg(picture)
        canvas.draw()  # texts are measured once, as in a picture that is kept

        def work() -> bytes:
            canvas.draw()
            return encoded(canvas)

        return work

    def floor_of_smoothing(self) -> Callable[[], bytes]:
        """Drawing the line and the caption over what is there."""
        picture = plot_outcome(self.days, self.explorer._chosen(self.explorer.choice))
        canvas = others.agg(picture)
        canvas.draw()
        line = next(at for axes in picture.axes for at in axes.lines if at.get_label() == MEAN)
        words = next(text for text in picture.texts if text.get_gid() == CAPTION)

        def work() -> bytes:
            line.axes.draw_artist(line)
            words.draw(canvas.get_renderer())
            return encoded(canvas)

        return work


def controls(page: Page) -> None:
    """From a control to the new PNG."""
    print(f"\ncontrol → new PNG, {len(page.days):,} days, 900 px")
    for name, changes in CONTROLS.items():
        page.choice = {"period": "all"}
        page.show({})
        took: tuple[list[float], list[float]] = ([], [])
        moves = itertools.cycle(changes)
        for _ in range(TURNS):
            move = next(moves)
            before = page.png
            begin = time.process_time()
            page.show(move)
            took[0].append(1000 * (time.process_time() - begin))
            assert page.png != before, (name, move)
            floor = page.floor_of_smoothing() if name == "smoothing" else page.floor()
            begin = time.process_time()
            floor()
            took[1].append(1000 * (time.process_time() - begin))
        row(name, took, "goal 1.3")


def other_ways(days: pd.DataFrame) -> None:
    """The same change in other ways, against the floor of the smoothing's whole picture."""
    print("\nother ways to a new picture of the same days")
    smoothing = itertools.cycle(range(2, 13))
    canvas = others.agg(plot_outcome(days, Choice()))
    canvas.draw()

    def floor() -> bytes:
        canvas.draw()
        return encoded(canvas)

    def anew() -> bytes:
        return plot_outcome(days, Choice(smoothing=next(smoothing))).png()

    row("two panels, made anew, over drawing them", in_turn(two_panels, drawn_panels(), 24))
    row("plot_outcome, a new Figure each time", in_turn(anew, floor, 5))
    row("pyplot as tutorials do it (bar, savefig)", in_turn(lambda: others.pyplot(days), floor, 3))
    for name, make in others.OPTIONAL.items():
        if importlib.util.find_spec(name):
            what, work = make(days)
            row(what, in_turn(work, floor, 5))
        else:
            print(f"{name:<52}  not installed")


def two_panels() -> Picture:
    """A sheet with two panels, as in the explorer's picture, that nothing is drawn in."""
    picture = Picture(paper(900, "light"), 600)
    for top in (80, 380):
        picture.panel(56, top, 700, 200)
    return picture


def drawn_panels() -> Callable[[], None]:
    """Drawing such a sheet."""
    canvas = others.agg(two_panels())
    canvas.draw()
    return lambda: canvas.draw()


def frames(log: pd.DataFrame, days: pd.DataFrame) -> None:
    """The daily frame, weeks and rolling means."""
    print(f"\nthe daily frame of {len(log):,} entries")
    row("daily", in_turn(lambda: daily(log), lambda: plain_groupby(log), 40), "goal 0.3")
    row("weekly", in_turn(lambda: weekly(days), lambda: plain_groupby(log), 10))
    row(
        "rolling_mean",
        in_turn(lambda: rolling_mean(days, "pain"), lambda: plain_groupby(log), 10),
    )


def plain_groupby(log: pd.DataFrame) -> pd.DataFrame:
    """What one would write without the rules about rolling, unknown days and flags."""
    ordered = log.sort_values("start", kind="stable")
    ordered["date"] = (ordered["start"] - pd.Timedelta(hours=3)).dt.normalize()
    first = ("pain_before", "tension_before", "activity", "posture", "sleep_minutes")
    rules = dict.fromkeys((*first, "medication", "side_effect"), "first")
    rules |= {"minutes": "sum", "exercise_minutes": "sum", "pressure": "mean"}
    rules |= {"popped": "any", "stopped_for_pain": "any"}
    days = ordered.groupby("date").agg(rules)
    days["sessions"] = ordered["kind"].eq("session").groupby(ordered["date"]).sum()
    longest = ordered.sort_values("minutes", kind="stable").groupby("date")
    tests = ordered.pivot_table(
        index="date", columns="flexibility_test", values="flexibility_before", aggfunc="first"
    )
    return days.join(longest[["routine", "roller"]].last()).join(tests).asfreq("D")


def start() -> None:
    """The form on the screen, and ``import rolltrack``."""
    print("\nstart")
    empty, form = form_times()
    row("notebook 1 until its form, over an empty notebook", (form, empty), "goal 1.25")
    took = in_turn(
        lambda: run_python("import rolltrack"), lambda: run_python("pass"), 21, time.perf_counter
    )
    more = statistics.median(a - b for a, b in zip(*took, strict=True))
    row("import rolltrack, over bare Python", took, f"{more:+.1f} ms, goal +10 ms")


def run_python(code: str) -> None:
    """A Python of its own."""
    subprocess.run([sys.executable, "-c", code], check=True)


def main() -> None:
    """Print the table."""
    print(f"{'':<52}{'ms':>9}{'floor':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        log = long_log(Path(folder), ENTRIES)
        entries = log.frame()
        days = daily(entries)
        controls(Page(days, log))
        other_ways(days)
        frames(entries, days)
    start()


if __name__ == "__main__":
    main()
