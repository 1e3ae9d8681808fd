"""What is shown around a flare-up."""

from __future__ import annotations

import pandas as pd
import pytest

import rolltrack as rt
from rolltrack.days.flares import flare_ups
from tests.diaries import diary
from tests.drawn import line, panel, written


def test_no_flare_up_asks_nobody_to_log_who_did() -> None:
    assert written(rt.plot_flare_up(diary(14))).endswith("that of the weeks before")


def test_a_flare_up_is_shown_with_the_weeks_around_it() -> None:
    days = diary()
    (flare,) = flare_ups(days).tail(1).to_dict("records")
    picture = rt.plot_flare_up(days)
    assert f"to {flare['peak']:.0f}" in picture.finding
    assert picture.numbers.index[0] == flare["start"] - pd.Timedelta(days=21)
    assert len(picture.numbers) <= 50
    with pytest.raises(IndexError):
        rt.plot_flare_up(days, 99)


def test_the_level_before_it_is_a_line_with_its_value() -> None:
    days = diary()
    usual = float(flare_ups(days)["usual"].iloc[-1])
    picture = rt.plot_flare_up(days)
    _, y = line(panel(picture, "Pain before rolling, 0–10"), "before")
    assert y.tolist() == [usual, usual]
    assert f"before {usual:.1f}" in written(picture)
