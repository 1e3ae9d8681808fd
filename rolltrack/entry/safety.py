"""Fixed, general, cited texts, and when to show them. Never a score or a diagnosis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from rolltrack.entry.day import date_of
from rolltrack.entry.entry import Entry
from rolltrack.entry.language import mark, say
from rolltrack.entry.settings import Settings

Place = Literal["form", "guided session", "summary"]
EVERYWHERE: tuple[Place, ...] = ("form", "guided session", "summary")

ARTICLE_A = "“Foam Roller to Crack Back: The New Solution for Back Pain Relief”"
ARTICLE_B = "“How to Crack Your Back with a Roller”"

# Finucane 2020, doi 10.2519/jospt.2020.9971: single signs say little, so the text is shown and
# nothing is computed from it.
GET_HELP_EMERGENCY = (
    mark("numbness around the genitals, buttocks or inner thighs"),
    mark("new trouble with bladder or bowels"),
    mark("weakness or numbness in both legs"),
    mark("back pain with chest pain"),
    mark("back pain after a serious accident"),
)
GET_HELP_SOON = (
    mark("fever"),
    mark("weight loss"),
    mark("a lump or a changed shape of the back"),
    mark("pain that is worse at night or at rest"),
    mark("pain between the shoulder blades that has not been looked at"),
    mark("cancer or steroids in your history"),
)
STOP_WHEN = mark("Sharp or spreading pain, numbness or tingling: stop.")

# The first six: Bartsch 2021 (Delphi), doi 10.3390/jcm10225360. The rest: added by practitioners.
DO_NOT_ROLL_SOURCE = mark("Bartsch 2021, doi 10.3390/jcm10225360, and practitioners")
DO_NOT_ROLL: Mapping[str, str] = MappingProxyType(
    {
        "open_wound": mark("An open wound"),
        "fracture": mark("A fracture"),
        "inflammation": mark("A local inflammation"),
        "thrombosis": mark("Deep-vein thrombosis"),
        "osteomyelitis": mark("Osteomyelitis (a bone infection)"),
        "myositis_ossificans": mark("Myositis ossificans (bone in a muscle)"),
        "osteoporosis": mark("Osteoporosis"),
        "blood_thinners": mark("Blood thinners"),
        "pregnancy": mark("Pregnancy"),
        "recent_surgery": mark("Recent surgery"),
        "cancer_in_bone": mark("Cancer in bone"),
        "disc_and_leg": mark("Disc trouble with leg symptoms"),
    }
)
QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "long_standing_pain": mark("Have you had back pain for a long time?"),
        "unsure": mark("Are you unsure whether rolling is for you?"),
        "do_not_roll": mark("Does any of these apply to you?"),
    }
)
ASK_FIRST = mark("Ask a doctor or physiotherapist before you roll. You can log here all the same.")

BEGINNER = dt.timedelta(weeks=4)
TWO_WEEKS = dt.timedelta(days=14)
THREE_MONTHS = dt.timedelta(days=91)
GENTLE = 5
MINUTES_A_DAY = 10


@dataclass(frozen=True)
class Advice:
    """One note to show: its text, where it comes from, and whether *get help* belongs beside it."""

    key: str
    text: str
    source: str
    get_help: bool = False


@dataclass(frozen=True)
class Facts:
    """What the rules look at: an entry, its day, and the weeks before it."""

    settings: Settings
    entry: Entry | None = None
    minutes_of_day: int = 0
    stops: int = 0
    first_roll: dt.date | None = None
    day: dt.date = field(default_factory=dt.date.today)


@dataclass(frozen=True)
class Rule:
    """A tip as data: when it holds, what it says, its source, and where it is shown.

    In ``source``, ``{a}`` and ``{b}`` stand for the two articles.
    """

    key: str
    text: str
    source: str
    holds: Callable[[Facts], bool]
    places: tuple[Place, ...] = EVERYWHERE
    get_help: bool = False


def _session(facts: Facts) -> Entry | None:
    entry = facts.entry
    return entry if entry is not None and entry.kind == "session" else None


def _rolled(facts: Facts, area: str) -> bool:
    session = _session(facts)
    return session is not None and area in session.areas


def _pressed_hard(facts: Facts) -> bool:
    session = _session(facts)
    return session is not None and (session.pressure or 0) > GENTLE


def _firm_at_first(facts: Facts) -> bool:
    session = _session(facts)
    if session is None or session.roller != "firm" or facts.first_roll is None:
        return False
    return facts.day - facts.first_roll < BEGINNER


def _stopped(facts: Facts) -> bool:
    session = _session(facts)
    return session is not None and bool(session.stopped_for_pain)


def _no_pop(facts: Facts) -> bool:
    session = _session(facts)
    return session is not None and session.popped is False


def _listed(facts: Facts) -> bool:
    return facts.settings.safety is not None and bool(facts.settings.safety.do_not_roll)


def _ask_first(facts: Facts) -> bool:
    safety = facts.settings.safety
    return safety is not None and (safety.long_standing_pain or safety.unsure)


RULES: tuple[Rule, ...] = (
    Rule(
        "stopped_twice",
        mark("You stopped for pain twice in 14 days. Get advice before you go on."),
        mark("{a}, tip 4: stop at pain and seek medical advice"),
        lambda facts: facts.stops >= 2,
        get_help=True,
    ),
    Rule(
        "stopped",
        mark("You stopped because it hurt. Please read “Get help” first."),
        mark("{a}, tip 4: stop at pain and seek medical advice"),
        _stopped,
        get_help=True,
    ),
    Rule(
        "do_not_roll",
        mark(
            "You ticked something on the list of when not to roll. "
            "Ask a doctor or physiotherapist before you roll."
        ),
        DO_NOT_ROLL_SOURCE,
        _listed,
        places=("guided session", "summary"),
    ),
    Rule(
        "neck",
        mark("Rolling the neck is not offered here: there are case reports of artery dissection."),
        mark("PMC3315865, PMC9815484"),
        lambda facts: _rolled(facts, "neck"),
    ),
    Rule(
        "lower_back",
        mark("Lower back: opinions differ and safety data are scarce; ask a physiotherapist."),
        mark("{a}, tip 2, against {b}, step 3; Fijavž 2024, doi 10.3389/fphys.2024.1476342"),
        lambda facts: _rolled(facts, "lower_back"),
    ),
    Rule(
        "ask_first",
        mark("With long-standing pain, or when unsure, see a professional before you roll."),
        mark("{b}, tip 3"),
        _ask_first,
        places=("guided session",),
    ),
    Rule(
        "gentle",
        mark("Be gentle: in one study more force brought no more motion."),
        mark("{b}, tip 1; Grabow 2018"),
        _pressed_hard,
    ),
    Rule(
        "softer_first",
        mark(
            "The article advises a softer roller in the first weeks. In one study of 36 people the "
            "density made no difference to range of motion."
        ),
        mark("{a}, tip 1; Cheatham 2018, n=36"),
        _firm_at_first,
    ),
    Rule(
        "ten_minutes",
        mark("That makes {minutes} minutes of rolling in a day. The article suggests about 10."),
        mark("{a}, tip 3; no study found behind it"),
        lambda facts: facts.minutes_of_day > MINUTES_A_DAY,
    ),
    Rule(
        "pop",
        mark("No crack is fine: there is no evidence that a pop matters. Don't force it."),
        mark("{b}, tip 2; doi 10.1186/s12998-022-00454-0"),
        _no_pop,
    ),
)


def advice(
    entries: Iterable[Entry],
    settings: Settings | None = None,
    *,
    about: Entry | None = None,
    at: dt.datetime | None = None,
    place: Place = "form",
) -> Advice | None:
    """The one note that matters most after an entry, or None. It never keeps anyone from logging.

    ``entries`` are entries in any order (for a form: those of the log and the one being filled
    in). What counts is one of them, ``about`` (default: the newest that starts until ``at``, or of
    all), the minutes of its day, and the weeks before it. Rules and their order are ``RULES``;
    each names its source.

    >>> long = Entry(start="2026-11-21T18:30:05+01:00", minutes=11)
    >>> advice([long]).text
    'That makes 11 minutes of rolling in a day. The article suggests about 10.'
    """
    facts = _facts(entries, settings or Settings(), about, at)
    for rule in RULES:
        if place in rule.places and rule.holds(facts):
            text = say(rule.text, minutes=facts.minutes_of_day)
            source = say(rule.source, a=ARTICLE_A, b=ARTICLE_B)
            return Advice(rule.key, text, source, rule.get_help)
    return None


def questions_due(entries: Iterable[Entry], settings: Settings, now: dt.datetime) -> str:
    """Why the questions before the first roll are asked now; empty when they are not.

    They are asked once, and again after three months or after a new side effect. ``now`` has an
    offset.

    >>> questions_due([], Settings(), dt.datetime(2026, 11, 21, tzinfo=dt.UTC))
    'Before the first time: a few questions.'
    """
    if settings.safety is None:
        return say("Before the first time: a few questions.")
    answered = settings.safety.answered
    if any(entry.side_effect and entry.start > answered for entry in entries):
        return say("You noted a side effect. The same questions once more:")
    if now - answered >= THREE_MONTHS:
        return say("Three months have passed. The same questions once more:")
    return ""


def _facts(
    entries: Iterable[Entry], settings: Settings, about: Entry | None, at: dt.datetime | None
) -> Facts:
    known = [each for each in entries if at is None or each.start <= at]
    if not known:
        return Facts(settings)
    entry = about or max(known, key=lambda each: each.start)

    def day(each: Entry) -> dt.date:
        return date_of(each.start, settings.day_starts_at)

    today = day(entry)
    # Two days more: days begin at local times up to 26 hours apart, and stamps are compared first.
    span = TWO_WEEKS + dt.timedelta(days=2)
    recent = [(day(e), e) for e in known if abs(entry.start - e.start) < span]
    sessions = [each for each in known if each.kind == "session"]
    first = min(sessions, key=lambda each: each.start, default=None)
    return Facts(
        settings,
        entry,
        minutes_of_day=sum(e.minutes or 0 for its_day, e in recent if its_day == today),
        stops=sum(
            bool(e.stopped_for_pain)
            for its_day, e in recent
            if dt.timedelta(0) <= today - its_day < TWO_WEEKS
        ),
        first_roll=None if first is None else day(first),
        day=today,
    )
