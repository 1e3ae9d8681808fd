"""The scripts of the widgets have unit tests of their own, which node runs; see ``js/`` beside."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "js"


def test_the_unit_tests_of_the_scripts_pass() -> None:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules").is_dir():
        pytest.skip(f"needs node, and `npm ci` in {HERE}")
    tests = [str(path) for path in sorted(HERE.glob("*.test.js"))]
    told = subprocess.run([node, "--test", *tests], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
