"""Bytes of a log → records, each with its physical line and its place among the bytes."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.errors import InvalidValue, UnreadableLog
from rolltrack.entry.ids import ID_PATTERN
from rolltrack.entry.language import mark, say, several
from rolltrack.entry.signs import plain
from rolltrack.entry.text import own_words, shortened

_BOMS = re.compile(rb"^(?:\xef\xbb\xbf)+")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Our own rows are one line each, so a line with an id or a stamp in a cell begins a record,
# whatever quotes are still open above it.
_STAMP = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}[+-][0-9:]{5}"
_NEW_RECORD = re.compile(rf'(?:^|[,;\t])"?(?:{ID_PATTERN}|{_STAMP})"?(?:[,;\t\r\n]|$)')
_AN_ID, _A_STAMP = (
    re.compile(rf'(?:^|[,;\t])"?{each}(?="?(?:[,;\t\r\n]|$))') for each in (ID_PATTERN, _STAMP)
)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)*\s*\Z")
# A line of one space below a line that was cut short: the one who gave that its end says so.
_CUT = " "
_WAS_CUT = re.compile(rb" \r?\n")
_DELIMITERS = ",;\t"
# A semicolon or tab is quoted too: spreadsheets often split at all three at once.
_QUOTED = re.compile(r'[,;"\t\r\n]|^\s|\s$')
_PERHAPS_QUOTED = re.compile(r'[,;"\s]')


class Record(NamedTuple):
    """One record: ``cells`` is None where ``reason`` says why it could not be taken apart."""

    line: int
    begin: int
    end: int
    cells: tuple[str, ...] | None
    reason: str = ""


@dataclass(frozen=True)
class Dialect:
    """How a file is written: rolltrack's own way, or the way another program saved it."""

    delimiter: str = ","
    newline: str = "\n"


@dataclass(frozen=True)
class Table:
    """The bytes of a log, its columns (known and unknown, in file order) and its dialect."""

    data: bytes
    header: tuple[str, ...]
    dialect: Dialect = field(default_factory=Dialect)

    @functools.cached_property
    def is_blank(self) -> bool:
        """Whether the file has no header yet."""
        return _BLANK.match(self.data) is not None

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The columns in no order."""
        return frozenset(self.header)

    @property
    def ends_whole(self) -> bool:
        """Whether the last line ends with a line break."""
        return not self.data or self.data.endswith(b"\n")


def read_table(data: bytes, name: str) -> Table:
    """Find out how the bytes of a log are written; reads the first line only.

    ``name`` is what to call the file in a sentence. Raises ``UnreadableLog`` for a file that is
    something else.
    """
    _refuse_other_formats(data, name)
    if _BLANK.match(data):
        return Table(data, tuple(COLUMNS))
    header, dialect = read_header(data[: data.find(b"\n") + 1] or data, name)
    return Table(data, header, dialect)


def records_of(table: Table) -> list[Record]:
    """The records below the header; a bad one carries its ``reason``. Blank ones are left out.

    >>> table = read_table(b"start,minutes\\n2026-11-21T18:30:05+01:00,8\\n", "x.csv")
    >>> records_of(table)[0].cells
    ('2026-11-21T18:30:05+01:00', '8')
    """
    if table.is_blank:
        return []
    text, is_clean = _decoded(table.data)
    lines = list(io.StringIO(text, newline="\n"))
    begin = list(itertools.accumulate(map(len, io.BytesIO(table.data)), initial=0))
    width = len(table.header)
    found = []
    for first, after, cells, reason in _split(lines, table.dialect.delimiter, width):
        if cells and is_clean and len(cells) == width and cells[0].strip():
            found.append(Record(first + 1, begin[first], begin[after], tuple(cells)))
        elif cells is None or any(cell.strip() for cell in cells):
            record = Record(first + 1, begin[first], begin[after], None, reason)
            found.append(record if cells is None else checked(table, record, cells))
    return found


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text of a file, and whether all of it is text."""
    try:
        return data.decode("utf-8"), b"\0" not in data
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape"), False


