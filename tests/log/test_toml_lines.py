"""The line on which a value of a TOML text begins, however it is written."""

from __future__ import annotations

import pytest

from rolltrack.log.toml_lines import Path, line_of, lines_of

TEXT = """\
# first = 0
a = 1  # b = 2
"quoted key" = 'x'
c.d = 5

text = \"\"\"
[[not]]
a table = \\"\"\" still\"\"\"
raw = '''
x = [
'''
list = [
  "]", # ]
  { e = "}" },
]

[[routines]]
key = "one"
[[routines.steps]]
do = "x"
[[ routines . steps ]]
do = "y"

[[routines]]
key = "two"
steps = [{do = "z"}]
[safety]
answered = 2026-11-21 18:30:00
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("quoted key",), 3),
        (("c", "d"), 4),
        (("text",), 6),
        (("raw",), 9),
        (("list", 1, "e"), 12),
        (("routines",), 17),
        (("routines", 0, "key"), 18),
        (("routines", 0, "steps", 0, "do"), 20),
        (("routines", 0, "steps", 1), 21),
        (("routines", 0, "steps", 1, "do"), 22),
        (("routines", 1, "steps", 0, "do"), 26),
        (("routines", 1, "name"), 24),
        (("safety", "answered"), 28),
        (("not", 0), None),
        (("first",), None),
    ],
)
def test_a_value_is_on_the_line_where_it_begins(path: Path, line: int | None) -> None:
    assert line_of(lines_of(TEXT), path) == line
