"""Differences and their intervals in words."""

from __future__ import annotations

from rolltrack.days.outcome import Outcome


def difference(what: Outcome, value: float) -> str:
    """A difference with its direction.

    >>> from rolltrack.days.outcome import outcome
    >>> difference(outcome("pain"), -0.84), difference(outcome("pain"), 0.04)
    ('0.8 points lower', '0.0 points different')
    """
    if not _shown(what, value):
        return f"{what.amount(0.0)} different"
    return f"{what.amount(value)} {_word(value)}"


def interval(what: Outcome, low: float, high: float) -> str:
    """The limits of an interval, the better end last.

    >>> from rolltrack.days.outcome import outcome
    >>> interval(outcome("pain"), -1.5, -0.1), interval(outcome("pain"), -1.1, 0.5)
    ('0.1 to 1.5 lower', '0.5 higher to 1.1 lower')
    >>> interval(outcome("sleep_minutes"), -29, 31), interval(outcome("sleep_minutes"), 5, 31)
    ('29 min lower to 31 min higher', '5 to 31 min higher')
    """
    worse, better = (high, low) if what.better == "lower" else (low, high)
    ends = [_shown(what, worse), _shown(what, better)]
    if ends[0] * ends[1] < 0:
        return f"{_end(what, worse)} {_word(worse)} to {_end(what, better)} {_word(better)}"
    if not any(ends):
        return f"less than {what.amount(10**-what.decimals)} either way"
    smaller, larger = sorted((worse, better), key=abs)
    return f"{_size(what, smaller)} to {_end(what, larger)} {_word(larger)}"


def threshold(what: Outcome, value: float) -> str:
    """An amount that somebody set, without needless decimals.

    >>> from rolltrack.days.outcome import outcome
    >>> threshold(outcome("pain"), 1.0), threshold(outcome("pain"), 1.5)
    ('1 point', '1.5 points')
    """
    return what.amount(value).replace(".0 ", " ")


def _shown(what: Outcome, value: float) -> float:
    return round(value, what.decimals)


def _size(what: Outcome, value: float) -> str:
    return f"{abs(_shown(what, value)):.{what.decimals}f}"


def _end(what: Outcome, value: float) -> str:
    """A limit; points go without saying on a 0–10 scale."""
    return what.amount(value) if what.unit else _size(what, value)


def _word(value: float) -> str:
    return "lower" if value < 0 else "higher"