@functools.lru_cache(maxsize=8)
def read_header(line: bytes, name: str) -> tuple[tuple[str, ...], Dialect]:
    """Names of the columns and how the file is written, from the first line of it."""
    try:
        text = _BOMS.sub(b"", line).decode("utf-8")
    except UnicodeDecodeError:
        why = say("its first line is not UTF-8 text")
        raise UnreadableLog(name, why, say(_SAVE_AGAIN)) from None
    newline = "\r\n" if text.endswith("\r\n") else "\n"
    best: list[str] = []
    chosen = ","
    for delimiter in _DELIMITERS:
        names = [_name(cell) for cell in _cells_of(text, delimiter)]
        if sum(name in COLUMNS for name in names) > sum(name in COLUMNS for name in best):
            best, chosen = names, delimiter
    if "start" not in best:
        raise UnreadableLog(name, *_no_start(text, best))
    for known in COLUMNS:
        if best.count(known) > 1:
            why = say("it has {number} columns called {name}", number=best.count(known), name=known)
            raise UnreadableLog(name, why, say("Keep one of them, or rename the other."))
    return _without_repeats(best), Dialect(chosen, newline)


def begins_record(line: str) -> bool:
    """Whether a record begins with this line, whatever quotes are still open above it."""
    return _NEW_RECORD.search(line) is not None


def encode(cells: Sequence[str], dialect: Dialect) -> bytes:
    """One record as bytes, its line break included."""
    if _PERHAPS_QUOTED.search("".join(cells)):
        cells = [_quoted(cell) for cell in cells]
    return (dialect.delimiter.join(cells) + dialect.newline).encode("utf-8", "surrogateescape")


def could_be_read(line: bytes, dialect: Dialect, width: int) -> bool:
    """Whether a line has as many cells as a header of this width."""
    cells = _cells_of(line.decode("utf-8", "surrogateescape"), dialect.delimiter)
    return not _faults(_without_empty_ends(cells, width), width)


def was_cut(table: Table, record: Record) -> bool:
    """Whether a record has no end of its own: none, or one that ``end_for`` gave it."""
    end = table.data[record.end - 1 : record.end + 3]
    return end[:1] != b"\n" or _WAS_CUT.match(end, 1) is not None


def end_of(table: Table, record: Record) -> int:
    """Where a record ends, with the line that says that it was cut."""
    said = _WAS_CUT.match(table.data, record.end)
    return said.end() if said else record.end


def end_for(line: bytes, table: Table, is_cut: bool = False) -> bytes:
    """What to put behind a last line that has no end, so that it is no part of what comes next.

    A line that was cut short stays known as one: with its end alone, it would be read as a row
    whose last cells are empty. ``is_cut`` says so of one that has all its cells.
    """
    newline = table.dialect.newline
    if not is_cut and could_be_read(line, table.dialect, len(table.header)):
        return newline.encode()
    return f"{newline}{_CUT}{newline}".encode()


_SAVE_AGAIN = mark(
    "In your spreadsheet, save it as CSV (UTF-8, comma) with the names of the columns in the "
    "first line, or use a backup: rolltrack recover."
)


