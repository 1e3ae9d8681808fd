"""What tests of pages and files share: how they are made, and read back as others would."""

from __future__ import annotations

import datetime as dt
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
from hypothesis import strategies as st

import rolltrack as rt
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.page.period import period_of
from rolltrack.page.summary import Summary, summarise
from tests.hostile import HOSTILE

ZONE = dt.timezone(dt.timedelta(hours=1))


def written(log: rt.SessionLog, name: str, **more: Any) -> Path:
    return rt.write_summary(log, log.path.with_name(name), **more)


def log_of(some: list[Entry], folder: Path) -> rt.SessionLog:
    """A log of these entries, written anew."""
    log = rt.SessionLog(folder / "any.csv")
    log.path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    log.append_many(some)
    return log


def summary_of(log: rt.SessionLog, **chosen: Any) -> Summary:
    return summarise(period_of(log), rt.Choices(**chosen))


def said(log: rt.SessionLog, start: Any = None, end: Any = None, **chosen: Any) -> Summary:
    return summarise(period_of(log, start, end), rt.Choices(**chosen), dt.date(2026, 11, 21))


def log_days(log: rt.SessionLog, days: int, **values: Any) -> None:
    first = dt.datetime(2026, 9, 1, 18, 0, tzinfo=ZONE)
    log.append_many(Entry(start=first + dt.timedelta(days=n), **values) for n in range(days))


def section(summary: Summary, key: str) -> str:
    return "\n".join(next(each for each in summary.sections if each.key == key).lines)


def flat(text: str) -> str:
    """The letters alone: where lines break is not what a test of words is about."""
    return re.sub(r"\s+", "", text)


def pdf(path: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(path.read_bytes()))


def words_of(reader: pypdf.PdfReader) -> str:
    return flat("".join(page.extract_text() for page in reader.pages))


class Seen(HTMLParser):
    """Tags, attributes and texts of a page, as a browser takes them."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.words = flat("".join(self.texts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40)
whole = st.none() | st.integers(0, 10)
any_entries = st.builds(
    lambda **values: Entry(start="2026-11-21T18:30:05+01:00", **values),
    minutes=whole,
    pain_before=whole,
    pain_after=whole,
    popped=st.none() | st.booleans(),
    areas=st.lists(st.sampled_from(["hips", "neck", "legs"]), max_size=2).map(tuple),
    medication=words,
    notes=words | st.sampled_from(HOSTILE),
)
