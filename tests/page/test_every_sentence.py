"""Every sentence of every format can be said in another language."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

import rolltrack as rt
from rolltrack.entry.entry import COLUMNS
from rolltrack.entry.errors import RolltrackError
from rolltrack.entry.language import date_words
from rolltrack.helping.plan import plan_experiment
from rolltrack.helping.plan_file import save_plan
from rolltrack.page.write import FORMATS
from tests.drawn import written as drawn
from tests.pages import Seen, flat, pdf, summary_of, written
from tests.pseudo import left_in_english, pseudo

ROUTINE, GOAL, NOTE = "Mein Weg", "Treppen steigen", "gut"
# Sources, units and names of this program and of months stand in every language of these tests.
OWN = (ROUTINE, GOAL, NOTE, "Alex", "rolltrack", "Ostelo", "Johnson", "doi", "BRS", "min")
MONTHS = [
    date_words(dt.date(2026, month, 1), form) for form in ("MMMM", "MMM") for month in range(1, 13)
]


@pytest.fixture
def log(tmp_path: Path) -> rt.SessionLog:
    """Three months with an answer to every question, an own routine and an experiment."""
    made = rt.SessionLog(tmp_path / "sessions.csv")
    routine = f'key = "own"\nname = "{ROUTINE}"\nsteps = [{{do = "Rolle", seconds = 60}}]\n'
    settings = f'goal = "{GOAL}"\nweekly_aim_minutes = 30\n[[routines]]\n{routine}'
    made.path.with_name("rolltrack.toml").write_text(settings, encoding="utf-8")
    first = dt.datetime(2026, 1, 1, 18, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    made.append_many(
        rt.Entry(
            start=first + dt.timedelta(days=day), routine="own", minutes=12, areas=("hips", "neck"),
            roller="soft", pressure=3, pain_before=6 - day // 30, pain_after=4, tension_before=3,
            flexibility_test="seated_rotation_deg", flexibility_before=40, flexibility_after=41,
            activity=4, sleep_minutes=400, exercise_minutes=20, medication=NOTE, side_effect=NOTE,
            popped=False, stopped_for_pain=day > 80, notes=NOTE,
        )
        for day in range(90)
    )  # fmt: skip
    with made.path.open("a", encoding="utf-8") as more:
        more.write("r_bcdfghjklm,no date at all,session\n")
        more.write("r_bcdfghjkln,1970-01-01T08:00:00+01:00" + "," * 22 + "\n")
    save_plan(made.path, plan_experiment(dt.date.today() + dt.timedelta(days=1), seed=1))
    return made


def texts_of(path: Path) -> str:
    """What a person reads in a file."""
    match path.suffix:
        case ".pdf":
            return "".join(page.extract_text() for page in pdf(path).pages)
        case ".html":
            seen = Seen(path)
            style = next(text for text in seen.texts if "@page" in text)
            shown = [text for text in seen.texts if text != style]
            named = [value for name, value in seen.attributes if name in ("alt", "data-label")]
            return "\n".join([*shown, *named])
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            cells = [cell.value for sheet in book for row in sheet for cell in row]
            return "\n".join([*book.sheetnames, *map(str, filter(None, cells))])
        case ".csv":
            rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
            return "\n".join(cell for row in rows for cell in row)
        case ".ics":
            calendar = icalendar.Calendar.from_ical(path.read_bytes())
            parts = [
                part.get(name) for part in calendar.walk() for name in ("summary", "description")
            ]
            return "\n".join([*map(str, filter(None, parts)), str(calendar["x-wr-calname"])])
    return path.read_text("utf-8")


# The log's own CSV has names of columns and keys, the health record codes of other systems.
@pytest.mark.parametrize("suffix", [each for each in FORMATS if each not in (".csv", ".json")])
@pytest.mark.parametrize("start", [None, "2026-03-01", "2026-04-02"])
def test_every_format_speaks_another_language(
    log: rt.SessionLog, suffix: str, start: str | None
) -> None:
    chosen = rt.Choices(name="Alex", every_entry=True, roll_on=("MO",))
    with pseudo():
        text = texts_of(written(log, f"x{suffix}", start=start, choices=chosen))
    # A line may be broken, and with it a word, anywhere.
    joined = flat(text) if suffix == ".pdf" else text
    ids = [str(entry.id) for entry in log.entries()]
    assert not left_in_english(joined, [*OWN, *MONTHS, *COLUMNS, *ids])


def test_the_charts_speak_another_language(log: rt.SessionLog) -> None:
    with pseudo():
        chart = summary_of(log).chart()
        assert chart is not None
        assert not left_in_english(f"{drawn(chart)} {chart.text_alternative}", MONTHS)


def test_every_refusal_speaks_another_language(log: rt.SessionLog, tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("", encoding="utf-8")
    (tmp_path / "folder.md").mkdir()
    long, turned = "x" * 300 + ".md", {"start": "2026-02-01", "end": "2026-01-01"}
    paths = ("x.docx", "con.md", "a:b.md", ".md ", long, "there.md", "folder.md", "none/x.md")
    wrong: list[dict[str, Any]] = [{"path": path} for path in (*paths, "sessions.csv")]
    wrong += [{"path": "../x.md", "folder": tmp_path}, {"start": "soon"}, turned]
    with pseudo():
        for asked in wrong:
            path = asked.pop("path", "x.md")
            with pytest.raises(RolltrackError) as caught:
                rt.write_summary(log, tmp_path / path, **asked)
            said = str(caught.value)
            own = [str(tmp_path), path, *map(str, asked.values()), *FORMATS, "start", "summary.pdf"]
            assert not left_in_english(said, own), said
        for hidden in ({"hidden": {"weather"}}, {"roll_on": ("Monday",)}):
            with pytest.raises(RolltrackError) as caught:
                rt.Choices(**hidden)
            assert str(caught.value)[0] == "⟦"
