"""What ``rolltrack check`` says of a log, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.command.cli import main

START = "2026-11-20T18:30:05+01:00"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(arguments)
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "sessions.csv")


def test_check_counts_what_is_read_and_names_what_is_not(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(path).write_text(f"start,minutes,pain_before\n{START},8,6\n{START},8,14\n", "utf-8")
    before = Path(path).read_bytes()
    status, out, _ = run("check", "--json", "--log", path, capsys=capsys)
    report = json.loads(out)
    assert status == 1
    assert report["ok"] is True
    assert [row["minutes"] for row in report["rows"]] == ["8"]
    assert report["rejected"] == [
        {"line": 3, "reason": "pain_before must be a whole number from 0 to 10, got 14"}
    ]
    status, out, _ = run("check", "--log", path, capsys=capsys)
    assert status == 1
    assert "line 3: pain_before must be" in out
    assert Path(path).read_bytes() == before


def test_check_refuses_a_workbook_with_a_sentence(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(path).write_bytes(b"PK\x03\x04" + bytes(100))
    status, out, _ = run("check", "--json", "--log", path, capsys=capsys)
    report = json.loads(out)
    assert (status, report["ok"]) == (2, False)
    assert "spreadsheet workbook" in report["error"]


def no_file(_path: Path) -> None:
    """Nothing is there."""


def broken_link(path: Path) -> None:
    path.symlink_to("moved.csv")


def no_bytes(path: Path) -> None:
    path.touch()


def empty_lines(path: Path) -> None:
    path.write_bytes(b"\n\r\n \n")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (no_file, "There is no {path}. Go to the folder of your log or name it with --log"),
        (broken_link, "{path} is a link to moved.csv, which is not there. Bring that file"),
        (no_bytes, "{path} is empty: it has 0 bytes. If it had entries, put back an older copy"),
        (empty_lines, "{path} has only empty lines. If it had entries, put back an older copy"),
    ],
)
def test_where_there_is_nothing_to_check_it_says_what_there_is_and_what_to_do(
    path: str, capsys: pytest.CaptureFixture[str], make: Any, said: str
) -> None:
    make(Path(path))
    status, out, err = run("check", "--log", path, capsys=capsys)
    assert (status, out) == (2, "")
    assert err.startswith(said.format(path=path))
    status, out, _ = run("check", "--json", "--log", path, capsys=capsys)
    assert (status, json.loads(out)) == (2, {"ok": False, "error": err.strip()})


def test_a_log_without_entries_is_nothing_to_worry_about(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log = rt.SessionLog(path)
    log.remove(str(log.append(rt.Entry(start=START, minutes=8)).id))
    assert run("check", "--log", path, capsys=capsys) == (0, f"{path}: nothing logged yet\n", "")


def test_a_log_that_went_away_is_named_with_the_way_to_bring_it_back(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rt.SessionLog(path).append(rt.Entry(start=START, minutes=8))
    Path(path).unlink()
    _, _, err = run("check", "--log", path, capsys=capsys)
    assert "There is no " in err
    assert "rolltrack recover" in err
