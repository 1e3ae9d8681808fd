"""The day that a time counts for: its own date, a day earlier before the day starts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DAY_STARTS_AT = dt.time(3)


def day_of(starts: Any, day_starts_at: dt.time = DAY_STARTS_AT) -> npt.NDArray[np.datetime64]:
    """The day of each local time.

    ``starts`` is local wall time, a ``datetime``, ``datetime64`` or an array of them; the result is
    ``datetime64[D]`` of the same shape.

    >>> import numpy as np
    >>> str(day_of(np.datetime64("2026-11-22T01:30")))
    '2026-11-21'
    """
    import numpy as np  # a form needs the day of one entry, and is there sooner without numpy

    shift = np.timedelta64(_into_the_night(day_starts_at))
    days: npt.NDArray[np.datetime64] = (np.asarray(starts, dtype="M8[s]") - shift).astype("M8[D]")
    return days


def date_of(start: dt.datetime, day_starts_at: dt.time = DAY_STARTS_AT) -> dt.date:
    """The day of one local time; its offset, if it has one, does not matter.

    >>> date_of(dt.datetime(2026, 11, 22, 1, 30))
    datetime.date(2026, 11, 21)
    """
    return (start.replace(tzinfo=None) - _into_the_night(day_starts_at)).date()


def _into_the_night(day_starts_at: dt.time) -> dt.timedelta:
    return dt.timedelta(hours=day_starts_at.hour, minutes=day_starts_at.minute)
