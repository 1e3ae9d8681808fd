"""The commands, options and help texts of ``rolltrack``, and what was called with which."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rolltrack.entry.column import Column
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.language import mark, say
from rolltrack.entry.signs import visible
from rolltrack.entry.typed import date_from, expected
from rolltrack.entry.version import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_METAVARS = {"whole": "N", "text": "TEXT", "flag": "YES/NO", "stamp": "TIME", "choices": "WORDS"}
_DEFAULTS = {"start": mark("{help} (default: now)"), "kind": mark("{help} (default: session)")}


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    """What a call asks for; ``command`` is its name, ``column_<name>`` an answer that was given.

    Raises ``SystemExit``, after a sentence, for ``--help`` and for a call that is wrong.
    """
    parser = _parser()
    return parser.parse_args(_joined(arguments, parser))


def _date(text: str) -> dt.date:
    date = date_from(text)
    if date is None:
        sentence = mark("{text} is no date; write it as 2026-10-31")
        raise argparse.ArgumentTypeError(say(sentence, text=visible(text)))
    return date


def _joined(arguments: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    """The arguments with each value that begins with a dash tied to its option.

    ``--notes -ve`` is meant as a note; argparse takes -ve for an option of its own.
    """
    known = {
        name: action.nargs is None
        for each in _parsers_below(parser)
        for action in each._actions
        for name in action.option_strings
    }
    joined: list[str] = []
    for word in arguments:
        before = joined[-1] if joined else ""
        takes = [wants for name, wants in known.items() if before and name.startswith(before)]
        if before.startswith("--") and takes and all(takes) and _is_dashed_value(word, known):
            joined[-1] = f"{before}={word}"
        else:
            joined.append(word)
    return joined


def _is_dashed_value(word: str, options: Iterable[str]) -> bool:
    return re.match("-(?!-$|-[A-Za-z])", word) is not None and word not in options


def _parsers_below(parser: argparse.ArgumentParser) -> Iterable[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
        prefix = say("usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rolltrack",
        description=say(
            "Log foam-rolling sessions, see trends, hand over a summary. "
            "Everything stays on this computer."
        ),
        epilog=say(
            "Begin with “rolltrack app”: it opens the forms and charts. "
            "rolltrack is not a medical device. It does not diagnose or treat."
        ),
        formatter_class=_Help,
        add_help=False,
    )
    _add_options(parser)
    parser.add_argument(
        "--version",
        action="version",
        version=f"rolltrack {__version__}",
        help=say("show which rolltrack this is"),
    )
    commands = parser.add_subparsers(
        dest="command", title=say("commands"), metavar="COMMAND", required=True
    )
    for add in (_add_app, _add_lab, _add_log, _add_check, _add_summary, _add_recover):
        add(commands)
    return parser


def _add_app(commands: Commands) -> None:
    app = _command(
        commands,
        "app",
        say("open rolltrack in the browser"),
        say("Open the forms and charts in the browser. Your log is in FOLDER."),
    )
    _add_opening(app)
    app.add_argument(
        "--port", type=int, default=8866, metavar="N", help=say("default: 8866, or one near it")
    )
    app.add_argument("--phone", action="store_true", help=say("let a phone on this Wi-Fi in too"))


def _add_lab(commands: Commands) -> None:
    lab = _command(
        commands,
        "lab",
        say("open the notebooks in JupyterLab"),
        say(
            "Open the notebooks in JupyterLab. Starter notebooks are copied to FOLDER; "
            "a file that is already there is never touched."
        ),
    )
    _add_opening(lab)


def _add_opening(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help=say("default: ~/rolltrack")
    )
    command.add_argument(
        "--sample", action="store_true", help=say("with a copy of the made-up sample log")
    )
    command.add_argument(
        "--no-browser", action="store_true", help=say("print the address, open nothing")
    )


def _add_log(commands: Commands) -> None:
    log = _command(
        commands,
        "log",
        say("log one session or check-in"),
        say("Log one session or check-in. Every answer can be left out. Prints: saved ID"),
    )
    for name, column in COLUMNS.items():
        if column.about.ask != "never":
            log.add_argument(
                f"--{name.replace('_', '-')}",
                dest=f"column_{name}",
                metavar=_METAVARS.get(column.kind, "WORD"),
                help=_help(column).replace("%", "%%"),
            )


def _help(column: Column) -> str:
    takes = column.help if column.kind == "key" else expected(column)
    text = say("{label}: {expected}", label=column.label, expected=takes)
    return say(_DEFAULTS[column.name], help=text) if column.name in _DEFAULTS else text


def _add_check(commands: Commands) -> None:
    check = _command(
        commands,
        "check",
        say("read the log and name what cannot be read"),
        say(
            "Read the log and name what cannot be read. Nothing is changed. "
            "Exit status: 0 all read, 1 some lines not read, 2 nothing to check."
        ),
    )
    check.add_argument("--json", action="store_true", help=say("print one JSON object"))


def _add_summary(commands: Commands) -> None:
    summary = _command(
        commands,
        "summary",
        say("write a summary of a period"),
        say("Write a summary of a period, for yourself or a physiotherapist."),
    )
    first = say("first day, such as 2026-10-01 (default: first entry)")
    last = say("last day (default: last entry)")
    summary.add_argument("--from", dest="start", type=_date, metavar="DATE", help=first)
    summary.add_argument("--to", dest="end", type=_date, metavar="DATE", help=last)
    summary.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=say("its ending picks the format: .pdf, .html, .md, .csv, ..."),
    )


def _add_recover(commands: Commands) -> None:
    recover = _command(
        commands,
        "recover",
        say("put back entries that another program wrote over"),
        say(
            "List entries that were saved and are not in the log any more, because another "
            "program or computer took them out, and put them back or let them go."
        ),
    )
    choice = recover.add_mutually_exclusive_group()
    choice.add_argument("--yes", action="store_true", help=say("put them back without asking"))
    choice.add_argument(
        "--forget", action="store_true", help=say("let them go: they were taken out on purpose")
    )


def _command(
    commands: Commands, name: str, summary: str, description: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name, help=summary, description=description, formatter_class=_Help, add_help=False
    )
    _add_options(made)
    made.add_argument(
        "--log",
        type=Path,
        metavar="PATH",
        help=say("the log to use (default: $ROLLTRACK_LOG, else sessions.csv in this folder)"),
    )
    return made


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser._optionals.title = say("options")
    parser._positionals.title = say("arguments")
    parser.add_argument("-h", "--help", action="help", help=say("show this help and stop"))
