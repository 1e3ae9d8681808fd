"""Journeys in a real JupyterLab: look at trends."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from tests.conftest import Lab

pytestmark = pytest.mark.browser

# Notes every time that the place of the picture is empty, or shows one that is not decoded.
WATCH = """place => {
  window.blanks = 0;
  window.shown = [];
  const look = () => {
    const image = place.querySelector("img");
    if (!image || !image.complete || !image.naturalWidth) window.blanks += 1;
    else window.shown.push(place.dataset.smoothing);
  };
  new MutationObserver(look).observe(place, { childList: true });
  const each = () => { look(); requestAnimationFrame(each); };
  each();
}"""
# Twenty moves, the last to 9, where no other goes; resolved when the last is made.
SLIDE = """async slider => {
  for (let at = 1; at <= 20; at += 1) {
    await new Promise(go => setTimeout(go, 15));
    slider.value = at === 20 ? 9 : at % 8 + 1;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
NEWER = "number => Number(document.querySelector('.rt-trends-picture').dataset.number) > number"

FITS = """() => {
  const image = document.querySelector(".rt-trends-picture img");
  return image && Math.abs(image.clientWidth - image.parentElement.clientWidth) < 2;
}"""

LAST_HAS_RUN = """() => {
  const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells];
  return cells.filter((cell) => cell.type === "code").every((cell) => cell.executionCount);
}"""
AT_TOP = """() => {
  const notebook = window.jupyterapp.shell.currentWidget;
  const page = notebook.node.querySelector(".jp-WindowedPanel-outer");
  return page.scrollTop === 0 && notebook.content.activeCellIndex === 0;
}"""

BACKGROUNDS = """() => {
  const image = document.querySelector(".rt-trends-picture img");
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const [red, green, blue] = canvas.getImageData(2, 2, 1, 1).data;
  const behind = (look) => getComputedStyle(document.querySelector(look)).backgroundColor;
  return [`rgb(${red}, ${green}, ${blue})`, behind(".rt-trends"), behind(".jp-NotebookPanel")];
}"""
CORNER_IS_DARK = f"() => Number(({BACKGROUNDS})()[0].match(/[0-9]+/)[0]) < 100"


@pytest.fixture
def explorer(lab: Lab, page: Any, request: pytest.FixtureRequest) -> Any:
    """The trend explorer of the sample, in a folder of its own, opened and run by itself."""
    place = lab.folder(re.sub(r"\W", "", request.node.name)[:60])
    write_sample(place)
    page.goto(lab.url(place / "2_see_your_trends.ipynb"))
    found = page.locator(".rt-trends")
    found.locator(".rt-trends-picture img").wait_for()
    return found


@pytest.fixture
def days(tmp_path: Path) -> Any:
    write_sample(tmp_path)
    return rt.days_of(rt.SessionLog(tmp_path / "sessions.csv"))


def image(explorer: Any) -> Any:
    return explorer.locator(".rt-trends-picture img")


def picture_says(page: Any, words: str) -> None:
    """Wait until the picture's text alternative has these words."""
    page.wait_for_function(
        "words => document.querySelector('.rt-trends-picture img')?.alt.includes(words)",
        arg=words,
    )


def picture_has_smoothing(page: Any, smoothing: int) -> None:
    """Wait until the picture's mean has this length."""
    page.wait_for_function(
        "length => document.querySelector('.rt-trends-picture').dataset.smoothing === length",
        arg=str(smoothing),
    )


def test_the_notebook_opens_at_its_top_and_stays_where_the_person_scrolls_to(
    explorer: Any, page: Any
) -> None:
    image(explorer).wait_for()
    page.wait_for_function(LAST_HAS_RUN)
    page.wait_for_function(AT_TOP)
    place = page.locator(".jp-NotebookPanel .jp-WindowedPanel-outer")
    assert place.evaluate("node => node.scrollHeight > 2 * node.clientHeight")
    assert page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex") == 0
    place.hover()
    page.mouse.wheel(0, 900)
    page.wait_for_function(f"!({AT_TOP})()")


def test_it_opens_on_weeks_with_words_and_fits_its_page(
    explorer: Any, page: Any, days: Any
) -> None:
    assert (image(explorer).get_attribute("alt") or "").startswith(rt.finding(days))
    explorer.get_by_role("radio", name="Weeks", exact=True, checked=True).wait_for()
    explorer.get_by_text(f"Is it helping? {rt.is_it_helping(days).sentence}").wait_for()
    for width in (480, 900, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(FITS)
        assert explorer.evaluate("node => node.scrollWidth - node.clientWidth") <= 0


def test_an_outcome_and_a_period_are_chosen_and_come_back_after_a_reload(
    explorer: Any, page: Any, days: Any
) -> None:
    explorer.get_by_role("radio", name="Seated rotation").click()
    picture_says(page, rt.finding(days, "flexibility_seated_rotation_deg"))
    explorer.get_by_role("radio", name="4 weeks").click()
    explorer.get_by_role("radio", name="Days").click()
    explorer.get_by_text("Show the numbers").click()
    page.wait_for_function("document.querySelectorAll('.rt-trends tbody tr').length === 28")
    shown = (days.index[-28].date(), days.index[-1].date())
    page.reload()
    image(explorer).wait_for()
    picture_says(page, rt.finding(days, "flexibility_seated_rotation_deg", shown=shown))
    for name in ("Seated rotation", "4 weeks", "Days"):
        explorer.get_by_role("radio", name=name, checked=True).wait_for()


def test_a_slider_moved_twenty_times_quickly_ends_on_its_last_value_without_a_blank_frame(
    explorer: Any, page: Any
) -> None:
    place = explorer.locator(".rt-trends-picture")
    place.evaluate(WATCH)
    explorer.locator(".rt-smoothing").evaluate(SLIDE)
    picture_has_smoothing(page, 9)
    # Pictures come one after the other: with one more, whatever was on its way has come.
    last = int(place.get_attribute("data-number"))
    explorer.locator(".rt-smoothing").dispatch_event("input")
    page.wait_for_function(NEWER, arg=last)
    explorer.get_by_text("9 weeks").wait_for()
    shown = page.evaluate("window.shown")
    assert page.evaluate("window.blanks") == 0
    assert len(set(shown)) > 1
    assert set(shown[shown.index("9") :]) == {"9"}
    cells = page.locator(".jp-Cell").count()
    explorer.locator(".rt-smoothing").focus()
    for key in ("ArrowRight", "d", "d", "b", "x", "ArrowRight"):
        page.keyboard.press(key)
    picture_has_smoothing(page, 11)
    assert page.locator(".jp-Cell").count() == cells


def test_own_dates_that_cannot_be_get_a_sentence_and_the_picture_stays_and_can_be_saved(
    explorer: Any, page: Any
) -> None:
    explorer.get_by_role("radio", name="Own dates").click()
    explorer.get_by_label("First day").fill("2026-10-20")
    explorer.get_by_label("Last day").fill("2026-10-01")
    explorer.get_by_text("The first day, 2026-10-20, is after the last day").wait_for()
    image(explorer).wait_for()
    explorer.get_by_label("Last day").fill("2026-11-01")
    explorer.get_by_text("The first day, 2026-10-20").wait_for(state="hidden")
    for kind in ("PNG", "SVG"):
        with page.expect_download() as saved:
            explorer.get_by_role("button", name=f"Save {kind}").click()
        assert saved.value.suggested_filename == f"rolltrack-pain.{kind.lower()}"


def test_it_says_that_it_draws_until_the_picture_is_there(explorer: Any, page: Any) -> None:
    place = explorer.locator(".rt-trends-picture")
    explorer.locator(".rt-trends-picture[aria-busy=false]").wait_for()
    said = "place => getComputedStyle(place, '::after').content"
    assert place.evaluate(said) == "none"
    page.evaluate(
        "window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel"
        ".requestExecute({code: 'import time; time.sleep(3)'})"
    )
    explorer.get_by_role("radio", name="4 weeks").click()
    assert place.get_attribute("aria-busy") == "true"
    assert place.evaluate(said) == '"Drawing the picture …"'
    explorer.locator(".rt-trends-picture[aria-busy=false]").wait_for()
    assert place.evaluate(said) == "none"


def test_in_the_dark_the_picture_the_widget_and_the_page_have_one_background(
    explorer: Any, page: Any
) -> None:
    dark = {"theme": "JupyterLab Dark"}
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', theme)", dark
    )
    page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    page.wait_for_function(CORNER_IS_DARK)
    colours = page.evaluate(BACKGROUNDS)
    assert len(set(colours)) == 1, colours
    assert explorer.is_visible()
