"""A picture in a notebook knows how to be drawn again for a narrow page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, cast

from rolltrack.charts.picture import NARROWEST, Picture

P = ParamSpec("P")


def fits_its_page(plot: Callable[P, Picture]) -> Callable[P, Picture]:
    """Let what ``plot`` draws be narrower on a narrow page, unless it is asked for a width."""

    @functools.wraps(plot)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Picture:
        picture = plot(*args, **kwargs)
        if "width" not in kwargs:
            again = cast("Callable[..., Picture]", plot)
            narrow: dict[str, Any] = {**kwargs, "width": NARROWEST}
            picture.narrower = functools.partial(again, *args, **narrow)
        return picture

    return drawn
