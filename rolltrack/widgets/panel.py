"""What every widget is built on: one lock, one way to say things, and news of its log."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakSet

import anywidget
import traitlets

from rolltrack.entry.entry import Entry
from rolltrack.entry.errors import InvalidEntry, InvalidSettings, RolltrackError
from rolltrack.entry.language import for_browser, say
from rolltrack.log.log import SessionLog
from rolltrack.widgets.bundle import sentences_of
from rolltrack.widgets.fields import full_stop, in_the_words_of_the_form


@dataclass(frozen=True)
class News:
    """What a widget did: ``before`` is an entry that is gone from the log, ``after`` one that came.

    An entry that was changed is both. Where it is neither and not ``settings``, more was changed:
    a schedule, or several entries.
    """

    before: Entry | None = None
    after: Entry | None = None
    settings: bool = False


class Panel(anywidget.AnyWidget):
    """A widget about one log. ``status`` says what happened, ``errors`` what was wrong, by name.

    ``version`` goes up when there is something new to see. The browser then asks for it with
    ``{"kind": "look"}``: nothing is read for a panel that is not on screen, nor during a save.
    """

    status: traitlets.Dict[str, Any] = traitlets.Dict({"text": ""}).tag(sync=True)
    errors: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    version = traitlets.Int().tag(sync=True)
    language: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)

    def __init__(self, log: SessionLog, **traits: Any) -> None:
        self._log = log
        self._lock = threading.RLock()
        self._turn = itertools.count(1)
        self._stale = False
        super().__init__(language=for_browser(*sentences_of(self._esm)), **traits)
        _panels.setdefault(log.path.resolve(), WeakSet()).add(self)
        self.on_msg(self._received)

    def refresh(self) -> None:
        """Read the log and its settings again and show them."""
        raise NotImplementedError

    def heard(self, message: Mapping[str, Any]) -> None:
        """Do what a button asks for; ``message`` is as the browser sent it."""
        raise NotImplementedError

    def follow(self, news: News) -> None:  # noqa: ARG002 (some widgets can take it in at once)
        """Take note of what another widget did; it is read when the browser asks for it."""
        self.wait_for_a_look()

    def wait_for_a_look(self) -> None:
        """Have the browser ask for what is new, after it has shown what there is."""
        self._stale = True
        self.version += 1

    def look(self) -> None:
        """Show what is new, if there is anything."""
        with self._lock:
            if self._stale:
                self._stale = False
                self.refresh()

    def act(self, do: Callable[[], News | None]) -> None:
        """Do it while nothing else happens here, then let the other widgets of the log know."""
        news: list[News | None] = []
        with self._lock:
            self.attempt(lambda: news.append(do()), self.say)
        # Not under the lock: two widgets that tell each other would wait for ever.
        if any(news):
            tell(self._log.path, news[0], but=self)

    def attempt(self, do: Callable[[], object], refuse: Callable[[str], object]) -> bool:
        """Do it; whether it was done. Whatever goes wrong becomes a sentence for ``refuse``."""
        try:
            do()
        except InvalidEntry as error:
            self.say_wrong(in_the_words_of_the_form(error.sentences))
        except InvalidSettings as error:
            self.say_wrong({name: full_stop(text) for name, text in error.sentences.items()})
        except RolltrackError as error:
            refuse(str(error))
        except Exception as error:  # a widget has no other place to say it
            what = f"{type(error).__name__}: {error}"
            refuse(
                say(
                    "Something unexpected happened ({what}). What you typed is still here. "
                    "Please try once more.",
                    what=what,
                )
            )
        else:
            return True
        return False

    def say(self, text: str, **more: Any) -> None:
        """Say a sentence; ``more`` is what the browser shows with it, such as an undo."""
        self.status = {"turn": next(self._turn), "text": text, **more}

    def say_wrong(self, sentences: Mapping[str, str]) -> None:
        """Say what keeps something from being saved, each where it belongs."""
        with self.hold_sync():
            self.errors = {"turn": next(self._turn), **sentences}
            self.say(say("Not saved yet. {reasons}", reasons=" ".join(sentences.values())))

    def _received(self, _widget: Any, message: Mapping[str, Any], _buffers: Any) -> None:
        if message.get("kind") == "look":
            self.look()
        else:
            self.heard(message)


_panels: dict[Path, WeakSet[Panel]] = {}


def tell(path: Path, news: News | None = None, but: Panel | None = None) -> None:
    """Let the widgets of the log at ``path`` know that it has changed."""
    for panel in list(_panels.get(path.resolve(), ())):
        if panel is not but and panel.comm is not None:  # a closed one has none
            panel.follow(news or News())
