"""One script and one stylesheet a widget, put together from the modules in ``js/`` and ``css/``.

A browser gets the script of a widget as one text, so what it imports is written in front of it,
each module once and in a function of its own: names that a module does not export stay its own, as
in any browser. This is done while Python runs: nothing made lies about that could be out of date,
and installing needs no node.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_IMPORT = re.compile(r'^import \{(\s*\w+(?:,\s*\w+)*,?\s*)\} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*|.*\bimport\(.*", re.MULTILINE)
_TEXT = r'\s*("(?:[^"\\\n]|\\.)*")'
_SAID = re.compile(rf"\b(?:say|mark)\({_TEXT}")
_COUNTED = re.compile(rf"\bseveral\([^;\"]*?,{_TEXT},{_TEXT}")
_ENTRY = "export default { render };"


@dataclass(frozen=True)
class _Module:
    name: str
    exports: list[str]
    body: str

    def in_a_function(self) -> str:
        given = ", ".join(self.exports)
        return f"const {self.name}_js = (() => {{\n{self.body}\nreturn {{ {given} }};\n}})();\n"


@cache
def script(entry: str, folder: Path = _FOLDER / "js") -> str:
    """The module ``entry`` of ``folder`` behind all that it imports, as one that imports nothing.

    Read are ``import { a, b } from "./name.js";`` and ``export`` before a function, const or
    class; an entry may end in ``export default { render };``. ``ValueError`` says what else was
    met and where: another form, a name that is not exported, modules that import each other.
    """
    needed: dict[str, _Module] = {}
    last = _read(entry.removesuffix(".js"), folder, needed, ())
    return "\n".join([*(module.in_a_function() for module in needed.values()), last.body])


@cache
def sentences_of(script: str) -> tuple[list[str], list[tuple[str, str]]]:
    """What a script says to a person: its sentences, and one and many of those with a number.

    >>> sentences_of('say("Save"); several(n, "{number} day", "{number} days", { n })')
    (['Save'], [('{number} day', '{number} days')])
    """
    sentences = [json.loads(text) for text in _SAID.findall(script)]
    return sentences, [
        (json.loads(one), json.loads(many)) for one, many in _COUNTED.findall(script)
    ]


@cache
def stylesheet(*names: str) -> str:
    """The shared look of ``style.css``, then the named files."""
    files = [_FOLDER / "css" / name for name in ("style.css", *names)]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _read(name: str, folder: Path, needed: dict[str, _Module], way: tuple[str, ...]) -> _Module:
    """A module, after what it imports has been put into ``needed``; ``way`` leads to it."""
    if name in way:
        raise ValueError(f"modules import each other: {' → '.join((*way, name))}")
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        other = found[2]
        if other not in needed:
            needed[other] = _read(other, folder, needed, (*way, name))
        if missing := set(re.findall(r"\w+", found[1])) - set(needed[other].exports):
            raise ValueError(f"{name}.js: {other}.js does not export {', '.join(sorted(missing))}")
    exports = [found[2] for found in _EXPORT.finditer(text)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const {\1} = \2_js;", text))
    for found in _OTHER.finditer(body):
        if way or found[0] != _ENTRY:
            raise ValueError(f"{name}.js: cannot put together “{found[0].strip()}”")
    return _Module(name, exports, body)
