"""How an answer is worked out and what would make it wrong, in plain words."""

from __future__ import annotations

from rolltrack.entry.language import mark, say
from rolltrack.helping.answer import Effect
from rolltrack.helping.trial import LOOK_LEVELS

HOW_FROM_LOG = (
    mark(
        "Compared is the first rating of the day after: after days with rolling and after "
        "rest days that were alike in pain that day and the week before, in the rolling of "
        "the day before, in weekday or weekend, and in how your back changed over time by "
        "itself."
    ),
    mark(
        "Ratings right after rolling do not count: people roll when it is bad, and bad "
        "ratings drift back by themselves."
    ),
    mark("The answer is worked out once a week. Looking every day would be wrong more often."),
    mark(
        "The interval holds the differences that fit your log. To speak of a difference, an "
        "even wider one (99 %) must lie on one side of zero."
    ),
)

WRONG_FROM_LOG = (
    mark(
        "Something that you did not write down and that makes you both roll and feel better "
        "the next day, such as a quiet day off. No log can see that; an experiment can rule "
        "it out."
    ),
    mark("Rating after rolling instead of before it."),
    mark("Leaving out days because they were good, or because they were bad."),
    mark("Hoping that it helps: ratings follow hopes a little."),
    mark("A benefit that is gone by the next day, or that takes weeks: neither shows here."),
)

HOW_FROM_EXPERIMENT = (
    mark(
        "A coin decided, pair by pair, whether rolling or rest came first, so that nothing "
        "else can lie behind the difference but chance."
    ),
    mark(
        "Each morning's rating belongs to the day before. Days count as the schedule asked "
        "for, also where you did something else."
    ),
    mark(
        "The interval holds every difference that fits: for each, it is checked how often "
        "other coin flips would have given what you saw."
    ),
    mark(
        "Verdicts are given on the planned days only, from a {first} % interval on the first "
        "and a {second} % interval on the second. Looking in between would be wrong more "
        "often."
    ),
)

WRONG_FROM_EXPERIMENT = (
    mark("What you expect: nobody can be kept from knowing whether they rolled."),
    mark("Rating at another time of day on roll days than on rest days, or after rolling."),
    mark("Leaving out mornings because they were good, or because they were bad."),
    mark(
        "Chance: where rolling does nothing, up to 1 experiment in 20 would still say that it "
        "helps."
    ),
    mark("A benefit that needs weeks: blocks of days cannot show it."),
)


def how(answer: Effect) -> tuple[str, ...]:
    """How an answer was worked out."""
    told = HOW_FROM_LOG if answer.source == "log" else HOW_FROM_EXPERIMENT
    first, second = (f"{100 * level:.0f}" for level in LOOK_LEVELS)
    return tuple(say(sentence, first=first, second=second) for sentence in told)


def what_would_be_wrong(answer: Effect) -> tuple[str, ...]:
    """What would make an answer wrong."""
    told = WRONG_FROM_LOG if answer.source == "log" else WRONG_FROM_EXPERIMENT
    return tuple(map(say, told))