def _refuse_other_formats(data: bytes, name: str) -> None:
    if data.startswith(_WORKBOOKS):
        why = say("it is a spreadsheet workbook, not a CSV file")
        raise UnreadableLog(name, why, say(_SAVE_AGAIN))
    start = data[:2000]
    if data.startswith(_UTF16) or (len(start) > 3 and start.count(0) > len(start) // 4):
        why = say("it is UTF-16 text (or not text at all)")
        raise UnreadableLog(name, why, say(_SAVE_AGAIN))
    if b"\r" in start and b"\n" not in data:
        raise UnreadableLog(name, say("its lines end as on a very old Mac"), say(_SAVE_AGAIN))


def _cells_of(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _name(cell: str) -> str:
    """A column's name; what looks like a known one is that one."""
    known = plain(cell).casefold()
    return known if known in COLUMNS else cell.strip()


def _no_start(line: str, names: Sequence[str]) -> tuple[str, str]:
    """Why a first line without a column called start cannot be used, and what to do."""
    why = say("its first line names no column called start")
    if begins_record(line):
        return why, say(
            "It begins with an entry: put the names of the columns into a line above it, or use a "
            "backup: rolltrack recover."
        )
    cells = names or max((_cells_of(line, each) for each in _DELIMITERS), key=len)
    others = [cell for cell in cells if cell.strip()]
    if len(others) > 1 and not any(name in COLUMNS for name in others):
        seen = ", ".join(own_words(shortened(name, 40)) for name in others[:6])
        seen += ", …" if len(others) > 6 else ""
        return say("{why}, but {columns}", why=why, columns=seen), say(
            "So it looks like a table of another program, not like a log. Leave it where it is and "
            "choose another file for the log."
        )
    return why, say(_SAVE_AGAIN)


def _without_repeats(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for position, name in enumerate(names, start=1):
        name = name or say("column {number}", number=position)
        while name in seen:
            name = f"{name} ({position})"
        seen[name] = None
    return tuple(seen)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def checked(table: Table, record: Record, cells: list[str]) -> Record:
    """The record with its cells, or with the reason why they cannot be right."""
    width = len(table.header)
    cells = _without_empty_ends(cells, width)
    if len(cells) < width and _ends_early(table, record, cells):
        cells = cells + [""] * (width - len(cells))
    reason = _faults(cells, width)
    found = None if reason else tuple(cells)
    return Record(record.line, record.begin, record.end, found, reason)


def _without_empty_ends(cells: list[str], width: int) -> list[str]:
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _faults(cells: Sequence[str], width: int) -> str:
    """Why the cells of a record cannot be right; empty where they can."""
    if len(cells) != width:
        return several(
            len(cells),
            "this line has {number} cell where the header has {width}",
            "this line has {number} cells where the header has {width}",
            width=width,
        )
    if any(_NOT_UTF8.search(cell) for cell in cells if not cell.isascii()):
        return say("this line is not UTF-8 text; save the file again as CSV (UTF-8)")
    if any("\0" in cell for cell in cells):
        return say("this line has a NUL character, which is no text")
    return ""


def _ends_early(table: Table, record: Record, cells: list[str]) -> bool:
    """Whether another program left out the last cells because they are empty, as Excel does.

    Id and start are there and valid, and the line has its end, which one that was torn has not.
    """
    if was_cut(table, record):
        return False
    place = dict(zip(table.header, cells, strict=False))
    entry_id = place.get("id", "" if "id" not in table.header else None)
    if entry_id is None or "start" not in place:
        return False
    try:
        COLUMNS["start"].parse(place["start"])
    except InvalidValue:
        return False
    return not entry_id.strip() or re.fullmatch(ID_PATTERN, plain(entry_id)) is not None


def _split(
    lines: list[str], delimiter: str, width: int
) -> Iterator[tuple[int, int, list[str] | None, str]]:
    """First line, line after the last, cells (None where they could not be told), reason."""
    at = 1
    while at < len(lines):
        base = at
        reader = csv.reader(
            map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True
        )
        try:
            for cells in reader:
                after = base + reader.line_num
                if after > at + 1 and _are_several(lines[at:after], cells, width):
                    raise csv.Error("unexpected end of data")
                yield at, after, cells, ""
                at = after
        except csv.Error as error:
            yield at, at + 1, None, _why(str(error))
            at += 1


def _are_several(lines: list[str], cells: list[str], width: int) -> bool:
    """Whether lines that quotation marks join are records of their own.

    A column of the person's own may have several lines, also left of the id or of the start: then
    the cells are as many as the header has, with one id and one start among them.
    """
    if not any(map(_NEW_RECORD.search, lines[1:])):
        return False
    if len(cells) != width:
        return True
    return any(sum(len(each.findall(line)) for line in lines) > 1 for each in (_AN_ID, _A_STAMP))


def _why(error: str) -> str:
    if "field larger" in error:
        return say("a cell of this line has more than 100,000 characters")
    if "new-line" in error:
        return say("this line has a carriage return outside of quotation marks")
    return say('a quotation mark (") in this line does not close, or stands where none can')
