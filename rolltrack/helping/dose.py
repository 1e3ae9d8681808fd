"""Whether the minutes rolled go with the next day: a side note that never feeds a verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rolltrack.days import words
from rolltrack.entry.language import mark, say
from rolltrack.helping.answer import SHOWN_LEVEL, Aside, in_unit, named_outcome
from rolltrack.helping.gates import log_gates
from rolltrack.helping.nextday import LONGEST, compare, diary

LABEL = mark("More minutes")


def per_ten_minutes(days: pd.DataFrame, outcome: str = "pain") -> Aside:
    """The next day's first rating by the minutes rolled, per 10 minutes, from the last 52 weeks.

    The same regression as ``is_it_helping`` with minutes in the place of rolled or not.

    >>> dates = pd.date_range("2026-09-01", periods=5, name="date")
    >>> days = pd.DataFrame({"state": "rest", "pain": 5.0, "minutes": 0.0}, index=dates)
    >>> print(per_ten_minutes(days).sentence)
    Whether the minutes rolled go with pain the day after cannot be told from this log.
    """
    what = named_outcome(outcome)
    _, whole = diary(days, what)
    minutes = days["minutes"].to_numpy(dtype=np.float64, na_value=np.nan)
    minutes = minutes[len(minutes) - len(whole.rating) :]
    begin = max(0, len(minutes) - LONGEST)
    found = compare(whole.between(begin, len(minutes)), minutes[begin:] / 10)
    if found.slope is None or not found.enough or not all(g.passed for g in log_gates(found, what)):
        return Aside(
            say(LABEL),
            say(
                "Whether the minutes rolled go with {word} the day after cannot be told from this "
                "log.",
                word=what.word,
            ),
        )
    estimate, low, high = in_unit(what, found.slope.estimate, *found.slope.interval(SHOWN_LEVEL))
    sentence = say(
        "With each 10 minutes more, {word} is {size} the day after (95 % interval {interval}). A "
        "side note: it decides nothing.",
        word=what.word,
        size=words.difference(what, estimate),
        interval=words.interval(what, low, high),
    )
    return Aside(say(LABEL), sentence, estimate, low, high)
