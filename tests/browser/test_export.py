"""The page and its panel in a real browser: hostile texts stay texts, and files arrive."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.entry.text import printable
from tests.conftest import Lab
from tests.hostile import HOSTILE, hostile_log

pytestmark = pytest.mark.browser


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_hostile_notes_open_no_dialog_send_no_request_and_log_no_error(
    browser: Any, tmp_path: Path
) -> None:
    log = hostile_log(tmp_path)
    everything = rt.Choices(name=HOSTILE[0], question=HOSTILE[3], every_entry=True)
    path = rt.write_summary(log, tmp_path / "page.html", choices=everything)
    context = browser.new_context()
    own = context.new_page()
    asked: list[str] = []
    trouble: list[str] = []
    own.on("request", lambda request: asked.append(request.url))
    own.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
    own.on("console", lambda line: trouble.append(line.text))
    own.on("pageerror", lambda error: trouble.append(str(error)))
    own.goto(path.as_uri())
    own.mouse.move(400, 300)
    for cell in own.locator("td").all()[:40]:
        cell.hover()
    words = flat(own.locator("body").inner_text())
    assert own.title() == "Foam rolling and back pain: a summary, 2 Mar – 30 Apr 2026"
    assert own.locator("html").get_attribute("lang") == "en"
    drawn = own.locator("img").evaluate("img => img.complete && img.naturalWidth > 0")
    context.close()
    assert drawn
    for text in HOSTILE:
        assert flat(printable(text)) in words, text
    assert not trouble
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]


def test_a_page_fits_a_phone_without_scrolling_sideways(page: Any, tmp_path: Path) -> None:
    write_sample(tmp_path)
    log = rt.SessionLog(tmp_path / "sessions.csv")
    text = rt.write_summary(log, tmp_path / "page.html").read_text("utf-8")
    for width in (360, 640, 1000):
        page.set_viewport_size({"width": width, "height": 800})
        page.set_content(text)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def folder(lab: Lab, page: Any, request: pytest.FixtureRequest) -> Path:
    """A folder with the sample and its fourth notebook, opened and run by itself."""
    place = lab.folder(request.node.name[:60])
    write_sample(place)
    page.goto(lab.url(place / "4_share_a_summary.ipynb"))
    page.get_by_text("Nothing is written yet.").wait_for()
    return place


def made_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("rolltrack-2026*"))


def test_the_page_follows_what_is_chosen_and_is_written_on_a_click(folder: Path, page: Any) -> None:
    shown = page.frame_locator("iframe.rt-page")
    shown.get_by_role("heading", name="Is it helping?").wait_for()
    assert page.locator("iframe.rt-page").get_attribute("sandbox") == ""
    page.get_by_label("My question").fill("Is <b>firmer</b> better?")
    shown.get_by_text("Question: Is <b>firmer</b> better?").wait_for()
    page.get_by_text("What is on the page").click()
    page.get_by_label("Is it helping?").uncheck()
    shown.get_by_role("heading", name="Is it helping?").wait_for(state="detached")
    page.get_by_label("Sleep").uncheck()
    shown.get_by_role("rowheader", name="Sleep").wait_for(state="detached")
    page.get_by_role("radio", name="Last 4 weeks").click()
    shown.get_by_text("19 Oct – 15 Nov 2026").first.wait_for()
    assert made_in(folder) == []
    page.get_by_role("button", name="Make the page").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download").click()
    name = "rolltrack-2026-10-19-to-2026-11-15.pdf"
    assert waiting.value.suggested_filename == name
    assert Path(waiting.value.path()).read_bytes() == (folder / name).read_bytes()
    page.get_by_text(f"Made: {folder / name}").wait_for()


def test_a_file_that_is_there_is_asked_about_and_choices_outlive_a_reload(
    folder: Path, page: Any
) -> None:
    page.get_by_role("radio", name="Workbook").click()
    page.locator("iframe.rt-page").wait_for(state="hidden")
    for press in ("Make the file", "Make the file", "Keep both: make"):
        page.get_by_role("button", name=press).click()
        page.locator(".rt-more > *").first.wait_for()
    page.get_by_role("link", name="Download").wait_for()
    stem = "rolltrack-2026-05-18-to-2026-11-15"
    assert made_in(folder) == [f"{stem}-2.xlsx", f"{stem}.xlsx"]
    page.reload()
    page.get_by_text("Nothing is written yet.").wait_for()
    page.get_by_role("radio", name="Workbook", checked=True).wait_for()
