"""The page as Markdown: plain text that also reads well unformatted."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from rolltrack.entry.language import mark, say
from rolltrack.page import titles
from rolltrack.page.format import PAGE_ASKS, Format, Request

# Whatever begins markup somewhere: CommonMark, tables, mathematics, footnotes, bare links.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&!^]|://|@)|(?<=www)(\.)", re.IGNORECASE)


def escaped(text: str) -> str:
    r"""The text so that it shows as it is.

    >>> escaped("<b> *not* bold, $x^2$, www.example.org")
    '\\<b\\> \\*not\\* bold, \\$x\\^2\\$, www\\.example.org'
    """
    return _MARKUP.sub(lambda found: "\\" + found[0], text)


# Every value that a template writes is escaped; only what stands in the template is markup.
_TEMPLATES = Environment(
    loader=PackageLoader("rolltrack.page"),
    finalize=escaped,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters["say"] = say


def _make(request: Request) -> bytes:
    template = _TEMPLATES.get_template("page.md.j2")
    text = template.render(request=request, summary=request.summary, titles=titles)
    return text.encode("utf-8")


FORMAT = Format(
    suffix=".md",
    label=mark("Markdown"),
    help=mark("The page as text that any editor opens."),
    make=_make,
    page=True,
    asks=PAGE_ASKS,
)
