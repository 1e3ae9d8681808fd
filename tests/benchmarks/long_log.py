"""A log of many years, written as rolltrack writes it, for benchmarks."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from rolltrack import COLUMNS, SessionLog
from rolltrack.entry.ids import ID_LETTERS
from tests.diaries import entries


def long_log(folder: Path, rows: int, *, seed: int = 2) -> SessionLog:
    """A log of ``rows`` entries, two a day, in ``folder``, with every column in use."""
    os.environ["ROLLTRACK_STATE"] = str(folder / "state")
    rng = np.random.default_rng(seed)
    once = entries(rows)
    frame = once.loc[once.index.repeat(2)].iloc[:rows].reset_index(drop=True)
    morning = frame.index % 2 == 0
    frame["start"] -= pd.to_timedelta(np.where(morning, 11, 0), unit="h")
    rolled = frame["kind"].eq("session").to_numpy() & ~morning
    frame.loc[~rolled, ["routine", "roller", "minutes", "pain_after"]] = np.nan
    frame["kind"] = np.where(rolled, "session", "check-in")

    def some(values: np.typing.NDArray[np.int64], share: float) -> pd.Series[float]:
        return pd.Series(np.where(rng.random(rows) < share, values, np.nan))

    frame["pressure"] = some(rng.integers(2, 8, rows), 0.5).where(rolled)
    frame["posture"] = some(rng.integers(2, 8, rows), 0.3)
    frame["exercise_minutes"] = some(10 * rng.integers(1, 9, rows), 0.3)
    for name, share in (("popped", 0.3), ("stopped_for_pain", 0.02)):
        frame[name] = np.where(rolled, np.where(rng.random(rows) < share, "yes", "no"), "")
    frame["medication"] = np.where(rng.random(rows) < 0.05, "ibuprofen 400", "")
    frame["side_effect"] = np.where(rng.random(rows) < 0.01, "bruise", "")
    frame["id"] = ["r_" + "".join(rng.choice(list(ID_LETTERS), 10)) for _ in range(rows)]
    frame["start"] = frame["start"].dt.strftime("%Y-%m-%dT%H:%M:%S+01:00")
    for name in frame.select_dtypes("float"):
        frame[name] = frame[name].astype("Int64")
    path = folder / "sessions.csv"
    frame.reindex(columns=list(COLUMNS)).to_csv(path, index=False)
    log = SessionLog(path)
    assert len(log.entries()) == rows, log.problems()[:3]
    return log
