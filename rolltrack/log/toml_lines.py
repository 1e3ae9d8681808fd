"""Where in a TOML text each value begins, found in one pass over it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]

_PART = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    r"|[\[\]{}\n]|[^\[\]{}\n\"'#]+|.",
    re.DOTALL,
)
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


def lines_of(text: str) -> dict[Path, int]:
    """Every value of a text that is TOML → the line on which it begins, from 1.

    Tables, items of lists of tables and values below a key are told apart; a value that stands
    within another one, in brackets, is on the line of that one.

    >>> lines_of("a = 1\\n[[b]]\\nc = [\\n  2,\\n]\\n")
    {('a',): 1, ('b', 0): 2, ('b',): 2, ('b', 0, 'c'): 3}
    """
    found: dict[Path, int] = {}
    items: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        if statement.startswith("["):
            path = table = _opened(statement, items)
        else:
            path = (*table, *_keys(statement))
        for length in range(len(path), 0, -1):
            if found.setdefault(path[:length], line) != line:
                break
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line on which a value begins, or else what it would be a part of."""
    known = (lines.get(path[:length]) for length in range(len(path), 0, -1))
    return next((line for line in known if line), None)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The headers and the keys with their values, each with its first line."""
    line = begin = 1
    depth = 0
    parts: list[str] = []
    for part in (*_PART.findall(text), "\n"):
        if part == "\n" and depth <= 0:
            statement = "".join(parts).strip()
            if statement:
                yield begin, statement
            parts, begin, depth = [], line + 1, 0
        elif not part.startswith("#"):
            parts.append(part)
            depth += (part in "[{") - (part in "]}")
        line += part.count("\n")


def _opened(header: str, items: dict[Path, int]) -> Path:
    """The path of the table that a header opens; ``items`` counts those of each list so far."""
    is_item = header.startswith("[[")
    *above, last = _keys(f"{header.strip('[] ')} = 0")
    path: Path = ()
    for key in above:
        path = (*path, key)
        path = (*path, items[path] - 1) if path in items else path
    path = (*path, last)
    if is_item:
        items[path] = items.get(path, 0) + 1
        path = (*path, items[path] - 1)
    return path


def _keys(statement: str) -> Path:
    simple = _KEY.match(statement)
    if simple:
        return (simple[1],)
    found: Any = tomllib.loads(statement)
    keys: list[str] = []
    while isinstance(found, Mapping) and len(found) == 1:
        key, found = next(iter(found.items()))
        keys.append(key)
    return tuple(keys)
