"""The page as HTML: everything is said, and nothing runs or loads."""

from __future__ import annotations

import base64
import hashlib
import re

import rolltrack as rt
from rolltrack.entry.text import printable
from tests.hostile import HOSTILE
from tests.pages import Seen, flat, summary_of, written


def test_html_says_what_the_page_says(sample: rt.SessionLog) -> None:
    seen = Seen(written(sample, "x.html"))
    summary = summary_of(sample)
    for text in (summary.headline, summary.finding, *summary.notes, *summary.help, summary.made):
        assert flat(text) in seen.words
    for row in summary.measures:
        assert flat(row.change + row.threshold + row.verdict) in seen.words
    assert ("lang", "en") in seen.attributes
    chart = summary.chart()
    assert chart is not None
    assert ("alt", chart.text_alternative) in seen.attributes


def test_html_allows_nothing_but_its_own_style_and_pictures(sample: rt.SessionLog) -> None:
    text = written(sample, "x.html").read_text("utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'" in text
    assert "<script" not in text
    assert not re.findall(r'\b(?:src|href|action)="(?!data:image/svg\+xml)', text)


def test_html_shows_hostile_texts_as_the_texts_they_are(hostile: rt.SessionLog) -> None:
    plain = Seen(written(hostile, "a.html", choices=rt.Choices(goal="", hidden={"goals"})))
    seen = Seen(written(hostile, "x.html", choices=rt.Choices(every_entry=True)))
    assert not set(seen.tags) - {*plain.tags, "section", "ul"}
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "href"]
    for text in HOSTILE:
        assert flat(printable(text)) in seen.words
