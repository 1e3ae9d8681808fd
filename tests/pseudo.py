"""A language that exists in tests only: every sentence of rolltrack's own stands in ⟦brackets⟧."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from rolltrack.entry.language import speak


class _Bracketed(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@contextmanager
def pseudo() -> Iterator[None]:
    """Speak it for as long as the block runs."""
    speak(_Bracketed())
    try:
        yield
    finally:
        speak()


def left_in_english(text: str, own: Iterable[str] = ()) -> list[str]:
    """Words of ``text`` outside all brackets: sentences that never passed through ``say``.

    ``own`` are texts of the person's, file names, units and names that stay in every language.
    """
    for words in sorted(own, key=len, reverse=True):
        text = text.replace(words, " ")
    inner = re.compile(r"⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub(" ", text)
    return re.findall(r"[^\W\d_]{2,}", text)
