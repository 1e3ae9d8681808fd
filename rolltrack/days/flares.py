"""One row a day → flare-ups: runs of days with much more pain than in the weeks before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rolltrack.days.outcome import values_of
from rolltrack.days.weeks import window_means

WEEKS_BEFORE, FEWEST_BEFORE = 4, 7  # weeks that tell the usual level, and ratings among them
RISE = 2  # points


def flare_ups(days: pd.DataFrame) -> pd.DataFrame:
    """Runs of days on which pain was well above what it was in the weeks before.

    A flare-up starts on a day rated 2 points or more above the mean of the 28 days before it (with
    at least 7 ratings among them), with another such rating within 3 days, and lasts until the last
    such rating before 3 days without one. Columns: ``start``, ``end`` (datetime64[s]), ``peak``,
    ``usual`` (float64, points). The definition is rolltrack's own: there is no agreed one.
    """
    pain, known = values_of(days, "pain")
    at = np.arange(len(pain))
    usual, rated = window_means(pain, np.maximum(at - WEEKS_BEFORE * 7, 0), at)
    high = known & (rated >= FEWEST_BEFORE) & (pain >= usual + RISE)
    at = np.flatnonzero(high)
    runs = np.split(at, np.flatnonzero(np.diff(at) > 3) + 1) if len(at) else []
    found = [(run[0], run[-1], pain[run].max(), usual[run[0]]) for run in runs if len(run) > 1]
    dates = pd.DatetimeIndex(days.index)
    return pd.DataFrame(
        {
            "start": dates[[row[0] for row in found]],
            "end": dates[[row[1] for row in found]],
            "peak": np.array([row[2] for row in found], dtype=np.float64),
            "usual": np.array([row[3] for row in found], dtype=np.float64),
        }
    )
