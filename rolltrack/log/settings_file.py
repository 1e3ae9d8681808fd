"""``rolltrack.toml`` beside the log: read whatever it holds, changed without losing a comment."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import re
import stat
import threading
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ValidationError
from tomlkit.exceptions import TOMLKitError

from rolltrack.entry.errors import InvalidSettings, NotSaved, UnreadableSettings
from rolltrack.entry.language import say
from rolltrack.entry.settings import (
    LISTS,
    PASSED_OVER,
    Pause,
    Settings,
    SettingsProblem,
    identity_of,
    settings_from,
)
from rolltrack.entry.text import own_words, shortened
from rolltrack.log.safewrite import FileChanged, make_private_folder, replace_file, state_of
from rolltrack.log.toml_lines import line_of, lines_of

NAME = "rolltrack.toml"
_TIME = re.compile(r"^(\s*[\w.-]+\s*=\s*[0-9]{2}:[0-9]{2})(?=\s*(?:#.*)?$)", re.MULTILINE)
_TURN = threading.Lock()
_TRIES = 5


def settings_path(log_path: str | os.PathLike[str]) -> Path:
    """Where the settings of a log are: ``rolltrack.toml`` in the log's folder."""
    return Path(log_path).expanduser().with_name(NAME)


def read_settings(log_path: str | os.PathLike[str]) -> Settings:
    """The settings beside a log. A missing file is all defaults.

    Nothing in the file stops a log from opening: what cannot be used counts as not set and is in
    ``problems``, each with its line and reason. The file is never changed by reading.
    """
    try:
        text = _read(settings_path(log_path))[0]
        settings, wrong = settings_from(_parsed(text))
    except OSError as error:
        why = say(
            "it cannot be opened ({why}), so nothing in it is used", why=error.strerror or error
        )
        return _nothing_used(None, why)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _nothing_used(line, say("it is not UTF-8 text, so nothing in it is used"))
    except (ValueError, RecursionError) as error:
        return Settings(problems=(_not_toml(text, error),))
    if not wrong:
        return settings
    lines = lines_of(text)
    problems = [SettingsProblem(line=line_of(lines, path), reason=why) for path, why in wrong]
    return settings.model_copy(update={"problems": tuple(problems)})


def _nothing_used(line: int | None, why: str) -> Settings:
    return Settings(problems=(SettingsProblem(line=line, reason=why),))


def change_settings(log_path: str | os.PathLike[str], **changes: Any) -> Settings:
    """Set some settings and leave every other line of the file as it is; returns what is set now.

    List settings (``pauses``, ``rollers``, ``routines``, ``tries``) are given whole; items that did
    not change keep their comments, and items that could not be read stay in the file. ``None`` or
    an empty value takes a setting out. Other programs see the old or the new file, never a part.

    Raises ``InvalidSettings``; ``UnreadableSettings`` where the file as it is cannot be read (it is
    left alone then: see ``start_afresh``); ``NotSaved``.
    """
    wanted = _checked(changes)
    path = Path(os.path.realpath(settings_path(log_path)))
    with _TURN, _sentences(path):
        for _ in range(_TRIES):
            expected = state_of(path)
            document = _document(path)
            for name, value in wanted.items():
                _put(document, name, value)
            make_private_folder(path.parent)
            try:
                replace_file(path, [tomlkit.dumps(document).encode()], expected)
                break
            except FileChanged:
                continue
        else:
            raise OSError(say("another program keeps writing to it"))
    return read_settings(log_path)


def start_afresh(log_path: str | os.PathLike[str], now: dt.datetime | None = None) -> Path:
    """Move a settings file that cannot be read out of the way; returns where it is kept.

    Raises ``NotSaved``.
    """
    path = settings_path(log_path)
    stem = f"rolltrack-old-{now or dt.datetime.now():%Y-%m-%d-%H%M%S}"
    kept = path.with_name(f"{stem}.toml")
    with _TURN, _sentences(path):
        os.link(path, kept)  # unlike a rename, never over a file that is there
        os.unlink(path)
    return kept


@contextlib.contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotSaved(path.name, error) from None


