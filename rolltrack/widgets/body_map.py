"""A picture of a back on which areas are chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import anywidget
import traitlets

from rolltrack.entry.errors import InvalidValue
from rolltrack.entry.language import for_browser, say
from rolltrack.widgets.bundle import script, sentences_of, stylesheet
from rolltrack.widgets.fields import area_options


def body_map(areas: Iterable[str] = (), *, pain: bool = False, plain: bool = False) -> BodyMap:
    """A back to choose areas on, by click or keyboard; ``.areas`` are the chosen ones.

    ``areas`` are chosen at first, by their keys in the log. With ``pain`` the question is where it
    hurts, and the neck, which is not offered for rolling, is there too. ``plain`` begins with check
    boxes in place of the picture. Raises ``InvalidValue`` for an area that does not exist.

    >>> body_map(["mid_back"]).areas
    ['mid_back']
    """
    return BodyMap(areas, pain=pain, plain=plain)


class BodyMap(anywidget.AnyWidget):
    """See ``body_map``. ``areas`` are the chosen ones, by their keys in the log."""

    _esm = script("body_map.js")
    _css = stylesheet("body_map.css")

    label = traitlets.Unicode().tag(sync=True)
    options: traitlets.List[Any] = traitlets.List().tag(sync=True)
    language: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    plain = traitlets.Bool().tag(sync=True)
    areas: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, areas: Iterable[str], *, pain: bool, plain: bool) -> None:
        super().__init__(language=for_browser(*sentences_of(self._esm)))
        self.label = say("Where does it hurt?") if pain else say("Where did you roll?")
        self.options = area_options(pain=pain)
        self.plain = plain
        self.areas = list(areas)

    @traitlets.validate("areas")
    def _known_areas(self, proposal: dict[str, Any]) -> list[str]:
        keys = [key for key, _ in self.options]
        for area in proposal["value"]:
            if area not in keys:
                raise InvalidValue("areas", f"areas must be out of {', '.join(keys)}, got {area}")
        return sorted(set(proposal["value"]), key=keys.index)
