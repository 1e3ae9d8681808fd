"""Saying what was done can neither fail nor undo it, wherever the output goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import rolltrack as rt

START = "2026-11-20T18:30:05+01:00"
ENCODINGS = pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "utf-8"])


def rolltrack(
    *words: object, encoding: str = "utf-8", shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "rolltrack.command.cli", *map(str, words)]
    ran = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "$@" {shell}', "bash", *command],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr
    return ran


@pytest.fixture
def path(tmp_path: Path) -> Path:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    log.append(rt.Entry(start=START, minutes=8, pain_before=6, pain_after=4))
    before = log.path.read_bytes()
    log.append(rt.Entry(start=START, minutes=9, pain_before=6, pain_after=4))
    log.path.write_bytes(before)
    return log.path


@ENCODINGS
def test_what_an_output_cannot_write_is_spelled_and_the_work_is_done(
    path: Path, encoding: str
) -> None:
    ran = rolltrack("recover", "--yes", "--log", path, encoding=encoding)
    assert ran.returncode == 0
    assert b"pain 6 -> 4" in ran.stdout or "pain 6 → 4".encode() in ran.stdout
    assert len(rt.SessionLog(path).entries()) == 2


@ENCODINGS
def test_a_sign_of_the_log_that_an_output_cannot_write_is_no_obstacle(
    path: Path, encoding: str
) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f",{START},session,,\U0001f915" + "," * 19 + "\n")
    assert rolltrack("check", "--log", path, encoding=encoding).returncode == 1
    ran = rolltrack("check", "--json", "--log", path, encoding=encoding)
    assert "\U0001f915" in json.loads(ran.stdout.decode(encoding))["rejected"][0]["reason"]
    assert rolltrack("log", "--help", encoding=encoding).returncode == 0


@pytest.mark.parametrize("words", [["--help"], ["log", "--help"], ["check"], ["check", "--json"]])
def test_nobody_has_to_read_it_to_the_end(path: Path, words: list[str]) -> None:
    rolltrack(*words, *([] if words[0] == "--help" else ["--log", path]), shell="| true")


def test_what_nobody_reads_is_done_all_the_same(path: Path) -> None:
    rolltrack("recover", "--yes", "--log", path, shell="| true")
    assert len(rt.SessionLog(path).entries()) == 2
    rolltrack("log", "--minutes", 5, "--log", path, shell="2>&1 | true")
    assert len(rt.SessionLog(path).entries()) == 3
    rolltrack("log", "--minutes", 5, "--log", path, shell=">&- 2>&-")
    assert len(rt.SessionLog(path).entries()) == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_an_output_on_a_full_disk_is_named_and_the_entry_is_saved(path: Path) -> None:
    ran = rolltrack("log", "--minutes", 5, "--log", path, shell="> /dev/full")
    assert ran.returncode == 1
    assert b"What was done could not be told: No space left on device." in ran.stderr
    assert len(rt.SessionLog(path).entries()) == 2
