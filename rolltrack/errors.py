"""Everything rolltrack raises on purpose. Each message is a sentence to show as it is."""

from __future__ import annotations

from collections.abc import Mapping


class RolltrackError(Exception):
    """Something a person can act on; ``str(error)`` says what is wrong and what to do."""


class InvalidValue(RolltrackError):
    """A value that its column does not allow."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


class InvalidEntry(RolltrackError):
    """An entry with one or more values that do not fit; ``sentences`` maps column to reason.

    >>> str(InvalidEntry({"minutes": "minutes must be a whole number from 0 to 180, got 999."}))
    'minutes must be a whole number from 0 to 180, got 999.'
    """

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(" ".join(sentences.values()))
        self.sentences = dict(sentences)
