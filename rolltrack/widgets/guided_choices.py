"""What a guided session offers before it starts, as the browser shows it."""

from __future__ import annotations

from typing import Any

from rolltrack.entry.clock import stints_of
from rolltrack.entry.entry import Entry
from rolltrack.entry.language import say
from rolltrack.entry.routine import Routine
from rolltrack.entry.safety import ASK_FIRST, DO_NOT_ROLL, QUESTIONS
from rolltrack.entry.settings import Safety
from rolltrack.widgets.fields import in_words
from rolltrack.widgets.log_form import last_session

MOST_ROUNDS = 12


def shown_routine(routine: Routine) -> dict[str, Any]:
    """A routine for the browser; ``plans`` has its stints for every number of rounds."""
    default = next((step.rounds for step in routine.steps if step.repeat_from is not None), None)
    choices = {*range(1, MOST_ROUNDS + 1), default} if default else {None}
    plans = {
        str(rounds or ""): [
            {name: getattr(stint, name) for name in ("step", "round", "rounds", "seconds", "timed")}
            for stint in stints_of(routine, rounds)
        ]
        for rounds in choices
    }
    return {**in_words(routine), "rounds": str(default or ""), "plans": plans}


def carried_over(entries: list[Entry]) -> dict[str, str]:
    """Routine and roller of the last session that ran its course; never a rating."""
    last = last_session(entries)
    return {} if last is None else {"routine": last.routine or "", "roller": last.roller or ""}


def first_questions(due: str, given: Safety | None) -> dict[str, Any]:
    """The questions before the first roll; ``due`` says why they are asked now, empty if not.

    ``given`` are the answers of before: they come ticked.
    """
    return {
        "why": due,
        "given": {
            "long_standing_pain": given is not None and given.long_standing_pain,
            "unsure": given is not None and given.unsure,
            "do_not_roll": [] if given is None else list(given.do_not_roll),
        },
        "ask_first": say(ASK_FIRST),
        "questions": {key: say(text) for key, text in QUESTIONS.items()},
        "do_not_roll": [(key, say(text)) for key, text in DO_NOT_ROLL.items()],
    }
