"""A person's own words, made fit to stand in a page between ours."""

from __future__ import annotations

import datetime as dt
import unicodedata

from rolltrack.entry.language import date_words, say

_CONTROL_PICTURES = 0x2400
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"})
_ISOLATE, _END = "\u2068", "\u2069"


def printable(text: str) -> str:
    r"""The text with each control character shown as its picture, so that nothing is hidden.

    >>> printable("a\x07b\tc")
    'a␇b␉c'
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def printable_lines(text: str) -> str:
    r"""The text with its line breaks, and each other control character shown as its picture.

    >>> printable_lines("a\x07b\r\nc")
    'a␇b\nc'
    """
    return "\n".join(map(printable, text.replace("\r\n", "\n").split("\n")))


def own_words(text: str) -> str:
    """The text on one line, kept from turning the direction of what follows it.

    >>> own_words(" two\\n lines ")
    'two lines'
    """
    line = printable(" ".join(text.split()))
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in line):
        return f"{_ISOLATE}{line}{_END}"
    return line


def shortened(text: str, longest: int) -> str:
    """The text, cut at ``longest`` characters so that everyone sees it was cut.

    >>> shortened("a long story about my back", 15)
    'a long story …'
    """
    if len(text) <= longest:
        return text
    closing = _END if text.startswith(_ISOLATE) else ""
    return text[: longest - 2].rstrip() + " …" + closing


def _shown(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if unicodedata.category(letter) in ("Cc", "Cs") else letter


def day_text(day: dt.date, *, year: bool = False) -> str:
    """A date as it is written in sentences.

    >>> day_text(dt.date(2026, 7, 6)), day_text(dt.date(2026, 7, 6), year=True)
    ('6 Jul', '6 Jul 2026')
    """
    return date_words(day, "d MMM y" if year else "d MMM")


def period_text(first: dt.date, last: dt.date) -> str:
    """A period as it is written in sentences.

    >>> period_text(dt.date(2026, 7, 6), dt.date(2026, 11, 8))
    '6 Jul – 8 Nov 2026'
    """
    end = day_text(last, year=True)
    if first == last:
        return end
    return say("{first} – {last}", first=day_text(first, year=first.year != last.year), last=end)
