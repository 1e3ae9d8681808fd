"""A log that real spreadsheet programs saved again has every value it had."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from rolltrack import Entry, SessionLog

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SSCONVERT = shutil.which("ssconvert")
LANGUAGES = {"English": 1033, "German": 1031, "French": 1036}
EXPORT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,{language},false,true,false,false,false,-1"
# Comma, double quote, UTF-8, from line 1, the language, no text by quotes, special numbers or not.
IMPORT = "CSV:44,34,76,1,,{language},false,{special}"

NUMBERS = [
    "00042",
    "1/2",
    "7/10",
    "5-6",
    "-5-6",
    "+1",
    "(3)",
    "1,234",
    "1.234",
    "3e5",
    "1e5",
    "10%",
]
NUMBERS += ["$5", "5 €", "12:30", "1 1/2", "½", "٣", "12e45", "0x10", "1_000", "-", "+", "١٢/٣"]
FORMULAS = [
    "=1+1",
    "=SUM(1,2) not a formula",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "#N/A",
    "=",
]
DATES = ["2026-11-21", "2026-11-21T10:00:00Z", "Nov 21", "21 November 2026", "March 5", "Mai 5"]
DATES += ["5. Mai 2026", "1er mai 2026", "janv 2026", "März 2026", "Saturday, November 21, 2026"]
DATES += ["Samstag, 21. November 2026", "samedi 21 novembre 2026", "Q1 2026", "12h30", "mai-26"]
DATES += ["Nov 21 2026 10:00 PM", "1/2/2026 rolled", "21.11.", "21.11.26", "Sep 2"]
WORDS = ["TRUE", "false", "wahr", "FAUX", "Vrai", "NULL", "nan", "inf", "e5", "E5", "jan", "Monday"]
TEXTS = [
    "felt looser",
    "\\o/",
    "\\\\server",
    'said "ow"',
    "a, b; c",
    "😀 better",
    "גב תפוס",
    "背中",
    "|x|",
]
TEXTS += [
    "a" * 9000,
    "ends with =",
    "ibuprofen 400 mg",
    "yes",
    "no",
    "‎left",
    "é",
    "'tis",
    "--",
    "~",
    "*",
]
HOSTILE = [*NUMBERS, *FORMULAS, *DATES, *WORDS, *TEXTS]
KEYS = ["morning", "e5", "may5", "dec_1", "true", "false", "a1", "jan", "inf", "q1", "r1c1", "wahr"]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionLog:
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    log = SessionLog(tmp_path / "sessions.csv")
    log.append_many(
        Entry(
            start=f"2025-{1 + number % 12:02}-21T18:30:05{'-+'[number % 2]}05:30",
            minutes=number % 181,
            routine=KEYS[number % len(KEYS)],
            areas=("hips", "neck") if number % 3 else (),
            pain_before=number % 11,
            flexibility_test="sit_and_reach_mm",
            flexibility_before=number * 10 - 1000,
            popped=(None, True, False)[number % 3],
            medication=text,
            side_effect=HOSTILE[-number],
            notes=text,
        )
        for number, text in enumerate(HOSTILE)
    )
    return log


def check_after(log: SessionLog, saved: Path) -> None:
    again = SessionLog(saved)
    assert [p for p in again.problems() if p.line is not None] == []
    for before, after in zip(log.entries(), again.entries(), strict=True):
        assert after == before
    log.path.write_bytes(saved.read_bytes())
    assert log.missing() == []
    assert [p for p in log.problems() if p.line is not None] == []


def libreoffice(source: Path, folder: Path, language: int, special: str) -> Path:
    folder.mkdir()
    subprocess.run(
        [
            str(SOFFICE),
            "--headless",
            f"-env:UserInstallation=file://{source.parent}/profile",
            f"--infilter={IMPORT.format(language=language, special=special)}",
            "--convert-to",
            EXPORT.format(language=language),
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    (saved,) = folder.iterdir()
    return saved


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES.keys())
@pytest.mark.parametrize("special", ["true", "false"], ids=["detecting", "plain"])
def test_libreoffice_changes_no_value(
    log: SessionLog, tmp_path: Path, language: int, special: str
) -> None:
    once = libreoffice(log.path, tmp_path / "once", language, special)
    check_after(log, once)
    check_after(log, libreoffice(once, tmp_path / "twice", language, special))


@pytest.mark.skipif(not SSCONVERT, reason="Gnumeric (ssconvert) is not installed")
def test_gnumeric_changes_no_value(log: SessionLog, tmp_path: Path) -> None:
    source = log.path
    for name in ("once", "twice"):
        saved = tmp_path / f"{name}.csv"
        command = [str(SSCONVERT), str(source), str(saved)]
        env = os.environ | {"HOME": str(tmp_path)}
        subprocess.run(command, check=True, capture_output=True, timeout=600, env=env)
        check_after(log, saved)
        source = saved
