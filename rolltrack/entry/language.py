"""The language that rolltrack speaks: every sentence for a person passes through here.

English stands in the code. A translation is a gettext catalogue of the sentences and forms that
``say`` and ``several`` are called with; ``mark`` names those that stand in tables. Dates are
written by Babel, in the order and with the names of the language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from gettext import NullTranslations
from typing import Any

_ENGLISH = NullTranslations()
_spoken: tuple[NullTranslations, str] = (_ENGLISH, "en_GB")


def speak(translations: NullTranslations = _ENGLISH, locale: str = "en_GB") -> None:
    """Say everything from now on as ``translations`` has it, with dates as in ``locale``."""
    global _spoken
    _spoken = (translations, locale)


def say(sentence: str, /, **values: Any) -> str:
    """A sentence in the language spoken; ``{name}`` stands for the value of that name.

    >>> say("Line {line}: {reason}", line=3, reason="no id")
    'Line 3: no id'
    """
    said = _spoken[0].gettext(sentence)
    return said.format(**values) if values else said


def several(number: int, one: str, many: str, /, **values: Any) -> str:
    """A sentence about a number of things; ``{number}`` stands for it.

    >>> several(1, "{number} day", "{number} days"), several(12, "{number} day", "{number} days")
    ('1 day', '12 days')
    """
    return _spoken[0].ngettext(one, many, number).format(number=number, **values)


def mark(sentence: str) -> str:
    """The sentence itself, noted for translation; ``say`` it where it is shown."""
    return sentence


def for_browser(
    sentences: Iterable[str], plurals: Iterable[tuple[str, str]]
) -> dict[str, str | dict[str, str | dict[str, str]]]:
    """What JavaScript needs to speak the same language: ``locale`` and ``words`` by English text.

    The words of a plural are its forms by category (``one``, ``few``, ...). English needs none.

    >>> for_browser(["Save"], [])
    {'locale': 'en_GB', 'words': {}}
    """
    translations, locale = _spoken
    words: dict[str, str | dict[str, str]] = {}
    if translations is not _ENGLISH:
        from babel import Locale

        category = Locale.parse(locale).plural_form
        words |= {text: translations.gettext(text) for text in sentences}
        for one, many in plurals:
            words[one] = {category(n): translations.ngettext(one, many, n) for n in range(201)}
    return {"locale": locale, "words": words}


def date_words(day: dt.date, pattern: str = "d MMMM y") -> str:
    """A date in words; ``pattern`` is CLDR's, such as ``d MMM``, ``EEEE d MMMM y`` or ``MMM``.

    >>> date_words(dt.date(2026, 11, 21)), date_words(dt.date(2026, 7, 6), "d MMM")
    ('21 November 2026', '6 Jul')
    """
    from babel.dates import format_date  # takes longer to load than a form needs to appear

    return format_date(day, pattern, locale=_spoken[1])
