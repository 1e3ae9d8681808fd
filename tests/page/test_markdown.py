"""The page as Markdown: everything is said, and no text becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

import rolltrack as rt
from rolltrack.entry.text import printable
from tests.hostile import HOSTILE
from tests.pages import Seen, flat, summary_of, written


def test_markdown_shows_what_the_page_says(sample: rt.SessionLog) -> None:
    words = shown_by_markdown(written(sample, "x.md"))
    summary = summary_of(sample)
    for text in (summary.title, summary.finding, *summary.notes, *summary.help, summary.made):
        assert flat(text) in words


def shown_by_markdown(path: Path) -> str:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text("utf-8"))
    parser = Seen.__new__(Seen)
    HTMLParser.__init__(parser)
    parser.tags, parser.attributes, parser.texts = [], [], []
    parser.feed(html)
    assert not {"script", "img", "a", "iframe", "code", "s"} & set(parser.tags)
    assert not [name for name, _ in parser.attributes if name.startswith("on")]
    return flat("".join(parser.texts))


def test_markdown_shows_hostile_texts_as_the_texts_they_are(hostile: rt.SessionLog) -> None:
    path = written(hostile, "x.md", choices=rt.Choices(name=HOSTILE[4], every_entry=True))
    words = shown_by_markdown(path)
    for text in HOSTILE:
        assert flat(printable(text)) in words, text
