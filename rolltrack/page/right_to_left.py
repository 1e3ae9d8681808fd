"""Hebrew and Arabic on paper: letters joined, lines in the order they are seen, brackets turned.

The PDF draws one letter after another from the left, so what a browser does by itself is done here,
by the Unicode bidirectional algorithm (Unicode Standard Annex 9).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from fontTools.unicodedata import mirrored
from fpdf.bidi import BidiCharacter, BidiParagraph
from fpdf.enums import TextDirection

from rolltrack.charts.style import with_letters


def runs_right_to_left(text: str) -> bool:
    """Whether any letter of the text is of a script that is written from the right."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def joined(text: str) -> str:
    """The text with each Arabic letter in the form that joins it to its neighbours.

    >>> [f"{ord(letter):X}" for letter in joined("ببب")]
    ['FE91', 'FE92', 'FE90']
    """
    return str(_reshaper().reshape(text)) if runs_right_to_left(text) else text


def as_seen(text: str, lines: Sequence[str]) -> list[str]:
    """The lines that a text was broken into, each as it stands on paper from left to right.

    The text around a person's own words runs left to right; ``lines`` are ``with_letters(text)``
    without the spaces at the breaks, and may end in “ …” where they were cut.

    >>> as_seen("Goal: \u2068שלום (טוב)\u2069", ["Goal: שלום", "(טוב)"])
    ['Goal: םולש', '(בוט)']
    """
    if not runs_right_to_left(text):
        return list(lines)
    left = _letters(text)
    seen = []
    for line in lines:
        while line and left and left[0].character != line[0]:
            del left[0]
        length = len(line.removesuffix(" …"))
        seen.append("".join(_in_order(left[:length])) + line[length:])
        del left[:length]
    return seen


def _letters(text: str) -> list[BidiCharacter]:
    """The letters that are drawn, each with its level: even from the left, odd from the right."""
    paragraph = BidiParagraph(text, TextDirection.LTR)
    drawn = []
    for each in paragraph.get_characters_with_embedding_level():
        shown = with_letters(each.character)
        if shown:
            each.character = shown
            drawn.append(each)
    return drawn


def _in_order(line: Iterable[BidiCharacter]) -> list[str]:
    """Rules L2 and L4 of the algorithm, for one line."""
    found = [(each.embedding_level, _turned(each)) for each in line]
    for level in range(max((level for level, _ in found), default=0), 0, -1):
        begin = 0
        while begin < len(found):
            end = begin
            while end < len(found) and found[end][0] >= level:
                end += 1
            found[begin:end] = found[begin:end][::-1]
            begin = end + 1
    return [letter for _, letter in found]


def _turned(each: BidiCharacter) -> str:
    if each.embedding_level % 2 == 0:
        return str(each.character)
    other = mirrored(ord(each.character))
    return chr(other) if other else str(each.character)


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # Marks of vowels stay; the font has no ligature for the word Allah.
    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})
