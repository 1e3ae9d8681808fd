"""The ``rolltrack`` command. Every command ends with a sentence, never with a traceback."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.version import __version__

if TYPE_CHECKING:
    from rolltrack.log.log import SessionLog

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_METAVARS = {"whole": "N", "text": "TEXT", "flag": "YES/NO", "stamp": "TIME", "choices": "WORDS"}
_DONE, _SOMETHING_WRONG, _REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status: 0 done, 1 something to look at, 2 refused."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except RolltrackError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _SOMETHING_WRONG
    except KeyboardInterrupt:
        return _refuse("Stopped. What was saved stays saved.")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{where}{error.strerror or error}. Nothing was changed.")


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return _REFUSED


def _log_of(options: argparse.Namespace) -> SessionLog:
    from rolltrack.log.log import SessionLog

    return SessionLog(options.log)


def _lab(options: argparse.Namespace) -> int:
    from rolltrack.command.lab import default_folder, prepare, serve

    folder: Path = options.folder or default_folder(options.sample)
    copied = prepare(folder, options.sample)
    print(f"Your notebooks and your log are in {folder.resolve()}")
    if options.sample and not any(path.name == "sessions.csv" for path in copied):
        print("sessions.csv was already there and stays as it is.")
    log = folder / "sessions.csv" if options.sample else options.log
    print("JupyterLab opens on this computer only. To stop it, press Ctrl+C here twice.")
    return serve(folder, log, browser=not options.no_browser)


def _save(options: argparse.Namespace) -> int:
    from rolltrack.entry.entry import COLUMNS
    from rolltrack.entry.typed import ANOTHER_ZONE, TWO_CLOCKS, entry_from

    given = {name: text for name in COLUMNS if (text := getattr(options, f"column_{name}", None))}
    if not given.keys() - {"start", "kind"}:
        return _refuse("Nothing to log. Name at least one answer, such as --minutes 8.")
    given.setdefault("start", dt.datetime.now().astimezone().isoformat(timespec="seconds"))
    log = _log_of(options)
    names = log.settings.routine_names
    if routine := given.get("routine"):
        keys = {name.lower(): key for key, name in names.items()}
        given["routine"] = keys.get(routine.lower(), routine)
    new = " (a new log)" if not log.path.exists() else ""
    entry = log.append(entry_from(given, ahead=ANOTHER_ZONE))
    if log.trouble:
        print(f"kept {entry.id}")
        print(log.trouble, file=sys.stderr)
        return _SOMETHING_WRONG
    print(f"saved {entry.id}")
    print(f"in {log.path.resolve()}{new}", file=sys.stderr)
    if entry.start > dt.datetime.now().astimezone() + TWO_CLOCKS:
        print("Its start is ahead of this computer's clock.", file=sys.stderr)
    if entry.routine and entry.routine not in names:
        known = ", ".join(names)
        print(f"{entry.routine} is logged as typed; your routines: {known}", file=sys.stderr)
    return _DONE


def _check(options: argparse.Namespace) -> int:
    from rolltrack.command.check import check, exit_code

    log = _log_of(options)
    found = check(log)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    elif not found["ok"]:
        print(found["error"], file=sys.stderr)
    elif not log.path.exists() and not found["warnings"]:
        print(f"{log.path}: nothing logged yet")
    else:
        print(f"{log.path}: {len(found['rows'])} read, {len(found['rejected'])} not read")
        for kind, problems in (("", found["rejected"]), ("note: ", found["warnings"])):
            for problem in problems:
                line = f"line {problem['line']}: " if problem["line"] else ""
                print(f"  {kind}{line}{problem['reason']}")
    return exit_code(found)


def _summary(options: argparse.Namespace) -> int:
    from rolltrack.page.write import write_summary

    log = _log_of(options)
    if not log.path.exists():
        return _refuse(f"There is no {log.path}, so nothing was written. --log names another.")
    written = write_summary(log, options.out, start=options.start, end=options.end)
    print(f"wrote {written}")
    if kept := log.pending():
        print(f"Saved, not yet in {log.path}, so not in it: {len(kept)}.", file=sys.stderr)
    return _DONE


def _recover(options: argparse.Namespace) -> int:
    log = _log_of(options)
    missing = log.missing()
    if kept := log.pending():
        print(f"Kept, and not yet in {log.path}: {len(kept)}. They go in once it can be written.")
    if not missing and kept:
        return _SOMETHING_WRONG
    if not missing:
        print(f"Nothing is missing from {log.path}.")
        return _DONE
    print(f"Known, and not in {log.path} any more: {len(missing)}")
    for entry in missing:
        print(f"  {entry.id}  {entry.in_words()}")
    if not options.yes and not _agreed(f"Put {len(missing)} back? [y/N] "):
        print("Nothing was changed.")
        return _SOMETHING_WRONG
    restored = log.restore_missing()
    print(f"restored {len(restored)}")
    return _DONE


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-10-31") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rolltrack",
        description="Log foam-rolling sessions, see trends, hand over a summary. "
        "Everything stays on this computer.",
        epilog="rolltrack is not a medical device. It does not diagnose or treat.",
    )
    parser.add_argument("--version", action="version", version=f"rolltrack {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_add_lab, _add_log, _add_check, _add_summary, _add_recover):
        add(commands)
    return parser


def _add_lab(commands: Commands) -> None:
    lab = _command(
        commands,
        "lab",
        _lab,
        "open the notebooks in JupyterLab",
        "Starter notebooks are copied to FOLDER; a file that is already there is never touched.",
    )
    lab.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="default: ~/rolltrack")
    lab.add_argument("--sample", action="store_true", help="with a copy of the made-up sample log")
    lab.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def _add_log(commands: Commands) -> None:
    from rolltrack.entry.entry import COLUMNS
    from rolltrack.entry.typed import expected

    log = _command(commands, "log", _save, "log one session or check-in", "Prints: saved ID")
    for name, column in COLUMNS.items():
        if column.about.ask != "never":
            default = {"start": " (default: now)", "kind": " (default: session)"}.get(name, "")
            log.add_argument(
                f"--{name.replace('_', '-')}",
                dest=f"column_{name}",
                metavar=_METAVARS.get(column.kind, "WORD"),
                help=f"{column.label}: {expected(column)}{default}".replace("%", "%%"),
            )


def _add_check(commands: Commands) -> None:
    check = _command(commands, "check", _check, "read the log and name what cannot be read")
    check.add_argument("--json", action="store_true", help="print one JSON object")


def _add_summary(commands: Commands) -> None:
    summary = _command(commands, "summary", _summary, "write a summary of a period")
    summary.add_argument(
        "--from",
        dest="start",
        type=_date,
        metavar="DATE",
        help="first day, such as 2026-10-01 (default: first entry)",
    )
    summary.add_argument(
        "--to", dest="end", type=_date, metavar="DATE", help="last day (default: last entry)"
    )
    summary.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="its ending picks the format: .pdf, .html, .md, .csv, ...",
    )


def _add_recover(commands: Commands) -> None:
    text = "put back entries that another program wrote over"
    recover = _command(commands, "recover", _recover, text)
    recover.add_argument("--yes", action="store_true", help="do not ask")


def _command(
    commands: Commands, name: str, run: object, help_text: str, more: str = ""
) -> argparse.ArgumentParser:
    description = f"{help_text[0].upper()}{help_text[1:]}. {more}".strip()
    made = commands.add_parser(name, help=help_text, description=description)
    made.set_defaults(run=run)
    made.add_argument(
        "--log",
        type=Path,
        metavar="PATH",
        help="the log to use (default: $ROLLTRACK_LOG, else sessions.csv in this folder)",
    )
    return made


if __name__ == "__main__":
    sys.exit(main())
