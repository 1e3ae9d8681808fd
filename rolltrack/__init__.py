"""rolltrack: log foam-rolling sessions, see trends, hand over a summary.

The front door. Names load their module when first used, so that ``import rolltrack`` stays cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rolltrack.charts import plot_trends
    from rolltrack.days import daily
    from rolltrack.entry import COLUMNS, Entry
    from rolltrack.errors import InvalidEntry, InvalidValue, RolltrackError
    from rolltrack.flexibility import FLEXIBILITY_TESTS
    from rolltrack.log import SessionLog
    from rolltrack.trends import adherence, baseline, before_after, change, finding, weekly
    from rolltrack.widgets.history import history
    from rolltrack.widgets.log_form import log_form

__version__ = "0.1.0"

_HOME = {
    "COLUMNS": "entry",
    "Entry": "entry",
    "FLEXIBILITY_TESTS": "flexibility",
    "InvalidEntry": "errors",
    "InvalidValue": "errors",
    "RolltrackError": "errors",
    "SessionLog": "log",
    "adherence": "trends",
    "baseline": "trends",
    "before_after": "trends",
    "change": "trends",
    "daily": "days",
    "finding": "trends",
    "history": "widgets.history",
    "log_form": "widgets.log_form",
    "plot_trends": "charts",
    "weekly": "trends",
}

__all__ = [
    "COLUMNS",
    "FLEXIBILITY_TESTS",
    "Entry",
    "InvalidEntry",
    "InvalidValue",
    "RolltrackError",
    "SessionLog",
    "adherence",
    "baseline",
    "before_after",
    "change",
    "daily",
    "finding",
    "history",
    "log_form",
    "plot_trends",
    "weekly",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'rolltrack' has no attribute {name!r}")
    return getattr(importlib.import_module(f"rolltrack.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
