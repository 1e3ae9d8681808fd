"""Logs that the tests of this room write pages of."""

from __future__ import annotations

from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from tests.hostile import hostile_log


@pytest.fixture
def sample(tmp_path: Path) -> rt.SessionLog:
    """The sample: 18 May to 15 November 2026."""
    write_sample(tmp_path)
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def hostile(tmp_path: Path) -> rt.SessionLog:
    return hostile_log(tmp_path)


@pytest.fixture
def own_columns(tmp_path: Path) -> rt.SessionLog:
    """The sample log, with two columns of the person's own."""
    write_sample(tmp_path)
    path = tmp_path / "sessions.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    more = [f'{line},"mood {at}, ""=1+1""",\\{at}' for at, line in enumerate(lines[1:])]
    path.write_text("\n".join([lines[0] + ",mood,=weather", *more, ""]), encoding="utf-8")
    return rt.SessionLog(path)


@pytest.fixture
def empty(tmp_path: Path) -> rt.SessionLog:
    """A log without entries, and without a file."""
    return rt.SessionLog(tmp_path / "sessions.csv")
