"""Areas are chosen on a back; the picture has one labelled region for each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.entry.entry import COLUMNS
from rolltrack.widgets.body_map import BodyMap

DRAWING = Path(rt.__file__).parent / "widgets/js/body_map_svg.js"


def test_every_area_of_the_log_is_drawn() -> None:
    drawn = re.findall(r"^  (\w+): \{ label:", DRAWING.read_text(), flags=re.M)
    assert set(drawn) == set(COLUMNS["areas"].choices)


def test_the_neck_is_a_place_of_pain_but_not_offered_for_rolling() -> None:
    assert "neck" not in dict(rt.body_map().options)
    assert dict(rt.body_map(pain=True).options)["neck"] == "Neck"


def test_areas_run_from_the_neck_down_whatever_the_order_of_choosing() -> None:
    chosen = rt.body_map(["legs", "upper_back", "legs"])
    assert chosen.areas == ["upper_back", "legs"]
    assert [key for key, _ in rt.body_map(pain=True).options] == [
        "neck", "shoulders", "upper_back", "mid_back", "lower_ribs", "lower_back", "hips", "legs",
    ]  # fmt: skip


def test_an_area_that_does_not_exist_is_refused_and_what_was_chosen_stays() -> None:
    chosen = rt.body_map(["hips"])
    with pytest.raises(rt.InvalidValue, match="got elbow"):
        chosen.areas = ["elbow"]
    assert chosen.areas == ["hips"]


def test_check_boxes_can_stand_in_for_the_picture() -> None:
    assert isinstance(rt.body_map(plain=True), BodyMap)
    assert rt.body_map(plain=True).plain
