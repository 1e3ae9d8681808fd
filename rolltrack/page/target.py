"""Where a file may be written, and writing it whole or not at all."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from rolltrack.entry.errors import ExportRefused
from rolltrack.entry.language import mark, say
from rolltrack.log.safewrite import FileChanged, replace_file, state_of

# Names that mean a device on Windows, with any ending.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{stem}{number}" for stem in ("com", "lpt") for number in "0123456789¹²³"]
)
_FORBIDDEN = frozenset('<>:"|?*\\/')
_LONGEST_NAME = 200


def checked_target(path: Path, log_path: Path, folder: Path | None, overwrite: bool) -> Path:
    """The absolute path to write to; ``ExportRefused`` says why it cannot be.

    ``folder``, when given, is the only one (with those inside it) that may be written to.
    """
    path = path.expanduser()
    _check_name(path.name)
    target = Path(os.path.abspath((folder or Path()).expanduser() / path))
    real = Path(os.path.realpath(target))
    if folder is not None and not real.is_relative_to(os.path.realpath(folder.expanduser())):
        outside = mark(
            "{path} is outside of {folder}. Choose a name inside the folder, or another folder."
        )
        raise ExportRefused(say(outside, path=path, folder=folder))
    if not real.parent.is_dir():
        lacking = mark("There is no folder {folder}. Make it first, or choose another.")
        raise ExportRefused(say(lacking, folder=target.parent))
    if real == Path(os.path.realpath(log_path.expanduser())):
        raise ExportRefused(say("{name} is the log itself. Choose another name.", name=target.name))
    _check_present(target, overwrite)
    return target


def put(target: Path, data: bytes, overwrite: bool) -> None:
    """Write the file whole or not at all; ``ExportRefused`` when the disk says no."""
    try:
        replace_file(target, [data], state_of(target) if overwrite else None)
    except FileChanged:
        raise ExportRefused(_already(target)) from None
    except OSError as error:
        why = error.strerror or error
        failed = mark("{path} was not written: {why}. Nothing was changed.")
        raise ExportRefused(say(failed, path=target, why=why)) from None


def _check_name(name: str) -> None:
    stem = name.split(".")[0].strip().lower()
    if stem in _DEVICES:
        device = mark("{name} is the name of a device on some computers. Choose another.")
        raise ExportRefused(say(device, name=repr(name)))
    wrong = sorted({c for c in name if c in _FORBIDDEN or unicodedata.category(c)[0] == "C"})
    if wrong:
        shown = " ".join(map(repr, wrong))
        cannot = mark("A file name cannot have {signs} in it. Choose a plain name.")
        raise ExportRefused(say(cannot, signs=shown))
    if not stem or name != name.strip() or name.endswith("."):
        bad = mark(
            "{name} is no good name for a file. Begin with a letter or a digit, such as {example}."
        )
        raise ExportRefused(say(bad, name=repr(name), example="summary.pdf"))
    if len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        raise ExportRefused(say("That name is too long for a file. Choose a shorter one."))


def _check_present(target: Path, overwrite: bool) -> None:
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_file():
        odd = mark("{path} is there already and is no ordinary file. Choose another.")
        raise ExportRefused(say(odd, path=target))
    if not overwrite:
        raise ExportRefused(_already(target))


def _already(target: Path) -> str:
    there = mark(
        "{path} is there already and stays as it is. Choose another name, or move it away."
    )
    return say(there, path=target)
