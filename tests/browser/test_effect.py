"""Journeys in a real JupyterLab: ask whether it is helping, and plan an experiment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from tests.conftest import Lab

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(lab: Lab, page: Any, request: pytest.FixtureRequest) -> Path:
    """A folder with the sample, and its third notebook, opened and run by itself."""
    place = lab.folder(request.node.name[:60])
    write_sample(place)
    page.goto(lab.url(place / "3_is_it_helping.ipynb"))
    page.locator(".rt-answers h2").first.wait_for()
    return place


def test_the_sentence_comes_first_and_the_rest_is_one_press_away(folder: Path, page: Any) -> None:
    log = rt.SessionLog(folder / "sessions.csv")
    answer = rt.is_it_helping(rt.daily(log.frame()))
    block = page.locator("[data-source=log]")
    assert block.locator("h2").inner_text() == answer.plain
    lines = block.inner_text().replace("\xa0", " ").splitlines()
    assert answer.numbers in lines
    assert answer.why in lines
    assert block.locator("img:visible").get_attribute("alt") == answer.sentence
    why = block.get_by_text("Something that you did not write down")
    assert not why.is_visible()
    block.get_by_text("What would make this wrong").click()
    why.wait_for()


def test_an_experiment_is_planned_kept_and_ended(folder: Path, page: Any) -> None:
    page.get_by_role("button", name="Draw the schedule").click()
    page.get_by_text("The schedule is drawn and saved.").wait_for()
    assert (folder / "rolltrack-experiment.json").exists()
    page.locator("[data-source=experiment]").get_by_text("the experiment begins on").wait_for()
    page.get_by_role("button", name="End the experiment").click()
    page.get_by_text("calling it off costs nothing").wait_for()
    page.get_by_role("button", name="Keep going").click()
    page.get_by_role("button", name="End the experiment").click()
    page.get_by_role("button", name="End it").click()
    page.get_by_text("Called off. Every entry stays in your log.").wait_for()
    page.get_by_role("button", name="Draw the schedule").wait_for()
    page.locator("[data-source=experiment]").wait_for(state="detached")
    assert not (folder / "rolltrack-experiment.json").exists()
