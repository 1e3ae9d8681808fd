"""The log as it is now: its entries, and files that cannot be read at all."""

from __future__ import annotations

import os

import pytest

from rolltrack import SessionLog
from rolltrack.command.check import check
from rolltrack.entry.errors import UnreadableLog
from tests.small_log import START, filled, minutes


def test_a_row_typed_without_an_id_can_be_edited_and_deleted(log: SessionLog) -> None:
    log.path.write_text(f"start,minutes,id\n{START},7,\n{START},7,\n{START},8,\n")
    first, second, third = log.entries()
    assert len({first.id, second.id, third.id}) == 3
    saved = log.replace(third.id or "", minutes=9)
    assert f"{START},9,{saved.id}," in log.path.read_text()
    assert saved.id != third.id
    log.remove(second.id or "")
    assert minutes(log) == [7, 9]
    log.undo()
    log.undo()
    assert sorted(m or 0 for m in minutes(log)) == [7, 7, 8]


def test_check_shows_values_as_a_person_would_type_them(log: SessionLog) -> None:
    log.path.write_text(
        f'id,start,minutes,popped,areas,notes,mine\n"r_bbbbbbbbbb",{START},7.0,TRUE,hips | neck,'
        "\\=1+1, a \n"
    )
    assert check(log)["rows"] == [
        {
            "id": "r_bbbbbbbbbb",
            "start": START,
            "minutes": "7",
            "popped": "yes",
            "areas": "hips|neck",
            "notes": "=1+1",
            "mine": " a ",
        }
    ]


def test_a_folder_and_a_pipe_are_refused_without_waiting(log: SessionLog) -> None:
    log.path.mkdir()
    with pytest.raises(UnreadableLog, match="it is a folder"):
        log.entries()
    log.path.rmdir()
    os.mkfifo(log.path)
    with pytest.raises(UnreadableLog, match="no ordinary file"):
        log.entries()
    assert check(log)["ok"] is False


def test_a_file_that_may_not_be_read_gets_a_sentence(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(log)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UnreadableLog, match="Permission denied"):
        log.entries()


def test_a_link_to_itself_gets_a_sentence(log: SessionLog) -> None:
    log.path.symlink_to(log.path)
    with pytest.raises(UnreadableLog):
        log.entries()
