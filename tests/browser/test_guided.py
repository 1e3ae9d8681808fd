"""Journeys in a real JupyterLab: roll, pause, reload, stop for pain, save; settings, body map."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.log.settings_file import read_settings
from rolltrack.widgets.bundle import script, stylesheet
from tests.conftest import Lab

pytestmark = pytest.mark.browser

# The page's own clock stands still and is set ahead: minutes that nobody has to wait for, and the
# same ones on a slow machine.
CLOCK = """
  const kept = (name, otherwise) => {
    if (!sessionStorage.getItem(name)) sessionStorage.setItem(name, otherwise);
    return Number(sessionStorage.getItem(name));
  };
  const opened = kept("opened", Date.now());
  window.ahead = kept("ahead", 0);
  Date.now = () => opened + window.ahead;
"""
SMALL = """node => [...node.querySelectorAll("button")]
  .map((button) => ({ button, box: button.getBoundingClientRect() }))
  .filter(({ box }) => box.width && Math.min(box.width, box.height) < 44)
  .map(({ button, box }) => [button.textContent, box.width, box.height])
"""
BUSY = """
import pathlib, time
pathlib.Path("busy").touch()
for _ in range(6000):
    if pathlib.Path("free").exists():
        break
    time.sleep(0.1)
"""


@pytest.fixture
def folder(lab: Lab, page: Any, request: pytest.FixtureRequest) -> Path:
    """A folder of its own, with a notebook that shows one widget, opened and run by itself."""
    own = lab.folder(request.node.name[:60])
    show = getattr(request, "param", "rt.guided_session(log)")
    lines = ["import rolltrack as rt", "log = rt.SessionLog()", show]
    (own / "own.ipynb").write_text(json.dumps(notebook_of(lines)), encoding="utf-8")
    page.add_init_script(CLOCK)
    page.goto(lab.url(own / "own.ipynb"))
    page.locator(".rt").first.wait_for()
    return own


def notebook_of(cells: list[str]) -> dict[str, Any]:
    rest: dict[str, Any] = {"metadata": {}, "execution_count": None, "outputs": []}
    kernel = {"name": "python3", "display_name": "Python 3"}
    return {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {"kernelspec": kernel},
        "cells": [{"cell_type": "code", "source": cell, **rest} for cell in cells],
    }


def entries_in(folder: Path) -> list[rt.Entry]:
    return rt.SessionLog(folder / "sessions.csv").entries()


def start(page: Any, pain: int = 6) -> Any:
    guided = page.locator(".rt-guided")
    guided.locator(f".rt-field[data-name=pain_before] [data-value='{pain}']").click()
    guided.locator(".rt-start").click()
    guided.get_by_role("heading", name="Lie on your back").wait_for()
    return guided


def go_on(page: Any, seconds: int) -> None:
    page.evaluate(
        "(ms) => { window.ahead += ms; sessionStorage.setItem('ahead', window.ahead); }",
        seconds * 1000,
    )


def kernel(page: Any, act: str) -> None:
    page.evaluate(
        f"window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.{act}"
    )


def test_a_session_is_started_paused_found_again_after_a_reload_and_stopped_for_pain(
    folder: Path, page: Any
) -> None:
    guided = start(page)
    go_on(page, 100)
    guided.get_by_role("heading", name="Breathe in deeply").wait_for()
    guided.get_by_role("button", name="Pause").click()
    guided.get_by_role("button", name="Go on").wait_for()
    page.reload()
    guided.get_by_role("button", name="Go on").wait_for()
    guided.get_by_role("heading", name="Breathe in deeply").wait_for()
    guided.get_by_role("button", name="Go on").click()
    page.keyboard.press("Escape")
    guided.get_by_role("heading", name="Stopped. What did you feel?").wait_for()
    assert guided.get_by_text("new trouble with bladder or bowels").count() == 0
    guided.get_by_role("button", name="Sharp, spreading, numb or tingling").click()
    guided.get_by_role("heading", name="Stopped. Get help").wait_for()
    guided.get_by_text("new trouble with bladder or bowels").wait_for()
    guided.get_by_text("Saved: 1 min").wait_for()
    (entry,) = entries_in(folder)
    assert (entry.stopped_for_pain, entry.minutes, entry.pain_before) == (True, 1, 6)
    assert entry.areas == ("upper_back",)


def test_after_the_last_step_the_form_is_filled_in_and_one_click_saves(
    folder: Path, page: Any
) -> None:
    guided = start(page, 5)
    go_on(page, 600)
    form = page.locator(".rt-log-form")
    form.locator(".rt-save").wait_for()
    guided.get_by_role("heading", name="Done").wait_for()
    assert form.get_by_role("textbox", name="Minutes").input_value() == "5"
    guided.get_by_text("rate it and press Save").wait_for()
    form.locator(".rt-save").click()
    form.get_by_text("Saved: 5 min").wait_for()
    guided.get_by_text("This session is saved. To start another one, press").wait_for()
    assert guided.get_by_text("rate it and press Save").count() == 0
    form.get_by_role("button", name="Undo").click()
    guided.get_by_text("rate it and press Save").wait_for()
    form.locator(".rt-save").click()
    guided.get_by_role("heading", name="Saved").wait_for()
    (entry,) = entries_in(folder)
    assert (entry.routine, entry.minutes, entry.pain_before) == ("upper_back_release", 5, 5)
    assert (entry.pain_after, entry.stopped_for_pain) == (None, None)
    page.reload()
    guided.locator(".rt-start").wait_for()
    assert guided.locator("[data-name=pain_before] [aria-checked=true]").count() == 0


def test_a_session_outlives_its_kernel(folder: Path, page: Any) -> None:
    guided = start(page)
    go_on(page, 40)
    kernel(page, "shutdown()")
    guided.get_by_role("heading", name="Roll slowly up and down").wait_for()
    page.reload()
    guided.get_by_role("heading", name="Roll slowly up and down").wait_for()
    guided.locator(".rt-stop").click()
    guided.get_by_text("Saved: 0 min").wait_for()
    assert [entry.stopped_for_pain for entry in entries_in(folder)] == [True]


def test_a_busy_kernel_delays_neither_the_clock_nor_the_stop(folder: Path, page: Any) -> None:
    guided = start(page)
    kernel(page, f"requestExecute({{code: {json.dumps(BUSY)}}})")
    while not (folder / "busy").exists():
        page.wait_for_timeout(50)
    go_on(page, 25)
    guided.get_by_role("heading", name="Cross your arms").wait_for()
    page.keyboard.press("s")
    guided.get_by_role("heading", name="Stopped. What did you feel?").wait_for()
    assert entries_in(folder) == []  # the kernel is still busy
    (folder / "free").touch()
    guided.get_by_text("Saved: 0 min").wait_for()
    assert len(entries_in(folder)) == 1


def test_keys_of_a_running_session_do_not_reach_the_notebook(folder: Path, page: Any) -> None:
    guided = start(page)
    cells = page.locator(".jp-Cell").count()
    for key in ("d", "d", "b", "m", "x", "ArrowRight", "p"):
        page.keyboard.press(key)
    guided.get_by_role("button", name="Go on").wait_for()
    guided.get_by_role("heading", name="Cross your arms").wait_for()
    assert page.locator(".jp-Cell").count() == cells
    assert entries_in(folder) == []


def test_keys_of_a_running_session_work_after_a_click_outside_and_not_after_it(
    folder: Path, page: Any
) -> None:
    guided = start(page)
    page.locator(".jp-Cell").first.locator(".jp-InputPrompt").click()
    page.keyboard.press("ArrowRight")
    guided.get_by_role("heading", name="Cross your arms").wait_for()
    page.keyboard.press("p")
    guided.get_by_role("button", name="Go on").wait_for()
    page.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.type("s")
    guided.get_by_role("button", name="Go on").wait_for()
    page.locator(".jp-Cell").first.locator(".jp-InputPrompt").click()
    page.keyboard.press("s")
    guided.get_by_role("heading", name="Stopped. What did you feel?").wait_for()
    page.locator(".jp-Cell").first.locator(".jp-InputPrompt").click()
    page.keyboard.press("ArrowDown")
    index = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    assert page.evaluate(index) == 1
    assert folder.exists()


# At 1.5 m, 16 minutes of arc are 7.0 mm; a CSS pixel is 1/96 inch; the capitals of the fonts that
# a system may have for these words (DejaVu Sans, Verdana, Segoe UI) are at least 0.7 of their size.
LEAST = 1500 * math.tan(math.radians(16 / 60)) / (25.4 / 96) / 0.7


def test_what_matters_while_rolling_is_readable_from_a_metre_and_a_half(
    folder: Path, page: Any
) -> None:
    guided = start(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    guided.get_by_role("heading", name="Roll slowly up and down").wait_for()
    for width in (768, 900, 1400):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_function("width => window.innerWidth === width", arg=width)
        for look in (".rt-step-words", ".rt-left", ".rt-cue", ".rt-stop", ".rt-stop-when"):
            size = guided.locator(look).evaluate("node => getComputedStyle(node).fontSize")
            assert float(size.removesuffix("px")) >= LEAST, (look, width)
    assert folder.exists()


def test_every_button_of_a_running_session_is_at_least_44_px(folder: Path, page: Any) -> None:
    guided = start(page)
    for width in (480, 900, 1400):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_function("width => window.innerWidth === width", arg=width)
        assert guided.evaluate(SMALL) == [], width
    assert folder.exists()


@pytest.mark.parametrize("folder", ["rt.body_map()"], indirect=True)
def test_areas_are_chosen_by_click_and_by_keyboard(folder: Path, page: Any) -> None:
    cells = page.locator(".jp-Cell").count()
    region = page.get_by_role("checkbox", name="Mid back")
    region.focus()
    page.keyboard.press("Space")
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.get_by_role("checkbox", name="Hips").click()
    page.get_by_text("Mid back, Hips").wait_for()
    page.get_by_role("checkbox", name="Mid back", checked=True).wait_for()
    page.get_by_role("button", name="As a list instead").click()
    page.get_by_role("checkbox", name="Mid back", checked=True).wait_for()
    assert page.locator(".jp-Cell").count() == cells
    assert folder.exists()


@pytest.mark.parametrize("folder", ["rt.settings(log)"], indirect=True)
def test_a_goal_and_an_own_routine_are_set_without_writing_toml(folder: Path, page: Any) -> None:
    panel = page.locator(".rt-settings")
    panel.get_by_role("textbox", name="Your goal").fill("Sit through a film")
    panel.locator(".rt-save").click()
    panel.get_by_text("Saved.").wait_for()
    panel.get_by_text("Own routines").click()
    panel.get_by_role("button", name="New routine").click()
    panel.get_by_role("textbox", name="Name").fill("Short one")
    step = panel.locator(".rt-card")
    step.get_by_role("textbox", name="Seconds").fill("0")
    panel.get_by_role("button", name="Save routine").click()
    step.get_by_text("Step 1: “What to do” is missing.").wait_for()
    step.get_by_text("Step 1: “Seconds” must be 1 or more, got 0.").wait_for()
    page.wait_for_function("document.activeElement.matches('[data-name=do] input')")
    page.keyboard.type("Roll slowly")
    panel.get_by_text("“What to do” is missing").first.wait_for(state="detached")
    assert panel.get_by_text("“Seconds” must be").all_inner_texts() == [
        "Step 1: “Seconds” must be 1 or more, got 0."
    ]
    panel.get_by_role("button", name="Save routine").click()
    page.wait_for_function("document.activeElement.matches('[data-name=seconds] input')")
    step.get_by_role("button", name="Seconds: one more").click()
    assert panel.get_by_text("“Seconds” must be").count() == 0
    page.reload()
    assert panel.get_by_role("textbox", name="What to do").input_value() == "Roll slowly"
    panel.get_by_role("button", name="Save routine").click()
    panel.get_by_text("Saved: Short one.").wait_for()
    settings = read_settings(folder / "sessions.csv")
    assert (settings.goal, settings.problems) == ("Sit through a film", ())
    assert [(r.key, r.steps[0].do) for r in settings.routines] == [("short_one", "Roll slowly")]


@pytest.mark.parametrize("folder", ["rt.settings(log)"], indirect=True)
def test_a_confirmation_stands_in_the_section_of_its_button(folder: Path, page: Any) -> None:
    panel = page.locator(".rt-settings")
    panel.locator(".rt-answered").click()
    questions = panel.locator("details", has_text="Before you roll")
    questions.get_by_text("Kept.", exact=True).wait_for()
    panel.locator("summary", has_text="Pause").click()
    pause = panel.locator("details", has_text="A holiday, an illness")
    pause.get_by_role("button", name="Add a pause").click()
    pause.get_by_text("The first day is missing.").wait_for()
    assert panel.get_by_text("Kept.", exact=True).count() == 0
    pause.get_by_label("First day").fill("2026-11-01")
    assert pause.get_by_text("The first day is missing.").count() == 0
    pause.get_by_label("Last day").fill("2026-11-03")
    pause.get_by_role("button", name="Add a pause").click()
    pause.get_by_text("Added: 2026-11-01 to 2026-11-03.").wait_for()
    assert len(read_settings(folder / "sessions.csv").pauses) == 1
    pause.get_by_role("button", name="Remove").press("Enter")
    pause.get_by_text("Removed.", exact=True).wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Removed."
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    pause.get_by_text("Put back.", exact=True).wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Put back."
    assert len(read_settings(folder / "sessions.csv").pauses) == 1
    assert pause.get_by_role("button", name="Undo").count() == 0


def test_the_label_of_a_chosen_area_has_room_in_its_frame(page: Any) -> None:
    page.add_script_tag(content=script("body_map_svg.js"))
    page.add_style_tag(content=stylesheet("body_map.css"))
    page.evaluate(
        """(options) => {
          const value = options.map(([key]) => key).join("|");
          const map = bodyMap({ name: "hurts", label: "", options, value, changed() {} });
          document.body.className = "rt";
          document.body.append(map.node);
        }""",
        rt.body_map(pain=True).options,
    )
    rooms = page.evaluate(
        """[...document.querySelectorAll(".rt-region")].map((region) => {
          const [words, frame] = ["text", "rect"].map((tag) => region.querySelector(tag).getBBox());
          return frame.x + frame.width - words.x - words.width;
        })"""
    )
    assert len(rooms) == 8
    assert min(rooms) >= 12


@pytest.mark.parametrize("folder", ["rt.settings(log)"], indirect=True)
def test_the_settings_say_when_to_get_help_and_what_an_emptied_one_means(
    folder: Path, page: Any
) -> None:
    panel = page.locator(".rt-settings")
    assert panel.get_by_text("new trouble with bladder or bowels").count() == 1
    assert not panel.get_by_text("new trouble with bladder or bowels").is_visible()
    panel.get_by_text("When to get help").click()
    panel.get_by_text("new trouble with bladder or bowels").wait_for()
    panel.get_by_label("Your day starts at").fill("")
    panel.locator(".rt-save").click()
    panel.get_by_text("Saved. Your day starts at 03:00 now.").wait_for()
    panel.locator("summary", has_text="Flexibility test").click()
    panel.get_by_role("radio", name="Flexibility rating").click()
    panel.get_by_text("Saved.", exact=True).wait_for()
    panel.get_by_role("button", name="Which test: clear the answer").click()
    panel.get_by_text("Saved. No test is chosen now.").wait_for()
    assert panel.get_by_label("Your day starts at").input_value() == "03:00"
    assert folder.exists()
