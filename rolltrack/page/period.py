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
from rolltrack.entry.day import day_of, strays
from rolltrack.entry.entry import Entry
from rolltrack.entry.errors import InvalidValue, UnreadableLog
from rolltrack.entry.language import mark, say
from rolltrack.entry.safety import TWO_WEEKS
from rolltrack.entry.settings import Settings
from rolltrack.entry.signs import visible
from rolltrack.entry.typed import date_from
from rolltrack.log.frame import frame_of
from rolltrack.log.identity import identity_of
from rolltrack.log.row import Row
from rolltrack.log.snapshot import Snapshot

if TYPE_CHECKING:
    from rolltrack.log.log import SessionLog


# What is said of stops for pain looks two weeks back, from one local day to another.
LAST_DAYS = TWO_WEEKS + dt.timedelta(days=2)
Bounds = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, eq=False)
class Period:
    """The entries of a log that count for the days from ``start`` to ``end``, both included.

    The log and its settings were read once, for all that is said of the period. ``log_frame`` is
    what ``SessionLog.frame`` gives and ``log_days`` the daily frame, both of the whole log.
    ``chosen`` are the first and last day that were asked for, None where none was; ``start`` and
    ``end`` are then those of the log, and None for a log without entries. ``unreadable`` counts
    lines of the whole log that could not be read, ``kept`` saved entries that are not yet in the
    file.
    """

    log_path: Path
    settings: Settings
    snapshot: Snapshot = field(repr=False)
    log_frame: pd.DataFrame = field(repr=False)
    log_days: pd.DataFrame = field(repr=False)
    unreadable: int
    kept: int
    chosen: Bounds = (None, None)
    start: dt.date | None = None
    end: dt.date | None = None

    def between(self, start: dt.date | str | None, end: dt.date | str | None) -> Period:
        """The same log from ``start`` to ``end``; see ``period_of``."""
        chosen = _date("start", start), _date("end", end)
        logged = self.logged or (None, None)
        first, last = chosen[0] or logged[0], chosen[1] or logged[1]
        if first and last and last < first:
            if all(chosen):
                sentence = mark("The period ends on {last}, before it starts on {first}.")
                raise InvalidValue("end", say(sentence, last=last, first=first))
            first, last = (first, first) if chosen[0] else (last, last)
        return replace(self, chosen=chosen, start=first, end=last)

    @cached_property
    def log_id(self) -> str:
        """Which log it is, whatever the period; see ``identity_of``."""
        return identity_of(self.log_path, self.snapshot)

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the file, unknown ones too."""
        return self.snapshot.table.header

    @cached_property
    def logged(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day of the log, None without entries."""
        dates = pd.DatetimeIndex(self.log_days.index)
        return (dates[0].date(), dates[-1].date()) if len(dates) else None

    @cached_property
    def shown(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day of the log in the period; None where it is all of the log."""
        if not len(self.days) or len(self.days) == len(self.log_days):
            return None
        dates = pd.DatetimeIndex(self.days.index)
        return dates[0].date(), dates[-1].date()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The entries of the days of the period, as ``SessionLog.frame`` gives them."""
        return self.log_frame[self._inside & ~self._stray].reset_index(drop=True)

    @property
    def left_out(self) -> int:
        """How many entries of the period have a date that can hardly be meant."""
        return int((self._inside & self._stray).sum())

    @cached_property
    def days(self) -> pd.DataFrame:
        """The daily frame of the period."""
        return self.log_days[_within(self.log_days.index.to_numpy(), self.start, self.end)]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The entries of the period with their texts, in file order, strays too."""
        return tuple(itertools.compress(self.snapshot.rows, self._inside))

    def newest(self) -> list[Entry]:
        """The entries of the period's last days, where any of them was stopped for pain.

        Enough for ``advice`` about stops, and found without taking every row apart.
        """
        starts = self.frame["start"]
        last = self.frame[starts > starts.max() - LAST_DAYS] if len(starts) else self.frame
        if not last["stopped_for_pain"].fillna(False).any():
            return []
        return [row.entry for known in last["id"] for row in self.snapshot.rows_with(known)[:1]]

    @cached_property
    def _dates(self) -> npt.NDArray[np.datetime64]:
        return day_of(self.log_frame["start"].to_numpy(), self.settings.day_starts_at)

    @cached_property
    def _inside(self) -> npt.NDArray[np.bool_]:
        return _within(self._dates, *self.chosen)

    @cached_property
    def _stray(self) -> npt.NDArray[np.bool_]:
        return strays(self._dates, dt.date.today())


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
    date = date_from(value)
    if date is None:
        sentence = mark("{name} must be a date such as 2026-10-31, got {text}.")
        raise InvalidValue(
            name, say(sentence, name=name, text=visible(value[:40]) or say("nothing"))
        )
    return date


def _within(
    dates: npt.NDArray[np.datetime64], first: dt.date | None, last: dt.date | None
) -> npt.NDArray[np.bool_]:
    chosen = np.ones(len(dates), dtype=bool)
    if first is not None:
        chosen &= dates >= np.datetime64(first, "D")
    if last is not None:
        chosen &= dates <= np.datetime64(last, "D")
    return chosen
