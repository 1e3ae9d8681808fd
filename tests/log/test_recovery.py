"""What another program took from the log is missed and put back; what was torn is mended."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from rolltrack import Entry, SessionLog
from tests.small_log import IDS, START, entry, filled, minutes, pages, write_half


def test_another_programs_save_is_noticed_and_made_good(log: SessionLog) -> None:
    old = filled(log)
    log.replace(IDS[0], minutes=20)
    new = log.append(entry(4))
    log.path.write_bytes(old)
    assert {e.minutes for e in log.missing()} == {20, 4}
    assert any("2 entries" in problem.reason for problem in log.problems())
    assert len(log.restore_missing()) == 2
    assert log.missing() == []
    assert sorted(m or 0 for m in minutes(log)) == [2, 3, 4, 20]
    assert new in log.entries()
    log.undo()
    assert log.path.read_bytes() == old


def test_a_save_goes_on_while_entries_are_missing(log: SessionLog) -> None:
    old = filled(log)
    log.append(entry(4))
    log.path.write_bytes(old)
    log.append(entry(5))
    assert [e.minutes for e in log.missing()] == [4]
    log.restore_missing()
    assert minutes(log) == [1, 2, 3, 5, 4]


@pytest.mark.parametrize("left", [None, b"", b"id,start\n"])
def test_a_known_file_that_is_gone_or_empty_is_an_alarm(
    log: SessionLog, left: bytes | None
) -> None:
    before = filled(log)
    log.path.unlink()
    if left is not None:
        log.path.write_bytes(left)
    assert len(log.missing()) == 3
    assert any("empty or gone: 3 entries" in problem.reason for problem in log.problems())
    log.append(entry(4))
    assert len(log.missing()) == 3
    log.restore_missing()
    assert sorted(m or 0 for m in minutes(log)) == [1, 2, 3, 4]
    assert before.splitlines()[1].split(b",")[0] in log.path.read_bytes()


def without_column(log: SessionLog, name: str) -> None:
    table = pd.read_csv(log.path, dtype=str, keep_default_na=False)
    table.drop(columns=name).to_csv(log.path, index=False)


def test_a_column_that_another_program_dropped_comes_back(log: SessionLog) -> None:
    noted = log.append(Entry(start=START, minutes=8, notes="slept badly"))
    plain = log.append(entry(2))
    without_column(log, "notes")
    assert any("no column notes" in problem.reason for problem in log.problems())
    for _ in range(2):  # looking changes nothing
        assert log.missing() == [noted]
    log.restore_missing()
    assert log.entries() == [noted, plain]
    assert log.missing() == []


def test_entries_that_only_lost_their_ids_are_not_brought_back_twice(log: SessionLog) -> None:
    filled(log)
    without_column(log, "id")
    assert log.missing() == []
    assert log.restore_missing() == []
    assert minutes(log) == [1, 2, 3]
    log.path.write_text("".join(log.path.read_text().splitlines(keepends=True)[:3]))
    assert [e.minutes for e in log.missing()] == [3]


def test_entries_that_were_brought_in_are_missed_as_well(log: SessionLog) -> None:
    log.path.write_text(f"id,start,minutes\n{IDS[0]},{START},8\n")
    assert log.missing() == []
    log.path.write_text("id,start,minutes\n")
    assert [e.id for e in log.missing()] == [IDS[0]]


def test_a_change_in_a_spreadsheet_is_taken_for_right(log: SessionLog) -> None:
    before = filled(log)
    log.path.write_bytes(before.replace(b",3,", b",30,"))
    assert log.missing() == []
    log.path.write_bytes(before)
    assert [e.minutes for e in log.missing()] == [30]


def test_what_was_deleted_on_purpose_can_be_forgotten(log: SessionLog) -> None:
    filled(log)
    log.path.write_bytes(log.path.read_bytes().rsplit(b"\n", 2)[0] + b"\n")
    assert len(log.missing()) == 1
    log.forget_missing()
    assert log.missing() == []


@pytest.mark.parametrize("left", [None, b"", b"\xef\xbb\xbf", b" \n\n"])
def test_missing_entries_come_back_into_a_file_that_is_gone_or_blank(
    log: SessionLog, left: bytes | None
) -> None:
    before = filled(log)
    log.path.unlink()
    if left is not None:
        log.path.write_bytes(left)
    assert len(log.restore_missing()) == 3
    assert log.path.read_bytes() == before
    assert log.undo() == "Undone: 3 entries."
    assert log.entries() == []


@pytest.mark.parametrize("left", [None, b""])
def test_a_column_of_the_persons_own_comes_back_into_a_file_that_is_gone_or_blank(
    log: SessionLog, left: bytes | None
) -> None:
    head, *rows = filled(log).splitlines()
    log.path.write_bytes(b"\n".join([head + b",mine", *(row + b",x" for row in rows), b""]))
    assert log.missing() == []
    log.path.unlink()
    if left is not None:
        log.path.write_bytes(left)
    log.restore_missing()
    assert log.missing() == []
    assert list(log.frame()["mine"]) == ["x", "x", "x"]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("looked", [False, True])
def test_a_saved_note_that_was_cut_short_elsewhere_is_missed_and_comes_back(
    log: SessionLog, newline: bytes, looked: bool
) -> None:
    saved = log.append(entry(1, notes="felt looser"))
    log.path.write_bytes(log.path.read_bytes()[: -len("oser\n")].replace(b"\n", newline))
    if looked:
        assert log.missing() == [saved]
    after = log.append(entry(2))
    assert log.missing() == [saved]
    assert log.restore_missing() == [saved]
    assert log.entries() == [saved, after]
    assert log.missing() == []
    assert newline + b" " not in log.path.read_bytes()


def test_different_rows_with_one_id_are_no_loss(log: SessionLog, tmp_path: Path) -> None:
    filled(log)
    line = log.path.read_text().splitlines(keepends=True)[1]
    with open(log.path, "a") as file:
        file.write(line.replace(",1,", ",2,"))
    assert log.missing() == []
    (journal,) = (tmp_path / "state").glob("*/journal.jsonl")
    before = journal.read_bytes()
    assert log.missing() == []
    assert journal.read_bytes() == before


def test_a_dropped_column_is_still_missed_after_a_save_that_needs_it(log: SessionLog) -> None:
    noted = [log.append(Entry(start=START, minutes=n, notes="slept badly")) for n in (1, 2)]
    without_column(log, "notes")
    SessionLog(log.path).missing()
    log.append(Entry(start=START, minutes=3, notes="new"))
    for _ in range(2):
        assert log.missing() == noted
    log.append(Entry(start=START, minutes=4))
    assert log.restore_missing() == noted
    assert [e.notes for e in log.entries()] == ["slept badly", "slept badly", "new", None]
    assert log.missing() == []


def test_putting_back_never_empties_an_answer(log: SessionLog) -> None:
    full = log.append(Entry(start=START, minutes=8, pain_before=5, notes="a"))
    good = log.path.read_bytes()
    log.replace(full.id or "", pain_before=None, notes="b")
    log.path.write_bytes(good)
    (missing,) = log.missing()
    assert (missing.pain_before, missing.notes) == (None, "b")
    (back,) = log.restore_missing()
    assert (back.pain_before, back.notes) == (5, "b")
    log.replace(full.id or "", pain_before=None, notes=None)
    log.path.write_bytes(good)
    assert log.missing() == []


def test_what_was_kept_goes_in_with_the_next_look_at_what_is_missing(log: SessionLog) -> None:
    log.append(entry(1))
    good = log.path.read_bytes()
    log.path.write_bytes(good.decode().encode("utf-16"))
    log.append(entry(2))
    assert log.trouble
    log.path.write_bytes(good)
    assert log.missing() == []
    assert (minutes(log), log.pending()) == ([1, 2], [])


def test_the_first_look_of_a_day_that_misses_nothing_keeps_a_backup(log: SessionLog) -> None:
    good = filled(log)
    log.missing()
    (backup,) = (log.path.parent.parent / "state").glob("*/backups/*.csv")
    assert backup.read_bytes() == good
    backup.unlink()
    log.path.write_bytes(b"id,start\n")
    log.missing()
    assert not backup.exists()


def test_a_row_that_was_torn_in_its_last_cell_becomes_whole(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(log)
    with monkeypatch.context() as patch:
        write_half(patch, log.path)
        log.append(entry(4, notes="all of a long note and not the first half of it"))
    assert "not yet in sessions.csv" in log.trouble
    log.append(entry(5))
    assert [e.notes for e in log.entries()][3:] == [
        "all of a long note and not the first half of it",
        None,
    ]


@pytest.mark.parametrize("cut", [3, 20, 32, 33, 34, 60])
def test_a_note_of_several_lines_that_was_torn_becomes_whole(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    before = filled(log)
    note = "the first line\nthe second line\nand the last"
    with monkeypatch.context() as patch:
        write_half(patch, log.path)
        log.append(entry(4, id="r_zzzzzzzzzz", notes=note))
    whole = log.path.read_bytes()[len(before) :]
    log.path.write_bytes(before + whole[: -cut or None])
    log.append(entry(5))
    assert [e.notes for e in log.entries()][3:] == [note, None]
    assert log.problems() == []


def test_putting_back_leaves_another_row_with_the_same_id_alone(log: SessionLog) -> None:
    old = filled(log)
    log.replace(IDS[0], pain_before=5)
    copied = old.splitlines(keepends=True)[1].replace(b"-21T", b"-22T").replace(b",1,,", b",55,,")
    log.path.write_bytes(old + copied)
    assert [e.pain_before for e in log.missing()] == [5]
    log.restore_missing()
    assert log.missing() == []
    assert [(e.start.day, e.minutes, e.pain_before) for e in log.entries()] == [
        (21, 1, 5),
        (21, 2, None),
        (21, 3, None),
        (22, 55, None),
    ]


@pytest.mark.parametrize("length", [1, 7, 8, 20, 100])
def test_a_header_that_was_torn_is_written_anew(log: SessionLog, length: int) -> None:
    filled(log)
    header = log.path.read_bytes().splitlines()[0]
    log.path.write_bytes(header[:length])
    with pages(log).open("ab") as of_a_killed_one:
        of_a_killed_one.write(b'{"op": "torn')
    log.append(entry(6))
    assert minutes(log) == [6]
    assert log.path.read_bytes().startswith(header + b"\n")
