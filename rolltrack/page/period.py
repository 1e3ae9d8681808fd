"""A period of the log: its entries, and its days."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from rolltrack.days.daily import daily
from rolltrack.entry.day import day_of
from rolltrack.entry.errors import InvalidValue, UnreadableLog
from rolltrack.entry.language import say
from rolltrack.entry.settings import Settings
from rolltrack.log.frame import frame_of
from rolltrack.log.identity import identity_of
from rolltrack.log.snapshot import Row, Snapshot

if TYPE_CHECKING:
    from rolltrack.log.log import SessionLog


@dataclass(frozen=True, eq=False)
class Period:
    """The entries of a log that count for the days from ``start`` to ``end``, both included.

    The log and its settings were read once, for all that is said of the period. ``log_frame`` is
    what ``SessionLog.frame`` gives and ``log_days`` the daily frame, both of the whole log.
    ``start`` and ``end`` are None for a log without entries where none were chosen.
    ``unreadable`` counts lines of the whole log that could not be read, ``kept`` saved entries that
    are not yet in the file.
    """

    log_path: Path
    settings: Settings
    snapshot: Snapshot = field(repr=False)
    log_frame: pd.DataFrame = field(repr=False)
    log_days: pd.DataFrame = field(repr=False)
    unreadable: int
    kept: int
    start: dt.date | None = None
    end: dt.date | None = None

    def between(self, start: dt.date | str | None, end: dt.date | str | None) -> Period:
        """The same log from ``start`` to ``end``; see ``period_of``."""
        logged = pd.DatetimeIndex(self.log_days.index)
        first = _date("start", start) or (logged[0].date() if len(logged) else None)
        last = _date("end", end) or (logged[-1].date() if len(logged) else None)
        if first and last and last < first:
            if start is not None and end is not None:
                raise InvalidValue(
                    "end",
                    say(
                        "The period ends on {last}, before it starts on {first}.",
                        last=last,
                        first=first,
                    ),
                )
            first, last = (first, first) if start is not None else (last, last)
        return replace(self, start=first, end=last)

    @cached_property
    def log_id(self) -> str:
        """Which log it is, whatever the period; see ``identity_of``."""
        return identity_of(self.log_path, self.snapshot)

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the file, unknown ones too."""
        return self.snapshot.table.header

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The entries of the period, as ``SessionLog.frame`` gives them."""
        return self.log_frame[self._inside].reset_index(drop=True)

    @cached_property
    def days(self) -> pd.DataFrame:
        """The daily frame of the period."""
        return self.log_days[_within(self.log_days.index.to_numpy(), self.start, self.end)]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The entries of the period with their texts, in file order."""
        return tuple(itertools.compress(self.snapshot.rows, self._inside))

    @cached_property
    def _inside(self) -> npt.NDArray[np.bool_]:
        starts = self.log_frame["start"].to_numpy()
        return _within(day_of(starts, self.settings.day_starts_at), self.start, self.end)


def period_of(
    log: SessionLog, start: dt.date | str | None = None, end: dt.date | str | None = None
) -> Period:
    """Read the entries of a period.

    ``start`` and ``end`` are dates, or texts such as ``"2026-10-01"``; by default the days of the
    first and the last entry. Raises ``InvalidValue`` for what is no date, or an end before the
    start, and ``UnreadableLog``.
    """
    settings, snapshot = log.settings, log.snapshot()
    frame, unreadable = frame_of(snapshot)
    whole = Period(
        log_path=log.path,
        settings=settings,
        snapshot=snapshot,
        log_frame=frame,
        log_days=daily(frame, day_starts_at=settings.day_starts_at, pauses=settings.pauses),
        unreadable=unreadable,
        kept=_kept(log, snapshot),
    )
    return whole.between(start, end)


def _kept(log: SessionLog, snapshot: Snapshot) -> int:
    try:
        return len(log.pending(snapshot))
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


def _within(
    dates: npt.NDArray[np.datetime64], first: dt.date | None, last: dt.date | None
) -> npt.NDArray[np.bool_]:
    chosen = np.ones(len(dates), dtype=bool)
    if first is not None:
        chosen &= dates >= np.datetime64(first, "D")
    if last is not None:
        chosen &= dates <= np.datetime64(last, "D")
    return chosen
