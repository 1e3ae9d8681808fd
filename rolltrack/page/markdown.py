"""The page as Markdown: plain text that also reads well unformatted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rolltrack.page.format import PAGE_ASKS, Format, Request
from rolltrack.page.summary import Measure, Summary

# Whatever begins markup somewhere: CommonMark, tables, mathematics, footnotes, bare links.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&!^]|://|@)|(?<=www)(\.)", re.IGNORECASE)


def _make(request: Request) -> bytes:
    summary = request.summary
    blocks = [*_head(summary), *_changes(summary), *_rest(summary)]
    if summary.entries:
        blocks.append(_table(("When", "Answers", "In their words"), _entries(request)))
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    r"""The text so that it shows as it is.

    >>> escaped("<b> *not* bold, $x^2$, www.example.org")
    '\\<b\\> \\*not\\* bold, \\$x\\^2\\$, www\\.example.org'
    """
    return _MARKUP.sub(lambda found: "\\" + found[0], text)


def _head(summary: Summary) -> Iterator[str]:
    yield f"# {escaped(summary.title)}"
    if summary.name:
        yield f"**{escaped(summary.name)}**"
    yield escaped(" · ".join(summary.facts))
    if summary.goals:
        yield _list(summary.goals)
    if summary.finding:
        yield f"## {escaped(summary.finding)}"
    if summary.meaning:
        yield escaped(summary.meaning)


def _changes(summary: Summary) -> Iterator[str]:
    if summary.measures:
        headings = ("Measure", "First weeks", "Now", "Change", "Verdict")
        yield _table(headings, map(_row, summary.measures))
        yield _list(summary.notes)
    if summary.helping:
        yield "## Is it helping?"
        yield _list(summary.helping)


def _row(measure: Measure) -> tuple[str, ...]:
    ends = [
        "; ".join(filter(None, (end.value, end.basis, end.dates)))
        for end in (measure.first, measure.now)
    ]
    return (
        f"{measure.label} ({measure.direction})",
        *ends,
        f"{measure.change}; {measure.threshold}",
        measure.verdict,
    )


def _rest(summary: Summary) -> Iterator[str]:
    for section in summary.sections:
        yield f"## {escaped(section.title)}"
        yield _list(section.lines)
    yield "## Limits, and when to get help"
    yield escaped(summary.limits)
    yield _list(summary.help)
    yield f"*{escaped(summary.made)}*"


def _entries(request: Request) -> Iterator[tuple[str, str, str]]:
    entries = request.summary.entries
    for done, each in enumerate(entries, start=1):
        request.progress(done, len(entries))
        yield each.when, each.what, each.words


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    named = list(headings)
    lines = [named, ["---"] * len(named), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


FORMAT = Format(
    suffix=".md",
    label="Markdown",
    help="The page as text that any editor opens.",
    make=_make,
    page=True,
    asks=PAGE_ASKS,
)
