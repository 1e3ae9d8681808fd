"""The log → a typed DataFrame: a fast way for clean files, a careful one for everything else."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from rolltrack.entry.day import strays
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.typed import reads_like_hours
from rolltrack.log.fast_frame import fast_frame
from rolltrack.log.row import Row
from rolltrack.log.safewrite import same_file
from rolltrack.log.snapshot import Snapshot, read_snapshot, refuse_what_is_no_file


def read_frame(path: Path, name: str) -> pd.DataFrame:
    """The frame of a file, as ``frame_of`` makes it, without holding all the file in memory."""
    refuse_what_is_no_file(path, name)
    with contextlib.suppress(OSError), open(path, "rb") as file:
        before = os.fstat(file.fileno())
        fast = fast_frame(file)
        if fast is not None and same_file(os.fstat(file.fileno()), before):
            return fast
    return _careful_frame_of(read_snapshot(path, name))


def frame_of(snapshot: Snapshot) -> tuple[pd.DataFrame, int]:
    """One row an entry, in file order, and how many records are no entries.

    See ``SessionLog.frame`` for the dtypes. The rows of a clean file are not taken apart for it.
    """
    fast = fast_frame(io.BytesIO(snapshot.table.data))
    if fast is not None:
        return fast, 0
    return _careful_frame_of(snapshot), len(snapshot.rejected)


def count_if_clean(snapshot: Snapshot) -> int | None:
    """How many entries a log has of whose lines there is nothing to say; None for any other log."""
    frame = fast_frame(io.BytesIO(snapshot.table.data))
    if frame is None or not frame["id"].is_unique:
        return None
    if any(map(reads_like_hours, frame["sleep_minutes"].dropna().unique())):
        return None
    if strays(frame["start"].to_numpy().astype("M8[D]"), dt.date.today()).any():
        return None
    return len(frame)


def _careful_frame_of(snapshot: Snapshot) -> pd.DataFrame:
    unknown = [name for name in snapshot.table.header if name not in COLUMNS]
    return careful_frame(snapshot.rows, unknown)


def careful_frame(rows: Sequence[Row], unknown: Sequence[str]) -> pd.DataFrame:
    """The frame of entries that were read one by one."""
    columns: dict[str, Any] = {}
    for name, column in COLUMNS.items():
        values = [getattr(row.entry, name) for row in rows]
        if column.kind == "stamp":
            columns[name] = np.array([v.replace(tzinfo=None) for v in values], "M8[s]")
            offsets = [int(v.utcoffset().total_seconds()) // 60 for v in values]
            columns["utc_offset"] = pd.array(offsets, dtype="Int16")
        elif column.kind == "whole":
            columns[name] = pd.array(values, dtype="Int16")
        elif column.kind == "flag":
            columns[name] = pd.array(values, dtype="boolean")
        else:
            columns[name] = pd.array([column.text(v) or None for v in values], dtype="str")
    for name in unknown:
        columns[name] = pd.array([row.texts.get(name) for row in rows], dtype="str")
    return pd.DataFrame(columns)
