"""Starter notebooks in a folder, and JupyterLab on this computer to open them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from rolltrack.entry.errors import RolltrackError
from rolltrack.log.journal import state_folder

FIRST_NOTEBOOK = "1_log_a_session.ipynb"
_HERE = Path(__file__).parent
_PACKAGE = _HERE.parent
SHARE = _HERE / "share"


class FolderNotUsable(RolltrackError):
    """The folder for notebooks cannot be made or written."""

    def __init__(self, folder: Path, why: OSError) -> None:
        super().__init__(
            f"{folder} cannot be used: {why.strerror or why}. "
            "Name another folder after the command."
        )


def default_folder(sample: bool) -> Path:
    """Where the notebooks go when no folder is named; the sample never shares a folder."""
    return Path.home() / ("rolltrack-sample" if sample else "rolltrack")


def prepare(folder: Path, sample: bool = False, *, notebooks: bool = True) -> list[Path]:
    """Copy the starter notebooks (and the sample log) that ``folder`` does not have yet.

    Returns the files that were copied. A file that is already there is never touched. Raises
    ``FolderNotUsable``.
    """
    sources = sorted(shipped("notebooks").glob("*.ipynb")) if notebooks else []
    if sample:
        sources += [shipped("sample_data") / name for name in ("sessions.csv", "rolltrack.toml")]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return [copy for source in sources if (copy := _copied(source, folder))]
    except OSError as error:
        raise FolderNotUsable(folder, error) from None


def shipped(name: str) -> Path:
    """The folder ``notebooks`` or ``sample_data``: inside an installed package, or beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


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


def _copied(source: Path, folder: Path) -> Path | None:
    copy = folder / source.name
    try:
        with copy.open("xb") as target:
            target.write(source.read_bytes())
    except FileExistsError:
        return None
    return copy
