"""What a person wants on the page, decided before it is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rolltrack.days.outcome import outcome
from rolltrack.entry.errors import InvalidValue
from rolltrack.entry.language import mark, say
from rolltrack.page.titles import SECTIONS

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Choices:
    """What the page for a physiotherapist shows.

    ``hidden`` names what to leave out: sections (keys of ``SECTIONS``) and rows of the table
    (columns of the daily frame, such as ``sleep_minutes``); what is hidden as a row is nowhere else
    on the page either. The limits and where to get help are always there. ``goal`` and ``question``
    replace those in the settings where they are not None. ``every_entry`` adds a list of all
    entries, with all their answers. ``roll_on`` are weekdays for the calendar (``WEEKDAYS``), with
    the times of rolling and of the experiment's morning rating.

    Raises ``InvalidValue`` for a name that stands for nothing.

    >>> Choices(hidden={"charts", "sleep_minutes"}).shows("charts")
    False
    """

    name: str = ""
    goal: str | None = None
    question: str | None = None
    hidden: frozenset[str] = frozenset()
    every_entry: bool = False
    roll_on: tuple[str, ...] = ()
    roll_at: dt.time = dt.time(18, 30)
    rate_at: dt.time = dt.time(7, 30)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hidden", frozenset(self.hidden))
        for name in sorted(self.hidden):
            if name not in SECTIONS and not _is_outcome(name):
                raise InvalidValue(
                    "hidden",
                    say(
                        "There is nothing called {name} on the page. Choose from {names}, or a "
                        "measure such as pain.",
                        name=name,
                        names=", ".join(SECTIONS),
                    ),
                )
        for day in self.roll_on:
            if day not in WEEKDAYS:
                wrong = mark("{day} is no weekday; write {names}.")
                raise InvalidValue("roll_on", say(wrong, day=day, names=", ".join(WEEKDAYS)))

    def shows(self, name: str) -> bool:
        """Whether a section or a row is on the page."""
        return name not in self.hidden


def _is_outcome(name: str) -> bool:
    try:
        outcome(name)
    except KeyError:
        return False
    return True
