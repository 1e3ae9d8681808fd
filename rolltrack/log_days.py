"""What a log and the settings beside it give together: what the charts need to know."""

from __future__ import annotations

import pandas as pd

from rolltrack.days import daily
from rolltrack.log import SessionLog
from rolltrack.routines import names_of
from rolltrack.settings_file import read_settings


def days_of(log: SessionLog) -> pd.DataFrame:
    """One row a day of ``log``, with the start of the day and the pauses of its ``rolltrack.toml``.

    The same as ``rolltrack.daily(log.frame(), day_starts_at=..., pauses=...)``, which says what
    the columns are. Raises ``UnreadableLog``.
    """
    settings = read_settings(log.path)
    return daily(log.frame(), day_starts_at=settings.day_starts_at, pauses=settings.pauses)


def routine_names(log: SessionLog) -> dict[str, str]:
    """Key → name of the built-in routines and of those in ``rolltrack.toml`` beside ``log``.

    The charts that name routines take it as ``names``.
    """
    return names_of(read_settings(log.path))


def weekly_aim(log: SessionLog) -> int | None:
    """Minutes a week that the person aims at; None where they have no aim.

    ``plot_trends`` takes it as ``weekly_aim``.
    """
    return read_settings(log.path).weekly_aim_minutes


def worthwhile_change(log: SessionLog) -> float:
    """The smallest change of pain, in points, that is worth the rolling to the person.

    ``is_it_helping`` and ``plot_rolled_and_rest`` take it as ``worthwhile``.
    """
    return read_settings(log.path).worthwhile_change
