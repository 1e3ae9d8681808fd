"""Answers as a friend would say them, and why the plain averages differ from them."""

from __future__ import annotations

from typing import assert_never

from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import mark, say
from rolltrack.helping.answer import Compared, Shown, Source, Verdict


def plain(
    verdict: Compared, what: Outcome, source: Source, shown: Shown, worthwhile: float | None
) -> str:
    """What a verdict on an estimate means, in a sentence; ``shown`` is in the outcome's unit.

    >>> from rolltrack.days.outcome import outcome
    >>> plain(Verdict.NO_BENEFIT, outcome("pain"), "log", (0.0, -0.4, 0.3), 1.0)
    'No: the day after rolling hurts about as much as the day after rest.'
    >>> plain(Verdict.PROMISING, outcome("sleep_minutes"), "log", (25.0, 5.0, 45.0), None)
    'Perhaps: sleep is longer the day after rolling than the day after rest.'
    """
    rolling, rest = _whens(source)
    if what.name == "pain":
        return _of_pain(verdict, rolling, rest, _may_be_worse(what, shown, worthwhile))
    return _of_another(verdict, what, rolling, rest, _may_be_worse(what, shown, worthwhile))


def when(source: Source) -> str:
    """The days that an estimate is about."""
    if source == "log":
        return say("the day after rolling")
    return say("the morning after days with rolling")


def why(
    what: Outcome,
    estimate: float,
    after: tuple[float, float],
    on: tuple[float, float],
    worthwhile: float | None,
) -> str:
    """Why the plain averages differ from the estimate; empty where they hardly do. ``after`` are
    the means after rolling and after rest, ``on`` those of these days before any rolling.

    >>> from rolltrack.days.outcome import outcome
    >>> print(why(outcome("pain"), 0.0, (5.2, 5.6), (5.0, 5.5), 1.0))
    The plain averages are 5.2 after rolling and 5.6 after rest. But you rolled on days that were \
better already (5.0 against 5.5), and such days are often followed by others. The answer takes \
that out.
    """
    little = 0.2 * (worthwhile or 10.0)
    beyond, began = after[0] - after[1] - estimate, on[0] - on[1]
    if abs(beyond) < little:
        return ""
    if abs(began) < little or began * beyond < 0:
        text = mark(
            "The plain averages are {rolling} after rolling and {rest} after rest. They also hold "
            "the days before, the weekend and slow change over the weeks; the answer takes these "
            "out."
        )
    elif (began < 0) == (what.better == "lower"):
        text = mark(
            "The plain averages are {rolling} after rolling and {rest} after rest. But you rolled "
            "on days that were better already ({on_rolling} against {on_rest}), and such days are "
            "often followed by others. The answer takes that out."
        )
    else:
        text = mark(
            "The plain averages are {rolling} after rolling and {rest} after rest. But you rolled "
            "on days that were worse to begin with ({on_rolling} against {on_rest}), and such days "
            "are often followed by others. The answer takes that out."
        )
    names = ("rolling", "rest", "on_rolling", "on_rest")
    return say(text, **dict(zip(names, map(what.text, (*after, *on)), strict=True)))


def _whens(source: Source) -> tuple[str, str]:
    if source == "log":
        return say("the day after rolling"), say("the day after rest")
    return say("the morning after rolling"), say("the morning after rest")


def _may_be_worse(what: Outcome, shown: Shown, worthwhile: float | None) -> bool:
    """Whether the interval holds an amount of harm that would matter."""
    _, low, high = shown
    worst = high if what.better == "lower" else None if low is None else -low
    return worthwhile is not None and (worst is None or worst >= worthwhile)


def _of_pain(verdict: Compared, rolling: str, rest: str, may_be_worse: bool) -> str:
    days = {"rolling": rolling, "rest": rest}
    match verdict:
        case Verdict.HELPING:
            return say("Yes: {rolling} hurts less than {rest}.", **days)
        case Verdict.PROMISING:
            return say("Perhaps: {rolling} hurts less than {rest}.", **days)
        case Verdict.WORSE:
            return say("No: {rolling} hurts more than {rest}.", **days)
        case Verdict.NO_BENEFIT:
            if may_be_worse:
                return say("No: {rolling} hurts as much as {rest}, or more.", **days)
            return say("No: {rolling} hurts about as much as {rest}.", **days)
        case Verdict.CANNOT_TELL_YET:
            return say("It is not clear yet whether {rolling} hurts less than {rest}.", **days)
        case _:
            assert_never(verdict)


def _of_another(
    verdict: Compared, what: Outcome, rolling: str, rest: str, may_be_worse: bool
) -> str:
    good, better, worse = _comparatives(what)
    days = {"word": what.word, "rolling": rolling, "rest": rest}
    match verdict:
        case Verdict.HELPING:
            return say("Yes: {word} is {better} {rolling} than {rest}.", better=better, **days)
        case Verdict.PROMISING:
            return say("Perhaps: {word} is {better} {rolling} than {rest}.", better=better, **days)
        case Verdict.WORSE:
            return say("No: {word} is {worse} {rolling} than {rest}.", worse=worse, **days)
        case Verdict.NO_BENEFIT:
            if may_be_worse:
                return say(
                    "No: {word} is as {good} {rolling} as {rest}, or {worse}.",
                    good=good,
                    worse=worse,
                    **days,
                )
            return say("No: {word} is about as {good} {rolling} as {rest}.", good=good, **days)
        case Verdict.CANNOT_TELL_YET:
            return say(
                "It is not clear yet whether {word} is {better} {rolling} than {rest}.",
                better=better,
                **days,
            )
        case _:
            assert_never(verdict)


def _comparatives(what: Outcome) -> tuple[str, str, str]:
    """What one says of it: that it is as it is, better, worse."""
    if what.unit == "min":
        return say("long"), say("longer"), say("shorter")
    if what.is_rating and what.better == "lower":
        return say("high"), say("lower"), say("higher")
    return say("good"), say("better"), say("worse")
