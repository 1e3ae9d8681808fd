"""The day that a time counts for: its own date, a day earlier before the day starts; stray days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DAY_STARTS_AT = dt.time(3)
FAR = dt.timedelta(days=730)  # no break of a season or a year is that long
FEW = 3
FEW_OF = 4


def day_of(starts: Any, day_starts_at: dt.time) -> npt.NDArray[np.datetime64]:
    """The day of each local time.

    ``starts`` is local wall time, a ``datetime``, ``datetime64`` or an array of them; the result is
    ``datetime64[D]`` of the same shape.

    >>> import numpy as np
    >>> str(day_of(np.datetime64("2026-11-22T01:30"), dt.time(3)))
    '2026-11-21'
    """
    import numpy as np  # a form needs the day of one entry, and is there sooner without numpy

    shift = np.timedelta64(_into_the_night(day_starts_at))
    days: npt.NDArray[np.datetime64] = (np.asarray(starts, dtype="M8[s]") - shift).astype("M8[D]")
    return days


def date_of(start: dt.datetime, day_starts_at: dt.time) -> dt.date:
    """The day of one local time; its offset, if it has one, does not matter.

    >>> date_of(dt.datetime(2026, 11, 22, 1, 30), dt.time(3))
    datetime.date(2026, 11, 21)
    """
    return (start.replace(tzinfo=None) - _into_the_night(day_starts_at)).date()


def strays(days: npt.NDArray[np.datetime64], today: dt.date) -> npt.NDArray[np.bool_]:
    """Which days of the entries of a log can hardly be meant: a slip in the year, a clock gone mad.

    ``days`` is ``datetime64[D]``, one for each entry, in any order. A day is a stray

    - in the future, later than tomorrow (another zone is ahead by less), unless that is most days
      of the log: then ``today`` is wrong;
    - or where it and at most two more are over two years from every other day and from today, and
      somewhere else the log has at least four times as many without such a gap. So a break of
      years between two stretches is none, nor is the first entry after it.

    >>> import numpy as np
    >>> days = np.arange("2026-08-01", "2026-11-01", dtype="M8[D]")
    >>> days[[5, 7]] = np.array(["2062-08-06", "1970-01-01"], "M8[D]")
    >>> np.flatnonzero(strays(days, dt.date(2026, 11, 1))).tolist()
    [5, 7]
    """
    import numpy as np

    different = np.unique(days)
    if not len(different):
        return np.zeros(0, dtype=np.bool_)
    tomorrow = np.datetime64(today, "D") + 1
    if 2 * np.count_nonzero(different > tomorrow) > len(different):
        tomorrow = different[-1]
    past, far = different[different <= tomorrow], np.timedelta64(FAR)
    stretch = np.append(0, np.cumsum(np.diff(past) > far))
    length = np.bincount(stretch)
    lonely = (length <= FEW) & (FEW_OF * length <= length.max())
    lonely[-1] &= tomorrow - past[-1] > far
    found: npt.NDArray[np.bool_] = (days > tomorrow) | np.isin(days, past[lonely[stretch]])
    return found


def _into_the_night(day_starts_at: dt.time) -> dt.timedelta:
    return dt.timedelta(hours=day_starts_at.hour, minutes=day_starts_at.minute)
