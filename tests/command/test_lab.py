"""Starter notebooks in a folder, and the server that opens them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rolltrack.command.cli import main
from rolltrack.command.lab import server_environment, server_options
from rolltrack.command.starters import default_folder, prepare, shipped
from rolltrack.entry.errors import RolltrackError

NOTEBOOKS = [
    "0_start_here.ipynb",
    "1_log_a_session.ipynb",
    "2_see_your_trends.ipynb",
    "3_is_it_helping.ipynb",
    "4_share_a_summary.ipynb",
]


def test_the_five_notebooks_are_copied_to_a_new_folder(tmp_path: Path) -> None:
    copied = prepare(tmp_path / "mine")
    assert [path.name for path in copied] == NOTEBOOKS
    assert not (tmp_path / "mine" / "sessions.csv").exists()


def test_the_sample_comes_with_its_log_and_settings(tmp_path: Path) -> None:
    prepare(tmp_path, sample=True)
    shipped_log = shipped("sample_data") / "sessions.csv"
    assert (tmp_path / "sessions.csv").read_bytes() == shipped_log.read_bytes()
    assert (tmp_path / "rolltrack.toml").exists()


def test_a_file_that_is_already_there_is_never_touched(tmp_path: Path) -> None:
    mine = {name: f"my own {name}" for name in ("sessions.csv", "1_log_a_session.ipynb")}
    for name, text in mine.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    copied = [path.name for path in prepare(tmp_path, sample=True)]
    assert not set(copied) & set(mine)
    for name, text in mine.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RolltrackError, match="Name another folder"):
        prepare(tmp_path / "file" / "below")


def test_the_sample_never_shares_the_folder_of_a_real_log() -> None:
    assert default_folder(sample=True) != default_folder(sample=False)


def test_the_server_listens_on_this_computer_and_leaves_the_own_configuration_alone(
    tmp_path: Path,
) -> None:
    options = server_options(tmp_path, browser=False)
    environment = server_environment(None)
    assert "--ServerApp.ip=127.0.0.1" in options
    assert not any("token" in option for option in options)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        assert Path(environment[name]).is_relative_to(tmp_path / "state")
    assert "ROLLTRACK_LOG" not in environment


def test_the_sample_log_is_named_so_that_a_real_one_is_never_opened_by_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLLTRACK_LOG", str(tmp_path / "real.csv"))
    served: dict[str, object] = {}

    def serve(folder: Path, log: Path | None, *, browser: bool = True) -> int:
        served.update(folder=folder, log=log, browser=browser)
        return 0

    monkeypatch.setattr("rolltrack.command.lab.serve", serve)
    folder = tmp_path / "sample"
    assert main(["lab", str(folder), "--sample", "--no-browser"]) == 0
    assert served == {"folder": folder, "log": folder / "sessions.csv", "browser": False}


def own_line() -> re.Pattern[str]:
    """The pattern of lines that run by themselves when a notebook is opened."""
    extension = (
        Path(__file__).parents[2] / "rolltrack/command/jupyter/labextensions/rolltrack-open/static"
    ) / "remoteEntry.js"
    found = re.search(r"OWN_LINE = /(.*)/;", extension.read_text(encoding="utf-8"))
    assert found is not None
    return re.compile(found[1])


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_line_of_the_shipped_notebooks_may_run_when_opened(name: str) -> None:
    notebook = json.loads((shipped("notebooks") / name).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            for line in "".join(cell["source"]).split("\n"):
                assert own_line().fullmatch(line.strip()), line


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "rt.write_summary(log, path)",
        "rt.log_form(log); import os",
        "rt.log_form(log, x=open(1))",
        "open('x', 'w')",
        "rt.log_form(__import__('os').system('x'))",
        "!rm -rf x",
        "%run x",
        "rt.SessionLog('/etc/passwd')",
    ],
)
def test_other_code_never_runs_by_itself(line: str) -> None:
    assert own_line().fullmatch(line) is None
