"""The names a person gives to rollers and routines: which are the same, and the key in the log."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Container, Iterable

from rolltrack.entry.language import mark, say


def same_as(name: str, names: Iterable[str]) -> str | None:
    """The one of ``names`` that a person would call the same: capitals and spaces do not count.

    >>> same_as("blaue  rolle", ["Cork", "Blaue Rolle"])
    'Blaue Rolle'
    """
    return next((known for known in names if _plain(known) == _plain(name)), None)


def wrong_with(name: str, taken: Iterable[str] = ()) -> str | None:
    """Why a name will not do, without a full stop; None where it will, or is empty.

    >>> wrong_with("!!!")
    '“Name” needs at least one letter or digit, got !!!'
    >>> wrong_with("slow full pass", ["Slow full pass"])
    'There is already a routine called Slow full pass. Choose another name'
    """
    if name.strip() and not any(letter.isalnum() for letter in name):
        sentence = mark("“Name” needs at least one letter or digit, got {name}")
        return say(sentence, name=name.strip()[:40])
    known = same_as(name, taken)
    sentence = mark("There is already a routine called {name}. Choose another name")
    return known and say(sentence, name=known)


def free_key(name: str, taken: Container[str]) -> str:
    """A name in plain letters, as the log keeps it; with a number where it is taken.

    >>> free_key("Rücken morgens", ()), free_key("5 minutes", ["own_5_minutes"])
    ('rucken_morgens', 'own_5_minutes_2')
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50]
    stem = stem if re.match("[a-z]", stem) else f"own_{stem}".rstrip("_")
    keys = itertools.chain([stem], (f"{stem}_{number}" for number in itertools.count(2)))
    return next(key for key in keys if key not in taken)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
