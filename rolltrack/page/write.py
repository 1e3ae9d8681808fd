"""A period of the log into a file. The longest ending that fits its name picks the format."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from rolltrack.entry.errors import ExportRefused
from rolltrack.entry.language import say
from rolltrack.page import csv, fhir, html, ics, markdown, pdf, xlsx
from rolltrack.page.choices import Choices
from rolltrack.page.format import Format, Progress, Request, no_progress
from rolltrack.page.period import period_of
from rolltrack.page.target import checked_target, put

if TYPE_CHECKING:
    from rolltrack.log.log import SessionLog

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        made.suffix: made
        for made in (
            pdf.FORMAT,
            html.FORMAT,
            markdown.FORMAT,
            csv.FORMAT,
            fhir.FORMAT,
            ics.FORMAT,
            csv.READABLE,
            xlsx.FORMAT,
        )
    }
)


def format_of(path: Path) -> Format:
    """The format that a file's name asks for; ``ExportRefused`` where there is none.

    >>> format_of(Path("october.pdf")).label
    'PDF, one page'
    """
    name = path.name.lower()
    for suffix in sorted(FORMATS, key=len, reverse=True):
        if name.endswith(suffix) and len(name) > len(suffix):
            return FORMATS[suffix]
    raise ExportRefused(
        say(
            "{name} does not say which format is wanted. Let the name end in one of {endings}.",
            name=repr(path.name),
            endings=", ".join(FORMATS),
        )
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
    """Write a period of the log to a file, whole or not at all; gives its path.

    The ending of ``path`` picks the format:

    - ``.pdf``, ``.html``, ``.md``: the one-page summary for a physiotherapist;
    - ``.csv``: the entries of the period as the log itself has them, unknown columns too:
      ``SessionLog`` reads the file back to the same entries;
    - ``.readable.csv``, ``.xlsx``: the entries for other people, with labels, units, and no text
      that a spreadsheet would take for a formula; the workbook explains its columns in a sheet;
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

    Raises:
        ExportRefused: for a path that cannot be written to, or a format that cannot be made.
        InvalidValue: for dates that are none.
        UnreadableLog: when the log cannot be read.
    """
    asked = Request(period_of(log, start, end), choices or Choices(), progress)
    return write(asked, Path(path), Path(folder) if folder else None, overwrite)


def write(asked: Request, path: Path, folder: Path | None = None, overwrite: bool = False) -> Path:
    """Write what was asked for to a file; see ``write_summary``."""
    target = checked_target(path, asked.period.log_path, folder, overwrite)
    chosen = format_of(target)
    if chosen.missing:
        raise ExportRefused(chosen.missing)
    made = chosen.make(asked)
    asked.progress(1, 1)  # the last moment to stop
    put(target, made, overwrite)
    return target
