"""The made-up log that ships with rolltrack."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import rolltrack as rt
from rolltrack.command.samples import BASELINE_DAYS, HOLIDAY, sample_entries, write_sample
from rolltrack.command.starters import shipped


def test_regenerating_the_sample_gives_the_shipped_bytes(tmp_path: Path) -> None:
    write_sample(tmp_path)
    for name in ("sessions.csv", "rolltrack.toml", "README.md"):
        assert (tmp_path / name).read_bytes() == (shipped("sample_data") / name).read_bytes(), name


def test_another_seed_gives_another_person() -> None:
    assert sample_entries(1) != sample_entries(2)


def sample_days() -> tuple[rt.SessionLog, pd.DataFrame]:
    log = rt.SessionLog(shipped("sample_data") / "sessions.csv")
    return log, rt.daily(log.frame())


def test_the_sample_is_read_without_any_problem() -> None:
    log, _ = sample_days()
    assert log.problems() == []
    assert log.entries() == sample_entries()


def test_the_sample_has_a_baseline_a_holiday_two_routines_and_a_change_of_roller() -> None:
    log, days = sample_days()
    assert (days["state"].iloc[:BASELINE_DAYS] != "rolled").all()
    assert (days["state"].iloc[HOLIDAY.start : HOLIDAY.stop] == "unknown").all()
    frame = log.frame()
    assert set(frame["routine"].dropna()) == {"upper_back_release", "slow_full_pass"}
    assert list(frame["roller"].dropna().unique()) == ["soft", "medium"]
    assert 170 < len(days) < 190


def test_the_sample_has_a_flexibility_test_most_weeks_and_a_flare_up() -> None:
    log, days = sample_days()
    assert days["flexibility_seated_rotation_deg"].count() > 18
    assert bool(log.frame()["stopped_for_pain"].any())
    weekly = days["pain"].resample("W-SUN").mean()
    around = weekly.loc["2026-08-02":"2026-09-06"]
    assert around.idxmax() == pd.Timestamp("2026-08-16")
