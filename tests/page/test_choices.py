"""What can be chosen for the page."""

from __future__ import annotations

import pytest

import rolltrack as rt
from rolltrack.entry.errors import InvalidValue


def test_a_name_that_stands_for_nothing_cannot_be_hidden() -> None:
    with pytest.raises(InvalidValue, match="nothing called weather"):
        rt.Choices(hidden=frozenset({"weather"}))
    with pytest.raises(InvalidValue, match="no weekday"):
        rt.Choices(roll_on=("Monday",))
