"""Every shipped notebook runs from top to bottom, whatever the log holds."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from rolltrack.command.starters import prepare, shipped

NAMES = sorted(path.name for path in shipped("notebooks").glob("*.ipynb"))


def no_log(_folder: Path) -> None:
    """Nothing was ever logged."""


def sample_log(folder: Path) -> None:
    prepare(folder, sample=True)


def log_with_bad_lines(folder: Path) -> None:
    prepare(folder, sample=True)
    with (folder / "sessions.csv").open("a", encoding="utf-8") as log:
        log.write('r_bcdfghjklm,2026-11-16T08:00:00+01:00,session,"open quote\nnot,a,row\n')


@pytest.mark.parametrize("fill", [no_log, sample_log, log_with_bad_lines])
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(
    name: str, fill: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    fill(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    root = str(Path(__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(shipped("notebooks") / name, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient

        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": folder}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_ships_without_outputs_and_with_short_cells(name: str) -> None:
    notebook = json.loads((shipped("notebooks") / name).read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
            assert cell["metadata"]["jupyter"]["source_hidden"] is True
            assert len(source.splitlines()) <= 10
            assert "def " not in source
            assert "print(" not in source
