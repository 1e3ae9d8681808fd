"""All data out: one module a format. A module of this package with a ``FORMAT`` is a format.

The ending of the file's name picks it; the longest that fits wins.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import os
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rolltrack.choices import Choices
from rolltrack.errors import ExportRefused
from rolltrack.export.target import checked_target, put
from rolltrack.summary import Summary, summarise

if TYPE_CHECKING:
    from rolltrack.log import SessionLog
    from rolltrack.period import Period

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


@dataclass(frozen=True)
class Format:
    """One way to write a period of the log: the whole file as bytes.

    ``label`` and ``help`` are what a person chooses by. ``needs`` is a module of the extra
    ``export``, empty where rolltrack itself is enough. ``page`` tells whether it is the page for a
    physiotherapist, or data. ``asks`` names the choices that shape it: ``period``, and fields of
    ``Choices``.
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
        return (
            f"A {self.suffix} file needs the package {self.needs}, which is not installed. "
            'Install it with: python -m pip install "rolltrack[export]"'
        )


@cache
def formats() -> Mapping[str, Format]:
    """The formats by ending, pages first."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    found.sort(key=lambda each: (not each.page, each.suffix != ".pdf", each.suffix))
    return {each.suffix: each for each in found}


def format_of(path: Path) -> Format:
    """The format that a file's name asks for; ``ExportRefused`` where there is none.

    >>> format_of(Path("october.pdf")).label
    'PDF, one page'
    """
    name = path.name.lower()
    for suffix in sorted(formats(), key=len, reverse=True):
        if name.endswith(suffix) and len(name) > len(suffix):
            return formats()[suffix]
    raise ExportRefused(
        f"{path.name!r} does not say which format is wanted. "
        f"Let the name end in one of {', '.join(formats())}."
    )


def write_summary(
    log: SessionLog,
    path: str | os.PathLike[str],
    start: dt.date | str | None = None,
    end: dt.date | str | None = None,
    *,
    choices: Choices | None = None,
    folder: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    progress: Progress = no_progress,
) -> Path:
    """Write a period of the log to a file; the ending of ``path`` picks the format.

    - ``.pdf``, ``.html``, ``.md``: the one-page summary for a physiotherapist;
    - ``.csv``: the entries of the period as the log itself has them, unknown columns too:
      ``SessionLog`` reads the file back to the same entries;
    - ``.readable.csv``, ``.xlsx``: the entries for other people, with labels, units, and no text
      that a spreadsheet would take for a formula; the workbook has a sheet that explains the
      columns;
    - ``.json``: the entries as an HL7 FHIR R4 Bundle of Observations;
    - ``.ics``: the experiment's days, as far as they are shown, as calendar reminders.

    Args:
        log: the ``SessionLog``.
        path: where to write. Relative paths start from ``folder``, or else the current folder.
        start, end: first and last day, as dates or texts such as ``"2026-10-01"``; by default the
            days of the first and the last entry.
        choices: what the page shows.
        folder: when given, ``path`` must stay inside it.
        overwrite: write over a file that is already there (never over the log).
        progress: called with steps done and steps in all; may raise to stop.

    Returns:
        The path that was written. The file is there whole or not at all.

    Raises:
        ExportRefused: for a path that cannot be written to, or a format that cannot be made.
        InvalidValue: for dates that are none.
        UnreadableLog: when the log cannot be read.
    """
    from rolltrack.period import period_of

    target = checked_target(Path(path), log.path, Path(folder) if folder else None, overwrite)
    chosen = format_of(target)
    if chosen.missing:
        raise ExportRefused(chosen.missing)
    request = Request(period_of(log, start, end), choices or Choices(), progress)
    made = chosen.make(request)
    progress(1, 1)  # the last moment to stop
    put(target, made, overwrite)
    return target
