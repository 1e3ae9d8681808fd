"""Sessions by routine or roller: how far these lie apart, and whether that can be told."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import pandas as pd

from rolltrack.days.before_after import none_rated, sessions_of
from rolltrack.days.daily import Floats
from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import say

MOST_GROUPS = 8
FEWEST_SESSIONS = 3  # of a group, for an interval
ROUNDING = 1 / 12  # variance of an answer in whole points, also where all answers are the same

By = Literal["routine", "roller"]


def sessions_by(entries: pd.DataFrame, by: By, outcome_name: str = "pain") -> pd.DataFrame:
    """One row for each name in the column ``by``, with its sessions that have both ratings.

    ``entries`` is ``SessionLog.frame()``; the eight most used names are kept, most used first.
    Columns: ``group`` (str), ``sessions`` (int), ``difference`` (float64, points: the mean of after
    minus before), ``beyond`` (``difference`` minus that of the first row), ``low`` and ``high``
    (limits of ``beyond``), all rounded to 0.1. The limits are 95 % intervals of Welch, for all rows
    together (Bonferroni); missing in the first row and where a group has fewer than three sessions.

    >>> entries = pd.DataFrame({"kind": "session", "minutes": 8, "routine": ["a"] * 4 + ["b"] * 3,
    ...                         "pain_before": 6.0, "pain_after": [4.0] * 4 + [5.0] * 3})
    >>> sessions_by(entries, "routine")[["difference", "beyond", "low", "high"]].values.tolist()
    [[-2.0, 0.0, nan, nan], [-1.0, 1.0, 0.4, 1.6]]
    """
    sessions = sessions_of(entries)
    moved = sessions[f"{outcome_name}_after"] - sessions[f"{outcome_name}_before"]
    names = sessions[by].fillna(say("None named"))[moved.notna()]
    groups = [(str(name), part) for name, part in moved.dropna().groupby(names, sort=True)]
    groups = sorted(groups, key=lambda group: -len(group[1]))[:MOST_GROUPS]
    parts = [part.to_numpy(dtype=np.float64) for _, part in groups]
    rows = [
        (name, len(part), float(part.mean()), *_apart(parts[0], part, max(len(parts) - 1, 1)))
        for (name, _), part in zip(groups, parts, strict=True)
    ]
    columns = ["group", "sessions", "difference", "beyond", "low", "high"]
    table = pd.DataFrame(rows, columns=columns)
    table.loc[:0, ["low", "high"]] = np.nan
    table[columns[2:]] = table[columns[2:]].astype(np.float64).round(1) + 0.0
    return table


def _apart(first: Floats, other: Floats, comparisons: int) -> tuple[float, float, float]:
    """Mean of the other minus mean of the first, with Welch's limits."""
    apart = float(other.mean() - first.mean())
    if min(len(first), len(other)) < FEWEST_SESSIONS:
        return apart, math.nan, math.nan
    from scipy.special import stdtrit

    errors = [max(float(part.var(ddof=1)), ROUNDING) / len(part) for part in (first, other)]
    freedom = sum(errors) ** 2 / sum(
        error**2 / (len(part) - 1) for error, part in zip(errors, (first, other), strict=True)
    )
    half = float(stdtrit(freedom, 1 - 0.025 / comparisons)) * math.sqrt(sum(errors))
    return apart, apart - half, apart + half


def groups_finding(table: pd.DataFrame, what: Outcome) -> str:
    """What ``sessions_by`` shows, in a sentence."""
    if not len(table):
        return none_rated(what)
    if len(table) == 1:
        return say("Only {one} so far: nothing to compare it with.", one=table["group"].iloc[0])
    known = table[table["low"].notna()]
    if not len(known):
        return say("Too few sessions to tell these apart.")
    told = known[(known["low"] > 0) | (known["high"] < 0)]
    if not len(told):
        if len(table) > 2:
            return say("The log cannot tell these {number} apart.", number=len(table))
        one, other = table["group"]
        return say("{one} or {other}: the log cannot tell them apart.", one=one, other=other)
    widest = told.iloc[int(told["beyond"].abs().argmax())]
    pair = [str(table["group"].iloc[0]), str(widest["group"])]
    best, rest = pair if widest["beyond"] > 0 else pair[::-1]
    return say(
        "{label} came down {size} more with {best} than with {rest}.",
        label=what.label,
        size=what.amount(float(widest["beyond"])),
        best=best,
        rest=rest,
    )
