"""The start of the shown days against their end: every number and sentence about change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

import numpy as np
import pandas as pd

from rolltrack.days.noise import usual_difference
from rolltrack.days.outcome import Outcome, outcome, outcomes_in
from rolltrack.days.span import (
    FEWEST_RATINGS,
    FEWEST_WEEKS,
    Dates,
    Ends,
    Span,
    ends_of,
    ratings_of,
    stretches_of,
)
from rolltrack.days.words import difference, period_words
from rolltrack.entry.language import say, several

# People answer in whole points: a smaller difference than half a point could not be answered.
HALF_A_STEP = 0.5


class State(StrEnum):
    """How much a change is."""

    TOO_EARLY = "too early"
    TOO_FEW = "too few"
    WITHIN_NOISE = "within noise"
    BETTER = "better"
    WORSE = "worse"
    NOTICEABLY_BETTER = "noticeably better"
    NOTICEABLY_WORSE = "noticeably worse"


@dataclass(frozen=True)
class Change:
    """What changed from one end of some days to the other, and how much that is.

    ``difference`` is now minus baseline, ``percent`` is of the baseline (NaN where that is 0),
    both of the rounded numbers, so that people can check them. ``noise`` is the largest difference
    that is no more than the usual ups and downs. All are NaN where it is too early to tell, or the
    ratings are too few. ``rolled`` tells whether any of the days between had rolling. ``part`` is
    how many days are shown where that is a part of the log, None where it is the first weeks of the
    log that are compared.
    """

    outcome: Outcome
    baseline: Span
    now: Span
    difference: float
    percent: float
    noise: float
    state: State
    rolled: bool
    part: int | None

    @property
    def known(self) -> bool:
        """Whether there is enough to compare."""
        return not math.isnan(self.difference)

    @property
    def good_from(self) -> float:
        """The value from which on the change is an important one for the better, or NaN."""
        need = _notable(self.outcome, self.baseline.value)
        return self.baseline.value + (need if self.outcome.better == "higher" else -need)

    @property
    def sentence(self) -> str:
        """What changed, with both numbers."""
        match self.state:
            case State.TOO_EARLY:
                return self._too_early()
            case State.TOO_FEW:
                return self._too_few()
            case State.WITHIN_NOISE:
                within = True
            case State.BETTER | State.WORSE | State.NOTICEABLY_BETTER | State.NOTICEABLY_WORSE:
                within = False
            case _:
                assert_never(self.state)
        what = self.outcome
        values = {
            "label": what.label,
            "begin": what.text(self.baseline.value),
            "now": what.text(self.now.value),
            "size": difference(what, self.difference),
            "start": self._start(),
        }
        if abs(self.difference) <= HALF_A_STEP:
            return say("{label} is about the same as {start} ({begin} → {now}).", **values)
        if within:
            return say(
                "{label} is {size} than {start} ({begin} → {now}), no more than the usual ups and "
                "downs.",
                **values,
            )
        return say("{label} is {size} than {start} ({begin} → {now}).", **values)

    @property
    def meaning(self) -> str:
        """How much that is, and what it does not say; empty where it cannot be told."""
        match self.state:
            case State.TOO_EARLY | State.TOO_FEW:
                return ""
            case State.WITHIN_NOISE:
                return say(
                    "Differences of up to {size} are within the usual ups and downs.",
                    size=self.outcome.amount(self.noise),
                )
            case State.BETTER | State.WORSE:
                said = say("That is more than the usual ups and downs.")
                if self.outcome.notable is not None:
                    said = say(
                        "That is more than the usual ups and downs, and less than what counts as "
                        "an important change in studies: {points} points and {percent} % "
                        "(Ostelo 2008).",
                        **self._important(),
                    )
            case State.NOTICEABLY_BETTER | State.NOTICEABLY_WORSE:
                said = say(
                    "That counts as an important change in studies: it is at least {points} points "
                    "and {percent} % (Ostelo 2008).",
                    **self._important(),
                )
            case _:
                assert_never(self.state)
        if not self.rolled:
            return said
        return f"{said} {say('It changed while rolling; that alone does not show why.')}"

    @property
    def verdict(self) -> str:
        """The same in a few words, for a table."""
        match self.state:
            case State.TOO_EARLY:
                return say("too early to compare")
            case State.TOO_FEW:
                return say("too few to tell")
            case State.WITHIN_NOISE:
                return say("within the usual ups and downs")
            case State.BETTER:
                return say("better, beyond the usual ups and downs")
            case State.WORSE:
                return say("worse, beyond the usual ups and downs")
            case State.NOTICEABLY_BETTER:
                return say("better, an important change")
            case State.NOTICEABLY_WORSE:
                return say("worse, an important change")
            case _:
                assert_never(self.state)

    def _start(self) -> str:
        if self.part is None:
            return say("in the first weeks")
        return say("at the start of {period}", period=period_words(self.part))

    def _important(self) -> dict[str, str]:
        what = self.outcome
        return {"points": f"{what.notable:g}", "percent": f"{what.notable_percent:g}"}

    def _too_early(self) -> str:
        what, weeks = self.outcome, self.baseline.weeks + self.now.weeks
        if not weeks:
            return say(
                "No {nouns} of {word} yet. The first one starts the picture.",
                nouns=what.nouns,
                word=what.word,
            )
        return several(
            weeks,
            "Too early to see a trend in {word}: {noted} in {number} week so far, {needed} are "
            "needed.",
            "Too early to see a trend in {word}: {noted} in {number} weeks so far, {needed} are "
            "needed.",
            word=what.word,
            noted=what.noted,
            needed=2 * FEWEST_WEEKS,
        )

    def _too_few(self) -> str:
        what = self.outcome
        said: dict[str, Any] = {"nouns": what.nouns, "word": what.word, "fewest": FEWEST_RATINGS}
        if self.part is None:
            return say(
                "Too few {nouns} of {word} to tell a change from the usual ups and downs: it takes "
                "{fewest} of the first weeks and {fewest} of the last.",
                **said,
            )
        return say(
            "Too few {nouns} of {word} in {period} to tell a change from the usual ups and downs.",
            period=period_words(self.part),
            **said,
        )


def change(
    days: pd.DataFrame,
    outcome_name: str = "pain",
    first: Dates | None = None,
    *,
    shown: Dates | None = None,
) -> Change:
    """The start of the shown days against their end.

    ``days`` is the daily frame; ``shown`` are the first and last of its days that are shown, by
    default all. Compared are the first three and the last four weeks with ratings (three in a short
    log), or more where these hold fewer than five ratings. ``first`` chooses other first and last
    days of the start. Where fewer than six weeks are shown and the log has more, it is their first
    and their last half, in whole weeks.

    Within noise is a difference no larger than what weeks as scattered as these and days as alike
    bring by chance (``rolltrack.days.noise.usual_difference``, from both ends and up to twelve
    weeks between or beside them), the published error of a flexibility test, or half a step of the
    scale, whichever is largest. Up to half a step is called about the same. An important change is,
    for pain, at least 2 points and 30 % (Ostelo 2008). With fewer than three weeks of ratings at
    either end it is too early; with fewer than five ratings there are too few.

    >>> index = pd.date_range("2026-07-06", periods=42, name="date")
    >>> days = pd.DataFrame({"pain": [6.0] * 21 + [3.0] * 21, "state": "rolled"}, index)
    >>> change(days).sentence
    'Pain is 3.0 points lower than in the first weeks (6.0 → 3.0).'
    >>> change(days, shown=(index[7], index[34])).sentence
    'Pain is 3.0 points lower than at the start of these 4 weeks (6.0 → 3.0).'
    """
    ends = ends_of(ratings_of(days, outcome_name), shown, first)
    length = (shown[1] - shown[0]).days + 1 if shown else len(days)
    part = length if length < len(days) else None
    return _compared(outcome(outcome_name), ends, days, part)


def since_first_weeks(days: pd.DataFrame, outcome_name: str, shown: Dates) -> Change | None:
    """The first weeks of the log against the end of the shown days, to stand under ``change``.

    None where the shown days begin with those weeks, or too little is known to compare.

    >>> index = pd.date_range("2026-07-06", periods=84, name="date")
    >>> days = pd.DataFrame({"pain": [6.0] * 42 + [3.0] * 42, "state": "rest"}, index)
    >>> since_first_weeks(days, "pain", (index[56], index[83])).sentence
    'Pain is 3.0 points lower than in the first weeks (6.0 → 3.0).'
    """
    rated = ratings_of(days, outcome_name)
    begin, now = rated.first(), ends_of(rated, shown).now
    if not len(now.dates) or begin.weeks[-1] >= now.weeks[0] or begin.weeks[0] >= shown[0]:
        return None
    between = rated.where((rated.weeks > begin.weeks[-1]) & (rated.dates < now.dates[0]))
    found = _compared(outcome(outcome_name), Ends(begin, now, stretches_of(between), 1), days, None)
    return found if found.known else None


def finding(
    days: pd.DataFrame, outcome_name: str | None = None, *, shown: Dates | None = None
) -> str:
    """The one sentence that titles, text alternatives, explorer and summary share.

    It is about pain, or about the first outcome that has ratings where pain has none, and speaks of
    the ``shown`` days, as ``change`` does.
    """
    if not len(days):
        return say("Nothing here yet. Your first entry starts the picture.")
    if outcome_name is None:
        rated = outcomes_in(days)
        if not rated:
            return say("Nothing rated yet. Your first rating starts the picture.")
        outcome_name = rated[0].name
    return change(days, outcome_name, shown=shown).sentence


def _compared(what: Outcome, ends: Ends, days: pd.DataFrame, part: int | None) -> Change:
    begin, now = ends.begin.span(what), ends.now.span(what)
    rolled = _rolled(days, begin, now)
    state = _too_little(ends, begin, now)
    if state is not None:
        return Change(what, begin, now, math.nan, math.nan, math.nan, state, rolled, part)
    difference = round(now.value - begin.value, what.decimals) + 0.0
    percent = round(100 * difference / begin.value) if begin.value else math.nan
    noise = _noise(what, ends)
    good = (difference > 0) == (what.better == "higher")
    if abs(difference) <= noise:
        state = State.WITHIN_NOISE
    elif abs(difference) >= _notable(what, begin.value):
        state = State.NOTICEABLY_BETTER if good else State.NOTICEABLY_WORSE
    else:
        state = State.BETTER if good else State.WORSE
    return Change(what, begin, now, difference, percent, noise, state, rolled, part)


def _too_little(ends: Ends, begin: Span, now: Span) -> State | None:
    whole = ends.fewest_weeks == FEWEST_WEEKS
    if whole and begin.weeks + now.weeks < 2 * FEWEST_WEEKS:
        return State.TOO_EARLY
    few = min(begin.days, now.days) < FEWEST_RATINGS
    return State.TOO_FEW if few or min(begin.weeks, now.weeks) < ends.fewest_weeks else None


def _noise(what: Outcome, ends: Ends) -> float:
    parts = (ends.begin, *ends.others, ends.now)
    dates, weeks, values = (np.concatenate(column) for column in zip(*parts, strict=True))
    stretch = np.repeat(np.arange(len(parts)), [len(part.dates) for part in parts])
    order = np.argsort(dates)
    own = usual_difference(
        dates[order].astype(np.int64),
        values[order],
        weeks[order].astype(np.int64),
        stretch[order],
    )
    return round(max(own, what.noise or 0.0, HALF_A_STEP), what.decimals)


def _notable(what: Outcome, begin: float) -> float:
    if what.notable is None:
        return math.nan
    return max(what.notable, round(what.notable_percent / 100 * begin, 1))


def _rolled(days: pd.DataFrame, begin: Span, now: Span) -> bool:
    if begin.start is None or now.end is None:
        return False
    dates = pd.DatetimeIndex(days.index).to_numpy(dtype="M8[D]")
    between = (dates >= np.datetime64(begin.start)) & (dates <= np.datetime64(now.end))
    return bool(days["state"][between].eq("rolled").any())
