"""What the tests of the answers and of the experiment share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.helping.plan import plan_experiment
from rolltrack.helping.plan_file import save_plan
from rolltrack.widgets import effect_panel as panel_module, experiment_planner as planner_module

START = dt.date(2026, 10, 19)


@pytest.fixture
def sample(tmp_path: Path) -> rt.SessionLog:
    """The sample: 18 May to 15 November 2026."""
    write_sample(tmp_path)
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the day on which the widgets are looked at."""

    def set_day(day: dt.date) -> None:
        for module in (panel_module, planner_module):
            monkeypatch.setattr(module, "date_of", lambda *_: day)

    return set_day


@pytest.fixture
def running(sample: rt.SessionLog) -> rt.SessionLog:
    save_plan(sample.path, plan_experiment(START, seed=4), START - dt.timedelta(days=1))
    return sample
