"""What a format is: one way to write a period of the log, and what it is asked for."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from rolltrack.entry.language import say
from rolltrack.page.choices import Choices
from rolltrack.page.summary import Summary, summarise

if TYPE_CHECKING:
    from rolltrack.page.period import Period

Item = TypeVar("Item")
Progress = Callable[[int, int], None]
PAGE_ASKS = ("period", "name", "goal", "question", "hidden", "every_entry")


def no_progress(_done: int, _total: int) -> None:
    """What to call where nobody watches."""


@dataclass(frozen=True)
class Request:
    """What a format is asked to write.

    ``progress`` is called with steps done and steps in all; it may raise to stop the export.
    """

    period: Period
    choices: Choices = field(default_factory=Choices)
    progress: Progress = no_progress

    @cached_property
    def summary(self) -> Summary:
        """The summary of the period; worked out only for formats that show it."""
        return summarise(self.period, self.choices)

    def each(self, items: Sequence[Item]) -> Iterator[Item]:
        """The items one by one; how far they are is told after each."""
        for done, item in enumerate(items, start=1):
            yield item
            self.progress(done, len(items))


@dataclass(frozen=True)
class Format:
    """One way to write a period of the log: the whole file as bytes.

    ``label`` and ``help`` are what a person chooses by, to ``say`` where they are shown. ``needs``
    is a module of the extra ``export``, empty where rolltrack itself is enough. ``page`` tells
    whether it is the page for a physiotherapist, or data. ``asks`` names the choices that shape it:
    ``period``, and fields of ``Choices``.
    """

    suffix: str
    label: str
    help: str
    make: Callable[[Request], bytes]
    page: bool = False
    asks: tuple[str, ...] = ("period",)
    needs: str = ""

    @property
    def missing(self) -> str:
        """A sentence when what the format needs is not installed, else empty."""
        if not self.needs or importlib.util.find_spec(self.needs):
            return ""
        return say(
            "A {suffix} file needs the package {package}, which is not installed. Install it with: "
            "{command}",
            suffix=self.suffix,
            package=self.needs,
            command='python -m pip install "rolltrack[export]"',
        )
