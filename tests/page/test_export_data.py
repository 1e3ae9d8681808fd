"""All data out, and in again: CSV, workbook, FHIR, calendar."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, given, settings, strategies as st

import rolltrack as rt
from rolltrack.command.samples import write_sample
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.errors import ExportRefused
from rolltrack.helping.plan import plan_experiment
from rolltrack.helping.plan_file import save_plan
from rolltrack.page.fhir import OWN_CODES, OWN_IDS
from tests.hostile import HOSTILE, hostile_log


@pytest.fixture
def sample(tmp_path: Path) -> rt.SessionLog:
    """The sample log, with two columns of the person's own."""
    write_sample(tmp_path)
    path = tmp_path / "sessions.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    more = [f'{line},"mood {at}, ""=1+1""",\\{at}' for at, line in enumerate(lines[1:])]
    path.write_text("\n".join([lines[0] + ",mood,=weather", *more, ""]), encoding="utf-8")
    return rt.SessionLog(path)


def written(log: rt.SessionLog, name: str, **more: Any) -> Path:
    return rt.write_summary(log, log.path.with_name(name), **more)


def test_a_csv_reads_back_to_the_same_log_unknown_columns_too(sample: rt.SessionLog) -> None:
    copy = rt.SessionLog(written(sample, "copy.csv"))
    assert copy.entries() == sample.entries()
    assert copy.frame().equals(sample.frame())
    assert copy.frame()["=weather"].iloc[7] == "\\7"
    assert [problem.reason for problem in copy.problems()] == [
        "rolltrack does not know the column mood, =weather; it is kept as it is"
    ]


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40)
whole = st.none() | st.integers(0, 10)
entries = st.builds(
    lambda **values: Entry(start="2026-11-21T18:30:05+01:00", **values),
    minutes=whole,
    pain_before=whole,
    pain_after=whole,
    popped=st.none() | st.booleans(),
    areas=st.lists(st.sampled_from(["hips", "neck", "legs"]), max_size=2).map(tuple),
    medication=words,
    notes=words | st.sampled_from(HOSTILE),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(entries, max_size=5))
def test_any_entries_survive_csv_and_fhir(tmp_path: Path, some: list[Entry]) -> None:
    log = rt.SessionLog(tmp_path / "any.csv")
    log.path.unlink(missing_ok=True)
    log.path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    saved = log.append_many(some)
    copy = rt.SessionLog(written(log, "copy.csv", overwrite=True))
    assert copy.entries() == saved
    assert read_bundle(written(log, "all.json", overwrite=True)) == saved


def read_bundle(path: Path) -> list[Entry]:
    """The entries as another system would put them together from the Observations."""
    bundle = Bundle.model_validate_json(path.read_bytes())
    found: dict[str, dict[str, Any]] = {}
    for part in bundle.entry:
        if part.resource.get_resource_type() != "Observation":
            continue
        seen = part.resource
        own = next(code.code for code in seen.code.coding if code.system == OWN_CODES)
        entry_id = next(each.value for each in seen.identifier if each.system == OWN_IDS)
        values = found.setdefault(entry_id, {"id": entry_id, "start": seen.effectiveDateTime})
        if seen.valueQuantity is not None:
            values[own] = int(seen.valueQuantity.value)
        else:
            values[own] = seen.valueString if seen.valueBoolean is None else seen.valueBoolean
    return [Entry(**values) for values in found.values()]


def test_another_system_reads_the_same_log_out_of_fhir(sample: rt.SessionLog) -> None:
    assert read_bundle(written(sample, "all.json")) == sample.entries()


def test_pain_minutes_and_flexibility_have_their_codes_and_units(tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    log.append(
        Entry(
            start="2026-11-21T18:30:05+01:00",
            minutes=8,
            pain_before=6,
            flexibility_test="seated_rotation_deg",
            flexibility_before=41,
        )
    )
    log.append(
        Entry(
            start="2026-11-22T18:30:05+01:00",
            flexibility_test="back_scratch_mm",
            flexibility_before=-20,
        )
    )
    parts = json.loads(written(log, "all.json").read_text("utf-8"))["entry"]
    shown = {
        (code["code"], part["resource"]["valueQuantity"]["code"])
        for part in parts
        if "valueQuantity" in part["resource"]
        for code in part["resource"]["code"]["coding"]
    }
    assert ("72514-3", "{score}") in shown
    assert ("55411-3", "min") in shown
    assert ("flexibility_before", "deg") in shown
    assert ("flexibility_before", "mm") in shown
    texts = {part["resource"].get("code", {}).get("text") for part in parts}
    assert "Flexibility before rolling: seated rotation" in texts


def test_a_name_is_in_fhir_only_when_given(sample: rt.SessionLog) -> None:
    without = json.loads(written(sample, "a.json").read_text("utf-8"))["entry"][0]["resource"]
    named = written(sample, "b.json", choices=rt.Choices(name="Alex"))
    assert "name" not in without
    assert json.loads(named.read_text("utf-8"))["entry"][0]["resource"]["name"][0]["text"] == "Alex"


def test_only_the_period_goes_out(sample: rt.SessionLog) -> None:
    copy = rt.SessionLog(written(sample, "copy.csv", start="2026-08-01", end="2026-08-31"))
    months = {entry.start.month for entry in copy.entries()}
    assert months == {8}
    assert len(copy.entries()) == sum(entry.start.month == 8 for entry in sample.entries())


def rows_of_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_no_cell_for_other_people_begins_as_a_formula(tmp_path: Path) -> None:
    log = hostile_log(tmp_path)
    cells = [c for row in rows_of_csv(written(log, "x.readable.csv"))[1:] for c in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell == "\\@SUM(A1:A9)" for cell in cells)


def test_headings_for_other_people_have_units_and_own_columns_stay(sample: rt.SessionLog) -> None:
    rows = rows_of_csv(written(sample, "x.readable.csv"))
    assert "Pain before rolling, 0–10" in rows[0]
    assert rows[0][-1] == "\\=weather"
    assert len(rows) == len(sample.entries()) + 1


def test_what_the_log_has_as_a_key_is_in_words_for_other_people(tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    own = 'key = "stairs_2"\nname = "=After the stairs"\nsteps = [{do = "Roll", seconds = 60}]\n'
    (tmp_path / "rolltrack.toml").write_text(f"[[routines]]\n{own}", encoding="utf-8")
    answers = {"areas": "upper_back|hips", "roller": "soft", "minutes": 8}
    log.append(rt.Entry(start="2026-11-21T19:30:05+01:00", routine="slow_full_pass", **answers))
    log.append(rt.Entry(start="2026-11-21T18:30:05+01:00", routine="stairs_2", **answers))
    # by time, whatever the order they were logged in
    one, two = rows_of_csv(written(log, "x.readable.csv"))[1:]
    assert one[2:7] == ["Session", "\\=After the stairs", "8", "Upper back, Hips", "Soft"]
    assert two[3] == "Slow full pass"


def test_a_workbook_holds_text_numbers_and_times_but_no_formula(tmp_path: Path) -> None:
    log = hostile_log(tmp_path)
    book = openpyxl.load_workbook(written(log, "x.xlsx"))
    cells = [cell for row in book["Entries"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n", "d"}
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert set(HOSTILE) <= texts
    headings = [cell.value for cell in book["Entries"][1]]
    pain = headings.index("Pain before rolling, 0–10")
    assert [row[pain].value for row in book["Entries"].iter_rows(min_row=2)][:2] == [6, 6]


def test_the_second_sheet_of_a_workbook_explains_every_column(sample: rt.SessionLog) -> None:
    sheet = openpyxl.load_workbook(written(sample, "x.xlsx"))["Columns"]
    names = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert names == [*COLUMNS, "mood", "=weather"]


def test_control_characters_of_own_columns_are_shown_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text('start,mood\n2026-11-21T18:30:05+01:00,"a\x07b\nc"\n', encoding="utf-8")
    book = openpyxl.load_workbook(written(rt.SessionLog(path), "x.xlsx"))
    assert book["Entries"]["B2"].value == "a␇b␊c"


def test_a_text_too_long_for_a_cell_is_cut_where_everyone_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text(f"start,mood\n2026-11-21T18:30:05+01:00,{'x' * 40_000}\n", encoding="utf-8")
    book = openpyxl.load_workbook(written(rt.SessionLog(path), "x.xlsx"))
    shown = book["Entries"]["B2"].value
    assert len(shown) == 32_767
    assert shown.endswith("(shortened: 40,000 characters, whole in the CSV)")


def events_of(path: Path) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_a_calendar_tells_only_what_the_experiment_shows_yet(sample: rt.SessionLog) -> None:
    plan = plan_experiment(dt.date.today() + dt.timedelta(days=1), seed=1)
    save_plan(sample.path, plan)
    events = events_of(written(sample, "x.ics"))
    said = [str(event["summary"]) for event in events]
    assert said[:4] == [
        f"Experiment: {'roll today' if day.arm == 'roll' else 'rest today, no rolling'}"
        for day in plan.days[:4]
    ]
    assert set(said[4:-1]) == {"Experiment: look up today's block in rolltrack"}
    hidden = [event.to_ical().decode() for event in events[4:]]
    assert not [text for text in hidden if "roll today" in text or "rest today" in text]
    assert all(len(event.walk("VALARM")) == 1 for event in events)
    assert said[-1] == "Experiment: one last rating"
    assert events[-1]["dtstart"].dt == plan.first_look
    assert len({str(event["uid"]) for event in events}) == len(events) == 29


def test_own_days_for_rolling_repeat_every_week_with_a_reminder(sample: rt.SessionLog) -> None:
    chosen = rt.Choices(roll_on=("MO", "TH"), roll_at=dt.time(19, 15))
    (event,) = events_of(written(sample, "x.ics", choices=chosen))
    assert event["rrule"]["BYDAY"] == ["MO", "TH"]
    assert event["dtstart"].dt.time() == dt.time(19, 15)
    assert event["dtstart"].dt.weekday() in (0, 3)
    assert event["dtstart"].dt.tzinfo is None
    assert len(event.walk("VALARM")) == 1


def test_a_calendar_with_nothing_in_it_is_not_written(sample: rt.SessionLog) -> None:
    with pytest.raises(ExportRefused, match="nothing to put into a calendar"):
        written(sample, "x.ics")
    assert not sample.path.with_name("x.ics").exists()
