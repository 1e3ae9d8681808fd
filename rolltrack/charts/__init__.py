"""Frames → matplotlib Figures that say in words what they show."""

from rolltrack.charts.picture import Picture
from rolltrack.charts.trends import plot_trends

__all__ = ["Picture", "plot_trends"]
