"""What ``import rolltrack`` gives, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample

HEAVY = ("pandas", "numpy", "scipy", "matplotlib", "ipywidgets", "anywidget", "pydantic")


def test_importing_rolltrack_loads_nothing_heavy() -> None:
    code = f"import sys, rolltrack; print([m for m in {HEAVY} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_first_notebook_waits_for_no_tables_and_no_charts(tmp_path: Path) -> None:
    write_sample(tmp_path)
    slow = ("pandas", "numpy", "scipy", "matplotlib")
    code = f"""
import sys, rolltrack as rt
log = rt.SessionLog()
shown = rt.log_form(log), rt.guided_session(log), rt.history(log)
print([m for m in {slow} if m in sys.modules])
"""
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_name_of_the_front_door_opens() -> None:
    for name in rt.__all__:
        assert getattr(rt, name) is not None
        assert name in dir(rt)


def test_every_function_of_the_front_door_explains_itself() -> None:
    for name in rt.__all__:
        thing = getattr(rt, name)
        if callable(thing):
            assert thing.__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = rt.nonsense
