"""The ``rolltrack`` command. Every command ends with a sentence, never with a traceback."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rolltrack.command.options import options_of
from rolltrack.command.output import Unheard, fall_silent, finish, tell, use_any_encoding, warn
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.errors import InvalidEntry, RolltrackError
from rolltrack.entry.language import mark, say, several
from rolltrack.entry.names import same_as
from rolltrack.entry.typed import ANOTHER_ZONE, TWO_CLOCKS, entry_from, rounded

if TYPE_CHECKING:
    from rolltrack.entry.entry import Entry
    from rolltrack.log.log import SessionLog

_DONE, _SOMETHING_WRONG, _REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status: 0 done, 1 something to look at, 2 refused."""
    use_any_encoding()
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        finish()
        return status
    except Unheard as error:
        fall_silent(error)
        return _SOMETHING_WRONG


def _run(arguments: Sequence[str]) -> int:
    try:
        options = options_of(arguments)
        return _COMMANDS[options.command](options)
    except SystemExit as ended:  # --help, --version, or a call that is wrong
        return int(ended.code or _DONE)
    except InvalidEntry as error:
        return _refuse("\n".join(error.sentences.values()))
    except RolltrackError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse(say("Stopped. What was saved stays saved."))
    except BrokenPipeError as error:
        raise Unheard from error
    except OSError as error:
        why = error.strerror or str(error)
        reason = f"{error.filename}: {why}" if error.filename else why
        return _refuse(say("{reason}. What was saved stays saved.", reason=reason))
    except Unheard:
        raise
    except Exception as error:  # a terminal has no other place to say it
        kind = type(error).__name__
        return _refuse(
            say(
                "Something unexpected happened ({kind}: {error}). What was saved stays saved.",
                kind=kind,
                error=error,
            )
        )


def _refuse(sentence: str) -> int:
    warn(sentence)
    return _REFUSED


def _log_of(options: argparse.Namespace) -> SessionLog:
    from rolltrack.log.log import SessionLog

    return SessionLog(options.log)


def _app(options: argparse.Namespace) -> int:
    from rolltrack.command.app import serve_app

    folder = _prepared(options, notebooks=False)
    log = folder / "sessions.csv"
    if not options.sample:
        log = options.log or Path(os.environ.get("ROLLTRACK_LOG") or log)
    tell(say("Your log is {path}", path=log.resolve()))
    if options.phone:
        tell(
            say(
                "Until you stop it, anyone on this Wi-Fi who has the link can see and change "
                "your log; what is sent over the Wi-Fi is not encrypted."
            )
        )
    else:
        tell(say("It opens on this computer only."))
    tell(say("To stop it, press Ctrl+C here."))
    return serve_app(
        folder, log, browser=not options.no_browser, port=options.port, phone=options.phone
    )


def _lab(options: argparse.Namespace) -> int:
    from rolltrack.command.lab import serve

    folder = _prepared(options, notebooks=True)
    tell(say("Your notebooks and your log are in {folder}", folder=folder.resolve()))
    log = folder / "sessions.csv" if options.sample else options.log
    tell(say("JupyterLab opens on this computer only. To stop it, press Ctrl+C here twice."))
    return serve(folder, log, browser=not options.no_browser)


def _prepared(options: argparse.Namespace, *, notebooks: bool) -> Path:
    from rolltrack.command.starters import default_folder, prepare

    folder: Path = options.folder or default_folder(options.sample)
    copied = prepare(folder, options.sample, notebooks=notebooks)
    if options.sample and not any(path.name == "sessions.csv" for path in copied):
        tell(say("sessions.csv was already there and stays as it is."))
    return folder


def _save(options: argparse.Namespace) -> int:
    given = {name: text for name in COLUMNS if (text := getattr(options, f"column_{name}", None))}
    if not given.keys() - {"start", "kind"}:
        return _refuse(say("Nothing to log. Name at least one answer, such as --minutes 8."))
    given.setdefault("start", dt.datetime.now().astimezone().isoformat(timespec="seconds"))
    log = _log_of(options)
    names = log.settings.routine_names
    keys = {name: key for key, name in names.items()}
    if (known := same_as(given.get("routine", ""), keys)) is not None:
        given["routine"] = keys[known]
    is_new = not log.path.exists()
    entry = log.append(entry_from(given, ahead=ANOTHER_ZONE))
    if log.trouble:
        warn(log.trouble)
        tell(say("kept {id}", id=entry.id))
        return _SOMETHING_WRONG
    tell(say("saved {id}", id=entry.id))
    where = mark("in {path} (a new log)") if is_new else mark("in {path}")
    warn(say(where, path=log.path.resolve()))
    for word in (*rounded(given), *_worth_a_look(entry, names)):
        warn(word)
    return _DONE


def _worth_a_look(entry: Entry, routines: Iterable[str]) -> Iterable[str]:
    if entry.start > dt.datetime.now().astimezone() + TWO_CLOCKS:
        yield say("Its start is ahead of this computer's clock.")
    if entry.routine and entry.routine not in routines:
        yield say(
            "{routine} is logged as typed; your routines: {routines}",
            routine=entry.routine,
            routines=", ".join(routines),
        )


def _check(options: argparse.Namespace) -> int:
    from rolltrack.command.check import check, exit_code, in_words

    log = _log_of(options)
    found = check(log, with_rows=options.json)
    if options.json:
        tell(json.dumps(found))
    elif not found["ok"]:
        warn(found["error"])
    else:
        tell(*in_words(log, found))
    return exit_code(found)


def _summary(options: argparse.Namespace) -> int:
    from rolltrack.page.write import write_summary

    log = _log_of(options)
    if not log.path.exists():
        sentence = mark("There is no {path}, so nothing was written. --log names another.")
        return _refuse(say(sentence, path=log.path))
    written = write_summary(log, options.out, start=options.start, end=options.end)
    if kept := len(log.pending()):
        sentence = mark("Saved, not yet in {path}, so not in it: {number}.")
        warn(say(sentence, path=log.path, number=kept))
    tell(say("wrote {path}", path=written))
    return _DONE


def _recover(options: argparse.Namespace) -> int:
    log = _log_of(options)
    missing, kept = log.missing(), len(log.pending())
    if missing and options.forget:
        log.forget_missing()
    elif missing and options.yes:
        log.restore_missing()
    if kept:
        sentence = mark("Kept, and not yet in {path}: {number}. They go in once it can be written.")
        tell(say(sentence, path=log.path, number=kept))
    if not missing:
        if kept:
            return _SOMETHING_WRONG
        tell(say("Nothing is missing from {path}.", path=log.path))
        return _DONE
    sentence = mark("Known, and not in {path} any more: {number}")
    tell(say(sentence, path=log.path, number=len(missing)))
    tell(*(f"  {entry.id}  {entry.in_words()}" for entry in missing))
    if options.forget:
        tell(say("They stay out of the file."))
        return _DONE
    if not options.yes:
        if not _agreed(several(len(missing), "Put it back?", "Put all {number} back?")):
            tell(say("Nothing was changed. To let them go for good: rolltrack recover --forget"))
            return _SOMETHING_WRONG
        log.restore_missing()
    tell(say("restored {number}", number=len(missing)))
    return _DONE


def _agreed(question: str) -> bool:
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "app": _app,
    "lab": _lab,
    "log": _save,
    "check": _check,
    "summary": _summary,
    "recover": _recover,
}

if __name__ == "__main__":
    sys.exit(main())
