"""When a log or an experiment cannot answer, whatever its numbers say."""

from __future__ import annotations

from typing import Any

import numpy as np

from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import mark, say
from rolltrack.helping.answer import Gate
from rolltrack.helping.nextday import FEWEST_LOGGED, Comparison
from rolltrack.helping.trial import Trial

SMALLEST_ADHERENCE_GAP = 0.4
LARGEST_GAP = 0.15
GOOD_DAYS_T = -1.64


def log_gates(found: Comparison, what: Outcome) -> tuple[Gate, ...]:
    """The conditions of an honest comparison from the log, each with what was found."""
    return (
        _ratings_differ(found, what),
        _most_days(found.rated, what),
        _rest_as_often(found, what),
        _not_on_good_days(found),
        _apart_from_the_rest(found),
    )


def experiment_gates(trial: Trial) -> tuple[Gate, ...]:
    """The conditions of an honest answer, each with what was found."""
    return (
        _mornings_differ(trial),
        _most_mornings(trial),
        _mornings_as_often(trial),
        _schedule_followed(trial),
    )


def _gate(name: str, passed: bool, met: str, unmet: str, **values: Any) -> Gate:
    return Gate(name, passed, say(met if passed else unmet, **values))


def _ratings_differ(found: Comparison, what: Outcome) -> Gate:
    return _gate(
        "ratings that differ",
        found.varies,
        mark("The {word} {nouns} differ from day to day."),
        mark("Every {word} {noun} is the same, so there is no change to explain."),
        word=what.word,
        noun=what.noun,
        nouns=what.nouns,
    )


def _most_days(rated: float, what: Outcome) -> Gate:
    return _gate(
        "most days logged",
        rated >= FEWEST_LOGGED,
        mark("{percent} % of the days have a {word} {noun}."),
        mark(
            "Only {percent} % of the days have a {word} {noun}, and it takes {needed} % (a long "
            "break counts for less when it is entered as a pause)."
        ),
        percent=f"{100 * rated:.0f}",
        needed=f"{100 * FEWEST_LOGGED:.0f}",
        word=what.word,
        noun=what.noun,
    )


def _rest_as_often(found: Comparison, what: Outcome) -> Gate:
    rolling, rest = found.rated_after_rolling, found.rated_after_rest
    return _gate(
        "days after rest logged as often",
        found.missing_p >= 0.05 and rolling - rest <= LARGEST_GAP,
        mark(
            "The day after is {noted} {rolling} % of the time after rolling and {rest} % after "
            "rest."
        ),
        mark(
            "The day after is {noted} {rolling} % of the time after rolling and {rest} % after "
            "rest, and nobody knows how the missing days felt."
        ),
        noted=what.noted,
        rolling=f"{100 * rolling:.0f}",
        rest=f"{100 * rest:.0f}",
    )


def _not_on_good_days(found: Comparison) -> Gate:
    return _gate(
        "rolling not kept for good days",
        found.habit >= GOOD_DAYS_T,
        mark("Rolling is not kept for days that are good already."),
        mark(
            "Days with rolling are more often good days already, and a good day is often followed "
            "by another."
        ),
    )


def _apart_from_the_rest(found: Comparison) -> Gate:
    return _gate(
        "rolling apart from the rest",
        found.slope is not None,
        mark("Rolling can be told apart from the weekend and from the days before."),
        mark(
            "Rolling follows a fixed pattern, so it cannot be told apart from the weekend or the "
            "days before."
        ),
    )


def _mornings_differ(trial: Trial) -> Gate:
    name = "ratings that differ"
    if not trial.seen.any():
        return Gate(name, False, say("No morning has a rating from before rolling."))
    return _gate(
        name,
        bool(np.ptp(trial.next_morning[trial.seen]) > 0),
        mark("The morning ratings differ."),
        mark("The morning ratings are all the same, so there is no change to explain."),
    )


def _most_mornings(trial: Trial) -> Gate:
    rated = float(trial.seen.mean())
    return _gate(
        "most mornings rated",
        rated >= FEWEST_LOGGED,
        mark("{percent} % of the mornings have a rating."),
        mark("{percent} % of the mornings have a rating, and it takes {needed} %."),
        percent=f"{100 * rated:.0f}",
        needed=f"{100 * FEWEST_LOGGED:.0f}",
    )


def _mornings_as_often(trial: Trial) -> Gate:
    from scipy.stats import fisher_exact

    seen, assigned = trial.seen, trial.assigned == 1
    roll = [int((seen & assigned).sum()), int((~seen & assigned).sum())]
    rest = [int((seen & ~assigned).sum()), int((~seen & ~assigned).sum())]
    return _gate(
        "mornings rated as often after both",
        float(fisher_exact(np.array([roll, rest])).pvalue) >= 0.05,
        mark(
            "Rated were {roll} of {rolls} mornings after days to roll and {rest} of {rests} after "
            "days to rest."
        ),
        mark(
            "Rated were {roll} of {rolls} mornings after days to roll and {rest} of {rests} after "
            "days to rest, and nobody knows how the missing ones felt."
        ),
        roll=roll[0],
        rolls=sum(roll),
        rest=rest[0],
        rests=sum(rest),
    )


def _schedule_followed(trial: Trial) -> Gate:
    return _gate(
        "schedule followed",
        trial.adherence.gap >= SMALLEST_ADHERENCE_GAP,
        "{followed}",
        mark("The schedule was not followed enough to test it. {followed}"),
        followed=trial.adherence.sentence,
    )
