"""When a log or an experiment cannot answer, whatever its numbers say."""

from __future__ import annotations

import numpy as np

from rolltrack.days.outcome import Outcome
from rolltrack.helping.answer import Gate
from rolltrack.helping.nextday import Comparison
from rolltrack.helping.trial import Trial

FEWEST_LOGGED = 0.6
SMALLEST_ADHERENCE_GAP = 0.4
LARGEST_GAP = 0.15
GOOD_DAYS_T = -1.64


def log_gates(found: Comparison, what: Outcome) -> tuple[Gate, ...]:
    """The conditions of an honest comparison from the log, each with what was found."""
    label = what.label.lower()
    return (
        Gate(
            "ratings that differ",
            found.varies,
            f"The {label} {what.nouns} differ from day to day."
            if found.varies
            else f"Every {label} {what.noun} is the same, so there is no change to explain.",
        ),
        _most_days(found.rated, what),
        _rest_as_often(found, what),
        Gate(
            "rolling not kept for good days",
            found.habit >= GOOD_DAYS_T,
            "Rolling is not kept for days that are good already."
            if found.habit >= GOOD_DAYS_T
            else "Days with rolling are more often good days already, and a good day is often "
            "followed by another.",
        ),
        Gate(
            "rolling apart from the rest",
            found.slope is not None,
            "Rolling can be told apart from the weekend and from the days before."
            if found.slope is not None
            else "Rolling follows a fixed pattern, so it cannot be told apart from the "
            "weekend or the days before.",
        ),
    )


def experiment_gates(trial: Trial) -> tuple[Gate, ...]:
    """The conditions of an honest answer, each with what was found."""
    return (
        _mornings_differ(trial),
        _most_mornings(trial),
        _mornings_as_often(trial),
        _schedule_followed(trial),
    )


def _most_days(rated: float, what: Outcome) -> Gate:
    share = f"{100 * rated:.0f} % of the days have a {what.label.lower()} {what.noun}"
    if rated >= FEWEST_LOGGED:
        return Gate("most days logged", True, share + ".")
    return Gate(
        "most days logged",
        False,
        f"Only {share}, and it takes {100 * FEWEST_LOGGED:.0f} % (a long break counts for less "
        "when it is entered as a pause).",
    )


def _rest_as_often(found: Comparison, what: Outcome) -> Gate:
    rolling, rest = found.rated_after_rolling, found.rated_after_rest
    even = found.missing_p >= 0.05 and rolling - rest <= LARGEST_GAP
    shares = (
        f"The day after is {what.noted} {100 * rolling:.0f} % of the time after rolling and "
        f"{100 * rest:.0f} % after rest"
    )
    missing = "" if even else ", and nobody knows how the missing days felt"
    return Gate("days after rest logged as often", even, f"{shares}{missing}.")


def _mornings_differ(trial: Trial) -> Gate:
    if not trial.seen.any():
        return Gate("ratings that differ", False, "No morning has a rating from before rolling.")
    varies = bool(np.ptp(trial.next_morning[trial.seen]) > 0)
    return Gate(
        "ratings that differ",
        varies,
        "The morning ratings differ."
        if varies
        else "The morning ratings are all the same, so there is no change to explain.",
    )


def _most_mornings(trial: Trial) -> Gate:
    rated = float(trial.seen.mean())
    share = f"{100 * rated:.0f} % of the mornings have a rating"
    needed = f", and it takes {100 * FEWEST_LOGGED:.0f} %" if rated < FEWEST_LOGGED else ""
    return Gate("most mornings rated", rated >= FEWEST_LOGGED, f"{share}{needed}.")


def _mornings_as_often(trial: Trial) -> Gate:
    from scipy.stats import fisher_exact

    seen, assigned = trial.seen, trial.assigned == 1
    roll = [int((seen & assigned).sum()), int((~seen & assigned).sum())]
    rest = [int((seen & ~assigned).sum()), int((~seen & ~assigned).sum())]
    even = float(fisher_exact(np.array([roll, rest])).pvalue) >= 0.05
    missing = "" if even else ", and nobody knows how the missing ones felt"
    return Gate(
        "mornings rated as often after both",
        even,
        f"Rated were {roll[0]} of {sum(roll)} mornings after days to roll and "
        f"{rest[0]} of {sum(rest)} after days to rest{missing}.",
    )


def _schedule_followed(trial: Trial) -> Gate:
    followed = trial.adherence.gap >= SMALLEST_ADHERENCE_GAP
    why = "" if followed else "The schedule was not followed enough to test it. "
    return Gate("schedule followed", followed, f"{why}{trial.adherence.sentence}")
