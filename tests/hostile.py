"""Texts that other programs have tripped over, and the settings and entries that hold them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rolltrack.entry.entry import Entry
from rolltrack.log.log import SessionLog

HOSTILE = (
    "<script>alert('note')</script>",
    "<img src=http://example.org/x.png onerror=alert(1)>",
    "</td></table><iframe src=javascript:alert(2)></iframe>",
    '" onmouseover="alert(3)" style="background:url(http://example.org/y)',
    "[press](javascript:alert(4)) ![x](http://example.org/z.png) **bold** _soft_ `code`",
    "| a | b | # no heading ~~gone~~ &lt;b&gt; &amp; &#x3C;",
    "$x^2$ $$\\frac{1}{2}$$ \\(y\\) {nb} {{7*7}} %s",
    '=HYPERLINK("http://example.org","press")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\u202eright to left\u202c שלום עולם \u2067abc",
    "emoji 🙂 日本語 \u200b zero width, NA, None, 00042, 1/2",
)


def hostile_log(folder: Path) -> SessionLog:
    """A log whose every text is hostile, with goals to match."""
    log = SessionLog(folder / "sessions.csv")
    first = dt.datetime(2026, 3, 2, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    log.append_many(
        Entry(
            start=first + dt.timedelta(days=day),
            minutes=8,
            pain_before=6 - day // 20,
            pain_after=4,
            medication=HOSTILE[day % 12],
            side_effect=HOSTILE[(day + 5) % 12],
            notes=HOSTILE[(day + 7) % 12],
        )
        for day in range(60)
    )
    (folder / "rolltrack.toml").write_text(
        f"goal = '''{HOSTILE[1]}'''\nactivity = '''{HOSTILE[6]}'''\n", encoding="utf-8"
    )
    return log
