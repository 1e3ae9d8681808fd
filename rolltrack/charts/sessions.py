"""Right before → right after: how far ratings move in a session."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FixedLocator, FuncFormatter

from rolltrack.charts.labels import write_at
from rolltrack.charts.picture import Picture, fits_its_page, paper
from rolltrack.charts.rows import AXIS, write_ends
from rolltrack.charts.sheet import Block, Place, beside, nothing_yet, sheet
from rolltrack.days.before_after import before_after
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.entry.language import say, several

LATEST = 8  # sessions drawn one by one
PANEL = 200.0  # px
WIDE = 700  # px; on wider paper both stand beside each other


@fits_its_page
def plot_before_after(
    entries: pd.DataFrame,
    days: pd.DataFrame,
    outcome_name: str = "pain",
    *,
    width: float = 900,
    theme: str = "light",
) -> Picture:
    """How many sessions moved the rating how far, and the latest eight one by one.

    ``entries`` is ``SessionLog.frame()``, ``days`` the daily frame of the whole log,
    ``outcome_name`` is ``pain`` or ``tension``. The title is the mean change, the line below how
    much of it regression to the mean brings by itself; see ``rolltrack.before_after``. ``numbers``
    has one row a session.
    """
    seen, on = before_after(entries, days, outcome_name), paper(width, theme)
    what = outcome(outcome_name)
    if not len(seen.sessions):
        return nothing_yet(seen.sentence, on)
    moved = (seen.sessions["after"] - seen.sessions["before"]).to_numpy(dtype=np.int64)
    changes, latest = _changes(moved, what), _latest(seen.sessions.tail(LATEST), what)
    below = [seen.meaning] if seen.meaning else []
    blocks = [beside(changes, latest, 0.6)] if on.width >= WIDE else [changes, latest]
    picture = sheet(seen.sentence, below, blocks, on)
    return picture.told(" ".join([seen.sentence, *below, _in_words(moved)]), seen.sessions)


def _in_words(moved: np.typing.NDArray[np.int64]) -> str:
    return say(
        "Lower after {lower} sessions, the same after {same}, higher after {higher}.",
        lower=int((moved < 0).sum()),
        same=int((moved == 0).sum()),
        higher=int((moved > 0).sum()),
    )


def _changes(moved: np.typing.NDArray[np.int64], what: Outcome) -> Block:
    """A bar for each change, with how many sessions it had."""
    changes, counts = np.unique(moved, return_counts=True)

    def draw(picture: Picture, place: Place) -> None:
        look = picture.look
        axes = picture.panel(*place, PANEL)
        axes.set_label("changes")
        axes.grid(visible=False)
        axes.set_xlim(min(changes[0], -1) - 0.7, max(changes[-1], 1) + 0.7)
        top = counts.max() * 1.15
        axes.set_ylim(0, top)
        axes.set_yticks([])
        colors = [look.accent if change < 0 else look.line for change in changes]
        axes.bar(changes, counts, 0.8, color=colors, label="sessions")
        for change, number in zip(changes, counts, strict=True):
            write_at(axes, (float(change), number / top), str(number), look.ink, 6)
        axes.xaxis.set_major_locator(FixedLocator(list(range(changes[0], changes[-1] + 1))))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: _change(round(at))))
        write_ends(picture, axes, say("← lower after"), say("higher after →"))

    return Block(PANEL + AXIS, draw, say("{label}: change in each session", label=what.label))


def _change(points: int) -> str:
    """A change as the axis has it; none is "same"."""
    return f"{points:+d}".replace("-", "−") if points else say("same")


def _latest(sessions: pd.DataFrame, what: Outcome) -> Block:
    """A line from before to after for each of the latest sessions; alike ones are thicker."""
    pairs = sessions.groupby(["before", "after"], as_index=False).size()

    def draw(picture: Picture, place: Place) -> None:
        look = picture.look
        axes = picture.panel(*place, PANEL)
        axes.set_label("latest")
        axes.set_xlim(-0.2, 1.2)
        axes.set_ylim(-0.4, 10.4)
        axes.set_yticks(range(0, 11, 2))
        axes.set_xticks([0, 1], [say("right before"), say("right after")])
        for before, after, number in pairs.to_numpy(dtype=np.float64):
            color = look.accent if after < before else look.soft
            how: dict[str, Any] = {"color": color, "linewidth": 1.2 + number, "markersize": 6}
            axes.plot([0, 1], [before, after], "-o", label="session", **how)

    one, many = "{label} in the latest session", "{label} in the latest {number}"
    return Block(PANEL + AXIS, draw, several(len(sessions), one, many, label=what.label))
