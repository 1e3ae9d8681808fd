"""The starter notebooks and the sample: copied to a folder, and kept up to date while unchanged."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.language import say
from rolltrack.log.safewrite import replace_file, state_of

_PACKAGE = Path(__file__).parents[1]
# What the cells of starter notebooks were in 0.1.0. A copy that still has them was not changed by
# its owner, and would call names that are gone.
_CELLS_BEFORE = frozenset(
    {
        "dd660199c86cce48",
        "b1080e5df4fe6a99",
        "f0e05577e78e9f3d",
        "b2e44e94ed2a1efc",
        "fa65c46bd7559d16",
    }
)


class FolderNotUsable(RolltrackError):
    """The folder for notebooks cannot be made or written."""

    def __init__(self, folder: Path, why: OSError) -> None:
        super().__init__(
            say(
                "{folder} cannot be used: {why}. Name another folder after the command.",
                folder=folder,
                why=why.strerror or why,
            )
        )


def default_folder(sample: bool) -> Path:
    """Where the notebooks go when no folder is named; the sample never shares a folder."""
    return Path.home() / ("rolltrack-sample" if sample else "rolltrack")


def prepare(folder: Path, sample: bool = False, *, notebooks: bool = True) -> list[Path]:
    """Copy the starter notebooks (and the sample log) that ``folder`` does not have yet.

    Returns the files that were copied. A file that is already there is never touched, but for a
    starter notebook of an earlier version whose cells nobody changed. Raises ``FolderNotUsable``.
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


def _copied(source: Path, folder: Path) -> Path | None:
    copy = folder / source.name
    try:
        with copy.open("xb") as target:
            target.write(source.read_bytes())
    except FileExistsError:
        expected = state_of(copy)
        if copy.is_symlink() or _cells(copy) not in _CELLS_BEFORE:
            return None
        replace_file(copy, [source.read_bytes()], expected)
    return copy


def _cells(notebook: Path) -> str:
    """What the cells of a notebook hold, whatever was run in them; empty where it is none."""
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        texts = ["".join(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError):
        return ""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
