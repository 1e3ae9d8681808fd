"""The entries as a FHIR Bundle: another system reads the same log out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, given, settings, strategies as st

import rolltrack as rt
from rolltrack.entry.entry import Entry
from rolltrack.page.fhir import OWN_CODES, OWN_IDS
from tests.pages import any_entries, log_of, written


def read_bundle(path: Path) -> list[Entry]:
    """The entries as another system would put them together from the Observations."""
    bundle = Bundle.model_validate_json(path.read_bytes())
    found: dict[str, dict[str, Any]] = {}
    for part in bundle.entry:
        if part.resource.get_resource_type() != "Observation":
            continue
        seen = part.resource
        own = next(code.code for code in seen.code.coding if code.system == OWN_CODES)
        entry_id = next(
            each.value.removesuffix(f"/{own}") for each in seen.identifier if each.system == OWN_IDS
        )
        values = found.setdefault(entry_id, {"id": entry_id, "start": seen.effectiveDateTime})
        if seen.valueQuantity is not None:
            values[own] = int(seen.valueQuantity.value)
        else:
            values[own] = seen.valueString if seen.valueBoolean is None else seen.valueBoolean
    return [Entry(**values) for values in found.values()]


def test_another_system_reads_the_same_log_out_of_fhir(own_columns: rt.SessionLog) -> None:
    assert read_bundle(written(own_columns, "all.json")) == own_columns.entries()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(any_entries, max_size=5))
def test_any_entries_survive_fhir(tmp_path: Path, some: list[Entry]) -> None:
    log = log_of(some, tmp_path)
    assert read_bundle(written(log, "all.json", overwrite=True)) == log.entries()


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


def parts_of(log: rt.SessionLog, name: str, **more: Any) -> list[dict[str, Any]]:
    """The Patient, then the Observations."""
    parts: list[dict[str, Any]] = json.loads(written(log, name, **more).read_text("utf-8"))["entry"]
    return parts


def names_of(parts: list[dict[str, Any]]) -> list[str]:
    return [json.dumps(part["resource"]["identifier"]) for part in parts]


def log_typed_by_hand(folder: Path, text: str) -> rt.SessionLog:
    folder.mkdir()
    (folder / "sessions.csv").write_text(text, encoding="utf-8")
    return rt.SessionLog(folder / "sessions.csv")


def test_every_answer_has_names_of_its_own_that_stay(sample: rt.SessionLog) -> None:
    first, second = parts_of(sample, "a.json"), parts_of(sample, "b.json")
    for each in (names_of, lambda parts: [part["fullUrl"] for part in parts]):
        assert len(set(each(first))) == len(first)
        assert each(first) == each(second)


def test_a_row_that_stands_twice_has_names_for_both(tmp_path: Path) -> None:
    row = "r_bbbbbbbbbb,2026-05-01T10:00:00+01:00,8\n"
    log = log_typed_by_hand(tmp_path / "one", f"id,start,minutes\n{row}{row}")
    parts = parts_of(log, "x.json")
    assert len(parts) == 5  # kind and minutes, twice
    assert len(set(names_of(parts))) == len({part["fullUrl"] for part in parts}) == 5


def test_two_logs_share_no_name_though_they_read_the_same(tmp_path: Path) -> None:
    text = "start,minutes\n2026-05-01T10:00:00+01:00,8\n"
    one, two = (parts_of(log_typed_by_hand(tmp_path / n, text), "x.json") for n in ("a", "b"))
    assert not {part["fullUrl"] for part in one} & {part["fullUrl"] for part in two}
    assert not set(names_of(one)) & set(names_of(two))


def test_a_log_is_about_one_patient_whatever_is_chosen(sample: rt.SessionLog) -> None:
    whole = parts_of(sample, "a.json")
    named = parts_of(sample, "b.json", start="2026-08-01", choices=rt.Choices(name="Alex"))
    first = str(sample.entries()[0].id)
    sample.remove(first)
    later = parts_of(sample, "c.json")
    assert len({parts[0]["fullUrl"] for parts in (whole, named, later)}) == 1
    for parts in (whole, named, later):
        subjects = {part["resource"]["subject"]["reference"] for part in parts[1:]}
        assert subjects == {parts[0]["fullUrl"]}
