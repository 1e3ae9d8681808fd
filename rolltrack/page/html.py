"""The page as one HTML file: no scripts, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib import resources

from rolltrack.page.format import PAGE_ASKS, Format, Request
from rolltrack.page.summary import End, Measure, Summary

_HEADINGS = ("First weeks", "Now", "Change", "Verdict")


def _make(request: Request) -> bytes:
    return page(request).encode("utf-8")


def page(request: Request) -> str:
    """The whole document."""
    summary = request.summary
    body = [*_head(summary), *_changes(summary), *_charts(summary), *_rest(summary)]
    if summary.entries:
        body.append(_appendix(request))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(summary.headline)}</title>\n<style>{_style()}</style>\n</head>\n"
        "<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("templates/page.css").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Nothing but pictures inside the file, and this one style, known by its hash."""
    digest = base64.b64encode(hashlib.sha256(_style().encode("utf-8")).digest()).decode("ascii")
    return (
        "default-src 'none'; img-src data:; "
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _tag(name: str, text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<{name}{named}>{escape(text)}</{name}>"


def _list(lines: Iterable[str], kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<ul{named}>" + "".join(_tag("li", line) for line in lines) + "</ul>"


def _head(summary: Summary) -> Iterator[str]:
    yield _tag("h1", summary.title)
    if summary.name:
        yield _tag("p", summary.name, "name")
    yield _tag("p", " · ".join(summary.facts), "facts")
    if summary.goals:
        yield _list(summary.goals, "goals")
    if summary.finding:
        yield _tag("p", summary.finding, "finding")
    if summary.meaning:
        yield _tag("p", summary.meaning)


def _changes(summary: Summary) -> Iterator[str]:
    if summary.measures:
        yield (
            '<table class="changes">\n<thead><tr>'
            + "".join(f'<th scope="col">{text}</th>' for text in ("Measure", *_HEADINGS))
            + "</tr></thead>\n<tbody>\n"
            + "\n".join(map(_row, summary.measures))
            + "\n</tbody>\n</table>"
        )
        yield _list(summary.notes, "small")
    if summary.helping:
        yield _tag("h2", "Is it helping?")
        yield from (_tag("p", line) for line in summary.helping)


def _row(measure: Measure) -> str:
    cells = (
        _end(measure.first),
        _end(measure.now),
        f"<b>{escape(measure.change)}</b>{_tag('span', measure.threshold)}",
        escape(measure.verdict),
    )
    labelled = "".join(
        f'<td data-label="{label}">{cell}</td>'
        for label, cell in zip(_HEADINGS, cells, strict=True)
    )
    name = f'<th scope="row">{escape(measure.label)}{_tag("span", measure.direction)}</th>'
    return f"<tr>{name}{labelled}</tr>"


def _end(end: End) -> str:
    basis = end.basis.replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")
    below = "".join(_tag("span", text) for text in (basis, end.dates) if text)
    return f"<b>{escape(end.value)}</b>{below}"


def _charts(summary: Summary) -> Iterator[str]:
    chart = summary.chart()
    if chart is not None:
        data = base64.b64encode(chart.svg()).decode("ascii")
        words = escape(chart.text_alternative)
        yield f'<img alt="{words}" src="data:image/svg+xml;base64,{data}">'


def _rest(summary: Summary) -> Iterator[str]:
    for section in summary.sections:
        yield _tag("h2", section.title)
        yield _list(section.lines)
    yield (
        "<footer>"
        + _tag("h2", "Limits, and when to get help")
        + _tag("p", summary.limits, "small")
        + '<div class="help">'
        + "".join(_tag("p", text) for text in summary.help)
        + "</div>"
        + _tag("p", summary.made, "small")
        + "</footer>"
    )


def _appendix(request: Request) -> str:
    entries = request.summary.entries
    rows = []
    for done, each in enumerate(entries, start=1):
        words = f"<td>{escape(each.what)}</td><td>{escape(each.words)}</td>"
        rows.append(f'<tr><th scope="row">{escape(each.when)}</th>{words}</tr>')
        request.progress(done, len(entries))
    headings = "".join(
        f'<th scope="col">{text}</th>' for text in ("When", "Answers", "In their words")
    )
    return (
        f'<section class="entries">{_tag("h2", "Every entry")}<table><thead><tr>{headings}</tr>'
        "</thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table></section>"
    )


FORMAT = Format(
    suffix=".html",
    label="Web page, one file",
    help="The page for any browser, on a phone too. It holds no scripts and loads nothing.",
    make=_make,
    page=True,
    asks=PAGE_ASKS,
)
