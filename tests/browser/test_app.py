"""The app in a real browser: pages without code, one bar, nothing asked of another server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from rolltrack.command.server import PAGES
from tests.serving import TOKEN, App, running_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running_app(tmp_path_factory.mktemp("app")) as running:
        yield running


def opened(page: Any, app: App, name: str) -> Any:
    page.goto(f"{app.address}/{name}?token={TOKEN}")
    page.locator(".rt:visible").first.wait_for()
    return page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1400])
def test_a_page_has_its_place_in_the_bar_no_code_and_no_wider_than_its_window(
    page: Any, app: App, name: str, width: int
) -> None:
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, app, name)
    current = page.locator('.app-bar a[aria-current="page"]')
    assert current.count() == 1
    assert page.title() == f"{current.inner_text()} · rolltrack"
    assert TOKEN not in page.url
    assert (
        page.locator(".jp-CodeMirrorEditor, .highlight:visible, .jp-InputPrompt:visible").count()
        == 0
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    own = (app.address, app.address.replace("http", "ws", 1), "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert broken == []


def test_a_session_is_saved_and_the_trends_are_one_press_away(page: Any, app: App) -> None:
    opened(page, app, "today")
    before = (app.folder / "sessions.csv").read_text(encoding="utf-8").count("\n")
    form = page.locator(".rt-log-form")
    form.locator('.rt-field[data-name=pain_before] [data-value="6"]').click()
    form.get_by_role("textbox", name="Minutes").fill("7")
    form.locator(".rt-save").click()
    form.get_by_text("Saved: 7 min").wait_for()
    assert (app.folder / "sessions.csv").read_text(encoding="utf-8").count("\n") == before + 1
    page.get_by_role("link", name="Trends").click()
    page.locator(".rt-trends-picture").first.wait_for()


def test_a_page_scrolls_with_its_window_and_the_bar_stays(page: Any, app: App) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, app, "today")
    assert page.evaluate("document.documentElement.scrollHeight") > 2000
    page.mouse.move(200, 500)
    page.mouse.wheel(0, 900)
    page.wait_for_function("scrollY > 500")
    assert page.locator(".app-bar").bounding_box()["y"] == 0


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1366, 768)])
def test_save_is_in_sight_from_the_start(page: Any, app: App, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, app, "today")
    box = page.locator(".rt-log-form .rt-save").bounding_box()
    assert box["y"] + box["height"] <= height


def test_the_guided_session_is_a_place_of_its_own_and_goes_on_meanwhile(
    page: Any, app: App
) -> None:
    opened(page, app, "roll")
    assert page.locator(".rt-log-form").is_hidden()
    page.get_by_role("link", name="Today").click()
    page.locator(".rt-log-form").wait_for()
    assert page.locator(".rt-guided").is_hidden()


def test_pages_follow_the_browsers_dark_theme(page: Any, app: App) -> None:
    opened(page, app, "settings")
    paper = "getComputedStyle(document.querySelector('.rt')).backgroundColor"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
    assert page.evaluate(paper) != light


def test_links_of_a_notebook_lead_to_pages_of_the_app(page: Any, app: App) -> None:
    opened(page, app, "helping")
    page.get_by_role("link", name="share a summary").click()
    page.wait_for_url(re.compile(r"/voila/render/4_share_a_summary\.ipynb"))


def test_a_lost_token_leads_to_the_login_page_and_shows_nothing(page: Any, app: App) -> None:
    page.goto(f"{app.address}/today")
    assert "/login" in page.url
    assert page.locator(".rt").count() == 0
