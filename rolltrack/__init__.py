"""rolltrack: log foam-rolling sessions, see trends, hand over a summary.

The front door. Names load their module when first used, so that ``import rolltrack`` stays cheap.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # typing's own takes longer to load than everything here
if TYPE_CHECKING:
    from typing import Any

    from rolltrack.charts import (
        plot_before_after,
        plot_calendar,
        plot_flare_up,
        plot_rolled_and_rest,
        plot_rollers,
        plot_routines,
        plot_trends,
        plot_weeks,
    )
    from rolltrack.charts.answers import plot_effect, plot_experiment
    from rolltrack.choices import Choices
    from rolltrack.days import daily
    from rolltrack.effect import is_it_helping
    from rolltrack.entry import COLUMNS, Entry
    from rolltrack.errors import InvalidEntry, InvalidValue, RolltrackError
    from rolltrack.experiment import analyse_experiment
    from rolltrack.export import write_summary
    from rolltrack.flexibility import FLEXIBILITY_TESTS
    from rolltrack.inference.answer import Effect
    from rolltrack.inference.plan import Plan, plan_experiment
    from rolltrack.inference.plan_file import load_plan, save_plan
    from rolltrack.log import SessionLog
    from rolltrack.log_days import days_of, routine_names, weekly_aim, worthwhile_change
    from rolltrack.trends import (
        adherence,
        baseline,
        before_after,
        change,
        finding,
        flare_ups,
        rolling_mean,
        weekly,
    )
    from rolltrack.widgets.body_map import body_map
    from rolltrack.widgets.effect_panel import effect_panel
    from rolltrack.widgets.experiment_planner import experiment_planner
    from rolltrack.widgets.export_panel import export_panel
    from rolltrack.widgets.guided_session import guided_session
    from rolltrack.widgets.history import history
    from rolltrack.widgets.log_form import log_form
    from rolltrack.widgets.settings_panel import settings
    from rolltrack.widgets.trend_explorer import trend_explorer

__version__ = "0.1.0"

_HOME = {
    "COLUMNS": "entry",
    "Choices": "choices",
    "Effect": "inference.answer",
    "Entry": "entry",
    "FLEXIBILITY_TESTS": "flexibility",
    "InvalidEntry": "errors",
    "InvalidValue": "errors",
    "Plan": "inference.plan",
    "RolltrackError": "errors",
    "SessionLog": "log",
    "adherence": "trends",
    "analyse_experiment": "experiment",
    "baseline": "trends",
    "before_after": "trends",
    "body_map": "widgets.body_map",
    "change": "trends",
    "daily": "days",
    "days_of": "log_days",
    "effect_panel": "widgets.effect_panel",
    "experiment_planner": "widgets.experiment_planner",
    "export_panel": "widgets.export_panel",
    "finding": "trends",
    "flare_ups": "trends",
    "guided_session": "widgets.guided_session",
    "history": "widgets.history",
    "is_it_helping": "effect",
    "load_plan": "inference.plan_file",
    "log_form": "widgets.log_form",
    "plan_experiment": "inference.plan",
    "plot_before_after": "charts",
    "plot_calendar": "charts",
    "plot_effect": "charts.answers",
    "plot_experiment": "charts.answers",
    "plot_flare_up": "charts",
    "plot_rolled_and_rest": "charts",
    "plot_rollers": "charts",
    "plot_routines": "charts",
    "plot_trends": "charts",
    "plot_weeks": "charts",
    "rolling_mean": "trends",
    "routine_names": "log_days",
    "save_plan": "inference.plan_file",
    "trend_explorer": "widgets.trend_explorer",
    "settings": "widgets.settings_panel",
    "weekly": "trends",
    "weekly_aim": "log_days",
    "worthwhile_change": "log_days",
    "write_summary": "export",
}

__all__ = [
    "COLUMNS",
    "FLEXIBILITY_TESTS",
    "Choices",
    "Effect",
    "Entry",
    "InvalidEntry",
    "InvalidValue",
    "Plan",
    "RolltrackError",
    "SessionLog",
    "adherence",
    "analyse_experiment",
    "baseline",
    "before_after",
    "body_map",
    "change",
    "daily",
    "days_of",
    "effect_panel",
    "experiment_planner",
    "export_panel",
    "finding",
    "flare_ups",
    "guided_session",
    "history",
    "is_it_helping",
    "load_plan",
    "log_form",
    "plan_experiment",
    "plot_before_after",
    "plot_calendar",
    "plot_effect",
    "plot_experiment",
    "plot_flare_up",
    "plot_rolled_and_rest",
    "plot_rollers",
    "plot_routines",
    "plot_trends",
    "plot_weeks",
    "rolling_mean",
    "routine_names",
    "save_plan",
    "settings",
    "trend_explorer",
    "weekly",
    "weekly_aim",
    "worthwhile_change",
    "write_summary",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'rolltrack' has no attribute {name!r}")
    return getattr(importlib.import_module(f"rolltrack.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
