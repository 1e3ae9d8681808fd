"""The notebooks as pages without code: the command that starts their server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rolltrack.command.lab import SHARE, own_configuration


def serve_app(folder: Path, log: Path, *, browser: bool, port: int, phone: bool) -> int:
    """Serve the app until it is stopped; returns its exit status.

    ``folder`` is where exports go, ``log`` the log of the pages. It listens on 127.0.0.1 only,
    with ``phone`` on the local network too, and asks for its token either way.
    """
    command = [sys.executable, "-m", "rolltrack.command.server"]
    command += app_options(folder, browser=browser, port=port, phone=phone)
    environment = os.environ | app_environment(log)
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:  # the server has had it too, and has stopped its kernels
        return 0


def app_options(folder: Path, *, browser: bool, port: int, phone: bool) -> list[str]:
    """Command line options of the app's server."""
    hosts = ["127.0.0.1", "localhost", *(own_addresses() if phone else [])]
    options = [
        f"--Voila.ip={'0.0.0.0' if phone else '127.0.0.1'}",
        f"--Voila.port={port}",
        *(f"--AppServer.hosts={host}" for host in hosts),
        "--VoilaConfiguration.template=rolltrack",
        "--VoilaConfiguration.allow_template_override=NO",
        "--VoilaConfiguration.allow_theme_override=NO",
        f"--WarmKernels.folder={folder.resolve()}",
        "--MappingKernelManager.cull_idle_timeout=600",
        "--MappingKernelManager.cull_interval=60",
        "--Application.log_level=ERROR",
    ]
    if os.name == "posix":
        options.append("--KernelManager.transport=ipc")  # no port that another user can reach
    return options if browser else [*options, "--no-browser"]


def app_environment(log: Path) -> dict[str, str]:
    """Environment of the app's server: a configuration of its own, its pages, and the log."""
    return own_configuration() | {"JUPYTER_PATH": str(SHARE), "ROLLTRACK_LOG": str(log.resolve())}


def own_addresses() -> list[str]:
    """The addresses of this computer in its networks."""
    from jupyter_client.localinterfaces import public_ips

    return [address for address in public_ips() if not address.startswith("127.")]
