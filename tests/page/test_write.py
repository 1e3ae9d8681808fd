"""A period of the log into a file: the ending picks the format."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import rolltrack as rt
from rolltrack.command.cli import main
from rolltrack.entry.errors import ExportRefused, ExportStopped, InvalidValue
from rolltrack.page.write import FORMATS
from tests.pages import written

PAGES = [suffix for suffix, each in FORMATS.items() if each.page]


def test_the_ending_picks_the_format_and_an_unknown_one_is_refused(sample: rt.SessionLog) -> None:
    for name in ("x.docx", "x", ".pdf", "readable.csv2"):
        with pytest.raises(ExportRefused, match=r"(which format|no good name)"):
            written(sample, name)
    assert written(sample, "OCTOBER.PDF").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("suffix", PAGES)
def test_an_empty_log_has_a_page_too(suffix: str, tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    path = written(log, f"x{suffix}")
    assert path.stat().st_size > 500
    assert not log.path.exists()


@pytest.mark.parametrize("suffix", [".csv", ".readable.csv", ".json", ".xlsx", ".pdf", ".html"])
def test_a_stopped_export_leaves_no_file(sample: rt.SessionLog, suffix: str) -> None:
    calls = []

    def stop_soon(done: int, total: int) -> None:
        calls.append((done, total))
        if done >= 3:
            raise ExportStopped("Stopped.")

    written(sample, f"first{suffix}")  # makes rolltrack's own folder, which tests keep beside
    before = sorted(os.listdir(sample.path.parent))
    with pytest.raises(ExportStopped):
        written(sample, f"x{suffix}", choices=rt.Choices(every_entry=True), progress=stop_soon)
    assert calls == [(at, len(sample.entries())) for at in (1, 2, 3)]
    assert sorted(os.listdir(sample.path.parent)) == before


def test_only_the_period_goes_out(sample: rt.SessionLog) -> None:
    copy = rt.SessionLog(written(sample, "copy.csv", start="2026-08-01", end="2026-08-31"))
    months = {entry.start.month for entry in copy.entries()}
    assert months == {8}
    assert len(copy.entries()) == sum(entry.start.month == 8 for entry in sample.entries())


def test_the_command_line_writes_the_same_page(
    sample: rt.SessionLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = sample.path.with_name("x.md")
    monkeypatch.setenv("ROLLTRACK_LOG", str(sample.path))
    status = main(["summary", "--from", "2026-10-01", "--out", str(out)])
    assert status == 0, capsys.readouterr().err
    assert "1 Oct" in out.read_text("utf-8")
    with pytest.raises(InvalidValue):
        rt.write_summary(sample, sample.path.with_name("y.md"), start="soon")


@pytest.mark.parametrize("suffix", [each for each in FORMATS if each != ".ics"])
def test_a_note_of_several_lines_and_odd_signs_goes_out_in_every_format(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "sessions.csv"
    note = '"one\ntwo \x0b\x1b\u2028 |three"'
    path.write_text(f"start,minutes,notes\n2026-11-21T18:30:05+01:00,8,{note}\n", encoding="utf-8")
    log = rt.SessionLog(path)
    assert len(log.entries()) == 1
    chosen = rt.Choices(every_entry=True)
    assert written(log, f"x{suffix}", choices=chosen).stat().st_size > 50
