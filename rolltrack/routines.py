"""The routines a person can choose: the built-in ones, then their own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from rolltrack.routine import Routine
from rolltrack.settings_model import Settings


@cache
def built_in() -> Mapping[str, Routine]:
    """The routines of ``routines.toml`` by key, in its order.

    >>> [routine.name for routine in built_in().values()]
    ['Upper-back release', 'Slow full pass']
    """
    text = resources.files("rolltrack").joinpath("routines.toml").read_text(encoding="utf-8")
    routines = map(Routine.model_validate, tomllib.loads(text)["routines"])
    return MappingProxyType({routine.key: routine for routine in routines})


def routines_of(settings: Settings) -> dict[str, Routine]:
    """All routines by key: built-in ones first, then own ones; an own one with the key of a
    built-in one takes its place.

    >>> list(routines_of(Settings()))
    ['upper_back_release', 'slow_full_pass']
    """
    return {**built_in(), **{routine.key: routine for routine in settings.routines}}
