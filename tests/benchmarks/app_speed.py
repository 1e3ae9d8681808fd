"""How soon the app is there: from the command to a form that can be answered, and page to page.

``python -m tests.benchmarks.app_speed`` prints it.

The command's floor is plain Voilà with an empty notebook, started the same way and opened in the
same browser: from the start of the program until the notebook's one output is on the screen. The
form is there when a rating can be pressed. The two take turns, in a browser that has their files.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from rolltrack.command.app import app_environment, app_options
from rolltrack.command.server import PAGES
from rolltrack.command.starters import prepare
from tests.conftest import BROWSERS, QUIET
from tests.serving import TOKEN, free_port, running_app

TIMES = 5
RATING = ".rt-log-form .rt-field[data-name=pain_before] [data-value='6']"
EMPTY = {
    "cells": [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "one",
            "metadata": {},
            "outputs": [],
            "source": "'empty'",
        }
    ],
    "metadata": {"kernelspec": {"display_name": "Python", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def until_seen(
    command: list[str], environment: dict[str, str], address: str, seen: str, to: BrowserContext
) -> float:
    """Seconds from starting a server until ``seen`` is on the page at ``address``."""
    begin = time.perf_counter()
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                urllib.request.urlopen(address.split("?")[0], timeout=30).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.02)
        page = to.new_page()
        page.goto(address, wait_until="commit")
        page.locator(seen).first.wait_for(timeout=120_000)
        took = time.perf_counter() - begin
        page.close()
        return took
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def starts(home: Path, context: BrowserContext) -> dict[str, Callable[[], float]]:
    """What starts the app, and what starts plain Voilà with an empty notebook."""
    folder = home / "rolltrack"
    prepare(folder, sample=True, notebooks=False)
    (home / "empty.ipynb").write_text(json.dumps(EMPTY), encoding="utf-8")
    own = os.environ | {"JUPYTER_TOKEN": TOKEN}
    server, voila = "rolltrack.command.server", "voila"

    def app() -> float:
        port = free_port()
        options = app_options(folder, browser=False, port=port, phone=False)
        environment = own | app_environment(folder / "sessions.csv")
        address = f"http://127.0.0.1:{port}/today?token={TOKEN}"
        command = [sys.executable, "-m", server, *options]
        return until_seen(command, environment, address, RATING, context)

    def empty() -> float:
        port = free_port()
        options = [str(home / "empty.ipynb"), "--no-browser", f"--port={port}", f"--token={TOKEN}"]
        address = f"http://127.0.0.1:{port}/?token={TOKEN}"
        command = [sys.executable, "-m", voila, *options]
        return until_seen(command, own, address, ".jp-OutputArea-output:visible", context)

    return {"plain Voilà, an empty notebook": empty, "rolltrack app, the form": app}


def page_to_page(home: Path, context: BrowserContext) -> dict[str, float]:
    """Seconds from pressing a place in the bar until its first widget is there."""
    times: dict[str, list[float]] = {name: [] for name in PAGES if name != "today"}
    with running_app(home) as app:
        page = context.new_page()
        for _ in range(3):
            for name in times:
                page.goto(f"{app.address}/today?token={TOKEN}")
                page.locator(RATING).wait_for()
                page.wait_for_timeout(4000)  # a kernel gets ready for the next page
                begin = time.perf_counter()
                page.locator(f'.app-bar a[data-page="{_place(name)}"]').click()
                page.wait_for_url(f"**/{PAGES[name]}*")
                page.locator(".rt:visible").first.wait_for()
                times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(taken) for name, taken in times.items()}


def _place(name: str) -> str:
    return PAGES[name].replace(".ipynb", "")


def main() -> None:
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        home = Path(name)
        os.environ["ROLLTRACK_STATE"] = str(home / "state")
        browser = driver.chromium.launch(executable_path=found, args=QUIET)
        context = browser.new_context()
        ways = starts(home, context)
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for turn in range(TIMES + 1):
            for way, run in ways.items():
                seconds = run()
                if turn:  # the first fills the browser's cache
                    taken[way].append(seconds)
        floor = statistics.median(taken["plain Voilà, an empty notebook"])
        print("From the command to the screen, seconds (median), and times the floor:")
        for way, seconds in taken.items():
            median = statistics.median(seconds)
            print(f"  {way:32} {median:5.1f} s   {median / floor:4.2f}")
        print("From page to page with a kernel ready, seconds (median):")
        for page, seconds in page_to_page(home / "pages", context).items():
            print(f"  {page:32} {seconds:5.2f} s")
        browser.close()


if __name__ == "__main__":
    main()
