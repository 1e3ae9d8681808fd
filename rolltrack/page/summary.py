"""A period of the log → what the page for a physiotherapist says, the same in every format."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from rolltrack.days.change import Change, State, change, finding, since_first_weeks
from rolltrack.days.outcome import outcomes_in
from rolltrack.days.span import FEWEST_RATINGS, FEWEST_WEEKS, Span
from rolltrack.entry.language import date_words, mark, say
from rolltrack.entry.text import own_words, period_text
from rolltrack.entry.version import __version__
from rolltrack.page import lines
from rolltrack.page.choices import Choices
from rolltrack.page.every_entry import Listed, every_entry
from rolltrack.page.period import Period
from rolltrack.page.sections import Section, sections
from rolltrack.page.titles import MEASURE, MEASURE_OF_A_PART

if TYPE_CHECKING:
    from rolltrack.charts.picture import Picture

TITLE = mark("Foam rolling and back pain: a summary")
LIMITS = mark(
    "One person's own notes, not checked by anyone. A day without an entry is missing, not a rest "
    "day. What changed, changed while rolling: healing by itself, other treatment and expectation "
    "look the same in such a log. rolltrack is not a medical device; it does not diagnose or treat."
)


@dataclass(frozen=True)
class End:
    """One end of a comparison: the mean, and in ``basis`` the median, n and the dates."""

    value: str
    basis: str
    dates: str


@dataclass(frozen=True)
class Measure:
    """A row of the table: what changed in one measure, and how much that is."""

    name: str
    label: str
    direction: str
    first: End
    now: End
    change: str
    threshold: str
    verdict: str


@dataclass(frozen=True)
class Summary:
    """The page, before it has a format. Empty parts were hidden, or have nothing to say.

    ``facts`` are the lines under the title, ``since_first_weeks`` what ``finding`` is in a part of
    the log against its first weeks; ``measures`` is the table below ``headings``, ``notes`` what is
    under it: thresholds and their sources. ``days`` is the daily frame for the charts, None without
    charts, and ``seen`` what changed in it.
    ``help`` has what needs help at once, then what needs it soon. ``entries`` is the appendix.
    """

    title: str
    name: str
    facts: tuple[str, ...]
    goals: tuple[str, ...]
    finding: str
    meaning: str
    since_first_weeks: str
    headings: tuple[str, ...]
    measures: tuple[Measure, ...]
    notes: tuple[str, ...]
    helping: tuple[lines.Answer, ...]
    days: pd.DataFrame | None
    seen: Change | None
    sections: tuple[Section, ...]
    limits: str
    help: tuple[str, ...]
    made: str
    entries: tuple[Listed, ...]
    weekly_aim: int | None = None

    @property
    def headline(self) -> str:
        """The line that a browser tab or a file manager shows."""
        return f"{self.title}, {self.facts[0]}"

    def chart(self) -> Picture | None:
        """The two small charts; None where they were hidden, or nothing was rated."""
        if self.days is None:
            return None
        from rolltrack.page.chart import page_chart

        return page_chart(self.days, self.weekly_aim, self.seen)


def summarise(
    period: Period, choices: Choices | None = None, today: dt.date | None = None
) -> Summary:
    """What the page says about a period.

    The comparison is between the first and the last weeks of the period, by ``change``; of a part
    of the log ``since_first_weeks`` stands below. The answer to "is it helping?" is always that of
    the whole log: a period chosen for its answer would mislead.
    """
    chosen = choices or Choices()
    today = today or dt.date.today()
    days = period.days
    rated = [what.name for what in outcomes_in(days)] if len(days) else []
    changes = [
        change(period.log_days, name, shown=period.shown) for name in rated if chosen.shows(name)
    ]
    first = changes[0] if changes and changes[0].outcome.name == rated[0] else None
    shows_table = chosen.shows("changes") and bool(changes)
    return Summary(
        title=say(TITLE),
        name=own_words(chosen.name),
        facts=lines.facts(period, today),
        goals=lines.goals(period.settings, chosen) if chosen.shows("goals") else (),
        finding=_finding(period, rated, chosen),
        meaning=first.meaning if first and chosen.shows("finding") else "",
        since_first_weeks=_since(period, first) if first and chosen.shows("finding") else "",
        headings=tuple(map(say, MEASURE if period.shown is None else MEASURE_OF_A_PART)),
        measures=tuple(_measure(each, days) for each in changes) if shows_table else (),
        notes=_notes(changes) if shows_table else (),
        helping=tuple(lines.helping(period, chosen)) if chosen.shows("helping") else (),
        days=days if rated and chosen.shows("charts") and chosen.shows(rated[0]) else None,
        seen=first,
        sections=sections(period, chosen),
        limits=say(LIMITS),
        help=lines.get_help(),
        made=_made(today),
        entries=every_entry(period) if chosen.every_entry else (),
        weekly_aim=period.settings.weekly_aim_minutes,
    )


def _made(today: dt.date) -> str:
    sentence = mark("Made with rolltrack {version} on {date}.")
    return say(sentence, version=__version__, date=date_words(today))


def _finding(period: Period, rated: list[str], chosen: Choices) -> str:
    if not chosen.shows("finding") or (rated and not chosen.shows(rated[0])):
        return ""
    if rated:
        return finding(period.log_days, rated[0], shown=period.shown)
    if len(period.days) or period.logged is None:
        return finding(period.days)
    first, last = map(date_words, period.logged)
    some = mark("No entries in this period. The log has some from {first} to {last}.")
    return say(some, first=first, last=last)


def _since(period: Period, seen: Change) -> str:
    if period.shown is None:
        return ""
    since = since_first_weeks(period.log_days, seen.outcome.name, period.shown)
    return since.sentence if since else ""


def _measure(seen: Change, days: pd.DataFrame) -> Measure:
    what = seen.outcome
    label = f"{what.label}, {what.low}–{what.high}" if what.is_rating else what.label
    return Measure(
        name=what.name,
        label=label,
        direction=what.direction,
        first=_end(seen, seen.baseline, days),
        now=_end(seen, seen.now, days),
        change=_difference(seen),
        threshold=_threshold(seen),
        verdict=seen.verdict,
    )


def _end(seen: Change, span: Span, days: pd.DataFrame) -> End:
    what = seen.outcome
    if span.start is None or span.end is None:
        return End("–", say("no {nouns}", nouns=what.nouns), "")
    ratings = days.loc[pd.Timestamp(span.start) : pd.Timestamp(span.end), what.name]
    median = what.text(float(ratings.median()))
    return End(
        what.text(span.value),
        say("median {median}, n = {days}", median=median, days=span.days),
        period_text(span.start, span.end),
    )


def _difference(seen: Change) -> str:
    if math.isnan(seen.difference):
        return "–"
    sign = "+" if seen.difference > 0 else "−" if seen.difference < 0 else "±"
    text = sign + seen.outcome.amount(seen.difference)
    known = seen.difference and not math.isnan(seen.percent) and seen.outcome.low == 0
    return f"{text} ({seen.percent:+.0f} %)".replace("-", "−") if known else text


def _threshold(seen: Change) -> str:
    if seen.state is State.TOO_FEW:
        return say("needs {number} at each end", number=FEWEST_RATINGS)
    if not seen.known:
        return say("needs {number} weeks at each end", number=FEWEST_WEEKS)
    ups = say("usual ups and downs: {size} or less", size=seen.outcome.amount(seen.noise))
    if seen.outcome.notable is None:
        return ups
    size = seen.outcome.amount(seen.good_from - seen.baseline.value)
    return f"{ups}, {say('an important change: {size}', size=size)}"


def _notes(changes: list[Change]) -> tuple[str, ...]:
    rows = [
        say(
            "Values are means of the day's first rating, before any rolling; n counts days with a "
            "rating. Usual ups and downs: a difference that weeks as scattered as these show by "
            "chance (95 %)."
        )
    ]
    for seen in changes:
        what = seen.outcome
        if what.notable is not None:
            rows.append(
                say(
                    "{label}: an important change is {points} points and {percent} % ({source}).",
                    label=what.label,
                    points=f"{what.notable:g}",
                    percent=f"{what.notable_percent:g}",
                    source="Ostelo 2008, doi 10.1097/BRS.0b013e31815e3a10",
                )
            )
        if what.noise is not None:
            rows.append(
                say(
                    "{label}: less than {size} may be measurement error, with trained testers "
                    "({source}).",
                    label=what.label,
                    size=what.amount(what.noise),
                    source=lines.source_of(what.name),
                )
            )
    return tuple(rows)
