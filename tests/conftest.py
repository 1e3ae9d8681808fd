"""What all tests share: folders of their own, and a real JupyterLab in a real browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from rolltrack.command.starters import prepare

# How fast a machine is says nothing about whether the code is right, and neither does the luck of
# the day: the examples are the same at every run, unless ROLLTRACK_EXPLORE asks for new ones.
settings.register_profile(
    "rolltrack", deadline=None, derandomize=not os.environ.get("ROLLTRACK_EXPLORE")
)
settings.load_profile("rolltrack")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "a-token-for-tests"
PATIENCE = 180  # seconds; a slow machine with much else to do still gets there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: their driver keeps an event loop running."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is installed, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("ROLLTRACK_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the state, the log or the working folder of the person who runs it."""
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ROLLTRACK_LOG", raising=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium or Chrome of this machine."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser found: looked for {', '.join(BROWSERS)}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found, args=QUIET)
        yield launched
        launched.close()


@dataclass(frozen=True)
class Lab:
    """A running ``rolltrack lab``; every test has a folder of its own in it."""

    root: Path
    address: str
    state: Path

    def folder(self, name: str) -> Path:
        """A new folder with the starter notebooks and no log."""
        folder = self.root / name
        prepare(folder)
        return folder

    def url(self, notebook: Path) -> str:
        """Where a notebook opens."""
        place = notebook.relative_to(self.root).as_posix()
        return f"{self.address}/doc/tree/{place}?token={TOKEN}&reset"


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab as ``rolltrack lab`` starts it, stopped with its kernels at the end."""
    with served(tmp_path_factory.mktemp("lab")) as running:
        yield running


@contextlib.contextmanager
def served(home: Path) -> Iterator[Lab]:
    """JupyterLab with all its folders in ``home``."""
    root, settings = home / "notebooks", home / "settings"
    settings.mkdir()
    (settings / "jupyter_lab_config.json").write_text(
        '{"LabApp": {"expose_app_in_browser": true}}', encoding="utf-8"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "HOME": home,
        "ROLLTRACK_STATE": home / "state",
        "JUPYTER_CONFIG_PATH": settings,
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "IPYTHONDIR": home / "ipython",
        "MPLCONFIGDIR": home / "matplotlib",
        "JUPYTER_TOKEN": TOKEN,
        "JUPYTER_PORT": port,
    }
    command = [sys.executable, "-m", "rolltrack.command.cli", "lab", str(root), "--no-browser"]
    output = (home / "server.txt").open("wb")
    server = subprocess.Popen(
        command,
        env=os.environ | {name: str(value) for name, value in own.items()},
        stdout=output,
        stderr=output,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server, home / "server.txt")
        yield Lab(root, address, home / "state")
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            raise
        output.close()


def _wait_for(address: str, server: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, output.read_text()
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=30):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not answer: {output.read_text()}")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test on an error in a cell, or on a request that leaves the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    opened = context.new_page()
    opened.set_default_timeout(1000 * PATIENCE)
    away: list[str] = []
    opened.on("request", lambda request: _note_if_away(request.url, away))
    yield opened
    wrong = opened.locator(
        '[data-mime-type="application/vnd.jupyter.error"],'
        '[data-mime-type="application/vnd.jupyter.stderr"]'
    ).all_inner_texts()
    context.close()
    assert not wrong, wrong
    assert not away, away


def _note_if_away(url: str, away: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:")):
        away.append(url)


def run_all(page: Any) -> None:
    """Run the open notebook from top to bottom and wait until it has run."""
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context?.isReady")
    page.evaluate(
        """async () => {
          const panel = window.jupyterapp.shell.currentWidget;
          await panel.context.sessionContext.ready;
          await window.jupyterapp.commands.execute('notebook:run-all-cells');
        }"""
    )
