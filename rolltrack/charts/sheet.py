"""A picture from top to bottom: its title, the lines under it, blocks with their headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rolltrack.charts.picture import LEFT, SIDE, Paper, Picture
from rolltrack.charts.style import HEADER, LABEL, SMALL, TITLE, text_width, wrapped
from rolltrack.entry.language import say

GAP, BOTTOM = 22.0, 16.0  # px between blocks, and below the last


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


class Place(NamedTuple):
    """Where a block is drawn: px from the left and the top of the paper, and its width."""

    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Block:
    """A part of a picture: what stands above it, its height in px, and how it is drawn.

    A ``soft`` word or two stands beside the header where there is room, else below it.
    """

    height: float
    draw: Callable[[Picture, Place], None]
    header: str = ""
    soft: str = ""

    def lines(self, room: float) -> tuple[list[str], bool]:
        """The lines of the header, and whether ``soft`` fits beside the last of them."""
        lines = wrapped(self.header, room, HEADER, True) if self.header else []
        last = text_width(lines[-1], HEADER, True) + 14 if lines else 0.0
        return lines, last + text_width(self.soft, LABEL) <= room

    def whole_height(self, room: float) -> float:
        """Px of header and block."""
        lines, beside = self.lines(room)
        return self.height + (20 * (len(lines) + (not beside)) + 12 if lines else 0.0)

    def draw_whole(self, picture: Picture, place: Place) -> None:
        """Write the header and draw the block below it."""
        lines, beside = self.lines(place.width)
        for number, line in enumerate(lines):
            picture.write(place.left, place.top + 16 + 20 * number, line, size=HEADER, bold=True)
        if self.soft:
            x = place.left + (text_width(lines[-1], HEADER, True) + 14 if beside else 0.0)
            y = place.top + 16 + 20 * (len(lines) - beside)
            picture.write(x, y, self.soft, color=picture.look.soft)
        below = self.whole_height(place.width) - self.height
        self.draw(picture, place._replace(top=place.top + below))


def beside(one: Block, other: Block, share: float) -> Block:
    """Two blocks beside each other; the first gets that share of the width."""

    def draw(picture: Picture, place: Place) -> None:
        first = (place.width - LEFT) * share
        one.draw_whole(picture, place._replace(width=first))
        left, width = place.left + first + LEFT, place.width - LEFT - first
        other.draw_whole(picture, Place(left, place.top, width))

    height = max(one.height, other.height) + 32  # headers of one line
    return Block(height, draw)


def sheet(title: str, below: Sequence[str], blocks: Sequence[Block], on: Paper) -> Picture:
    """A picture of a title, lines under it, and blocks under each other.

    Without a title the blocks begin at the top.
    """
    head = heading(title, below, on)
    top = head.height if title else 0.0
    heights = [block.whole_height(on.inner) for block in blocks]
    picture = Picture(on, top + sum(heights) + GAP * max(len(blocks) - 1, 0) + BOTTOM)
    if title:
        head.write_on(picture)
    picture.finding = title
    for block, height in zip(blocks, heights, strict=True):
        block.draw_whole(picture, Place(LEFT, top, on.inner))
        top += height + GAP
    return picture


def nothing_yet(sentence: str, on: Paper, more: str | None = None) -> Picture:
    """A kind picture of nothing, with what to do, or ``more``, below."""
    below = say("Log a session or a check-in, and it shows here.") if more is None else more
    return sheet(sentence, [below] if below else [], [], on).told(sentence)
