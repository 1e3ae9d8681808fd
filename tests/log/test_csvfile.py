"""Damaged and odd files: each loads equal, or names the lines, or is refused with a sentence."""

from __future__ import annotations

import json

import pytest

from rolltrack import COLUMNS, Entry, SessionLog
from rolltrack.command.check import check, exit_code
from rolltrack.entry.errors import UnreadableLog
from tests.small_log import START

HEADER = ["id", "start", "kind", "minutes", "pain_before", "popped", "notes"]
ROWS = [
    ["r_bbbbbbbbbb", START, "session", "8", "6", "yes", "felt looser"],
    ["r_cccccccccc", "2026-11-22T07:00:00-05:00", "session", "7", "10", "no", "été, 日本 😀"],
    ["r_dddddddddd", "2026-11-23T07:00:00+00:00", "check-in", "", "0", "", 'said "ow"'],
]


def csv(rows: list[list[str]], delimiter: str = ",", newline: str = "\n") -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',;\t"') else text

    return "".join(delimiter.join(map(cell, row)) + newline for row in rows)


TEXT = csv([HEADER, *ROWS])
EQUAL = {
    "a byte-order mark": ("\ufeff" + TEXT).encode(),
    "CRLF": csv([HEADER, *ROWS], newline="\r\n").encode(),
    "CRLF and LF mixed": TEXT.replace("\n", "\r\n", 2).encode(),
    "semicolons": csv([HEADER, *ROWS], ";").encode(),
    "tabs": csv([HEADER, *ROWS], "\t").encode(),
    "no last line break": TEXT.encode()[:-1],
    "columns in another order": csv([row[::-1] for row in [HEADER, *ROWS]]).encode(),
    "names with capitals and spaces": TEXT.replace("minutes", " Minutes ", 1).encode(),
    "empty columns at the right": csv([[*row, "", ""] for row in [HEADER, *ROWS]]).encode(),
    "empty cells beyond the header": csv([HEADER, *([*row, "", ""] for row in ROWS)]).encode(),
    "blank lines": (TEXT.replace("\nr_c", "\n\n\nr_c") + ",,,,,,\n").encode(),
    "TRUE and 7.0": TEXT.replace("yes", "TRUE").replace(",7,", ",7.0,").encode(),
    "True and 1": TEXT.replace("yes", "1")
    .replace("no", "False", 1)
    .replace("False", "no", 1)
    .encode(),
    "spaces around": TEXT.replace(",8,6,", ", 8 ,6 ,").encode(),
    "everything quoted": "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\n"
        for row in [HEADER, *ROWS]
    ).encode(),
}


def values(log: SessionLog) -> list[list[str]]:
    return [[entry.texts()[name] for name in HEADER] for entry in log.entries()]


@pytest.mark.parametrize("data", EQUAL.values(), ids=EQUAL.keys())
def test_a_harmless_difference_loads_equal(log: SessionLog, data: bytes) -> None:
    log.path.write_bytes(data)
    assert values(log) == ROWS
    assert list(log.frame()["id"]) == [row[0] for row in ROWS]
    assert exit_code(check(log)) == 0
    assert log.path.read_bytes() == data


