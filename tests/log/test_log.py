"""The log through its front door: what is saved, changed, taken back, missed and restored."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from rolltrack import COLUMNS, Entry, SessionLog
from rolltrack.entry.errors import (
    ChangedElsewhere,
    IdTaken,
    InvalidEntry,
    NoSuchEntry,
    NothingToUndo,
    NotSaved,
    SeveralEntries,
    UnreadableLog,
)
from tests.small_log import IDS, START, entry, filled, minutes


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionLog:
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    (tmp_path / "logs").mkdir()
    return SessionLog(tmp_path / "logs" / "sessions.csv")


def test_making_a_log_touches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLTRACK_STATE", str(tmp_path / "state"))
    assert SessionLog(tmp_path / "x.csv").entries() == []
    assert os.listdir(tmp_path) == []


def test_the_path_comes_from_the_environment_where_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROLLTRACK_LOG", raising=False)
    assert SessionLog().path == Path("sessions.csv")
    monkeypatch.setenv("ROLLTRACK_LOG", str(tmp_path / "mine.csv"))
    assert SessionLog().path == tmp_path / "mine.csv"


def test_a_saved_entry_has_an_id_and_is_read_back_equal(log: SessionLog) -> None:
    saved = log.append(entry(pain_before=6, areas=("hips", "neck"), popped=True, notes="=1+1"))
    assert saved.id
    assert log.entries() == [saved]
    assert log.problems() == []


@pytest.mark.usefixtures("log")
def test_new_files_and_folders_are_their_owners_only(tmp_path: Path) -> None:
    deep = SessionLog(tmp_path / "new" / "deep" / "x.csv")
    deep.append(entry())
    deep.replace(deep.entries()[0].id or "", minutes=3)
    for path in [
        tmp_path / "new",
        *(tmp_path / "new").rglob("*"),
        *(tmp_path / "state").rglob("*"),
    ]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_an_existing_file_keeps_its_mode_and_a_link_stays_a_link(
    log: SessionLog, tmp_path: Path
) -> None:
    filled(log)
    log.path.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(log.path)
    SessionLog(link).replace(IDS[1], minutes=20)
    assert link.is_symlink()
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o640
    assert minutes(log) == [1, 20, 3]


def test_nothing_stays_beside_the_log(log: SessionLog) -> None:
    filled(log)
    log.replace(IDS[0], minutes=4)
    log.remove(IDS[1])
    log.undo()
    assert os.listdir(log.path.parent) == ["sessions.csv"]


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


def test_a_wrong_value_changes_nothing(log: SessionLog) -> None:
    before = filled(log)
    with pytest.raises(InvalidEntry, match="from 0 to 10, got 14"):
        log.replace(IDS[0], pain_before=14)
    assert log.path.read_bytes() == before


def test_every_change_can_be_undone_and_done_again_after_a_restart(log: SessionLog) -> None:
    states = [filled(log)]
    log.replace(IDS[0], minutes=20)
    states.append(log.path.read_bytes())
    log.remove(IDS[1])
    states.append(log.path.read_bytes())
    for state in (states[1], states[0]):
        SessionLog(log.path).undo()
        assert log.path.read_bytes() == state
    for state in (states[1], states[2]):
        SessionLog(log.path).redo()
        assert log.path.read_bytes() == state
    with pytest.raises(NothingToUndo, match="nothing to do again"):
        log.redo()


def test_an_undo_says_what_it_took_back(log: SessionLog) -> None:
    log.append(entry(pain_before=6, pain_after=4))
    assert log.undo() == "Undone: 8 min on 21 November 2026, pain 6 → 4."
    assert log.redo() == "Done again: 8 min on 21 November 2026, pain 6 → 4."
    with pytest.raises(NothingToUndo, match="nothing to do again"):
        log.redo()


def test_a_new_change_ends_what_can_be_done_again(log: SessionLog) -> None:
    log.append(entry(1))
    log.undo()
    log.append(entry(2))
    with pytest.raises(NothingToUndo):
        log.redo()


def test_many_entries_are_one_step(log: SessionLog) -> None:
    filled(log)
    assert log.undo() == "Undone: 3 entries."
    assert log.entries() == []


def test_an_undo_refuses_where_the_entry_was_changed_elsewhere(log: SessionLog) -> None:
    before = filled(log)
    log.replace(IDS[0], minutes=20)
    changed = log.path.read_bytes().replace(b",20,", b",21,")
    log.path.write_bytes(changed)
    with pytest.raises(ChangedElsewhere, match="20 min on 21 November"):
        log.undo()
    assert log.path.read_bytes() == changed != before


def test_an_edit_refuses_where_the_entry_is_no_longer_what_was_shown(log: SessionLog) -> None:
    filled(log)
    log.entries()
    SessionLog(log.path).replace(IDS[0], minutes=20)
    with pytest.raises(ChangedElsewhere, match="line 2"):
        log.replace(IDS[0], minutes=5)
    assert minutes(log)[0] == 20
    log.replace(IDS[0], minutes=5)
    assert minutes(log)[0] == 5


def test_an_id_that_is_not_there_gets_a_sentence(log: SessionLog) -> None:
    filled(log)
    with pytest.raises(NoSuchEntry, match="no entry r_zzzzzzzzzz"):
        log.remove("r_zzzzzzzzzz")


def test_an_entry_saved_again_with_its_id_is_not_written_twice(log: SessionLog) -> None:
    saved = log.append(entry(8))
    before = log.path.read_bytes()
    assert SessionLog(log.path).append(saved) == saved
    assert log.path.read_bytes() == before
    with pytest.raises(IdTaken, match=saved.id):
        log.append(saved.changed(minutes=9))


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


def test_rows_that_share_an_id_are_shown_and_reported(log: SessionLog) -> None:
    filled(log)
    lines = log.path.read_text().splitlines(keepends=True)
    log.path.write_text("".join([*lines, lines[1]]))
    assert minutes(log) == [1, 2, 3, 1]
    (problem,) = log.problems()
    assert (problem.line, "same entry as line 2" in problem.reason) == (5, True)
    log.replace(IDS[0], minutes=9)
    assert minutes(log) == [9, 2, 3, 1]
    with pytest.raises(SeveralEntries, match="lines 2, 5"):
        log.remove(IDS[0])


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


def test_an_entry_is_kept_while_the_file_cannot_be_written(log: SessionLog) -> None:
    before = filled(log)
    log.path.rename(log.path.with_name("aside"))
    log.path.mkdir()
    with pytest.raises(UnreadableLog, match="a folder"):
        log.append(entry(4))
    log.path.rmdir()
    log.path.write_bytes("start;Größe\n".encode("utf-16"))
    kept = log.append(entry(5))
    assert "Kept, not yet in sessions.csv" in log.trouble
    assert "UTF-16" in log.trouble
    log.path.with_name("aside").replace(log.path)
    assert [e.id for e in log.pending()] == [kept.id]
    assert any("kept and not yet in the file" in p.reason for p in log.problems())
    assert log.path.read_bytes() == before
    assert SessionLog(log.path).append(kept) == kept
    log.append(entry(6))
    assert (log.trouble, log.pending(), minutes(log)) == ("", [], [1, 2, 3, 5, 6])


def test_an_entry_is_kept_while_the_folder_is_gone(log: SessionLog) -> None:
    filled(log)
    log.path.parent.rename(log.path.parent.with_name("unplugged"))
    log.append(entry(4))
    assert "folder is not there" in log.trouble
    assert not log.path.parent.exists()
    log.path.parent.with_name("unplugged").rename(log.path.parent)
    log.append(entry(5))
    assert minutes(log) == [1, 2, 3, 4, 5]


def test_a_kept_entry_can_be_undone(log: SessionLog) -> None:
    filled(log)
    log.path.parent.rename(log.path.parent.with_name("unplugged"))
    log.append(entry(4))
    assert log.undo() == "Undone: 4 min on 21 November 2026."
    log.path.parent.with_name("unplugged").rename(log.path.parent)
    log.append(entry(5))
    assert minutes(log) == [1, 2, 3, 5]


def test_a_state_folder_that_cannot_be_made_gets_a_sentence(
    log: SessionLog, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("in the way")
    with pytest.raises(NotSaved, match="ROLLTRACK_STATE"):
        log.append(entry())
    assert not log.path.exists()
    assert log.problems() == []


def test_a_copy_beside_the_log_is_reported(log: SessionLog) -> None:
    filled(log)
    for name in (
        "sessions (conflicted copy 2026-11-20).csv",
        "sessions.sync-conflict-20261120.csv",
    ):
        log.path.with_name(name).write_text("x")
    log.path.with_name("sessions_of_my_brother.csv").write_text("x")
    assert [p.reason.split(" beside")[0] for p in log.problems()] == [
        "sessions (conflicted copy 2026-11-20).csv",
        "sessions.sync-conflict-20261120.csv",
    ]


def test_saving_does_not_load_pandas(log: SessionLog) -> None:
    code = (
        "import sys, rolltrack as rt; "
        f"rt.SessionLog({str(log.path)!r}).append(rt.Entry(start={START!r}, minutes=8)); "
        "assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert minutes(log) == [8]


def test_an_append_costs_the_same_at_every_size(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def calls_of_an_append(rows: int) -> list[tuple[str, int]]:
        header = ",".join(COLUMNS)
        empty = "," * (len(COLUMNS) - 3)
        lines = (f"r_{'bcdfghjklm'[:9]}z,{START},session{empty}" for _ in range(rows))
        log.path.write_text("\n".join([header, *lines]) + "\n")
        log.append(entry(id=None))
        seen: list[tuple[str, int]] = []
        with monkeypatch.context() as patch:
            for name in ("pread", "write", "fsync"):
                real = getattr(os, name)

                def call(
                    fd: int, *more: int | bytes, name: str = name, real: object = real
                ) -> object:
                    done = real(fd, *more)  # type: ignore[operator]
                    amount = len(done) if isinstance(done, bytes) else done or 0
                    seen.append((name, 0 if name == "write" else amount))
                    return done

                patch.setattr(os, name, call)
            log.append(entry(id=None))
        return seen

    small, large = calls_of_an_append(100), calls_of_an_append(100_000)
    assert small == large
    assert [name for name, _ in small].count("fsync") == 2
    assert sum(amount for name, amount in small if name == "pread") < 5000


def test_a_long_header_and_an_empty_first_line_are_handled(log: SessionLog) -> None:
    wide = ",".join(f"mine_{number}" for number in range(1000))
    log.path.write_text(f"id,start,kind,minutes,{wide}\n")
    log.append(entry(4))
    assert (minutes(log), log.trouble) == ([4], "")
    log.path.write_bytes(b"\n" + log.path.read_bytes())
    log.append(entry(5))
    assert "its first line is empty" in log.trouble


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


def test_many_entries_are_taken_back_and_brought_in_again(log: SessionLog) -> None:
    log.append_many(entry(number) for number in range(50))
    before = log.path.read_bytes()
    log.undo()
    assert log.entries() == []
    log.redo()
    assert log.path.read_bytes() == before


def test_a_journal_that_cannot_be_read_is_said_and_hides_no_entry(
    log: SessionLog, tmp_path: Path
) -> None:
    filled(log)
    (journal,) = (tmp_path / "state").glob("*/journal.jsonl")
    journal.rename(journal.with_name("aside"))
    journal.mkdir()
    assert len(log.entries()) == 3
    assert any("journal" in problem.reason for problem in log.problems())
    with pytest.raises(NotSaved):
        log.append(entry())


def test_many_rows_without_ids_are_told_by_their_first_lines(log: SessionLog) -> None:
    log.path.write_text("id,start\n" + f",{START}\n" * 20)
    assert any("20 entries have no id (line 2, 3, 4" in p.reason for p in log.problems())
    assert len({e.id for e in log.entries()}) == 20


def test_a_deleted_entry_comes_back_where_it_was(log: SessionLog) -> None:
    before = filled(log)
    for entry_id in IDS:
        log.remove(entry_id)
        log.undo()
        assert log.path.read_bytes() == before


def test_the_last_line_without_a_line_break_is_kept_apart(log: SessionLog) -> None:
    torn = filled(log)[:-20]
    log.path.write_bytes(torn)
    assert any("does not end with a line break" in p.reason for p in log.problems())
    log.append(entry(5))
    assert log.path.read_bytes().startswith(torn + b"\n")
    assert minutes(log) == [1, 2, 5]
    assert [p.line for p in log.problems() if p.line] == [4]


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


def test_an_entry_given_twice_is_saved_once(log: SessionLog) -> None:
    mine = entry(3, id=IDS[0])
    assert log.append_many([mine, mine]) == [mine, mine]
    assert minutes(log) == [3]
    with pytest.raises(IdTaken):
        log.append_many([entry(4, id=IDS[1]), entry(5, id=IDS[1])])
    assert minutes(log) == [3]


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
