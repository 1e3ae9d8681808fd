"""What node says of the scripts of the widgets; its own unit tests stand in ``js/`` beside."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.entry.language import for_browser
from rolltrack.widgets import bundle
from rolltrack.widgets.bundle import sentences_of
from rolltrack.widgets.guided_session import GuidedSession
from tests.pseudo import left_in_english, pseudo

HERE = Path(__file__).parent / "js"
MODULES = Path(bundle.__file__).parent / "js"
SCRIPTS = {
    path.name: bundle.script(path.name)
    for path in MODULES.glob("*.js")
    if "export default" in path.read_text(encoding="utf-8")
}


def node(*arguments: str, told: str = "") -> str:
    """What a script in ``js/`` prints."""
    program = shutil.which("node")
    if program is None or not (HERE / "node_modules").is_dir():
        pytest.skip(f"needs node, and `npm ci` in {HERE}")
    command = [program, *arguments]
    run = subprocess.run(command, cwd=HERE, input=told, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_the_unit_tests_of_the_scripts_pass() -> None:
    node("--test", *(path.name for path in sorted(HERE.glob("*.test.js"))))


def sessions(log: rt.SessionLog) -> Iterator[GuidedSession]:
    """Guided sessions: before, at a timed step, at one by rounds, stopped, done."""
    yield GuidedSession(log)
    for presses in ([], ["pause"], ["stop"], ["finish"]):
        guided = GuidedSession(log)
        guided.start("upper_back_release")
        for press in presses:
            guided.press(press)
        yield guided


def widgets(log: rt.SessionLog) -> Iterator[Any]:
    for make in (
        rt.log_form,
        rt.history,
        rt.trend_explorer,
        rt.effect_panel,
        rt.more_charts,
        rt.export_panel,
    ):
        yield make(log)
    yield rt.settings(log)
    yield rt.body_map()
    planner = rt.experiment_planner(log)
    yield planner
    planner.plan(dt.date.today() + dt.timedelta(days=1))
    yield planner
    yield from (guided.player for guided in sessions(log))


def leaves(value: Any) -> Iterator[str]:
    """Every text in what Python sends."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from leaves([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item)


def test_every_sentence_of_a_script_passes_through_one_place(tmp_path: Path) -> None:
    write_sample(tmp_path)
    shown = []
    for widget in widgets(rt.SessionLog(tmp_path / "sessions.csv")):
        traits = {
            name: value for name, value in widget.get_state().items() if not name.startswith("_")
        }
        with pseudo():
            traits["language"] = for_browser(*sentences_of(str(widget._esm)))
        (entry,) = [name for name, esm in SCRIPTS.items() if esm == str(widget._esm)]
        shown.append({"entry": entry, "traits": json.loads(json.dumps(traits, default=str))})
    words = [
        text.replace("\u00a0", " ")
        for text in json.loads(node("rendered.js", told=json.dumps(shown)))
    ]
    own = {text for each in shown for text in leaves({**each["traits"], "language": ""}) if text}
    left = {text: found for text in words if (found := left_in_english(text, own))}
    assert left == {}
