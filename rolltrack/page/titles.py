"""The titles and table headings of the page, each once, for every format and the export panel."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rolltrack.entry.language import mark

# What can be left out, by the name that ``Choices.hidden`` calls it.
SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "goals": mark("Goals and question"),
        "finding": mark("The finding"),
        "changes": mark("What changed"),
        "helping": mark("Is it helping?"),
        "charts": mark("Pain and minutes, week by week"),
        "rolling": mark("Rolling"),
        "stops": mark("Stops for pain and side effects"),
        "medication": mark("Medication and other exercise"),
    }
)
LIMITS = mark("Limits, and when to get help")
EVERY_ENTRY = mark("Every entry")
MEASURE = (mark("Measure"), mark("First weeks"), mark("Now"), mark("Change"), mark("Verdict"))
MEASURE_OF_A_PART = (MEASURE[0], mark("At its start"), mark("At its end"), *MEASURE[3:])
ENTRY = (mark("When"), mark("Answers"), mark("In their words"))
