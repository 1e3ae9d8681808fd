"""Which widgets to tell when a log has changed, so that a list shows what a form just saved."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol
from weakref import WeakSet


class Listener(Protocol):
    """A widget that shows a log."""

    def refresh(self) -> None:
        """Read the log again and show it."""


_listeners: dict[Path, WeakSet[Listener]] = {}


def listen(path: Path, listener: Listener) -> None:
    """Have ``listener`` refreshed whenever a widget changes the log at ``path``."""
    _listeners.setdefault(path.resolve(), WeakSet()).add(listener)


def tell(path: Path) -> None:
    """Say that the log at ``path`` has changed."""
    for listener in list(_listeners.get(path.resolve(), ())):
        listener.refresh()


_FOLDER = Path(__file__).parent


@cache
def script(*names: str) -> str:
    """One module for anywidget: the shared functions of ``common.js``, then the named files."""
    return "\n".join(_read("js", name) for name in ("common.js", *names))


@cache
def stylesheet(*names: str) -> str:
    """The shared look of ``style.css``, then the named files."""
    return "\n".join(_read("css", name) for name in ("style.css", *names))


def _read(kind: str, name: str) -> str:
    return (_FOLDER / kind / name).read_text(encoding="utf-8")
