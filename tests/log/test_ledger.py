"""What the journal says is replayed, whatever a damaged line of it holds."""

from __future__ import annotations

import pytest

from rolltrack import SessionLog
from rolltrack.entry.errors import NothingToUndo
from tests.small_log import entry, minutes, pages


def test_a_torn_line_of_the_journal_is_left_out_and_never_glued(log: SessionLog) -> None:
    log.append(entry(1))
    with open(pages(log), "ab") as file:
        file.write(b'{"op": "change", "kind": "app')
    log.append(entry(2))
    assert log.undo() == "Undone: 2 min on 21 November 2026."
    assert [e.minutes for e in log.entries()] == [1]
    assert log.missing() == []


def test_a_journal_of_something_else_keeps_nobody_from_logging(log: SessionLog) -> None:
    log.append(entry(1))
    pages(log).write_bytes(b'[1, 2]\n"text"\n{"op": "from the future"}\n\xff\xfe\n')
    log.append(entry(2))
    assert [e.minutes for e in log.entries()] == [1, 2]


DAMAGED = (
    "null",
    '{"op": "change", "kind": "append"}',
    '{"op": "change", "kind": "append", "rows": [{"after": {"minutes": "8"}}]}',
    '{"op": "change", "kind": "append", "rows": [{"after": 5}]}',
    '{"op": "change", "kind": "append", "rows": [{"after": {"id": 5}}]}',
    '{"op": "change", "kind": 7, "rows": []}',
    '{"op": "change", "kind": "undo", "rows": []}\n{"op": "done"}',
    '{"op": "change", "kind": "redo", "rows": []}\n{"op": "done"}',
    '{"op": "seen"}',
    '{"op": "seen", "rows": [1]}',
    '{"op": "forget"}',
    '{"op": "emptied", "columns": 3}',
    '{"op": "void"}',
    "[" * 200_000,
)


@pytest.mark.parametrize("line", DAMAGED, ids=range(len(DAMAGED)))
@pytest.mark.parametrize("settled", [True, False])
def test_a_damaged_line_of_the_journal_is_left_out(
    log: SessionLog, line: str, settled: bool
) -> None:
    saved = log.append(entry(1))
    with open(pages(log), "a") as file:
        file.write(line + "\n" + '{"op": "done"}\n' * settled)
    assert [e.minutes for e in log.missing()] == []
    assert [p.line for p in log.problems()] == []
    log.append(entry(2))
    log.replace(saved.id or "", minutes=3)
    assert log.undo() == "Undone: Minutes 1 → 3, in the entry of 21 November."
    assert [e.minutes for e in log.entries()] == [1, 2]


def test_a_redo_does_what_was_undone_or_nothing_where_the_journal_is_damaged(
    log: SessionLog,
) -> None:
    first = log.append(entry(1))
    log.remove(first.id or "")
    log.undo()
    log.append(entry(2))
    log.undo()
    lines = pages(log).read_bytes().splitlines(keepends=True)
    lines[-4] = lines[-4][:9] + b"\n"  # the new entry's, before what was taken back
    pages(log).write_bytes(b"".join(lines))
    with pytest.raises(NothingToUndo):
        log.redo()
    assert minutes(log) == [1]
