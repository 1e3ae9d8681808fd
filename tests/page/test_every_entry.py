"""Every entry of a period in words."""

from __future__ import annotations

import datetime as dt

import rolltrack as rt
from rolltrack.entry.entry import Entry
from tests.pages import ZONE, log_days, said, section


def test_the_appendix_lists_every_entry_of_the_period_with_units(empty: rt.SessionLog) -> None:
    empty.append(
        Entry(
            start=dt.datetime(2026, 9, 2, 7, 0, tzinfo=ZONE),
            kind="check-in",
            flexibility_test="seated_rotation_deg",
            flexibility_before=41,
            notes="stiff\u202e today",
        )
    )
    log_days(empty, 1, minutes=8, areas=("upper_back",), pain_before=6)
    one, two = said(empty, every_entry=True).entries
    assert (one.when, one.words) == ("2026-09-01 18:00", "")
    assert one.what == "Session; Minutes 8 min; Areas upper back; Pain before rolling 6"
    assert two.what == "Check-in; Seated rotation 41 degrees"
    assert two.words.startswith("Notes: \u2068stiff")


def test_an_own_routine_has_its_name_and_one_that_is_gone_its_key_in_words(
    empty: rt.SessionLog,
) -> None:
    log_days(empty, 2, minutes=8, routine="stairs_2")
    log_days(empty, 1, minutes=8, routine="long_gone")
    own = 'key = "stairs_2"\nname = "After the stairs"\nsteps = [{do = "Roll", seconds = 60}]\n'
    empty.path.with_name("rolltrack.toml").write_text(f"[[routines]]\n{own}", encoding="utf-8")
    summary = said(empty, every_entry=True)
    assert "Routine: After the stairs 2×, Long gone 1×" in section(summary, "rolling")
    listed = " ".join(entry.what for entry in summary.entries)
    assert "Routine After the stairs" in listed
    assert "Routine Long gone" in listed
    assert "_" not in listed
