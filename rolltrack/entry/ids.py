"""The ids of entries: which there are, and new ones."""

from __future__ import annotations

import os

ID_LETTERS = "bcdfghjklmnpqrstvwxz"
ID_PLACES = ("r", "_", *[ID_LETTERS] * 10)  # the letters that each place of an id can have
ID_PATTERN = f"r_[{ID_LETTERS}]{{{len(ID_PLACES) - 2}}}"
_LETTER_OF_BYTE = bytes(ord(ID_LETTERS[byte % len(ID_LETTERS)]) for byte in range(256))


def new_id() -> str:
    """An id that no other entry has."""
    return id_from(os.urandom(10))


def id_from(data: bytes) -> str:
    """The id that ten bytes stand for.

    >>> id_from(b"0123456789")
    'r_lmnpqrstvw'
    """
    return "r_" + data.translate(_LETTER_OF_BYTE).decode()
