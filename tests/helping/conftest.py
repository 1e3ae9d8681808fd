"""An experiment's schedule, and the same with its extension."""

from __future__ import annotations

import pytest

from rolltrack.helping.plan import Plan, extended, plan_experiment
from tests.diaries import START, day


@pytest.fixture
def plan() -> Plan:
    return plan_experiment(START, seed=3)


@pytest.fixture
def long_plan(plan: Plan) -> Plan:
    return extended(plan, day(28))
