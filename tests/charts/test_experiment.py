"""Pictures of an experiment's schedule, by what is drawn in them."""

from __future__ import annotations

import datetime as dt

import numpy as np

from rolltrack.charts.experiment import plot_experiment
from rolltrack.helping.plan import plan_experiment
from tests.diaries import START, followed


def test_pairs_to_come_are_not_drawn_nor_in_the_numbers():
    plan = plan_experiment(START, seed=3)
    today = START + dt.timedelta(days=9)
    picture = plot_experiment(plan, followed(plan), today)
    assert len(picture.numbers) == 12
    strip = next(axes for axes in picture.axes if axes.get_label() == "schedule")
    bars = [patch for group in strip.containers for patch in group.patches]
    assert len(bars) == 12
    assert "Day 10 of 28" in picture.text_alternative


def test_each_morning_stands_over_the_day_before():
    plan = plan_experiment(START, seed=3)
    days = followed(plan)
    picture = plot_experiment(plan, days, START + dt.timedelta(days=40))
    assert np.array_equal(picture.numbers["next_morning"], days["pain"].to_numpy()[1:29])
    assert list(picture.numbers["asked"]) == [day.arm for day in plan.days]


def test_a_schedule_that_has_not_begun_can_be_drawn():
    plan = plan_experiment(START, seed=3)
    assert plot_experiment(plan, followed(plan)[:0], START - dt.timedelta(days=5)).png()
