"""The entries as an HL7 FHIR R4 Bundle, for systems that read health data.

Every answer is one Observation, with an identifier of its own that is the same in every export; all
of a log are about one Patient, whatever the period and the name given. Pain has LOINC 72514-3 (pain
severity, 0-10 verbal numeric rating), minutes have LOINC 55411-3 (exercise duration); everything
else has a code of rolltrack's own and its label as text. Units are UCUM.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rolltrack.entry.column import Column
from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.entry.language import mark
from rolltrack.entry.text import printable_lines
from rolltrack.page.format import Format, Request

OWN_CODES = "urn:x-rolltrack:column"
OWN_IDS = "urn:x-rolltrack:answer"
LOG_IDS = "urn:x-rolltrack:log"
_LOINC = "http://loinc.org"
_UCUM = "http://unitsofmeasure.org"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_PAIN = {"system": _LOINC, "code": "72514-3"}
_DURATION = {"system": _LOINC, "code": "55411-3"}
_CODINGS = {"pain_before": _PAIN, "pain_after": _PAIN, "minutes": _DURATION}
_UNITS = {"min": "min", "degrees": "deg", "mm": "mm"}
_SAME_EVERY_TIME = uuid.UUID("6b1f6a3e-58f7-4f4c-9c39-5f2f6d0f5c5a")
_SAID_BY_ITSELF = ("id", "start")


def _make(request: Request) -> bytes:
    patient = _patient(request)
    parts = [_text(patient)]
    seen: Counter[str] = Counter()
    for row in request.each(request.period.rows):
        # An id that the file lacks follows from the row's content, which another log may have too.
        known = row.texts.get("id") or f"{request.period.log_id}.{row.id}"
        seen[known] += 1
        if seen[known] > 1:  # the file has the id twice
            known += f".{seen[known]}"
        parts.extend(map(_text, _observations(row.entry, known, patient["fullUrl"])))
    head = '{"resourceType": "Bundle", "type": "collection", "entry": [\n'
    return (head + ",\n".join(parts) + "\n]}\n").encode("utf-8")


def _text(part: dict[str, Any]) -> str:
    return json.dumps(part, ensure_ascii=False)


def _patient(request: Request) -> dict[str, Any]:
    log_id = request.period.log_id
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "identifier": [{"system": LOG_IDS, "value": log_id}],
        "active": True,
    }
    if name := request.choices.name.strip():
        resource["name"] = [{"text": name}]
    return {"fullUrl": f"urn:uuid:{log_id}", "resource": resource}


def _observations(entry: Entry, known: str, patient: str) -> Iterator[dict[str, Any]]:
    for name, column in COLUMNS.items():
        value = getattr(entry, name)
        if value in (None, ()) or name in _SAID_BY_ITSELF:
            continue
        yield {
            "fullUrl": uuid.uuid5(_SAME_EVERY_TIME, f"{known}|{name}").urn,
            "resource": {
                "resourceType": "Observation",
                "identifier": [{"system": OWN_IDS, "value": f"{known}/{name}"}],
                "status": "final",
                "category": [{"coding": [{"system": _CATEGORY, "code": "survey"}]}],
                "code": {
                    "coding": [
                        *([_CODINGS[name]] if name in _CODINGS else []),
                        {"system": OWN_CODES, "code": name},
                    ],
                    "text": _label(column, entry),
                },
                "subject": {"reference": patient},
                "effectiveDateTime": COLUMNS["start"].text(entry.start),
                **_value(column, entry),
            },
        }


def _label(column: Column, entry: Entry) -> str:
    if column.day_name == "flexibility" or column.name == "flexibility_after":
        test = FLEXIBILITY_TESTS[entry.flexibility_test or "rating"]
        return f"{column.label}: {test.label.lower()}"
    return column.label


def _value(column: Column, entry: Entry) -> dict[str, Any]:
    value = getattr(entry, column.name)
    if column.kind == "flag":
        return {"valueBoolean": value}
    if column.kind == "whole":
        unit = _unit(column, entry)
        return {"valueQuantity": {"value": value, "unit": unit, "system": _UCUM, "code": unit}}
    # FHIR's strings have line breaks, and no other control characters.
    return {"valueString": printable_lines(column.text(value))}


def _unit(column: Column, entry: Entry) -> str:
    unit = column.unit
    if column.name.startswith("flexibility_"):
        unit = FLEXIBILITY_TESTS[entry.flexibility_test or "rating"].unit
    return _UNITS.get(unit, "{score}")


FORMAT = Format(
    suffix=".json",
    label=mark("Health record (FHIR R4)"),
    help=mark("Every answer as an Observation, in the format hospitals exchange data in."),
    make=_make,
    asks=("period", "name"),
)
