"""What the command line says, so that saying it can neither fail nor undo what was done."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys

from rolltrack.entry.language import say

_SPELLED = {"→": "->", "–": "-", "−": "-", "…": "...", "“": '"', "”": '"', "’": "'", "✓": "ok"}


class Unheard(Exception):
    """What was done cannot be told: nobody reads any more, or the disk behind is full."""


def use_any_encoding() -> None:
    """Spell what a terminal or file cannot write in its own signs, or as a question mark."""
    codecs.register_error("rolltrack", _spelled)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="rolltrack")


def tell(*lines: str) -> None:
    """Print lines. Raises ``Unheard``."""
    try:
        print(*lines, sep="\n")
    except OSError as error:
        raise Unheard from error
    finish()


def finish() -> None:
    """See that everything is written. Raises ``Unheard``."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except OSError as error:
            raise Unheard from error


def warn(line: str) -> None:
    """Print a line beside the output, where somebody may see it."""
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def fall_silent(unheard: Unheard) -> None:
    """Say what could not be told, and let the rest go nowhere, so that Python does not complain."""
    why = unheard.__cause__
    if isinstance(why, OSError) and not isinstance(why, BrokenPipeError):
        warn(say("What was done could not be told: {reason}.", reason=why.strerror))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())


def _spelled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_SPELLED.get(letter, "?") for letter in letters), error.end
