"""Sentences pass through one place, which can say them in another language."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import rolltrack
from rolltrack.entry.language import mark, say, several
from tests.pseudo import left_in_english, pseudo

PACKAGE = Path(rolltrack.__file__).parent
CALLS = ("say", "several", "mark")


def test_another_language_says_every_form_of_a_sentence() -> None:
    with pseudo():
        assert say("Line {line}", line=3) == "⟦Line 3⟧"
        assert several(1, "{number} day", "{number} days") == "⟦1 day⟧"
        assert several(2, "{number} day", "{number} days") == "⟦2 days⟧"
        assert mark("Later") == "Later"
    assert say("Line {line}", line=3) == "Line 3"


def test_what_was_not_said_is_found() -> None:
    assert left_in_english("⟦Saved: ⟦8 min⟧⟧ of Anna's day", own=["Anna"]) == ["of", "day"]
    assert left_in_english("⟦Saved⟧ 8 °") == []


def _calls() -> list[tuple[str, ast.Call]]:
    return [
        (f"{path.relative_to(PACKAGE)}:{node.lineno}", node)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS
    ]


@pytest.mark.parametrize(("place", "call"), _calls(), ids=lambda part: str(part)[:40])
def test_a_sentence_names_the_values_it_is_given(place: str, call: ast.Call) -> None:
    name = getattr(call.func, "id", "")
    first = 1 if name == "several" else 0
    texts = call.args[first : first + (2 if name == "several" else 1)]
    given = {keyword.arg for keyword in call.keywords} | (
        {"number"} if name == "several" else set()
    )
    for text in texts:
        assert not isinstance(text, ast.JoinedStr), f"{place}: an f-string cannot be translated"
        if isinstance(text, ast.Constant) and name != "mark":
            fields = {field for _, field, _, _ in string.Formatter().parse(text.value) if field}
            named = {field.split(".")[0] for field in fields}
            assert None in given or named <= given, place  # None: **values, seen when it is said
