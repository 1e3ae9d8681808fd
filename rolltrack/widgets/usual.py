"""What to fill in when a routine is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from rolltrack.entry import Entry
from rolltrack.routine import Routine
from rolltrack.routines import routines_of
from rolltrack.session_clock import stints_of
from rolltrack.settings_model import Settings

Answers = dict[str, str]


def usual_answers(settings: Settings, entries: Iterable[Entry]) -> dict[str, Answers]:
    """Minutes and areas, as text, by routine: those it was last logged with, or else its own."""
    usual = {key: _of_routine(routine) for key, routine in routines_of(settings).items()}
    sessions = [entry for entry in entries if entry.kind == "session" and entry.routine]
    last = {str(entry.routine): entry for entry in sorted(sessions, key=lambda each: each.start)}
    return usual | {key: _of_entry(entry) for key, entry in last.items()}


def _of_routine(routine: Routine) -> Answers:
    seconds = sum(stint.seconds for stint in stints_of(routine) if stint.areas)
    return {"minutes": str(round(seconds / 60) or ""), "areas": "|".join(routine.areas)}


def _of_entry(entry: Entry) -> Answers:
    texts = entry.texts()
    return {name: texts[name] for name in ("minutes", "areas")}
