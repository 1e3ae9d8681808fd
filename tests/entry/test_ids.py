"""An id is ten consonants that no spreadsheet takes for a number."""

from __future__ import annotations

import re

from hypothesis import given, strategies as st

from rolltrack.entry.ids import ID_PATTERN, id_from, new_id


@given(st.binary(min_size=10, max_size=10))
def test_any_ten_bytes_make_an_id(data: bytes) -> None:
    assert re.fullmatch(ID_PATTERN, id_from(data))


def test_new_ids_are_all_different() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000
