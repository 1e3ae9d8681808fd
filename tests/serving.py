"""A running ``rolltrack app`` for tests, in folders of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolltrack.command.app import app_environment, app_options
from rolltrack.command.starters import prepare

TOKEN = "a-token-for-tests"
PATIENCE = 180


@dataclass(frozen=True)
class App:
    """Where it answers, and the folder with its log."""

    address: str
    folder: Path


@contextlib.contextmanager
def running_app(home: Path, *, sample: bool = True, phone: bool = False) -> Iterator[App]:
    """The app on the sample log, stopped with its kernels at the end."""
    home.mkdir(exist_ok=True)
    folder = home / "rolltrack"
    prepare(folder, sample, notebooks=False)
    port = free_port()
    own = {"HOME": home, "ROLLTRACK_STATE": home / "state", "IPYTHONDIR": home / "ipython"}
    own |= {"MPLCONFIGDIR": home / "matplotlib", "JUPYTER_TOKEN": TOKEN}
    environment = os.environ | {name: str(value) for name, value in own.items()}
    before = os.environ.get("ROLLTRACK_STATE")
    os.environ["ROLLTRACK_STATE"] = str(home / "state")
    try:
        environment |= app_environment(folder / "sessions.csv")
    finally:
        os.environ.pop("ROLLTRACK_STATE")
        if before is not None:
            os.environ["ROLLTRACK_STATE"] = before
    options = app_options(folder, browser=False, port=port, phone=phone)
    output = (home / "server.txt").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "rolltrack.command.server", *options],
        env=environment,
        stdout=output,
        stderr=output,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server, home / "server.txt")
        yield App(address, folder)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            raise
        output.close()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, output.read_text()
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The app did not answer: {output.read_text()}")
