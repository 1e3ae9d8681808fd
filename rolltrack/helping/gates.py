"""When a log or an experiment cannot answer, whatever its numbers say."""

from __future__ import annotations

import numpy as np

from rolltrack.days.outcome import Outcome
from rolltrack.entry.language import say
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


def _ratings_differ(found: Comparison, what: Outcome) -> Gate:
    if found.varies:
        said = say("The {word} {nouns} differ from day to day.", word=what.word, nouns=what.nouns)
    else:
        said = say(
            "Every {word} {noun} is the same, so there is no change to explain.",
            word=what.word,
            noun=what.noun,
        )
    return Gate("ratings that differ", found.varies, said)


def _most_days(rated: float, what: Outcome) -> Gate:
    values = {"percent": f"{100 * rated:.0f}", "word": what.word, "noun": what.noun}
    if rated >= FEWEST_LOGGED:
        said = say("{percent} % of the days have a {word} {noun}.", **values)
        return Gate("most days logged", True, said)
    said = say(
        "Only {percent} % of the days have a {word} {noun}, and it takes {needed} % (a long break "
        "counts for less when it is entered as a pause).",
        needed=f"{100 * FEWEST_LOGGED:.0f}",
        **values,
    )
    return Gate("most days logged", False, said)


def _rest_as_often(found: Comparison, what: Outcome) -> Gate:
    rolling, rest = found.rated_after_rolling, found.rated_after_rest
    even = found.missing_p >= 0.05 and rolling - rest <= LARGEST_GAP
    values = {
        "noted": what.noted,
        "rolling": f"{100 * rolling:.0f}",
        "rest": f"{100 * rest:.0f}",
    }
    if even:
        said = say(
            "The day after is {noted} {rolling} % of the time after rolling and {rest} % after "
            "rest.",
            **values,
        )
    else:
        said = say(
            "The day after is {noted} {rolling} % of the time after rolling and {rest} % after "
            "rest, and nobody knows how the missing days felt.",
            **values,
        )
    return Gate("days after rest logged as often", even, said)


def _not_on_good_days(found: Comparison) -> Gate:
    if found.habit >= GOOD_DAYS_T:
        said = say("Rolling is not kept for days that are good already.")
    else:
        said = say(
            "Days with rolling are more often good days already, and a good day is often followed "
            "by another."
        )
    return Gate("rolling not kept for good days", found.habit >= GOOD_DAYS_T, said)


def _apart_from_the_rest(found: Comparison) -> Gate:
    if found.slope is not None:
        said = say("Rolling can be told apart from the weekend and from the days before.")
    else:
        said = say(
            "Rolling follows a fixed pattern, so it cannot be told apart from the weekend or the "
            "days before."
        )
    return Gate("rolling apart from the rest", found.slope is not None, said)


def _mornings_differ(trial: Trial) -> Gate:
    name = "ratings that differ"
    if not trial.seen.any():
        return Gate(name, False, say("No morning has a rating from before rolling."))
    if np.ptp(trial.next_morning[trial.seen]) > 0:
        return Gate(name, True, say("The morning ratings differ."))
    same = say("The morning ratings are all the same, so there is no change to explain.")
    return Gate(name, False, same)


def _most_mornings(trial: Trial) -> Gate:
    rated = float(trial.seen.mean())
    values = {"percent": f"{100 * rated:.0f}", "needed": f"{100 * FEWEST_LOGGED:.0f}"}
    if rated >= FEWEST_LOGGED:
        said = say("{percent} % of the mornings have a rating.", **values)
    else:
        said = say("{percent} % of the mornings have a rating, and it takes {needed} %.", **values)
    return Gate("most mornings rated", rated >= FEWEST_LOGGED, said)


def _mornings_as_often(trial: Trial) -> Gate:
    from scipy.stats import fisher_exact

    seen, assigned = trial.seen, trial.assigned == 1
    roll = [int((seen & assigned).sum()), int((~seen & assigned).sum())]
    rest = [int((seen & ~assigned).sum()), int((~seen & ~assigned).sum())]
    even = float(fisher_exact(np.array([roll, rest])).pvalue) >= 0.05
    values = {"roll": roll[0], "rolls": sum(roll), "rest": rest[0], "rests": sum(rest)}
    if even:
        said = say(
            "Rated were {roll} of {rolls} mornings after days to roll and {rest} of {rests} after "
            "days to rest.",
            **values,
        )
    else:
        said = say(
            "Rated were {roll} of {rolls} mornings after days to roll and {rest} of {rests} after "
            "days to rest, and nobody knows how the missing ones felt.",
            **values,
        )
    return Gate("mornings rated as often after both", even, said)


def _schedule_followed(trial: Trial) -> Gate:
    said = trial.adherence.sentence
    followed = trial.adherence.gap >= SMALLEST_ADHERENCE_GAP
    if not followed:
        said = f"{say('The schedule was not followed enough to test it.')} {said}"
    return Gate("schedule followed", followed, said)
