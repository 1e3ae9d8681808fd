"""A period of the log: its entries, and its days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rolltrack.days.daily import daily
from rolltrack.entry.day import day_of
from rolltrack.entry.errors import InvalidValue, UnreadableLog
from rolltrack.entry.settings import Settings
from rolltrack.log.frame import frame_of
from rolltrack.log.snapshot import Row

if TYPE_CHECKING:
    import pandas as pd

    from rolltrack.log.log import SessionLog


@dataclass(frozen=True)
class Period:
    """The entries of a log that count for the days from ``start`` to ``end``, both included.

    ``header`` names the columns of the file, unknown ones too; ``rows`` has the entries with their
    texts, in file order. ``frame`` is what ``SessionLog.frame`` gives, ``days`` the daily frame,
    both of the period; ``log_days`` is the daily frame of the whole log. ``start`` and ``end`` are
    None for a log without entries where none were chosen. ``unreadable`` counts lines of the whole
    log that could not be read, ``kept`` saved entries that are not yet in the file.
    """

    log_path: Path
    start: dt.date | None
    end: dt.date | None
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    frame: pd.DataFrame
    days: pd.DataFrame
    log_days: pd.DataFrame
    settings: Settings
    unreadable: int
    kept: int

    @property
    def length(self) -> int:
        """Days from the first to the last, both included; 0 without any."""
        if self.start is None or self.end is None:
            return 0
        return (self.end - self.start).days + 1


def period_of(
    log: SessionLog, start: dt.date | str | None = None, end: dt.date | str | None = None
) -> Period:
    """Read the entries of a period.

    ``start`` and ``end`` are dates, or texts such as ``"2026-10-01"``; by default the days of the
    first and the last entry. Raises ``InvalidValue`` for what is no date, or an end before the
    start, and ``UnreadableLog``.
    """
    settings = log.settings
    snapshot = log.snapshot()
    frame = frame_of(snapshot)
    days = daily(frame, day_starts_at=settings.day_starts_at, pauses=settings.pauses)
    first = _date("start", start) or (days.index[0].date() if len(days) else None)
    last = _date("end", end) or (days.index[-1].date() if len(days) else None)
    if first and last and last < first:
        if start is not None and end is not None:
            raise InvalidValue("end", f"The period ends on {last}, before it starts on {first}.")
        first, last = (first, first) if start is not None else (last, last)
    inside = _inside(day_of(frame["start"].to_numpy(), settings.day_starts_at), first, last)
    return Period(
        log_path=log.path,
        start=first,
        end=last,
        header=snapshot.table.header,
        rows=tuple(row for row, chosen in zip(snapshot.rows, inside, strict=True) if chosen),
        frame=frame[inside].reset_index(drop=True),
        days=days[_inside(days.index.to_numpy(), first, last)],
        log_days=days,
        settings=settings,
        unreadable=len(snapshot.rejected),
        kept=_kept(log),
    )


def _kept(log: SessionLog) -> int:
    try:
        return len(log.pending())
    except UnreadableLog:  # the journal; what is in the log can be told all the same
        return 0


def _date(name: str, value: dt.date | str | None) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InvalidValue(
            name, f"{name} must be a date such as 2026-10-31, got {value[:40]!r}."
        ) from None


def _inside(
    dates: np.typing.NDArray[np.datetime64], first: dt.date | None, last: dt.date | None
) -> np.typing.NDArray[np.bool_]:
    chosen = np.ones(len(dates), dtype=bool)
    if first is not None:
        chosen &= dates >= np.datetime64(first, "D")
    if last is not None:
        chosen &= dates <= np.datetime64(last, "D")
    return chosen
