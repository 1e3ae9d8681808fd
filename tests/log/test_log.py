"""The log through its front door: what is saved, changed, taken back, missed and restored."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rolltrack import COLUMNS, SessionLog
from rolltrack.entry.errors import (
    ChangedElsewhere,
    IdTaken,
    InvalidEntry,
    NoSuchEntry,
    NothingToUndo,
    NotSaved,
    UnreadableLog,
)
from rolltrack.log.settings_file import change_settings
from tests.pseudo import left_in_english, pseudo
from tests.small_log import IDS, START, entry, filled, minutes, refuse


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


def test_an_entry_given_twice_is_saved_once(log: SessionLog) -> None:
    mine = entry(3, id=IDS[0])
    assert log.append_many([mine, mine]) == [mine, mine]
    assert minutes(log) == [3]
    with pytest.raises(IdTaken):
        log.append_many([entry(4, id=IDS[1]), entry(5, id=IDS[1])])
    assert minutes(log) == [3]


def test_every_sentence_of_the_log_can_be_translated(log: SessionLog) -> None:
    settings = log.path.with_name("rolltrack.toml")
    names = [log.path.name, settings.name, "sessions 2.csv", "mine", "a, b, c", START]

    def left(said: object) -> list[str]:
        return left_in_english(str(said), [*names, *COLUMNS, "goal = = 1"])

    with pseudo():
        filled(log)
        for change in (lambda: log.replace(IDS[0], pain_before=3), lambda: log.remove(IDS[1])):
            change()
            assert (left(log.undo()), left(log.redo())) == ([], [])
        log.path.with_name("sessions 2.csv").write_bytes(log.path.read_bytes())
        lines = ["id,start,mine", "r_no,x,", '"', "x", ",,", f"{IDS[0]},{START}", "caf\udce9,a,"]
        text = "\n".join([*lines, f"\0,{START}"])
        log.path.write_bytes(text.encode("utf-8", "surrogateescape"))
        said = [problem.reason for problem in log.problems()]
        assert len(said) > 8
        assert [left(each) for each in said] == [[]] * len(said)
        broken = (b"PK\x03\x04", text[:20].encode("utf-16"), b"a,b,c\n1,2,3\n", b"mine\n")
        for data in (*broken, f"{IDS[0]},{START}\n".encode(), b"start,start\n", b"st\xe9;art\n"):
            log.path.write_bytes(data)
            with pytest.raises(UnreadableLog) as refused:
                log.entries()
            log.append(entry(4))
            assert (left(refused.value), left(log.trouble)) == ([], [])
        for text in ("goal = = 1", "goal = 1", "goal = " + "[" * 3000):
            settings.write_text(text)
            assert left(log.settings.problems[0]) == []


def test_a_long_log_is_surveyed_as_it_is_read(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = dt.date.today() - dt.timedelta(days=100)
    rows = [
        f"r_{'bcdfghjklm'[number % 10] * 9}{'bcdfghjklm'[number // 10]},{day}T18:30:05+01:00,8,420"
        for number in range(100)
    ]
    clean = "\n".join(["id,start,minutes,sleep_minutes", *rows]) + "\n"
    odd = [
        clean + rows[0] + "\n",
        clean.replace(",420\n", ",7\n", 1),
        clean.replace(str(day), "1970-01-01", 1),
        clean.replace(",8,", ",999,", 1),
        clean.replace(rows[3][:12], "", 1),
        clean[:-1],
    ]
    for text in (clean, *odd):
        log.path.write_text(text)
        slow = log.survey(log.snapshot())
        with monkeypatch.context() as patch:
            patch.setattr("rolltrack.log.log._LONG", 10)
            assert log.survey(log.snapshot()) == slow
    assert log.missing() == []
    log.path.write_text("id,start\n")
    monkeypatch.setattr("rolltrack.log.log._LONG", 10)
    assert any("missing now" in problem.reason for problem in log.survey(log.snapshot())[2])


def test_the_settings_are_read_again_only_where_the_file_has_changed(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert log.settings.goal == ""
    change_settings(log.path, goal="Sit still")
    assert log.settings.goal == "Sit still"
    with monkeypatch.context() as patch:
        patch.setattr("rolltrack.log.log.read_settings", refuse)
        assert log.settings.goal == "Sit still"
    log.path.with_name("rolltrack.toml").write_text('goal = "Stand"')
    assert log.settings.goal == "Stand"
    log.path.with_name("rolltrack.toml").unlink()
    assert log.settings.goal == ""
