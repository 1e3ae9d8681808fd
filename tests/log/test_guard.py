"""The backslash that keeps a spreadsheet from changing a text."""

from __future__ import annotations

from hypothesis import given, strategies as st

from rolltrack.log.guard import guard, unguard


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_guarded_text_is_read_back(text: str) -> None:

    assert unguard(guard(text)) == text


def test_a_text_that_no_program_would_change_has_no_guard() -> None:
    plain = [
        "felt looser",
        "slept badly, woke up twice at night",
        "yes",
        "hips still tight",
        "גב תפוס",
    ]
    assert [guard(text) for text in plain] == plain
