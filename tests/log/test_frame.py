"""The typed frame: the fast way and the careful way agree on everything."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from rolltrack import COLUMNS, SessionLog
from rolltrack.log.fast_frame import fast_frame
from tests.small_log import START


def test_the_frame_has_the_declared_types(tmp_path: Path) -> None:
    for text in ("start,mine\n", f"start,mine\n{START},a\n"):
        (tmp_path / "x.csv").write_text(text)
        frame = SessionLog(tmp_path / "x.csv").frame()
        names = list(COLUMNS)
        names.insert(names.index("start") + 1, "utc_offset")
        assert list(frame.columns) == [*names, "mine"]
        kinds = {"stamp": "datetime64[s]", "whole": "Int16", "flag": "boolean"}
        for name, column in COLUMNS.items():
            assert str(frame[name].dtype) == kinds.get(column.kind, "str"), name
        assert str(frame["utc_offset"].dtype) == "Int16"


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"id,start,kind\nr_bbbbbbbbbb,{START},session\n")

    def changed_meanwhile(file: io.BufferedReader) -> pd.DataFrame | None:
        found = fast_frame(file)
        with open(path, "a") as more:
            more.write(f"r_cccccccccc,{START},session\n")
        return found

    monkeypatch.setattr("rolltrack.log.frame.fast_frame", changed_meanwhile)
    assert list(SessionLog(path).frame()["id"]) == ["r_bbbbbbbbbb", "r_cccccccccc"]
