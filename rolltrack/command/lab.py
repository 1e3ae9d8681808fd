"""JupyterLab on this computer, with the starter notebooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from rolltrack.log.journal import state_folder

FIRST_NOTEBOOK = "1_log_a_session.ipynb"
_HERE = Path(__file__).parent
_PACKAGE = _HERE.parent
SHARE = _HERE / "share"


def serve(folder: Path, log: Path | None, *, browser: bool = True) -> int:
    """Run JupyterLab in ``folder`` until it is stopped; returns its exit status.

    It listens on 127.0.0.1 only, asks for its token, and has a configuration of its own: the
    person's own Jupyter settings are neither read nor changed.
    """
    command = [sys.executable, "-m", "jupyterlab", *server_options(folder, browser=browser)]
    environment = os.environ | server_environment(log)
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(sys.executable, command, environment)
    return subprocess.call(command, env=environment)


def server_options(folder: Path, *, browser: bool) -> list[str]:
    """Command line options of the JupyterLab server."""
    options = [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/doc/tree/{FIRST_NOTEBOOK}",
        f"--LabApp.extra_labextensions_path={_HERE / 'jupyter' / 'labextensions'}",
        "--LabApp.custom_css=True",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--ServerApp.log_level=WARN",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return options if browser else [*options, "--no-browser"]


def server_environment(log: Path | None) -> dict[str, str]:
    """Environment of JupyterLab: folders of its own, and the log that notebooks open."""
    environment = own_configuration()
    return environment if log is None else environment | {"ROLLTRACK_LOG": str(log.resolve())}


def own_configuration() -> dict[str, str]:
    """Where a server of ours keeps its configuration: not in the person's own Jupyter folders."""
    home = state_folder() / "jupyter"
    shutil.copytree(_HERE / "jupyter" / "config", home / "config", dirs_exist_ok=True)
    return {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
