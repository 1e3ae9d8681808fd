"""The starter notebooks of a folder: copied once, and renewed while nobody has changed them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolltrack.command import starters
from rolltrack.command.starters import prepare, shipped


@pytest.fixture
def former(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a starter notebook of an earlier version, which somebody has run."""
    prepare(tmp_path)
    notebook = tmp_path / "3_is_it_helping.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"][1]["source"] = "import rolltrack as rt\nrt.of_long_ago()"
    notebook.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(starters, "_CELLS_BEFORE", {starters._cells(notebook)})
    content["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "ran"}]
    notebook.write_text(json.dumps(content), encoding="utf-8")
    return notebook


def test_a_starter_notebook_of_an_earlier_version_is_renewed(former: Path) -> None:
    assert prepare(former.parent) == [former]
    assert former.read_bytes() == (shipped("notebooks") / former.name).read_bytes()


def test_a_starter_notebook_that_was_changed_stays(former: Path) -> None:
    own = former.read_text(encoding="utf-8").replace("of_long_ago", "of_mine")
    former.write_text(own, encoding="utf-8")
    assert prepare(former.parent) == []
    assert former.read_text(encoding="utf-8") == own


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": [{}]}', "\xff"])
def test_what_is_no_notebook_stays(tmp_path: Path, text: str) -> None:
    own = tmp_path / "3_is_it_helping.ipynb"
    own.write_bytes(text.encode("latin-1"))
    prepare(tmp_path)
    assert own.read_bytes() == text.encode("latin-1")
