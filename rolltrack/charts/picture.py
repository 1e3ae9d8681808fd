"""A matplotlib Figure that says in words what it shows."""

from __future__ import annotations

import base64
import functools
import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter

from rolltrack.charts.style import DOTS_PER_INCH, LABEL, Theme, font, theme_named, with_letters

LEFT, SIDE = 56, 24  # px of paper left of panels and titles, and at the other sides
NARROWEST, WIDEST = 420, 4000  # px; narrower places show a picture of 420 px smaller
NARROW_PAGE = 700  # px; a notebook's own margins take some 100 of them
# On a dark screen the dark drawing shows; printed, it is the light one.
_FOLLOW_THEME = (
    "<style>.rt-dark{display:none}@media screen{"
    '[data-jp-theme-light="false"] .rt-light{display:none}'
    '[data-jp-theme-light="false"] .rt-dark{display:inline}}</style>'
)


@dataclass(frozen=True)
class Paper:
    """What a picture is drawn on: its width in px and its theme."""

    width: float
    look: Theme

    @property
    def inner(self) -> float:
        """Px between the margins."""
        return self.width - LEFT - SIDE


def paper(width: float, theme: str) -> Paper:
    """The paper asked for, 420 to 4000 px wide; ``RolltrackError`` for a theme that is none.

    >>> paper(300, "light").width, paper(900, "dark").width
    (420, 900)
    """
    return Paper(min(max(width, NARROWEST), WIDEST), theme_named(theme))


class Picture(Figure):
    """A Figure measured in px from the top left, with a text alternative and its numbers.

    ``finding`` is the title, ``text_alternative`` what a screen reader says, ``numbers`` the frame
    behind the picture. In a notebook it shows as an image with that text alternative; of ``free``
    (``width``, ``theme``) the notebook may choose, and ``again`` draws what it chose. ``savefig``
    and everything else of a matplotlib Figure work as always.
    """

    def __init__(self, on: Paper, height: float) -> None:
        self.look = on.look
        super().__init__(
            figsize=(on.width / DOTS_PER_INCH, height / DOTS_PER_INCH),
            dpi=DOTS_PER_INCH,
            facecolor=self.look.background,
        )
        self.finding = ""
        self.text_alternative = ""
        self.numbers = pd.DataFrame()
        self.free: frozenset[str] = frozenset()
        self.again: Callable[..., Picture] | None = None
        self._spare: list[Axes] = []

    def told(self, words: str, numbers: pd.DataFrame | None = None) -> Picture:
        """The picture itself, now with its text alternative and the frame behind it."""
        self.text_alternative = words
        if numbers is not None:
            self.numbers = numbers
        return self

    def start_again(self, height: float) -> None:
        """Make it an empty sheet, ``height`` px high, whose ``panel`` uses the old panels again.

        Making two panels takes a third as long as drawing them (tests/benchmarks/trends_speed.py).
        """
        self._spare = self.axes[::-1]
        for axes in self.axes:
            _empty(axes)
            self.delaxes(axes)
        for artist in (*self.texts, *self.artists):
            artist.remove()
        if (self.dpi, self.size[1]) != (DOTS_PER_INCH, height):
            self.set_dpi(DOTS_PER_INCH)
            self.set_figheight(height / DOTS_PER_INCH)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in px."""
        return self.get_figwidth() * DOTS_PER_INCH, self.get_figheight() * DOTS_PER_INCH

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = LABEL,
        color: str = "",
        bold: bool = False,
        align: str = "left",
    ) -> Text:
        """Write one line with its baseline ``y`` px from the top; nothing in it becomes maths."""
        width, height = self.size
        return self.text(
            x / width,
            1 - y / height,
            with_letters(text),
            fontproperties=font(size, bold=bold),
            color=color or self.look.ink,
            ha=align,
            va="baseline",
            parse_math=False,
        )

    def panel(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes at a place in px, with quiet rules and no frame but the floor."""
        whole, tall = self.size
        box = (left / whole, 1 - (top + height) / tall, width / whole, height / tall)
        if self._spare:
            axes = self.add_axes(self._spare.pop())
            axes.set_position(box)
            return axes
        axes = self.add_axes(box)
        axes.set_facecolor("none")
        for side in ("left", "right", "top"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set(color=self.look.line, linewidth=1.0)
        axes.grid(axis="y", color=self.look.faint, linewidth=1.0)
        axes.set_axisbelow(True)
        axes.tick_params(
            length=0,
            pad=6,
            labelsize=font(LABEL).get_size_in_points(),
            labelcolor=self.look.soft,
            labelfontfamily=font(LABEL).get_family()[0],
        )
        return axes

    def png(self, scale: float = 1.0) -> bytes:
        """The picture as PNG, ``scale`` times its size in px."""
        return self._saved("png", dpi=DOTS_PER_INCH * scale)

    def svg(self) -> bytes:
        """The picture as SVG, with the text alternative as its title."""
        return self._saved("svg", metadata={"Title": self.text_alternative, "Date": None})

    def _saved(self, kind: str, **options: Any) -> bytes:
        made = io.BytesIO()
        self.savefig(made, format=kind, facecolor=self.look.background, **options)
        return made.getvalue()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it: an image that screen readers can read out."""
        if self.again and "theme" in self.free:
            light = _image(self, self._narrow(), "rt-light")
            dark = _image(self.again(theme="dark"), self._narrow(theme="dark"), "rt-dark")
            shown = _FOLLOW_THEME + light + dark
        else:
            shown = _image(self, self._narrow(), "")
        return {"text/html": shown, "text/plain": self.text_alternative}

    def _narrow(self, **chosen: str) -> Picture | None:
        """The same for a narrow page, unless a width was asked for."""
        if self.again is None or "width" not in self.free:
            return None
        return self.again(width=NARROWEST, **chosen)


def _image(picture: Picture, narrow: Picture | None, name: str) -> str:
    """An image in HTML, with its class, and another one for a narrow page."""
    other = ""
    if narrow:
        media = f"screen and (max-width: {NARROW_PAGE}px)"
        other = f'<source media="{media}" srcset="{_address(narrow)}">'
    words = html.escape(picture.text_alternative, quote=True)
    return (
        f'<picture class="{name}">{other}<img alt="{words}" src="{_address(picture)}" '
        f'style="width:{picture.size[0]:.0f}px;max-width:100%;height:auto"></picture>'
    )


def _address(picture: Picture) -> str:
    image = base64.b64encode(picture.png(scale=2)).decode("ascii")
    return f"data:image/png;base64,{image}"


def both_themes(draw: Callable[[str], Picture]) -> dict[str, str]:
    """A picture as data addresses, light and dark, with its words."""
    pictures = {theme: draw(theme) for theme in ("light", "dark")}
    addresses = {theme: _address(picture) for theme, picture in pictures.items()}
    return addresses | {"words": pictures["light"].text_alternative}


def _empty(axes: Axes) -> None:
    for artist in (*axes.lines, *axes.patches, *axes.collections, *axes.texts):
        artist.remove()
    axes.relim()
    axes.yaxis.set_major_formatter(ScalarFormatter())


P = ParamSpec("P")


def fits_its_page(plot: Callable[P, Picture]) -> Callable[P, Picture]:
    """Let a notebook choose the width and the theme of what ``plot`` draws, unless asked for."""

    @functools.wraps(plot)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Picture:
        picture = plot(*args, **kwargs)
        anew = cast("Callable[..., Picture]", plot)
        picture.free = frozenset({"width", "theme"} - kwargs.keys())
        picture.again = lambda **chosen: anew(*args, **{**kwargs, **chosen})
        return picture

    return drawn
