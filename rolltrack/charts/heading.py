"""The title of a picture and the lines under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rolltrack.charts.picture import LEFT, SIDE, Paper, Picture
from rolltrack.charts.style import SMALL, TITLE, wrapped
from rolltrack.entry.language import say


@dataclass(frozen=True)
class Heading:
    """A title and a line or two under it, wrapped to the width they have."""

    title: tuple[str, ...]
    below: tuple[str, ...]
    title_size: float

    @property
    def height(self) -> float:
        """Px from the top of the paper to where panels may start."""
        below = len(self.below) * SMALL * 1.55
        return SIDE + len(self.title) * self.title_size * 1.3 + below + 12

    def write_on(self, picture: Picture) -> None:
        """Write it at the top."""
        y = SIDE + self.title_size * 0.8
        for line in self.title:
            picture.write(LEFT, y, line, size=self.title_size, bold=True)
            y += self.title_size * 1.3
        y += SMALL * 0.2
        for line in self.below:
            picture.write(LEFT, y, line, size=SMALL, color=picture.look.soft)
            y += SMALL * 1.55


def heading(title: str, below: Sequence[str], on: Paper) -> Heading:
    """The title without its full stop and the lines under it, wrapped to a picture's width.

    Of a title of several sentences the first is the title, the rest goes below.
    """
    size = TITLE if on.width >= 700 else TITLE - 3
    title, dot, more = title.partition(". ")
    below = [more, *below] if dot else below
    lines = [line for part in below for line in _in_lines(part, on.inner, SMALL)]
    title = title.removesuffix(".")
    return Heading(tuple(_in_lines(title, on.inner, size, True)), tuple(lines), size)


def _in_lines(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The text wrapped, both values of "(6.4 → 4.6)", and "95 %", kept on one line."""
    pair = re.compile(r"\([^()]*→[^()]*\)|\d %")
    held = pair.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    return [line.replace("\u00a0", " ") for line in wrapped(held, room, size, bold)]


def sheet(title: str, below: Sequence[str], room: float, on: Paper) -> tuple[Picture, float]:
    """A picture with its heading and ``room`` px below it, and how many px from the top they begin.

    Without a title there is no heading.
    """
    head = heading(title, below, on)
    top = head.height if title else 0.0
    picture = Picture(on, top + room)
    if title:
        head.write_on(picture)
    picture.finding = title
    return picture, top


def nothing_yet(sentence: str, on: Paper, more: str | None = None) -> Picture:
    """A kind picture of nothing, with what to do, or ``more``, below."""
    below = say("Log a session or a check-in, and it shows here.") if more is None else more
    picture, _ = sheet(sentence, [below] if below else [], SIDE, on)
    return picture.told(sentence)
