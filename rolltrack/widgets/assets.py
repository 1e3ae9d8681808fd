"""The JavaScript and CSS of the widgets, read from the files beside this one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def script(*names: str) -> str:
    """One module for anywidget: the shared functions of ``common.js``, then the named files."""
    return "\n".join(_read(name) for name in ("common.js", *names))


@cache
def stylesheet(*names: str) -> str:
    """The shared look of ``style.css``, then the named files."""
    return "\n".join(_read(name) for name in ("style.css", *names))


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
