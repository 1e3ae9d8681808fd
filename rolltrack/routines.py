"""The routines a person can choose: the built-in ones, then their own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from rolltrack.routine import Routine
from rolltrack.settings_model import Settings
from rolltrack.texts import printable

if TYPE_CHECKING:
    import pandas as pd


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


def names_of(settings: Settings) -> dict[str, str]:
    """The names of all routines by key.

    >>> names_of(Settings())["slow_full_pass"]
    'Slow full pass'
    """
    return {key: routine.name for key, routine in routines_of(settings).items()}


def routine_name(key: str, names: Mapping[str, str]) -> str:
    """A routine's name on one line; of one that is not among ``names`` any more, its key in words.

    >>> routine_name("stairs", {"stairs": "After the stairs"}), routine_name("my_own", {})
    ('After the stairs', 'My own')
    """
    is_key = re.fullmatch("[a-z][a-z0-9_]*", key)
    known = names.get(key) or (key.replace("_", " ").capitalize() if is_key else key)
    return printable(" ".join(known.split()))


def named(frame: pd.DataFrame, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A log or daily frame whose ``routine`` has names in place of keys.

    ``names`` maps keys to names, as ``rolltrack.routine_names(log)`` does; without it only the
    built-in routines have theirs. What is no key stays as it is.
    """
    if names is None:
        names = names_of(Settings())
    if "routine" not in frame or not frame["routine"].notna().any():
        return frame
    shown = {key: routine_name(str(key), names) for key in frame["routine"].dropna().unique()}
    return frame.assign(routine=frame["routine"].map(shown))
