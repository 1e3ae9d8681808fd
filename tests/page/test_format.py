"""What a format is asked for, and what it says it needs."""

from __future__ import annotations

import pytest

import rolltrack as rt
from rolltrack.entry.errors import ExportRefused
from rolltrack.page.format import Request
from rolltrack.page.period import period_of
from rolltrack.page.write import FORMATS
from tests.pages import written


def test_a_missing_package_is_named_with_how_to_get_it(
    sample: rt.SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    for suffix, package in ((".xlsx", "openpyxl"), (".ics", "icalendar")):
        with pytest.raises(ExportRefused, match=f"needs the package {package}.*pip install"):
            written(sample, f"x{suffix}")
    for suffix in (".pdf", ".html", ".md", ".csv", ".readable.csv", ".json"):
        assert FORMATS[suffix].missing == ""


def test_a_request_is_worked_out_once(sample: rt.SessionLog) -> None:
    request = Request(period_of(sample))
    assert request.summary is request.summary
