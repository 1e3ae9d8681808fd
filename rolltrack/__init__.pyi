# The front door: every public name, by room.

from .charts.answer import plot_effect as plot_effect
from .charts.calendar import plot_calendar as plot_calendar
from .charts.experiment import plot_experiment as plot_experiment
from .charts.flares import plot_flare_up as plot_flare_up
from .charts.groups import plot_rollers as plot_rollers, plot_routines as plot_routines
from .charts.rest import plot_rolled_and_rest as plot_rolled_and_rest
from .charts.sessions import plot_before_after as plot_before_after
from .charts.trends import plot_trends as plot_trends
from .charts.weeks import plot_weeks as plot_weeks
from .days.before_after import before_after as before_after
from .days.change import change as change, finding as finding
from .days.daily import daily as daily
from .days.flares import flare_ups as flare_ups
from .days.of_log import days_of as days_of
from .days.span import baseline as baseline
from .days.weeks import adherence as adherence, rolling_mean as rolling_mean, weekly as weekly
from .entry.entry import COLUMNS as COLUMNS, Entry as Entry
from .entry.errors import (
    InvalidEntry as InvalidEntry,
    InvalidValue as InvalidValue,
    RolltrackError as RolltrackError,
)
from .entry.flexibility import FLEXIBILITY_TESTS as FLEXIBILITY_TESTS
from .entry.version import __version__ as __version__
from .helping.answer import Effect as Effect
from .helping.from_experiment import analyse_experiment as analyse_experiment
from .helping.from_log import is_it_helping as is_it_helping
from .helping.plan import Plan as Plan, plan_experiment as plan_experiment
from .helping.plan_file import load_plan as load_plan, save_plan as save_plan
from .log.log import SessionLog as SessionLog
from .page.choices import Choices as Choices
from .page.write import write_summary as write_summary
from .widgets.body_map import body_map as body_map
from .widgets.effect_panel import effect_panel as effect_panel
from .widgets.experiment_planner import experiment_planner as experiment_planner
from .widgets.export_panel import export_panel as export_panel
from .widgets.guided_session import guided_session as guided_session
from .widgets.history import history as history
from .widgets.log_form import log_form as log_form
from .widgets.more_charts import more_charts as more_charts
from .widgets.settings_panel import settings as settings
from .widgets.trend_explorer import trend_explorer as trend_explorer
