"""Lines of words that are written from the right, in the order in which they are seen."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given, strategies as st

from rolltrack.charts.style import with_letters
from rolltrack.entry.text import own_words
from rolltrack.page.right_to_left import as_seen, joined
from rolltrack.page.sheet import Sheet

WORDS = st.text("אבג(ab)[1]. <«»>،بلاس\u0651", min_size=1, max_size=60)


def test_a_line_that_was_broken_stays_in_its_direction() -> None:
    text = f"Goal: {own_words('אבג (דה) וז! abc')}"
    assert as_seen(text, ["Goal: אבג", "(דה) וז! abc"]) == ["Goal: גבא", "abc !זו (הד)"]


def test_a_line_that_was_cut_says_so_at_its_end() -> None:
    assert as_seen(f"Goal: {own_words('אבג דה')}", ["Goal: אבג ד …"]) == ["Goal: ד גבא …"]


def test_text_from_the_left_stays_as_it_is() -> None:
    assert as_seen("so (good)", ["so", "(good)"]) == ["so", "(good)"]
    assert joined("so (good)") == "so (good)"


@pytest.mark.parametrize("turned", ["()", "[]", "{}", "<>", "«»", "‹›", "≤≥"])
def test_what_points_somewhere_points_the_other_way(turned: str) -> None:
    line = f"א{turned[0]}ב{turned[1]}ג"
    assert as_seen(line, [line]) == [f"ג{turned[0]}ב{turned[1]}א"]


@given(WORDS)
def test_no_letter_is_lost_or_made_up_where_lines_are_broken(words: str) -> None:
    text = f"Notes: {own_words(words)}"
    with closing(Sheet("")) as sheet:
        seen = "".join(sheet.lines_of(text, 25, 9))
    brackets = str.maketrans(")]>»", "([<«", " ")
    plain = with_letters(joined(text))
    assert sorted(seen.translate(brackets)) == sorted(plain.translate(brackets))