REFUSED = {
    "UTF-16": (TEXT.encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "UTF-16"),
    "a workbook": (b"PK\x03\x04" + b"x" * 100, "workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "workbook"),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not text"),
    "no header": (csv(ROWS).encode(), "no column called start"),
    "start renamed": (TEXT.replace("start", "when", 1).encode(), "no column called start"),
    "a doubled column": (TEXT.replace("pain_before", "minutes", 1).encode(), "2 columns called"),
    "a header in cp1252": ("start;minutes;Größe\n".encode("cp1252"), "not UTF-8"),
    "an old Mac": (csv([HEADER, *ROWS], newline="\r").encode(), "old Mac"),
    "a first line that is empty": (b"\n" + TEXT.encode(), "no column called start"),
    "merge markers first": (b"<<<<<<< HEAD\n" + TEXT.encode(), "no column called start"),
    "some other table": (b"date,amount\n2026-01-01,5\n", "no column called start"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_log_is_refused_with_what_to_do(log: SessionLog, data: bytes, why: str) -> None:
    log.path.write_bytes(data)
    for read in (log.entries, log.frame, log.problems):
        with pytest.raises(UnreadableLog, match=why):
            read()
    result = check(log)
    assert exit_code(result) == 2
    assert result["error"].startswith("sessions.csv cannot be read: ")
    assert "Nothing was changed." in result["error"]
    assert log.path.read_bytes() == data


def damaged(old: str, new: str) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new, 1).encode("utf-8", "surrogateescape")


NAMED = {
    "cp1252 in one line": (damaged("felt looser", "\udce9t\udce9"), [2], "not UTF-8"),
    "a torn tail": (TEXT.encode()[:-40], [4], "1 cell|2 cells|3 cells"),
    "an open quote": (damaged(",felt", ',"felt'), [2], "does not close"),
    "an open quote at the end": (damaged('"said ""ow"""', '"said'), [4], "does not close"),
    "an open quote that a later line closes": (
        damaged("felt looser", '"felt looser').replace(b'"said ""ow"""', b'",ow'),
        [2, 4],
        "does not close",
    ),
    "a quote in the wrong place": (damaged("felt looser", '"felt" looser'), [2], "where none can"),
    "a NUL": (damaged("looser", "loo\0ser"), [2], "NUL"),
    "glued rows": (damaged("looser\n", "looser"), [2], "13 cells"),
    "an unquoted comma": (damaged("felt looser", "felt, looser"), [2], "8 cells where"),
    "a totals row": (TEXT.encode() + b"Total,,,15,16,,\n", [5], "start must be"),
    "merge markers": (damaged("r_cccccccccc", "<<<<<<< HEAD\nr_cccccccccc"), [3], "1 cell where"),
    "a local date": (damaged(START, "21.11.2026 18:30"), [2], "start must be local time"),
    "an ambiguous date": (damaged(START, "03/04/2026 18:30"), [2], "start must be local time"),
    "no offset": (damaged(START, START[:19]), [2], "start must be local time"),
    "a serial date": (damaged(START, "46347.7708"), [2], "start must be local time"),
    "a day that is not": (damaged("11-21T", "02-30T"), [2], "start must be local time"),
    "nan": (damaged(",8,", ",nan,"), [2], "from 0 to 180, got nan"),
    "inf": (damaged(",8,", ",inf,"), [2], "from 0 to 180, got inf"),
    "1_0": (damaged(",8,", ",1_0,"), [2], "from 0 to 180, got 1_0"),
    "an exponent": (damaged(",8,", ",1e1,"), [2], "from 0 to 180, got 1e1"),
    "a raised digit": (damaged(",8,", ",8²,"), [2], r"from 0 to 180, got 8²\[U\+00B2\]"),
    "a decimal": (damaged(",8,", ",7.5,"), [2], "from 0 to 180, got 7.5"),
    "a decimal comma": (damaged(",8,", ',"7,0",'), [2], "from 0 to 180, got 7,0"),
    "out of range": (damaged(",6,", ",14,"), [2], "pain_before .* from 0 to 10, got 14"),
    "below the range": (damaged(",8,", ",-1,"), [2], "from 0 to 180, got -1"),
    "an unknown kind": (damaged("session", "nap"), [2], "kind must be one of"),
    "an unknown flag": (damaged("yes", "perhaps"), [2], "popped must be yes or no"),
    "an id that is none": (damaged("r_bbbbbbbbbb", "42"), [2], "id must be r_"),
    "a check-in with minutes": (damaged("check-in,", "check-in,5"), [4], "minutes must be empty"),
    "a lone carriage return": (damaged("felt looser", "felt\rlooser"), [2], "carriage return"),
    "10 MB of notes": (damaged("looser", "x" * 10_000_000), [2], "characters"),
    "a long note": (damaged("looser", "x" * 10_001), [2], "at most 10,000"),
    "two things at once": (damaged(",8,6,", ",x,14,"), [2], "minutes must .*; pain_before must"),
}


@pytest.mark.parametrize(("data", "lines", "why"), NAMED.values(), ids=NAMED.keys())
def test_a_bad_line_is_named_and_the_others_load(
    log: SessionLog, data: bytes, lines: list[int], why: str
) -> None:
    import re

    log.path.write_bytes(data)
    problems = [problem for problem in log.problems() if problem.line is not None]
    assert [problem.line for problem in problems] == lines
    assert re.search(why, problems[0].reason), problems[0].reason
    assert "\n" not in problems[0].reason
    read = values(log)
    assert all(row in ROWS for row in read)
    assert len(read) >= 1
    assert list(log.frame()["id"]) == [row[0] for row in read]
    result = check(log)
    assert exit_code(result) == 1
    assert [row["line"] for row in result["rejected"]] == lines
    assert log.path.read_bytes() == data


@pytest.mark.parametrize(("data", "lines", "why"), NAMED.values(), ids=NAMED.keys())
def test_a_bad_line_keeps_nobody_from_logging_and_keeps_its_bytes(
    log: SessionLog, data: bytes, lines: list[int], why: str
) -> None:
    del why

    log.path.write_bytes(data)
    before = values(log)
    saved = log.append(Entry(start=START, minutes=5))
    assert log.trouble == ""
    now = values(log)
    assert now[-1][0] == saved.id
    assert now[:-1] == before
    log.remove(saved.id or "")
    assert values(log) == before
    assert log.path.read_bytes().startswith(data)
    assert [problem.line for problem in log.problems() if problem.line] == lines


def test_many_rows_with_one_bad_line_are_read_in_one_go(log: SessionLog) -> None:
    row = f"r_bbbbbbbbbb,{START},session,8,6,yes,\n"
    log.path.write_text(csv([HEADER]) + row * 20_000 + '"open\n' + row * 20_000)
    rejected = check(log)["rejected"]
    assert [problem["line"] for problem in rejected] == [20_002]
    assert len(log.frame()) == 40_000


def test_an_open_quote_swallows_no_line_below_it(log: SessionLog) -> None:
    rows = [f"r_{letter * 10},{START},session,8,6,yes," for letter in "bcd"]
    text = ",".join(HEADER) + f'\n{rows[0]}"felt\n{rows[1]}\n{rows[2]}"\n'
    log.path.write_text(text)
    assert [entry.id for entry in log.entries()] == ["r_cccccccccc"]
    assert [problem.line for problem in log.problems() if problem.line] == [2, 4]
    mine = f'id,start,mine\nr_bbbbbbbbbb,{START},"two\nlines"\n'
    log.path.write_text(mine)
    assert list(log.frame()["mine"]) == ["two\nlines"]


@pytest.mark.parametrize(
    "note", ["felt\nlooser", "felt\r\nlooser", "bell \a", "a\tb", "\x1b[31mred"]
)
def test_a_note_with_a_line_break_or_control_sign_keeps_its_row_and_its_bytes(
    log: SessionLog, note: str
) -> None:
    data = damaged("felt looser", f'"{note}"')
    log.path.write_bytes(data)
    expected = [[*ROWS[0][:-1], note], *ROWS[1:]]
    assert values(log) == expected
    assert list(log.frame()["notes"]) == [note, *(row[-1] for row in ROWS[1:])]
    assert exit_code(check(log)) == 0
    log.replace(ROWS[1][0], pain_before=9)
    assert log.path.read_bytes() == data.replace(b",10,", b",9,")
    log.replace(ROWS[0][0], pain_before=1)
    assert log.entries()[0].notes == note
    log.undo()
    log.undo()
    assert values(log) == expected


def test_the_data_of_check_are_plain_json(log: SessionLog) -> None:
    log.path.write_text(TEXT)
    assert json.loads(json.dumps(check(log)))["rows"][1]["notes"] == "été, 日本 😀"
    assert set(check(log)["rows"][0]) == set(HEADER) <= set(COLUMNS)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", ",;\t")
def test_cells_that_another_program_left_out_at_the_end_are_not_answered(
    log: SessionLog, delimiter: str, newline: str
) -> None:
    rows = [HEADER, ROWS[0], ROWS[1][:5], ["", START], ROWS[2][:3]]
    log.path.write_text(csv(rows, delimiter, newline), newline="")
    before = log.path.read_bytes()
    assert [row[1:] for row in values(log)] == [
        ROWS[0][1:],
        [*ROWS[1][1:5], "", ""],
        [START, "session", "", "", "", ""],
        [*ROWS[2][1:3], "", "", "", ""],
    ]
    assert len(log.frame()) == 4
    assert exit_code(check(log)) == 0
    log.replace(ROWS[2][0], pain_before=4)
    assert log.path.read_bytes().splitlines()[:4] == before.splitlines()[:4]
    log.append(Entry(start=START, minutes=5, sleep_minutes=400))
    assert [e.pain_before for e in log.entries()] == [6, 10, None, 4, None]
    assert [e.sleep_minutes for e in log.entries()] == [None] * 4 + [400]


@pytest.mark.parametrize("cut", [1, 9, 11, 13])
def test_a_last_line_that_was_cut_short_is_named_also_when_more_comes_below(
    log: SessionLog, cut: int
) -> None:
    torn = TEXT.encode()[: TEXT.index("10,no") + 2][:-cut]
    log.path.write_bytes(torn)
    for _ in range(2):
        assert [problem.line for problem in log.problems() if problem.line] == [3]
        log.append(Entry(start=START, minutes=5))
    log.undo()
    log.undo()
    assert log.path.read_bytes().startswith(torn + b"\n")
    assert [problem.line for problem in log.problems() if problem.line] == [3]


def test_a_short_line_without_a_valid_start_is_named(log: SessionLog) -> None:
    log.path.write_text(csv([HEADER, ["", "yesterday", "session"], ["r_no", START], ["Total", ""]]))
    assert [problem.line for problem in log.problems() if problem.line] == [2, 3, 4]


def test_words_of_choices_are_read_in_any_case(log: SessionLog) -> None:
    log.path.write_text(
        f"start;kind;roller;areas;popped\n{START};Session;FIRM;Upper_back|HIPS;Yes\n{START};Check-In;;;\n"
    )
    first, second = log.entries()
    assert (first.kind, first.roller, first.areas, first.popped) == (
        "session", "firm", ("upper_back", "hips"), True,
    )  # fmt: skip
    assert second.kind == "check-in"
    assert list(log.frame()["roller"].dropna()) == ["firm"]


@pytest.mark.parametrize("mark", ["\ufeff\ufeff", "\ufeff\u200b", "\u200b", "\u00a0", "\u2060"])
def test_signs_that_cannot_be_seen_do_not_hide_the_name_of_a_column(
    log: SessionLog, mark: str
) -> None:
    log.path.write_text(f"{mark}id,start{mark},minutes\n{ROWS[0][0]},{START},8\n", encoding="utf-8")
    before = log.path.read_bytes()
    assert [entry.id for entry in log.entries()] == [ROWS[0][0]]
    assert not any("does not know" in problem.reason for problem in log.problems())
    log.append(Entry(start=START, minutes=5))
    assert log.path.read_bytes().startswith(before.splitlines()[0])
    assert len(log.frame()) == 2


@pytest.mark.parametrize("sign", ["\u2212", "\u2013", "\uff0d"])
def test_a_minus_sign_of_another_program_is_one(log: SessionLog, sign: str) -> None:
    header = "start,minutes,flexibility_test,flexibility_before"
    log.path.write_text(f"{header}\n{START},5,sit_and_reach_mm,{sign}40\n", encoding="utf-8")
    assert [entry.flexibility_before for entry in log.entries()] == [-40]
    assert list(log.frame()["flexibility_before"]) == [-40]


@pytest.mark.parametrize(
    "header",
    [
        "\ufefffull_date,date,weekday,time,mood,activities,scales,note_title,note",
        "date,weekday,time of day,category,rating/amount,detail",
        "Date;Value;Comment",
    ],
)
def test_a_table_of_another_program_is_told_by_what_it_has(log: SessionLog, header: str) -> None:
    log.path.write_text(header + "\nx,y,z\n", encoding="utf-8")
    error = check(log)["error"]
    assert header.strip("\ufeff").replace(";", ",").split(",")[1] in error
    assert "table of another program" in error
    assert "UTF-8" not in error
