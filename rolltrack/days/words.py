"""Differences, their intervals and lengths of time in words."""

from __future__ import annotations

from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import say, several


def difference(what: Outcome, value: float) -> str:
    """A difference with its direction.

    >>> from rolltrack.days.outcome import outcome
    >>> difference(outcome("pain"), -0.84), difference(outcome("sleep_minutes"), 30)
    ('0.8 points lower', '30 min longer')
    >>> difference(outcome("pain"), 0.04)
    '0.0 points different'
    """
    if not _shown(what, value):
        return say("{size} different", size=what.amount(0.0))
    return _end(what, value, what.amount(value))


def interval(what: Outcome, low: float, high: float) -> str:
    """The limits of an interval, the better end last.

    >>> from rolltrack.days.outcome import outcome
    >>> interval(outcome("pain"), -1.5, -0.1), interval(outcome("pain"), -1.1, 0.5)
    ('0.1 to 1.5 lower', '0.5 higher to 1.1 lower')
    >>> interval(outcome("sleep_minutes"), -29, 31), interval(outcome("sleep_minutes"), 5, 31)
    ('29 min shorter to 31 min longer', '5 to 31 min longer')
    """
    worse, better = (high, low) if what.better == "lower" else (low, high)
    ends = [_shown(what, worse), _shown(what, better)]
    if not any(ends):
        return say("less than {size} either way", size=what.amount(10**-what.decimals))
    if ends[0] * ends[1] < 0:
        return say(
            "{worse} to {better}",
            worse=_end(what, worse, _limit(what, worse)),
            better=_end(what, better, _limit(what, better)),
        )
    smaller, larger = sorted((worse, better), key=abs)
    return say(
        "{smaller} to {larger}",
        smaller=_size(what, smaller),
        larger=_end(what, larger, _limit(what, larger)),
    )


def threshold(what: Outcome, value: float) -> str:
    """An amount that somebody set, without needless decimals.

    >>> from rolltrack.days.outcome import outcome
    >>> threshold(outcome("pain"), 1.0), threshold(outcome("pain"), 1.5)
    ('1 point', '1.5 points')
    """
    return what.with_unit(_size(what, value).removesuffix(".0"))


def period_words(days: int) -> str:
    """A length of time that is shown, as one says it.

    >>> period_words(6), period_words(28), period_words(182)
    ('these 6 days', 'these 4 weeks', 'these 6 months')
    """
    if days < 14:
        return several(days, "this day", "these {number} days")
    if days < 84:
        return several(round(days / 7), "this week", "these {number} weeks")
    return several(round(days / 30.44), "this month", "these {number} months")


def _shown(what: Outcome, value: float) -> float:
    return round(value, what.decimals)


def _size(what: Outcome, value: float) -> str:
    return f"{abs(_shown(what, value)):.{what.decimals}f}"


def _limit(what: Outcome, value: float) -> str:
    """A limit; points go without saying on a 0–10 scale."""
    return what.amount(value) if what.unit else _size(what, value)


def _end(what: Outcome, value: float, size: str) -> str:
    """A size with its direction."""
    if what.unit == "min":
        return say("{size} longer", size=size) if value > 0 else say("{size} shorter", size=size)
    return say("{size} higher", size=size) if value > 0 else say("{size} lower", size=size)
