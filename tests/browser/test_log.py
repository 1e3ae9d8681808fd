"""Journeys in a real JupyterLab: log, correct, see."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from tests.conftest import Lab

pytestmark = pytest.mark.browser


def scale(form: Any, name: str, value: int, state: str = "") -> Any:
    return form.locator(f".rt-field[data-name={name}] [data-value='{value}']{state}")


def is_chosen(form: Any, name: str, value: int) -> None:
    """Wait until this answer is the chosen one."""
    scale(form, name, value, "[aria-checked=true]").wait_for()


@pytest.fixture
def opened(lab: Lab, page: Any, request: pytest.FixtureRequest) -> tuple[Path, Any]:
    """A folder of its own, and its first notebook, opened and run by itself."""
    folder = lab.folder(request.node.name[:60])
    page.goto(lab.url(folder / "1_log_a_session.ipynb"))
    form = page.locator(".rt-log-form")
    form.locator(".rt-save").wait_for()
    return folder, form


def entries_in(folder: Path) -> list[rt.Entry]:
    return rt.SessionLog(folder / "sessions.csv").entries()


def test_a_session_is_logged_in_six_interactions_without_running_a_cell(
    opened: tuple[Path, Any], page: Any
) -> None:
    folder, form = opened
    scale(form, "pain_before", 6).click()
    scale(form, "pain_after", 4).click()
    form.get_by_role("button", name="Minutes: one more").click()
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Saved: 5 min").wait_for()
    (entry,) = entries_in(folder)
    assert (entry.minutes, entry.pain_before, entry.pain_after) == (5, 6, 4)
    page.locator(".rt-history .rt-entry").get_by_text("pain 6 → 4").wait_for()


def test_a_session_is_logged_by_keyboard_alone_and_no_key_reaches_the_notebook(
    opened: tuple[Path, Any], page: Any
) -> None:
    folder, form = opened
    cells = page.locator(".jp-Cell").count()
    scale(form, "pain_before", 0).focus()
    page.keyboard.press("7")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    for key in ("d", "d", "b", "m", "x"):
        page.keyboard.press(key)
    form.get_by_role("textbox", name="Minutes").focus()
    page.keyboard.type("12")
    page.keyboard.press("Control+Enter")
    form.get_by_text("Saved: 12 min").wait_for()
    (entry,) = entries_in(folder)
    assert (entry.minutes, entry.pain_before, entry.pain_after) == (12, 7, 1)
    assert page.locator(".jp-Cell").count() == cells


def test_a_mistake_gets_its_sentence_beside_the_control_and_nothing_typed_is_lost(
    opened: tuple[Path, Any],
) -> None:
    folder, form = opened
    scale(form, "pain_before", 3).click()
    form.get_by_role("textbox", name="Minutes").fill("999")
    form.get_by_role("button", name="Save").click()
    wrong = form.locator(".rt-field[data-name=minutes] .rt-error")
    wrong.get_by_text("Minutes must be a whole number from 0 to 180, got 999.").wait_for()
    assert form.get_by_role("textbox", name="Minutes").input_value() == "999"
    is_chosen(form, "pain_before", 3)
    assert not (folder / "sessions.csv").exists()


def test_undo_takes_the_entry_back_and_its_answers_return(opened: tuple[Path, Any]) -> None:
    folder, form = opened
    scale(form, "pain_before", 6).click()
    form.get_by_role("textbox", name="Minutes").fill("8")
    form.get_by_role("button", name="Save").click()
    form.get_by_role("button", name="Undo").click()
    form.get_by_text("Your answers are back").wait_for()
    assert entries_in(folder) == []
    is_chosen(form, "pain_before", 6)


def test_a_check_in_can_be_set_back_and_its_words_follow_the_day(
    opened: tuple[Path, Any],
) -> None:
    folder, form = opened
    form.get_by_role("radio", name="Check-in").click()
    form.get_by_role("heading", name="How is it today?").wait_for()
    form.get_by_text("Pain now").wait_for()
    form.get_by_role("button", name="another day").click()
    form.get_by_label("When").fill("2026-11-01T07:15")
    form.get_by_role("heading", name="How was it on 1 November?").wait_for()
    form.get_by_text("Pain then").wait_for()
    scale(form, "pain_before", 5).click()
    form.locator(".rt-field[data-name=minutes]").wait_for(state="hidden")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Saved: Check-in on 1 November 2026, pain 5").wait_for()
    (entry,) = entries_in(folder)
    assert (entry.kind, entry.pain_before, entry.start.hour) == ("check-in", 5, 7)


def test_another_routine_brings_its_own_minutes_but_never_over_what_was_typed(
    opened: tuple[Path, Any],
) -> None:
    _, form = opened
    minutes = form.get_by_role("textbox", name="Minutes")
    more = form.locator(".rt-more summary")
    more.click()
    chosen = form.locator(".rt-field[data-name=areas] input:checked")
    form.get_by_role("radio", name="Upper-back release").click()
    assert minutes.input_value() == "5"
    assert chosen.count() == 1
    minutes.fill("11")
    form.get_by_role("radio", name="Slow full pass").click()
    assert minutes.input_value() == "11"
    assert chosen.count() == 3


def test_sleep_is_typed_as_hours_and_shown_in_minutes(opened: tuple[Path, Any]) -> None:
    folder, form = opened
    form.locator(".rt-more summary").click()
    sleep = form.get_by_role("textbox", name="Sleep")
    sleep.fill("7:30")
    form.get_by_text("= 450 min").wait_for()
    form.get_by_role("button", name="Sleep: 15 more").click()
    form.get_by_text("min = 7 h 45").wait_for()
    sleep.fill("7 h 30")
    form.get_by_role("textbox", name="Minutes").fill("8")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Saved: 8 min").wait_for()
    assert entries_in(folder)[0].sleep_minutes == 450


def test_what_was_typed_outlives_a_reload_and_a_dead_kernel(
    opened: tuple[Path, Any], page: Any
) -> None:
    _, form = opened
    scale(form, "pain_before", 8).click()
    form.get_by_role("textbox", name="Minutes").fill("11")
    shut_down_kernel(page)
    page.reload()
    form.get_by_text("What you typed before is still here.").wait_for()
    is_chosen(form, "pain_before", 8)
    assert form.get_by_role("textbox", name="Minutes").input_value() == "11"


def shut_down_kernel(page: Any) -> None:
    page.evaluate(
        "window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.shutdown()"
    )


def focused(page: Any) -> str:
    """What the keyboard is at, in words."""
    found = page.evaluate(
        "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent)"
    )
    return str(found).strip()


def test_a_click_without_an_answer_takes_the_old_confirmation_away_and_says_so(
    lab: Lab, page: Any, request: pytest.FixtureRequest
) -> None:
    folder = lab.folder(request.node.name[:60])
    log = rt.SessionLog(folder / "sessions.csv")
    for day, minutes in ((1, 5), (2, 7)):
        log.append(rt.Entry(start=f"2026-11-0{day}T18:00:00+01:00", minutes=minutes))
    page.goto(lab.url(folder / "1_log_a_session.ipynb"))
    history = page.locator(".rt-history")
    history.get_by_role("button", name="Delete 7 min").click()
    history.get_by_text("Deleted: 7 min").wait_for()
    shut_down_kernel(page)
    history.get_by_role("button", name="Delete 5 min").click()
    history.get_by_text("Deleted: 7 min").wait_for(state="detached")
    history.get_by_text("No answer from the notebook yet").wait_for()
    assert [entry.minutes for entry in log.entries()] == [5]


def test_the_keyboard_keeps_its_place_after_every_button(
    lab: Lab, page: Any, request: pytest.FixtureRequest
) -> None:
    folder = lab.folder(request.node.name[:60])
    log = rt.SessionLog(folder / "sessions.csv")
    for day, minutes in ((1, 5), (2, 7), (3, 9)):
        log.append(rt.Entry(start=f"2026-11-0{day}T18:00:00+01:00", minutes=minutes))
    page.goto(lab.url(folder / "1_log_a_session.ipynb"))
    form = page.locator(".rt-log-form")
    form.get_by_role("textbox", name="Minutes").fill("8")
    form.locator(".rt-save").press("Enter")
    form.get_by_text("Saved: 8 min").wait_for()
    assert focused(page) == "Save"
    form.locator(".rt-undo").press("Enter")
    form.get_by_text("Undone").wait_for()
    assert focused(page) == "Save"
    history = page.locator(".rt-history")
    history.get_by_role("button", name="Edit 7 min").press("Enter")
    history.get_by_role("button", name="Cancel").press("Enter")
    assert focused(page).startswith("Edit 7 min")
    history.get_by_role("button", name="Edit 7 min").press("Enter")
    history.get_by_role("button", name="Save changes").press("Enter")
    history.get_by_text("Saved: 7 min").wait_for()
    assert focused(page).startswith("Edit 7 min")
    history.get_by_role("button", name="Delete 7 min").press("Enter")
    history.get_by_text("Deleted: 7 min").wait_for()
    assert focused(page).startswith("Edit 5 min")


def test_a_year_can_be_typed_digit_by_digit(opened: tuple[Path, Any]) -> None:
    _, form = opened
    form.get_by_role("button", name="another day").click()
    when = form.get_by_label("When")
    when.fill("0202-11-19T07:15")
    assert when.input_value() == "0202-11-19T07:15"
    form.get_by_role("textbox", name="Minutes").fill("8")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Start is in the year 202; check the year").first.wait_for()


def test_an_entry_is_found_corrected_deleted_and_brought_back(
    lab: Lab, page: Any, request: pytest.FixtureRequest
) -> None:
    folder = lab.folder(request.node.name[:60])
    log = rt.SessionLog(folder / "sessions.csv")
    for day, minutes in ((1, 5), (2, 7), (3, 9)):
        log.append(rt.Entry(start=f"2026-11-0{day}T18:00:00+01:00", minutes=minutes, pain_before=5))
    page.goto(lab.url(folder / "1_log_a_session.ipynb"))
    history = page.locator(".rt-history")
    history.locator(".rt-entry").nth(2).wait_for()
    history.locator(".rt-entry").first.get_by_text("9 min").wait_for()
    history.get_by_role("searchbox").fill("2 november")
    history.get_by_text("1 of 1 entry").wait_for()
    history.get_by_role("button", name="Edit 7 min").click()
    scale(history, "pain_before", 2).click()
    history.get_by_role("button", name="Save changes").click()
    history.get_by_text("Saved: 7 min on 2 November 2026, pain 2.").wait_for()
    assert [entry.pain_before for entry in log.entries()] == [5, 2, 5]
    history.get_by_role("button", name="Delete 7 min").click()
    history.get_by_text("Deleted: 7 min").wait_for()
    assert [entry.minutes for entry in log.entries()] == [5, 9]
    history.get_by_role("button", name="Undo").click()
    history.get_by_text("Undone").wait_for()
    assert [entry.minutes for entry in log.entries()] == [5, 7, 9]


def test_the_trends_of_the_sample_are_drawn_with_a_text_alternative(
    lab: Lab, page: Any, request: pytest.FixtureRequest
) -> None:
    folder = lab.folder(request.node.name[:60])
    shutil.copy(Path(__file__).parents[2] / "sample_data" / "sessions.csv", folder)
    page.goto(lab.url(folder / "2_see_your_trends.ipynb"))
    picture = page.locator(".jp-OutputArea img[alt]").first
    picture.wait_for()
    assert "pain" in (picture.get_attribute("alt") or "").lower()


def test_an_answer_that_is_chosen_again_is_kept_and_cleared_by_its_own_button(
    opened: tuple[Path, Any], page: Any
) -> None:
    folder, form = opened
    scale(form, "pain_after", 0).focus()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    form.get_by_role("radio", name="Upper-back release").click()
    form.get_by_role("radio", name="Upper-back release").click()
    scale(form, "pain_before", 6).click()
    form.get_by_role("button", name="Pain before rolling: clear the answer").press("Enter")
    form.locator(".rt-save").click()
    form.get_by_text("Saved: ").wait_for()
    (entry,) = entries_in(folder)
    assert (entry.pain_before, entry.pain_after) == (None, 4)
    assert entry.routine == "upper_back_release"


def test_what_was_typed_yesterday_and_not_saved_counts_for_yesterday(
    opened: tuple[Path, Any], page: Any
) -> None:
    folder, form = opened
    scale(form, "pain_before", 6).click()
    form.get_by_role("textbox", name="Minutes").fill("12")
    page.evaluate(
        """() => {
          const name = Object.keys(localStorage).find((key) => key.startsWith("rolltrack-draft:"));
          const kept = JSON.parse(localStorage.getItem(name));
          const yesterday = new Date();
          yesterday.setDate(yesterday.getDate() - 1);
          yesterday.setHours(20, 30, 0, 0);
          kept.at = Math.max(yesterday.getTime(), Date.now() - 23.9 * 3600 * 1000);
          localStorage.setItem(name, JSON.stringify(kept));
        }"""
    )
    page.reload()
    form.get_by_text("What you typed before is still here.").wait_for()
    form.locator(".rt-save").click()
    form.get_by_text("Saved: 12 min").wait_for()
    (entry,) = entries_in(folder)
    assert dt.date.today() - entry.start.date() == dt.timedelta(days=1)
