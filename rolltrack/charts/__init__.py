"""Frames → matplotlib Figures that say in words what they show."""

from rolltrack.charts.calendar import plot_calendar
from rolltrack.charts.flares import plot_flare_up
from rolltrack.charts.picture import Picture
from rolltrack.charts.rest import plot_rolled_and_rest
from rolltrack.charts.sessions import plot_before_after, plot_rollers, plot_routines
from rolltrack.charts.trends import plot_trends
from rolltrack.charts.weeks import plot_weeks

__all__ = [
    "Picture",
    "plot_before_after",
    "plot_calendar",
    "plot_flare_up",
    "plot_rolled_and_rest",
    "plot_rollers",
    "plot_routines",
    "plot_trends",
    "plot_weeks",
]
