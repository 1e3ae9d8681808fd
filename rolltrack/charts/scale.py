"""The axis of an outcome's values: a whole 0–10 scale, whole hours, or round numbers."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from rolltrack.charts.time_axis import Floats
from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import say


def set_scale(
    axes: Axes, what: Outcome, values: Floats, *, air: float = 1.0, above: float = 0.3
) -> None:
    """Let the panel show the whole scale of an outcome, or all ``values`` where there is none.

    ``above`` is room above a scale, in points; ``air`` the least room on both sides of the values,
    in their unit.
    """
    if what.low is not None and what.high is not None:
        axes.set_ylim(what.low, what.high + above)
        axes.set_yticks(range(what.low, what.high + 1, 2))
        return
    known = values[~np.isnan(values)]
    least, most = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    air = max(air, (most - least) * 0.08)
    least, most = least - air, most + air
    axes.set_ylim(least, most)
    if what.unit == "min":
        axes.yaxis.set_major_locator(FixedLocator(_whole_hours(least, most)))
        hours = FuncFormatter(lambda minutes, _: say("{hours} h", hours=f"{minutes / 60:g}"))
        axes.yaxis.set_major_formatter(hours)
    else:
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _whole_hours(low: float, high: float) -> list[float]:
    """Every hour, or half of one in a narrow range."""
    step = 60 * max(1, math.ceil((high - low) / 60 / 4)) if high - low >= 60 else 30
    return [float(at) for at in range(math.ceil(low / step) * step, math.floor(high) + 1, step)]
