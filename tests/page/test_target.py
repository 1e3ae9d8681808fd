"""Where files may be written: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.entry.errors import ExportRefused
from tests.pages import written


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(sample: rt.SessionLog) -> None:
    path = sample.path.with_name("x.md")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportRefused, match="stays as it is"):
        written(sample, "x.md")
    assert path.read_text("utf-8") == "mine"
    written(sample, "x.md", overwrite=True)
    assert path.read_text("utf-8").startswith("# Foam rolling")


def test_a_file_that_appears_meanwhile_stays(sample: rt.SessionLog) -> None:
    path = sample.path.with_name("x.csv")

    def somebody_else_writes(_done: int, _total: int) -> None:
        path.write_text("theirs", encoding="utf-8")

    with pytest.raises(ExportRefused, match="there already"):
        written(sample, "x.csv", progress=somebody_else_writes)
    assert path.read_text("utf-8") == "theirs"


def test_the_log_is_never_written_over(sample: rt.SessionLog) -> None:
    before = sample.path.read_bytes()
    link = sample.path.with_name("link.csv")
    link.symlink_to(sample.path)
    for name in ("sessions.csv", "link.csv"):
        with pytest.raises(ExportRefused):
            written(sample, name, overwrite=True)
    assert sample.path.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["con.pdf", "LPT1.csv", "nul.tar.pdf", "a:b.pdf", "a\x07.pdf", "a\u202efdp.pdf", " a.pdf",
     "x" * 300 + ".pdf", "a?.pdf"],
)  # fmt: skip
def test_names_that_other_computers_cannot_have_are_refused(
    sample: rt.SessionLog, name: str
) -> None:
    before = sorted(os.listdir(sample.path.parent))
    with pytest.raises(ExportRefused):
        written(sample, name)
    assert sorted(os.listdir(sample.path.parent)) == before


def test_a_path_outside_of_the_chosen_folder_is_refused(
    sample: rt.SessionLog, tmp_path: Path
) -> None:
    inside = tmp_path / "out"
    inside.mkdir()
    (inside / "away").symlink_to(tmp_path)
    for path in ("../x.md", tmp_path / "x.md", "away/x.md"):
        with pytest.raises(ExportRefused, match="outside of"):
            rt.write_summary(sample, path, folder=inside)
    assert rt.write_summary(sample, "x.md", folder=inside) == inside / "x.md"


def test_a_folder_that_is_not_there_and_a_target_that_is_one_are_refused(
    sample: rt.SessionLog, tmp_path: Path
) -> None:
    with pytest.raises(ExportRefused, match="There is no folder"):
        rt.write_summary(sample, tmp_path / "none" / "x.md")
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ExportRefused, match="no ordinary file"):
        rt.write_summary(sample, tmp_path / "folder.md", overwrite=True)


def test_a_full_disk_leaves_no_half_file_and_gets_a_sentence(
    sample: rt.SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    before = sorted(os.listdir(sample.path.parent))
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ExportRefused, match=r"No space left on device. Nothing was changed"):
        written(sample, "x.md")
    assert sorted(os.listdir(sample.path.parent)) == before
