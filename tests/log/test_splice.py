"""A change touches the bytes of its own record, and those only."""

from __future__ import annotations

import pytest

from rolltrack import SessionLog
from rolltrack.entry.errors import ChangedElsewhere
from tests.small_log import IDS, START, entry, filled, minutes


def test_an_edit_changes_only_the_bytes_of_its_own_record(log: SessionLog) -> None:
    filled(log)
    odd = log.path.read_bytes().replace(b",1,", b", 1.0 ,", 1) + b"what is this?\n"
    log.path.write_bytes(odd)
    log.replace(IDS[1], pain_after=3)
    old, new = odd.split(b"\n"), log.path.read_bytes().split(b"\n")
    assert [index for index in range(len(old)) if old[index] != new[index]] == [2]
    log.undo()
    assert log.path.read_bytes() == odd


def test_columns_that_rolltrack_does_not_know_are_kept(log: SessionLog) -> None:
    log.path.write_text(f"mine,start,minutes,id\nabc,{START},8,{IDS[0]}\n")
    log.replace(IDS[0], minutes=9)
    log.append(entry(5, notes="new"))
    first, *rows = log.path.read_text().splitlines()
    assert first == "mine,start,minutes,id,kind,notes"
    assert rows[0] == f"abc,{START},9,{IDS[0]},session,"
    assert rows[1].startswith(f",{START},5,r_")
    assert list(log.frame()["mine"].dropna()) == ["abc"]


def test_the_dialect_of_another_program_is_kept(log: SessionLog) -> None:
    log.path.write_bytes(f"\ufeffid;start;kind;minutes\r\n{IDS[0]};{START};session;8\r\n".encode())
    log.append(entry(5))
    log.replace(IDS[0], minutes=9)
    assert log.path.read_bytes().startswith("\ufeffid;start".encode())
    assert log.path.read_bytes().count(b"\r\n") == log.path.read_bytes().count(b"\n") == 3
    assert minutes(log) == [9, 5]


def test_many_entries_are_taken_back_and_brought_in_again(log: SessionLog) -> None:
    log.append_many(entry(number) for number in range(50))
    before = log.path.read_bytes()
    log.undo()
    assert log.entries() == []
    log.redo()
    assert log.path.read_bytes() == before


def test_a_deleted_entry_comes_back_where_it_was(log: SessionLog) -> None:
    before = filled(log)
    for entry_id in IDS:
        log.remove(entry_id)
        log.undo()
        assert log.path.read_bytes() == before


def test_what_another_program_brought_back_is_not_brought_back_twice(log: SessionLog) -> None:
    old = filled(log)
    log.remove(IDS[1])
    log.path.write_bytes(old)
    assert log.undo() == "Undone: deleting 2 min on 21 November 2026."
    assert log.path.read_bytes() == old
    log.append(entry(4))
    old = log.path.read_bytes()
    log.undo()
    log.path.write_bytes(old)
    assert log.redo() == "Done again: 4 min on 21 November 2026."
    assert minutes(log) == [1, 2, 3, 4]


def test_an_edit_that_is_set_back_already_is_undone_without_a_change(log: SessionLog) -> None:
    old = filled(log)
    log.replace(IDS[1], minutes=9)
    log.path.write_bytes(old)
    assert log.undo() == "Undone: Minutes 2 → 9, in the entry of 21 November."
    assert log.path.read_bytes() == old
    assert log.undo() == "Undone: 3 entries."


def test_an_undo_does_not_write_beside_another_entry_with_that_id(log: SessionLog) -> None:
    old = filled(log)
    log.remove(IDS[1])
    changed = old.replace(b",2,,", b",9,,")
    log.path.write_bytes(changed)
    with pytest.raises(ChangedElsewhere):
        log.undo()
    assert log.path.read_bytes() == changed


def test_lines_that_cannot_be_read_keep_their_bytes_when_columns_are_added(
    log: SessionLog,
) -> None:
    log.path.write_text(f'id,start,minutes\n{IDS[0]},{START},8\nodd, "line\n{IDS[1]},{START},9,5\n')
    log.append(entry(3))
    lines = log.path.read_text().splitlines()
    assert lines[1:3] == [f"{IDS[0]},{START},8,", 'odd, "line']
    # As it was it would have a kind now.
    assert lines[3] == f"{IDS[1]},{START},9,5,"
    assert [problem.line for problem in log.problems() if problem.line] == [3, 4]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("order", ["mine,id", "id,mine"])
def test_a_column_of_ones_own_may_have_several_lines_left_of_id_or_start(
    log: SessionLog, newline: str, order: str
) -> None:
    own = f'"line one{newline}line ""two"""'
    both = {
        "mine,id": (f"{own},{IDS[0]}", f"x,{IDS[1]}"),
        "id,mine": (f"{IDS[0]},{own}", IDS[1] + ",x"),
    }
    one, two = both[order]
    rows = [f"{order},start,minutes,kind", f"{one},{START},8,", f"{two},{START},9,"]
    before = newline.join([*rows, ""]).encode()
    log.path.write_bytes(before)
    assert minutes(log) == [8, 9]
    log.replace(IDS[0], minutes=7)
    assert log.path.read_bytes() == before.replace(b",8,", b",7,session")
    log.remove(IDS[0])
    log.undo()
    assert [e.minutes for e in log.entries()] == [7, 9]
    assert log.problems()[0].line is None
