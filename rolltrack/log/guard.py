"""The guard that keeps a spreadsheet from changing a text: one backslash in front.

A spreadsheet that opens and saves a CSV file evaluates ``=1+1``, turns ``1/2`` into a date and
``00042`` into 42. A text that begins with a backslash stays as it is everywhere. (The usual
apostrophe does not: Gnumeric strips it and evaluates the text at the next save.)
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_BOOLEANS = frozenset(
    [
        "true",
        "false",
        "wahr",
        "falsch",
        "vrai",
        "faux",
        "verdadero",
        "falso",
        "vero",
        "waar",
        "onwaar",
        "verdadeiro",
        "sann",
        "falskt",
        "sand",
        "falsk",
        "tosi",
        "epätosi",
        "prawda",
        "fałsz",
        "pravda",
        "nepravda",
        "igaz",
        "hamis",
        "истина",
        "ложь",
        "doğru",
        "yanlış",
    ]
)
# "Saturday, Nov 21" and "5. Mai 2026" have two words; "2 h 30 min pm" is no date to anyone.
_WORDS_OF_A_DATE = 3


def guard(text: str) -> str:
    r"""The text as it goes into the file.

    >>> guard("=1+1"), guard("1/2"), guard("felt looser"), guard("\\o/")
    ('\\=1+1', '\\1/2', 'felt looser', '\\\\o/')
    """
    return "\\" + text if _is_at_risk(text) else text


def unguard(cell: str) -> str:
    r"""The text that a cell of the file stands for.

    >>> unguard("\\=1+1"), unguard("felt looser")
    ('=1+1', 'felt looser')
    """
    return cell[1:] if cell.startswith("\\") else cell


def _is_at_risk(text: str) -> bool:
    if not text:
        return False
    if not text[0].isalpha():
        return True
    words = _WORD.findall(text)
    if _DIGIT.search(text) is None:
        return text.lower() in _BOOLEANS
    return len(words) <= _WORDS_OF_A_DATE
