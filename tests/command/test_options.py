"""What a call of ``rolltrack`` asks for."""

from __future__ import annotations

import pytest

from rolltrack.command.options import options_of


@pytest.mark.parametrize("value", ["-ve", "-5", "-", "--- bad day", "- tired", "-h-ish", "---"])
def test_a_value_may_begin_with_a_dash(value: str) -> None:
    for option in ("--notes", "--side-effect", "--note"):
        options = options_of(["log", "--minutes", "5", option, value, "--popped", "no"])
        assert value in (options.column_notes, options.column_side_effect)
        assert options.column_popped == "no"


def test_a_file_may_begin_with_a_dash() -> None:
    assert str(options_of(["summary", "--out", "-x.md", "--log", "-y.csv"]).out) == "-x.md"


@pytest.mark.parametrize(
    "words",
    [
        ["log", "--notes", "--minutes", "5"],
        ["log", "--notes", "--bogus"],
        ["log", "--notes", "-h"],
        ["check", "--json", "-x"],
        ["recover", "--yes", "--forget"],
    ],
)
def test_an_option_is_never_taken_for_a_value(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        options_of(words)
    assert ended.value.code in (0, 2)
    said = capsys.readouterr()
    assert "usage: rolltrack" in said.out + said.err
