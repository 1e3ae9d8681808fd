"""How soon the form is on the screen and what a save from it costs, at any length of the log.

``python -m tests.benchmarks.form_speed`` prints it; ``tests.benchmarks.trends_speed`` does too.

The screen is compared with an empty notebook in the same JupyterLab.

Both are timed by the page itself, from the navigation on, in a browser that has JupyterLab in its
cache, with a new kernel each time. An empty notebook is there when its one cell, ``1``, shows its
output: a person could go on from there. The form is there when notebook 1, opened as people open
it, shows the form's Save button; that a rating can be chosen then is checked, and not timed.
The two take turns.

A save is timed in Python, beside a bare ``log.append`` of the same log, in turn; so is making form
and list, which is compared with a log of 100 entries.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ipywidgets import Widget
from playwright.sync_api import BrowserContext, sync_playwright

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.entry.ids import new_id
from rolltrack.widgets.log_form import LogForm
from tests.benchmarks.long_log import long_log
from tests.conftest import BROWSERS, PATIENCE, QUIET, Lab, run_all, served

EMPTY = ".jp-OutputArea-output"
FORM = ".rt-log-form .rt-save"
RATING = ".rt-log-form .rt-field[data-name=pain_before] [data-value='6']"
WATCH = """
  const look = () => {
    const found = document.querySelector("SELECTOR");
    if (found && found.getClientRects().length) window.seenAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""


def form_times(times: int = 9) -> tuple[list[float], list[float]]:
    """Milliseconds until an empty notebook and until the form, each ``times`` times, in turn."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    empty, form = [], []
    with tempfile.TemporaryDirectory() as home, sync_playwright() as driver:
        os.environ["ROLLTRACK_STATE"] = str(Path(home) / "own")
        browser = driver.chromium.launch(executable_path=found, args=QUIET)
        context = browser.new_context()
        with served(Path(home)) as lab:
            folder = lab.folder("sample")
            write_sample(folder)
            (folder / "empty.ipynb").write_text(json.dumps(one_cell("1")), encoding="utf-8")
            for turn in range(times + 1):
                until = _until(context, lab, folder)
                if turn:  # the first fills the caches
                    empty.append(until[0])
                    form.append(until[1])
        browser.close()
    return empty, form


def one_cell(source: str) -> dict[str, Any]:
    """A notebook with one cell of code."""
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    kernel = {"name": "python3", "display_name": "Python 3"}
    return {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {"kernelspec": kernel},
        "cells": [cell | {"execution_count": None}],
    }


def _until(context: BrowserContext, lab: Lab, folder: Path) -> tuple[float, float]:
    times = []
    for name, selector in (("empty.ipynb", EMPTY), ("1_log_a_session.ipynb", FORM)):
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.add_init_script(WATCH.replace("SELECTOR", selector))
        page.goto(lab.url(folder / name))
        if selector == EMPTY:
            run_all(page)
        page.wait_for_function("window.seenAt")
        times.append(float(page.evaluate("window.seenAt")))
        if selector == FORM:
            page.locator(RATING).click()
            page.locator(f"{RATING}[aria-checked=true]").wait_for()
        page.evaluate("localStorage.clear()")  # the form keeps what was chosen
        page.evaluate("window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")
        page.close()
    return times[0], times[1]


def save_times(rows: int, times: int = 30) -> tuple[float, float, float]:
    """Seconds for form and list, for a bare append, and for a save: the least, and two medians."""
    with tempfile.TemporaryDirectory() as home:
        path = long_log(Path(home), rows).path

        def opened() -> LogForm:
            Widget.close_all()
            log = rt.SessionLog(path)
            rt.history(log)
            return rt.log_form(log)

        opening = min(_seconds(opened) for _ in range(5))
        form, log = opened(), rt.SessionLog(path)
        bare, saved = [], []
        for turn in range(times):
            entry = rt.Entry(start="2026-11-21T18:30:05+01:00", minutes=8, pain_before=turn % 10)
            answers = {"id": new_id(), "kind": "session", "minutes": "8", "notes": str(turn)}
            bare.append(_seconds(lambda entry=entry: log.append(entry)))
            saved.append(_seconds(lambda answers=answers: form.save(answers)))
            assert form.status["text"].startswith("✓ Saved"), form.status
    return opening, statistics.median(bare), statistics.median(saved)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    of_100 = 0.0
    for rows in (100, 10_000, 100_000):
        opening, bare, saved = save_times(rows)
        of_100 = of_100 or opening
        cost = f"{saved / bare:.1f} bare appends, goal 5"
        print(f"{rows} entries: save {1000 * saved:.1f} ms, {cost}")
        print(f"  form and list {1000 * opening:.0f} ms, {opening / of_100:.1f} of 100, goal 2")
    empty, form = form_times()
    ratio = statistics.median(a / b for a, b in zip(form, empty, strict=True))
    print(f"empty {statistics.median(empty):.0f} ms, form {statistics.median(form):.0f} ms")
    print(f"ratio {ratio:.2f}, goal 1.25")
