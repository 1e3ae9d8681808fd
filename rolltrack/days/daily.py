"""Entries → one row a day, without gaps. Every chart, sentence and verdict starts from here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from rolltrack.entry.column import Column
from rolltrack.entry.day import DAY_STARTS_AT, day_of, strays
from rolltrack.entry.entry import COLUMNS

STATES = ("rolled", "rest", "paused", "unknown")

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def daily(
    entries: pd.DataFrame,
    *,
    day_starts_at: dt.time = DAY_STARTS_AT,
    pauses: Iterable[tuple[dt.date, dt.date]] = (),
    today: dt.date | None = None,
) -> pd.DataFrame:
    """One row for every day from the first to the last entry.

    ``entries`` is ``SessionLog.frame()``, in any order. ``pauses`` are first and last days of
    breaks the person declared. Entries of a day that can hardly be meant, such as one in 2062, are
    left out (``rolltrack.entry.day.strays``, by ``today``, which is the computer's by default). The
    index is ``date`` (a daily DatetimeIndex); the columns, missing where nothing was answered:

    - ``state`` (str): ``rolled``; ``rest``, a check-in and no rolling; ``paused``, no entry in a
      declared break; ``unknown``, no entry, which is never taken for rest.
    - ``pain``, ``tension``, ``activity``, ``posture`` and ``flexibility_<test>`` for each test that
      occurs (float64): the first answer of the day that was given before any rolling.
    - ``sleep_minutes`` (float64): the first answer of the day, which rolling does not change.
    - ``minutes``, ``sessions`` (float64): sums; 0 on rest days, missing on unknown and paused ones.
    - ``exercise_minutes`` (float64): sum; ``pressure`` (float64): mean.
    - ``routine``, ``roller`` (str): those of the day's longest session.
    - ``popped``, ``stopped_for_pain`` (boolean): whether any session of the day said yes.
    - ``medication``, ``side_effect`` (str): all answers of the day, joined by ``; ``.
      A session of 0 minutes counts as no rolling.

    >>> entries = pd.DataFrame({"start": np.array(["2026-11-21T18:30"], "M8[s]"),
    ...                         "kind": ["session"], "minutes": [8], "pain_before": [6]})
    >>> daily(entries)[["state", "minutes", "pain"]].to_dict("list")
    {'state': ['rolled'], 'minutes': [8.0], 'pain': [6.0]}
    """
    rows = _Rows.of(*_meant(entries, day_starts_at, today or dt.date.today()))
    columns: dict[str, Any] = {"state": _states(rows, pauses)}
    for name, column in COLUMNS.items():
        if column.daily and column.day_name == "flexibility":
            columns |= _flexibility(rows, name)
        elif column.daily:
            columns[column.day_name] = _RULES[column.daily](rows, column)
    columns["sessions"] = rows.known_or_missing(rows.sessions)
    return pd.DataFrame(columns, index=rows.dates, copy=False)


@dataclass(frozen=True)
class _Rows:
    """The entries in order of time, and which day each belongs to.

    ``order`` holds their places in ``frame``; ``known`` has one flag a day.
    """

    frame: pd.DataFrame
    order: Ints
    day: Ints
    days: int
    first: np.datetime64
    minutes: Floats
    rolled: Flags
    before_rolling: Flags
    known: Flags

    @property
    def dates(self) -> pd.DatetimeIndex:
        return pd.date_range(self.first, periods=self.days, freq="D", name="date", unit="s")

    @classmethod
    def of(cls, frame: pd.DataFrame, dates: npt.NDArray[np.datetime64]) -> _Rows:
        first = dates.min() if len(dates) else np.datetime64("1970-01-01", "D")
        day = (dates - first).astype(np.int64)
        order = _order(_instants(frame), day)
        day = day[order]
        days = int(day[-1]) + 1 if len(day) else 0
        session = (frame["kind"].to_numpy(dtype=object) == "session")[order]
        minutes = _floats(frame, "minutes")[order]
        rolled = session & ~(minutes == 0)
        first_rolled = _first_rows(day, days, np.flatnonzero(rolled), len(day))
        before_rolling = np.arange(len(day)) <= first_rolled[day]
        known = np.zeros(days, dtype=bool)
        known[day] = True
        return cls(frame, order, day, days, first, minutes, rolled, before_rolling, known)

    @cached_property
    def sessions(self) -> Floats:
        return self.count(self.rolled)

    def floats(self, name: str) -> Floats:
        return self.minutes if name == "minutes" else _floats(self.frame, name)[self.order]

    def texts(self, name: str) -> pd.api.extensions.ExtensionArray:
        """The texts of a column, in the order of ``frame``."""
        if name not in self.frame:
            return pd.array([], dtype="str").take(np.full(len(self.order), -1), allow_fill=True)
        texts = self.frame[name]
        return texts.array if texts.dtype == "str" else texts.astype("str").array

    def count(self, chosen: Flags) -> Floats:
        return np.bincount(self.day[chosen], minlength=self.days).astype(np.float64)

    def total(self, values: Floats, chosen: Flags) -> Floats:
        return np.bincount(self.day[chosen], values[chosen], self.days).astype(np.float64)

    def known_or_missing(self, values: Floats) -> Floats:
        return np.where(self.known, values, np.nan)


def _meant(
    entries: pd.DataFrame, day_starts_at: dt.time, today: dt.date
) -> tuple[pd.DataFrame, npt.NDArray[np.datetime64]]:
    """The entries without those of stray days, and the day of each."""
    dates = day_of(entries["start"].to_numpy(), day_starts_at)
    stray = strays(dates, today)
    return (entries[~stray], dates[~stray]) if stray.any() else (entries, dates)


def _first_rows(day: Ints, days: int, rows: Ints, none: int) -> Ints:
    """The first of the chosen rows of each day, ``none`` on days without one."""
    found = np.full(days, none)
    found[day[rows[::-1]]] = rows[::-1]  # of a day's rows the one assigned last stays
    return found


def _order(instants: Ints, day: Ints) -> Ints:
    """The places of the rows, sorted by day and then by instant; most logs are sorted already."""
    if (np.diff(day) >= 0).all() and (np.diff(instants) >= 0).all():
        return np.arange(len(day))
    return np.lexsort((instants, day))


def _instants(frame: pd.DataFrame) -> Ints:
    seconds: Ints = frame["start"].to_numpy(dtype="M8[s]").astype(np.int64)
    if "utc_offset" not in frame:
        return seconds
    return seconds - 60 * np.nan_to_num(_floats(frame, "utc_offset")).astype(np.int64)


def _floats(frame: pd.DataFrame, name: str) -> Floats:
    if name not in frame:
        return np.full(len(frame), np.nan)
    return frame[name].to_numpy(dtype=np.float64, na_value=np.nan)


def _states(rows: _Rows, pauses: Iterable[tuple[dt.date, dt.date]]) -> Any:
    states = np.full(rows.days, STATES.index("unknown"))
    for begin, end in pauses:
        low = max(0, int((np.datetime64(begin, "D") - rows.first).astype(np.int64)))
        high = int((np.datetime64(end, "D") - rows.first).astype(np.int64)) + 1
        states[low : max(low, high)] = STATES.index("paused")
    states[rows.known] = STATES.index("rest")
    states[rows.day[rows.rolled]] = STATES.index("rolled")
    return pd.array(STATES, dtype="str").take(states)


def _first_values(rows: _Rows, values: Floats, chosen: Ints) -> Floats:
    found = np.full(rows.days, np.nan)
    at = chosen[rows.before_rolling[chosen]][::-1]
    found[rows.day[at]] = values[at]
    return found


def _first(rows: _Rows, column: Column) -> Floats:
    values = rows.floats(column.name)
    return _first_values(rows, values, np.flatnonzero(~np.isnan(values)))


def _once(rows: _Rows, column: Column) -> Floats:
    values = rows.floats(column.name)
    found = np.full(rows.days, np.nan)
    answered = np.flatnonzero(~np.isnan(values))[::-1]
    found[rows.day[answered]] = values[answered]  # of a day's values the one assigned last stays
    return found


def _flexibility(rows: _Rows, name: str) -> dict[str, Floats]:
    values = rows.floats(name)
    measured = np.flatnonzero(~np.isnan(values))
    tests = rows.texts("flexibility_test").take(rows.order[measured]).to_numpy(dtype=object)
    done = sorted(test for test in dict.fromkeys(tests.tolist()) if isinstance(test, str))
    return {
        f"flexibility_{test}": _first_values(rows, values, measured[tests == test]) for test in done
    }


def _sum(rows: _Rows, column: Column) -> Floats:
    values = rows.floats(column.name)
    answered = ~np.isnan(values)
    totals = np.where(rows.count(answered) > 0, rows.total(values, answered), np.nan)
    if column.about.sessions_only:
        totals[rows.known & (rows.sessions == 0)] = 0.0
    return totals


def _mean(rows: _Rows, column: Column) -> Floats:
    values = rows.floats(column.name)
    answered = ~np.isnan(values)
    counts = rows.count(answered)
    totals = rows.total(values, answered)
    return np.where(counts > 0, totals / np.maximum(counts, 1), np.nan)


def _any(rows: _Rows, column: Column) -> Any:
    values = rows.floats(column.name)
    yes, answered = rows.count(values == 1) > 0, rows.count(~np.isnan(values)) > 0
    return pd.arrays.BooleanArray(yes, ~answered)


def _main(rows: _Rows, column: Column) -> Any:
    texts = rows.texts(column.name)
    answered = ~np.asarray(texts.isna())[rows.order]
    minutes = np.nan_to_num(rows.minutes, nan=-1.0)  # without minutes it is shorter than any
    longest = np.full(rows.days, -np.inf)
    np.maximum.at(longest, rows.day[answered], minutes[answered])
    at = np.flatnonzero(answered & (minutes == longest[rows.day]))
    found = np.full(rows.days, -1)
    found[rows.day[at]] = rows.order[at]  # the last of equally long ones stays
    return texts.take(found, allow_fill=True)


def _text(rows: _Rows, column: Column) -> Any:
    texts = rows.texts(column.name)
    answered = np.flatnonzero(~np.asarray(texts.isna())[rows.order])
    said: dict[int, str] = {}
    given = texts.take(rows.order[answered]).tolist()
    for day, text in zip(rows.day[answered].tolist(), given, strict=True):
        said[day] = f"{said[day]}; {text}" if day in said else text
    found = np.full(rows.days, -1)
    found[list(said)] = np.arange(len(said))
    return pd.array(list(said.values()), dtype="str").take(found, allow_fill=True)


_RULES: dict[str, Callable[[_Rows, Column], Any]] = {
    "first": _first,
    "once": _once,
    "sum": _sum,
    "mean": _mean,
    "any": _any,
    "main": _main,
    "text": _text,
}
