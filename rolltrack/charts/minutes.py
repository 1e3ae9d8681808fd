"""Minutes rolled as bars: a day, a week or a month each, whichever is wide enough to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from rolltrack.charts.labels import Key
from rolltrack.charts.style import Theme
from rolltrack.charts.time_axis import Floats
from rolltrack.days.weeks import weeks_of
from rolltrack.entry.language import mark, say

MOST_DAILY_BARS = 200
NARROWEST_BAR = 2.4  # px
OTHER, NAMELESS = mark("other"), mark("no routine named")


@dataclass(frozen=True)
class Bars:
    """Minutes of each bin, stacked by routine.

    ``left`` and ``right`` (days since 1970, shape (n,)) are the ends of the bins, ``stacks`` maps a
    routine's name to its minutes (shape (n,)), in the order of their colours; ``per`` names a bin.
    """

    per: str
    left: Floats
    right: Floats
    stacks: dict[str, Floats]

    @property
    def span(self) -> tuple[float, float]:
        """The ends of the first and the last bar, as they are drawn."""
        return float(self.left[0]) - 0.5, float(self.right[-1]) - 0.5

    @property
    def highest(self) -> float:
        """Minutes of the highest bar, 0 without any."""
        total = sum(self.stacks.values(), np.zeros(len(self.left)))
        return float(total.max()) if len(total) else 0.0

    def keys(self, look: Theme) -> list[Key]:
        """The legend."""
        return [
            Key(color, name)
            for color, (name, minutes) in zip(look.series, self.stacks.items(), strict=False)
            if minutes.any()
        ]


def bars(
    days: pd.DataFrame,
    width: float,
    by: Literal["days", "weeks"] = "days",
    routines: Sequence[str] | None = None,
) -> Bars:
    """The minutes of the daily frame in bins that fit ``width`` px, no finer than ``by``.

    Its routines have names (``rolltrack.days.of_log.named``). ``routines`` are the ``most_used`` of
    the frame that ``days`` is a part of: each has one colour in all of it.
    """
    dates = pd.DatetimeIndex(days.index)
    most = width / NARROWEST_BAR
    if by == "days" and len(days) <= min(MOST_DAILY_BARS, most):
        per, starts = "day", dates.to_numpy(dtype="M8[D]")
    elif len(days) / 7 <= most:
        per, starts = "week", weeks_of(dates)
    else:
        per, starts = "month", dates.to_numpy(dtype="M8[M]").astype("M8[D]")
    left, at = np.unique(starts, return_inverse=True)
    right = left + 1 if per == "day" else left + 7 if per == "week" else _next_month(left)
    return Bars(
        per,
        left.astype(np.float64),
        right.astype(np.float64),
        _stacks(days, most_used(days) if routines is None else routines, at, len(left)),
    )


def _next_month(starts: np.typing.NDArray[np.datetime64]) -> np.typing.NDArray[np.datetime64]:
    following: np.typing.NDArray[np.datetime64] = (starts.astype("M8[M]") + 1).astype("M8[D]")
    return following


def most_used(days: pd.DataFrame) -> list[str]:
    """The routines with a colour of their own: four at most, in the order of their first day."""
    minutes, codes, names = _by_routine(days)
    sums = np.bincount(codes + 1, minutes, minlength=len(names) + 1)
    order = [code for code in np.argsort(-sums[1:], kind="stable") if sums[1 + code] > 0]
    kept = order if len(order) <= 4 and not sums[0] else order[:3]
    return [str(names[code]) for code in sorted(kept)]


def _stacks(
    days: pd.DataFrame, kept: Sequence[str], at: np.typing.NDArray[np.intp], count: int
) -> dict[str, Floats]:
    minutes, codes, names = _by_routine(days)
    shown = [str(name) for name in names]
    code_of = {name: shown.index(name) if name in shown else len(shown) for name in kept}
    stacks = {name: _sums(at, minutes * (codes == code), count) for name, code in code_of.items()}
    rest = minutes * ~np.isin(codes, list(code_of.values()))
    if rest.any():
        stacks[say(OTHER if stacks else NAMELESS)] = _sums(at, rest, count)
    return stacks


def _by_routine(days: pd.DataFrame) -> tuple[Floats, np.typing.NDArray[np.intp], Any]:
    """Minutes of each day, and which of the names its routine has (-1: none)."""
    minutes = np.nan_to_num(days["minutes"].to_numpy(dtype=np.float64))
    codes, names = pd.factorize(days["routine"].to_numpy(dtype=object))
    return minutes, codes, names


def _sums(at: np.typing.NDArray[np.intp], values: Floats, count: int) -> Floats:
    return np.asarray(np.bincount(at, values, count), dtype=np.float64)


def draw_bars(axes: Axes, shown: Bars, look: Theme) -> None:
    """Draw the bars into a panel whose time axis is set."""
    low, high = axes.get_xlim()
    day = axes.bbox.width / (high - low)
    air = np.minimum((shown.right - shown.left) * 0.1, 1.5 / day)
    floor = np.zeros(len(shown.left))
    for (label, values), color in zip(shown.stacks.items(), look.series, strict=False):
        seen = values > 0
        left, right = (shown.left - 0.5 + air)[seen], (shown.right - 0.5 - air)[seen]
        bottom, top = floor[seen], (floor + values)[seen]
        corners: Any = np.stack(  # an array is taken in at once, which matplotlib's types leave out
            [
                np.column_stack([left, bottom]),
                np.column_stack([left, top]),
                np.column_stack([right, top]),
                np.column_stack([right, bottom]),
            ],
            axis=1,
        )
        shapes = PolyCollection(corners, facecolors=color, linewidths=0, label=label)
        axes.add_collection(shapes, autolim=False)
        floor = floor + values
