"""The page as one HTML file: no scripts, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rolltrack.entry.language import mark, say
from rolltrack.page import titles
from rolltrack.page.format import PAGE_ASKS, Format, Request

_TEMPLATES = Environment(
    loader=PackageLoader("rolltrack.page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters.update(say=say, base64=lambda data: base64.b64encode(data).decode("ascii"))


def page(request: Request) -> str:
    """The whole document."""
    style = _TEMPLATES.get_template("page.css").render()
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return _TEMPLATES.get_template("page.html.j2").render(
        request=request,
        summary=request.summary,
        chart=request.summary.chart(),
        titles=titles,
        style=Markup(style),
        digest=base64.b64encode(digest).decode("ascii"),
    )


FORMAT = Format(
    suffix=".html",
    label=mark("Web page, one file"),
    help=mark("The page for any browser, on a phone too. It holds no scripts and loads nothing."),
    make=lambda request: page(request).encode("utf-8"),
    page=True,
    asks=PAGE_ASKS,
)
