"""A log in a folder of its own, its state folder beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolltrack import SessionLog


@pytest.fixture
def log(tmp_path: Path) -> SessionLog:
    (tmp_path / "logs").mkdir()
    return SessionLog(tmp_path / "logs" / "sessions.csv")
