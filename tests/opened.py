"""Which files are opened, so that a test can count how often one is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_watching: list[list[str]] = []


def _noted(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watching and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        for names in _watching:
            names.append(path)


sys.addaudithook(_noted)  # stays for as long as Python runs, and costs nothing while none watches


@contextmanager
def opened() -> Iterator[list[str]]:
    """The real paths of all files that are opened while the block runs, one for each time."""
    names: list[str] = []
    _watching.append(names)
    try:
        yield names
    finally:
        _watching.remove(names)


def times(names: list[str], path: Path) -> int:
    """How often a file is among them."""
    return names.count(os.path.realpath(path))