def _read(path: Path) -> tuple[str, bytes]:
    state = state_of(path)
    if state is not None and not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, say("it is no ordinary file"))
    data = b"" if state is None else path.read_bytes()
    return data.decode("utf-8-sig").replace("\r\n", "\n"), data


def _parsed(text: str) -> dict[str, Any]:
    """The values of the file; a time may leave out its seconds, as people write it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(_TIME.sub(r"\1:00", text))


def _not_toml(text: str, error: Exception) -> SettingsProblem:
    if isinstance(error, RecursionError):
        why = say("it has too many brackets in brackets, so nothing in it is used")
        return SettingsProblem(line=None, reason=why)
    lines = text.split("\n")
    named = re.search(r"line (\d+)", str(error))
    line = int(named[1]) if named else len(lines)
    shown = own_words(shortened(lines[min(line, len(lines)) - 1], 60))
    why = say("this line is not TOML, so nothing in the file is used: {line}", line=shown)
    return SettingsProblem(line=line, reason=why)


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: _plain(value) for name, value in changes.items()}
    given = {name: value for name, value in plain.items() if value not in (None, "", [])}
    _, wrong = settings_from(given)
    if wrong:
        raise InvalidSettings({str(path[0]): why for path, why in reversed(wrong)})
    return plain


def _plain(value: Any) -> Any:
    """A value as TOML writes it: models as tables without what was not set, tuples as lists."""
    if isinstance(value, Pause):
        open_ended = {"first": value.first}
        return open_ended if value.last == dt.date.max else value._asdict()
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(exclude_defaults=True))
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0)
    return value


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        text, data = _read(path)
        _parsed(text)
        return tomlkit.parse(text if data else _first_line())
    except UnicodeDecodeError:
        raise UnreadableSettings(say("{file} is not UTF-8 text.", file=NAME)) from None
    except (ValueError, TOMLKitError, RecursionError) as error:
        raise UnreadableSettings(str(_not_toml(text, error))) from None


def _first_line() -> str:
    said = say("What you set in rolltrack. You can change it here too; comments are kept.")
    return f"# {said}\n"


def _put(document: tomlkit.TOMLDocument, name: str, value: Any) -> None:
    if name in LISTS and isinstance(document.get(name), list):
        _put_items(document, name, value or [])
        if document[name]:
            return
        value = None
    if value in (None, "", []):
        document.pop(name, None)
    elif name in LISTS:
        document[name] = tomlkit.item(_tables(value))
    else:
        document[name] = value


def _tables(values: list[dict[str, Any]]) -> Any:
    tables = tomlkit.aot()
    for value in values:
        tables.append(tomlkit.item(value))
    return tables


def _put_items(document: tomlkit.TOMLDocument, name: str, values: list[dict[str, Any]]) -> None:
    """Make the readable items of a list these values; unreadable ones stay where they are."""
    items: Any = document[name]
    wanted = {_identity(name, value): value for value in values}
    for number in range(len(items) - 1, -1, -1):
        plain = _unwrapped(items[number])
        identity = _identity(name, plain)
        if identity is None:
            continue
        value = wanted.pop(identity, None)
        if value is None:
            del items[number]
        elif _plain(LISTS[name].validate_python(plain)) != value:
            for key in set(items[number]) - value.keys() - PASSED_OVER:
                del items[number][key]
            for key, part in value.items():
                if plain.get(key) != part:
                    items[number][key] = part
    _insert(name, items, values, wanted)


def _insert(
    name: str,
    items: Any,
    values: list[dict[str, Any]],
    new: Mapping[tuple[Any, ...] | None, dict[str, Any]],
) -> None:
    """Put new items in front of those that they precede in ``values``, or else at the end."""
    place = len(items)
    for value in reversed(values):
        identity = _identity(name, value)
        if identity in new:
            items.insert(place, value)
        else:
            there = [_identity(name, _unwrapped(item)) for item in items]
            place = there.index(identity)


def _unwrapped(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _identity(name: str, value: Any) -> tuple[Any, ...] | None:
    try:
        return identity_of(name, LISTS[name].validate_python(value))
    except ValidationError:
        return None
