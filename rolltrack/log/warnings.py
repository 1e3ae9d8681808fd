"""What to know about a log beyond lines that could not be read."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from rolltrack.entry.day import FAR, strays
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.errors import UnreadableLog
from rolltrack.entry.language import date_words, mark, say, several
from rolltrack.entry.signs import plain, visible
from rolltrack.entry.text import own_words, shortened
from rolltrack.entry.typed import reads_like_hours
from rolltrack.log.csvfile import Table, read_table
from rolltrack.log.ledger import Ledger
from rolltrack.log.recovery import lost, waiting
from rolltrack.log.row import Problem, Row, Texts, entry_of
from rolltrack.log.safewrite import opened, read_at
from rolltrack.log.snapshot import Snapshot

# How cloud folders, systems and browsers name a second copy: "sessions (1)", "sessions 2",
# "sessions_conf(1)", "sessions - Kopie", "sessions-Ann_PC", "sessions copy 2", "sessions~1".
_COPY = re.compile(
    r"conf|kopi|copy|copi[ae]|cópia|コピー|副本|^[ _~.-]*\(?\d+\)?$|^ [-–—] \w|^-[\w-]+$",
    re.IGNORECASE,
)
_HEAD = 1 << 16


def warnings_of(path: Path, snapshot: Snapshot, ledger: Ledger) -> list[Problem]:
    """Warnings: those of single lines in file order, then those of the whole file."""
    rows = snapshot.rows
    lines = [*_repeated_ids(rows), *_strays(snapshot), *_hours_for_minutes(rows)]
    reasons = [*_without_ids(rows), *_lost(snapshot, ledger)]
    return [
        *sorted(lines, key=_line),
        *(Problem(None, reason) for reason in reasons),
        *file_warnings(path, snapshot.table),
    ]


def file_warnings(path: Path, table: Table) -> list[Problem]:
    """What can be said of a file without its entries."""
    reasons = [*_columns(table), *_ending(table), *_copies(path)]
    return [Problem(None, reason) for reason in reasons]


def _line(problem: Problem) -> int:
    return problem.line or 0


def _repeated_ids(rows: Sequence[Row]) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        before = first.setdefault(row.id, row)
        if before is row:
            continue
        says = _SAME if row.texts == before.texts else _SAME_ID
        yield Problem(row.record.line, say(says, line=before.record.line, id=row.id))


_SAME = mark("this line is the same entry as line {line} ({id}); both are shown")
_SAME_ID = mark("this line has the same id as line {line} ({id}); both are shown")


def _strays(snapshot: Snapshot) -> Iterator[Problem]:
    """Entries of days that can hardly be meant; days, charts and answers leave them out."""
    place = snapshot.table.header.index("start")
    days = [plain((row.record.cells or ())[place])[:10] for row in snapshot.rows]
    today = dt.date.today()
    if not days or (max(days) <= str(today) and min(days) >= str(today - FAR)):
        return
    import numpy as np

    for row, day in itertools.compress(
        zip(snapshot.rows, days, strict=True), strays(np.array(days, dtype="M8[D]"), today)
    ):
        yield Problem(
            row.record.line,
            say(
                "its day, {day}, is far from all others or in the future; answers and pictures "
                "leave it out until its date is right",
                day=day,
            ),
        )


def _hours_for_minutes(rows: Sequence[Row]) -> Iterator[Problem]:
    """Nights of a few minutes: as they are in the file, and perhaps meant as hours."""
    for row in rows:
        number = int(row.texts.get("sleep_minutes", "0"))
        if reads_like_hours(number):
            sentence = mark("sleep_minutes is {number}; if that is hours, write {minutes} minutes")
            yield Problem(row.record.line, say(sentence, number=number, minutes=60 * number))


def _columns(table: Table) -> Iterator[str]:
    missing = [name for name in COLUMNS if name not in table.header]
    unknown = [own_words(visible(name)) for name in table.header if name not in COLUMNS]
    if missing:
        yield say(
            "the file has no column {names}, which counts as not answered",
            names=", ".join(missing),
        )
    if unknown:
        yield say(
            "rolltrack does not know the column {names}; it is kept as it is",
            names=", ".join(unknown),
        )


def _without_ids(rows: Sequence[Row]) -> Iterator[str]:
    lines = [str(row.record.line) for row in rows if not row.has_id]
    if lines:
        yield several(
            len(lines),
            "entries that have no id: {number} (line {lines}); it gets one when it is edited",
            "{number} entries have no id (line {lines}); each gets one when it is edited",
            lines=", ".join(lines[:10]) + (" …" if len(lines) > 10 else ""),
        )


def _ending(table: Table) -> Iterator[str]:
    if not table.ends_whole:
        yield say("the last line does not end with a line break; look whether it was cut short")


def _lost(snapshot: Snapshot, ledger: Ledger) -> Iterator[str]:
    if kept := len(waiting(ledger, snapshot)):
        yield several(
            kept,
            "{number} saved entry is kept and not yet in the file; it goes in at the next save",
            "{number} saved entries are kept and not yet in the file; they go in at the next save",
        )
    if not (gone := len(lost(ledger, snapshot))):
        return
    said = several(
        gone,
        "{number} entry that was in the log: missing now, or set back to old values, as when "
        "another program saves an old copy; rolltrack recover brings it back",
        "{number} entries that were in the log: missing now, or set back to old values, as when "
        "another program saves an old copy; rolltrack recover brings them back",
    )
    yield said if snapshot.records else say("the file is empty or gone: {missing}", missing=said)


def _copies(path: Path) -> Iterator[str]:
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return
    for name in names:
        if name != path.name and _looks_like_a_copy(path.with_name(name), path):
            yield say(
                "{file} beside the log looks like a second copy of it; nothing in it is used",
                file=name,
            )


def _looks_like_a_copy(other: Path, log: Path) -> bool:
    """Whether a file is called like the log and something that copies add, or reads as a log."""
    own, stem = (unicodedata.normalize("NFC", path.stem) for path in (log, other))
    if other.suffix.casefold() != log.suffix.casefold():
        return False
    if not (stem.startswith(own) or stem.endswith(own)):
        return False
    more = stem.removeprefix(own)
    return (more != stem and _COPY.search(more) is not None) or _reads_as_a_log(other)


def _reads_as_a_log(path: Path) -> bool:
    try:
        with opened(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)) as fd:
            return not read_table(read_at(fd, 0, _HEAD), path.name).is_blank
    except (OSError, UnreadableLog):
        return False


def describe_change(before: Texts | None, after: Texts | None) -> str:
    """A change of one entry in a few words.

    >>> old = {"start": "2026-11-21T18:30:05+01:00", "minutes": "8", "pain_after": "4"}
    >>> describe_change(old, old | {"pain_after": "3"})
    'Pain after rolling 4 → 3, in the entry of 21 November'
    """
    if before is None:
        return entry_of(after or {}).in_words()
    if after is None:
        words = entry_of(before).in_words()
        return say("deleting {entry}", entry=f"{words[:1].lower()}{words[1:]}")
    parts = [
        say(
            "{column} {before} → {after}",
            column=say(COLUMNS[name].label) if name in COLUMNS else own_words(name),
            before=_shown(before.get(name)),
            after=_shown(after.get(name)),
        )
        for name in {**before, **after}
        if before.get(name) != after.get(name) and name != "id"
    ]
    day = dt.datetime.fromisoformat(before["start"])
    return say(
        "{changes}, in the entry of {day}", changes=", ".join(parts), day=date_words(day, "d MMMM")
    )


def _shown(text: str | None) -> str:
    return say("empty") if text is None else own_words(shortened(text, 100))
