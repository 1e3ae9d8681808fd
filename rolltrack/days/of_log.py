"""What a log and the settings beside it give together: what the charts need to know."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from rolltrack.days.daily import daily
from rolltrack.entry.routine import routine_name
from rolltrack.entry.settings import Settings
from rolltrack.log.log import SessionLog


def days_of(log: SessionLog, entries: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a day of ``log``, with the start of the day and the pauses of its ``rolltrack.toml``.

    The same as ``rolltrack.daily(log.frame(), day_starts_at=..., pauses=...)``, which says what
    the columns are. ``entries`` is ``log.frame()`` where it was read already. Raises
    ``UnreadableLog``.
    """
    settings = log.settings
    if entries is None:
        entries = log.frame()
    return daily(entries, day_starts_at=settings.day_starts_at, pauses=settings.pauses)


def named(frame: pd.DataFrame, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A log or daily frame whose ``routine`` has names in place of keys.

    ``names`` maps keys to names, as ``log.settings.routine_names`` does; without it only the
    built-in routines have theirs. What is no key stays as it is.
    """
    if names is None:
        names = Settings().routine_names
    if "routine" not in frame or not frame["routine"].notna().any():
        return frame
    shown = {key: routine_name(str(key), names) for key in frame["routine"].dropna().unique()}
    return frame.assign(routine=frame["routine"].map(shown))
