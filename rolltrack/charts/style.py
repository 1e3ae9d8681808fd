"""The one look of all charts: colours in light and dark, the font, and the room that text takes."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from typing import Literal

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

from rolltrack.entry.errors import RolltrackError

ThemeName = Literal["light", "dark"]

FONT = "DejaVu Sans"  # matplotlib brings it along, so everyone has it
TITLE, HEADER, LABEL, SMALL = 20, 14, 12.5, 12  # sizes of text, in px
DOTS_PER_INCH = 100
NO_LETTER = "□"


@dataclass(frozen=True)
class Theme:
    """The colours of a chart.

    ``ink`` and ``soft`` are for text, ``line`` and ``faint`` for rules, ``shade`` for stretches of
    time, ``rating`` for pain and other ratings, ``accent`` and ``tint`` for what is better, and
    ``series`` for groups beside each other, which differ in lightness as well as hue.
    """

    background: str
    ink: str
    soft: str
    line: str
    faint: str
    shade: str
    rating: str
    accent: str
    tint: str
    series: tuple[str, ...]
    dark: bool = False


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        background="#ffffff",
        ink="#1f2937",
        soft="#5f6876",
        line="#c6cbd3",
        faint="#eceef1",
        shade="#f1f3f6",
        rating="#1d5fa8",
        accent="#0f766e",
        tint="#e3f1ef",
        series=("#c0911f", "#6d5aa8", "#2d3b55", "#e0ad93"),
    ),
    "dark": Theme(
        background="#111111",
        ink="#f3f4f6",
        soft="#aab2bd",
        line="#4b525c",
        faint="#282d34",
        shade="#1c2026",
        rating="#7fb4f0",
        accent="#2dd4bf",
        tint="#12322f",
        series=("#d9b13f", "#9a86d8", "#5a6b8c", "#f7e6d0"),
        dark=True,
    ),
}


def theme_named(name: str) -> Theme:
    """The theme called ``light`` or ``dark``; ``RolltrackError`` for another name."""
    for known, theme in THEMES.items():
        if known == name:
            return theme
    raise RolltrackError(f"theme must be light or dark, got {name}")


def font(size: float, *, bold: bool = False) -> FontProperties:
    """The font at a size in px."""
    points = size * 72 / DOTS_PER_INCH
    return FontProperties(family=FONT, size=points, weight="bold" if bold else "normal")


@functools.lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """How many px wide a line of text is.

    >>> text_width("pain", 12) < text_width("pain", 12, bold=True) < text_width("pain", 20)
    True
    """
    shown = with_letters(text)
    width, _, _ = text_to_path.get_text_width_height_descent(shown, font(size, bold=bold), False)
    return float(width) * DOTS_PER_INCH / 72


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than ``width`` px, broken at spaces (a longer word stays whole).

    >>> wrapped("lower than in the first weeks", 120, 12)
    ['lower than in the', 'first weeks']
    """
    if text_width(text, size, bold) <= width:
        return [text]
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@functools.cache
def letters() -> frozenset[int]:
    """The code points that the font has."""
    return frozenset(get_font(findfont(FONT)).get_charmap())


def with_letters(text: str) -> str:
    """The text with □ for each letter that the font does not have, and no marks of direction.

    >>> with_letters("Rücken 背")
    'Rücken □'
    """
    plain = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(letter if ord(letter) in letters() else NO_LETTER for letter in plain)


def fitted(text: str, width: float, size: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` px, after a word if it can.

    >>> fitted("a routine with a very long name", 90, 12)
    'a routine …'
    >>> fitted("Wirbelsäulengymnastik", 90, 12)
    'Wirbelsäulen…'
    """
    if text_width(text, size) <= width:
        return text
    words = text.split(" ")[:-1]
    while words and text_width(f"{' '.join(words)} …", size) > width:
        words.pop()
    if words:
        return f"{' '.join(words)} …"
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1].rstrip()
    return f"{text}…"
