"""Signs that look alike or cannot be seen: read where they have one meaning, else shown."""

from __future__ import annotations

import unicodedata

_LOOK_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02d7\u207b\u2796\ufe58", "-"),
        **dict.fromkeys("\u207a\u2795", "+"),
        **dict.fromkeys("\u2236\ua789", ":"),
        **dict.fromkeys("\u060c\u3001", ","),
        "\u066b": ".",
    }
)
_DRAWN_OTHERWISE = ("<wide>", "<narrow>", "<small>", "<font>", "<noBreak>")
_INVISIBLE = ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def plain(text: str) -> str:
    r"""A number, a time or a word in the signs of a keyboard, without blanks around it.

    Minus signs and dashes become ``-``, digits of any script 0-9, wide and small forms their usual
    ones, every blank a space; signs without a width (and byte-order marks) are left out. Meant for
    what has one meaning: never for a note.

    >>> plain("\u221240"), plain("\ufeff\u0667\u200b"), plain("\uff17\uff1a\uff13\uff10\u00a0")
    ('-40', '7', '7:30')
    """
    if text.isascii():
        return text.strip()
    return "".join(map(_plain, text.translate(_LOOK_ALIKE))).strip()


def visible(text: str) -> str:
    r"""The text with the number of each sign that cannot be seen, or passes for another.

    >>> visible("7\u200b x\u0430"), visible("fünf"), visible("шесть")
    ('7[U+200B] xа[U+0430]', 'fünf', 'шесть')
    """
    if text.isascii() and text.isprintable():
        return text
    mixed = any(letter.isascii() and letter.isalnum() for letter in text)
    return "".join(_visible(letter, mixed) for letter in text)


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if unicodedata.category(letter) == "Zs":
        return " "
    if unicodedata.category(letter) == "Cf" or unicodedata.name(letter, "").startswith("VARIATION"):
        return ""
    drawn = unicodedata.decomposition(letter).startswith(_DRAWN_OTHERWISE)
    return unicodedata.normalize("NFKC", letter) if drawn else letter


def _visible(letter: str, mixed: bool) -> str:
    code = f"[U+{ord(letter):04X}]"
    if unicodedata.category(letter) in _INVISIBLE:
        return code
    passes = mixed and not letter.isascii() and not unicodedata.name(letter, "").startswith("LATIN")
    return letter + code if passes and letter != "…" else letter
