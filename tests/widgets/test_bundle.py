"""A widget's script is put together from modules as a browser would load them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rolltrack.widgets import bundle
from rolltrack.widgets.bundle import script

MODULES = Path(bundle.__file__).parent / "js"
ENTRIES = sorted(file.name for file in MODULES.glob("*.js") if "export default" in file.read_text())


def modules(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def run(program: str, *arguments: str) -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on this machine")
    told = subprocess.run([node, *arguments, "-"], input=program, capture_output=True, text=True)
    assert not told.returncode, told.stderr
    return told.stdout.strip()


def test_every_widget_has_an_entry() -> None:
    asked = re.findall(
        r'_esm = script\("(.+)"\)', "".join(f.read_text() for f in MODULES.parent.glob("*.py"))
    )
    assert sorted(asked) == ENTRIES


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_script_of_every_widget_is_one_module_without_imports(entry: str) -> None:
    made = script(entry)
    assert not re.search(r"^import\b|^export (?!default \{ render \};)", made, flags=re.MULTILINE)
    run(made, "--check", "--input-type=module")


def test_a_module_needed_twice_runs_once_and_before_those_that_need_it(tmp_path: Path) -> None:
    modules(
        tmp_path,
        last='console.log("last");\nexport const one = 1;\n',
        middle='import { one } from "./last.js";\nexport const two = one + 1;\n',
        first='import { one } from "./last.js";\nimport {\n  two,\n} from "./middle.js";\n'
        "console.log(one + two);\n",
    )
    assert run(script("first.js", tmp_path)).split() == ["last", "3"]


def test_names_that_are_not_exported_stay_those_of_their_module(tmp_path: Path) -> None:
    modules(
        tmp_path,
        other='const name = "other";\nexport function theirs() {\n  return name;\n}\n',
        own='import { theirs } from "./other.js";\nconst name = "own";\n'
        "console.log(name, theirs());\n",
    )
    assert run(script("own.js", tmp_path)) == "own other"


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"a": 'import { b } from "./b.js";\n', "b": "const b = 1;\n"}, "b.js does not export b"),
        ({"a": 'import b from "./b.js";\n'}, "cannot put together “import b from"),
        ({"a": 'import * as b from "./b.js";\n'}, "cannot put together"),
        ({"a": 'import { b as c } from "./b.js";\n'}, "cannot put together"),
        ({"a": "export let b = 1;\n"}, "cannot put together “export let b"),
        ({"a": 'const b = await import("./b.js");\n'}, "cannot put together"),
        ({"a": "export default 1;\n"}, "cannot put together"),
        (
            {"a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\n'},
            "modules import each other: a → b → a",
        ),
    ],
)
def test_what_cannot_be_put_together_is_refused_with_its_place(
    tmp_path: Path, texts: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        script("a.js", modules(tmp_path, **texts))
