"""Half a year of a person who does not exist, always the same from the same seed.

``python -m rolltrack.command.samples sample_data`` writes the files of that folder.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolltrack.entry.entry import COLUMNS, Entry
from rolltrack.entry.ids import ID_LETTERS
from rolltrack.log.csvfile import Dialect, encode
from rolltrack.log.row import cells_of, texts_of

SEED = 20261115
FIRST_DAY = dt.date(2026, 5, 18)
DAYS = 182
BASELINE_DAYS = 21
FLARE_UP = range(86, 97)
HOLIDAY = range(117, 128)
SECOND_ROUTINE_FROM = 56
MEDIUM_ROLLER_FROM = 77
WINTER_TIME_FROM = dt.date(2026, 10, 25)

_NOTES = {
    9: "long drive on Saturday",
    33: "first week with the roller",
    58: "trying the slow pass",
    78: "new roller, a bit firmer",
    86: "lifted boxes, back went stiff",
    128: "back from the holiday, forgot the roller at home",
    150: "gardening all afternoon",
}

ABOUT_SAMPLE = """\
# Sample data

Everything in this folder is made up. No person ever wrote this log:
`python -m rolltrack.command.samples` draws it from a fixed seed, the same bytes every time. It
shows what a log of half a year can look like: three weeks of ratings before the first rolling, a
flare-up, a holiday without entries, two routines, a change of roller, and a flexibility test once
a week.

Nothing in it says whether rolling helps anyone.
"""

SAMPLE_SETTINGS = """\
# Made-up settings of a made-up person, beside a made-up log.
goal = "Sit through a film without shifting about"
activity = "carrying the shopping up the stairs"
flexibility_test = "seated_rotation_deg"
weekly_aim_minutes = 40
"""


@dataclass(frozen=True)
class _Day:
    number: int
    date: dt.date
    pain: float
    stiffness: float


def sample_entries(seed: int = SEED) -> list[Entry]:
    """The made-up entries in order of time, with ids; the same ones for the same seed.

    >>> entries = sample_entries()
    >>> entries[0].kind, len({entry.id for entry in entries}) == len(entries)
    ('check-in', True)
    """
    draw = random.Random(seed)
    return [entry for day in _days(draw) for entry in _entries_of(day, draw)]


def write_sample(folder: Path, seed: int = SEED) -> None:
    """Write ``sessions.csv``, ``rolltrack.toml`` and ``README.md`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    header = tuple(COLUMNS)
    lines = [header, *(cells_of(header, texts_of(entry)) for entry in sample_entries(seed))]
    (folder / "sessions.csv").write_bytes(b"".join(encode(line, Dialect()) for line in lines))
    for name, text in (("rolltrack.toml", SAMPLE_SETTINGS), ("README.md", ABOUT_SAMPLE)):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _days(draw: random.Random) -> Iterator[_Day]:
    swing = 0.0
    for number in range(DAYS):
        swing = 0.55 * swing + draw.gauss(0, 0.85)
        healing = 6.4 - 2.3 * min(1.0, number / 150)
        flare = 2.6 * (1 - (number - FLARE_UP.start) / len(FLARE_UP)) if number in FLARE_UP else 0
        pain = min(10.0, max(0.0, healing + swing + flare))
        yield _Day(number, FIRST_DAY + dt.timedelta(number), pain, pain + draw.gauss(0.4, 0.7))


def _entries_of(day: _Day, draw: random.Random) -> Iterator[Entry]:
    rolls = day.number >= BASELINE_DAYS and draw.random() < _appetite(day)
    forgets = draw.random() < 0.07
    checks_in = draw.random() < 0.85
    if day.number in HOLIDAY or (forgets and not rolls):
        return
    if not rolls:
        if checks_in:
            yield _check_in(day, draw)
        return
    yield _session(day, draw)


def _appetite(day: _Day) -> float:
    if day.number in FLARE_UP:
        return 0.25
    return 0.68 if day.date.weekday() < 5 else 0.45


def _check_in(day: _Day, draw: random.Random) -> Entry:
    return Entry(
        id=_id(draw),
        start=_at(day.date, 7.5 + draw.gauss(0, 0.4), draw),
        kind="check-in",
        pain_before=_rating(day.pain),
        tension_before=_rating(day.stiffness) if draw.random() < 0.5 else None,
        activity=_rating(9 - 0.7 * day.pain) if day.date.weekday() == 6 else None,
        sleep_minutes=_sleep(day, draw),
        medication="ibuprofen 400 mg" if day.pain > 7.4 else None,
        notes=_NOTES.get(day.number),
        **_flexibility(day, draw),
    )


def _session(day: _Day, draw: random.Random) -> Entry:
    slow = day.number >= SECOND_ROUTINE_FROM and draw.random() < 0.45
    stopped = day.number in FLARE_UP and draw.random() < 0.5
    minutes = 3 if stopped else round(min(14, max(4, draw.gauss(9 if slow else 7.5, 1.6))))
    relief = -0.3 if stopped else draw.gauss(1.1, 0.7)
    return Entry(
        id=_id(draw),
        start=_at(day.date, 18.4 + draw.gauss(0, 0.7), draw),
        kind="session",
        routine="slow_full_pass" if slow else "upper_back_release",
        minutes=minutes,
        areas=("upper_back", "mid_back", "lower_ribs") if slow else ("upper_back",),
        roller="medium" if day.number >= MEDIUM_ROLLER_FROM else "soft",
        pressure=_rating(draw.gauss(4, 1)),
        pain_before=_rating(day.pain),
        pain_after=_rating(day.pain - relief),
        tension_before=_rating(day.stiffness),
        tension_after=_rating(day.stiffness - abs(relief)),
        activity=_rating(9 - 0.7 * day.pain) if day.date.weekday() == 6 else None,
        sleep_minutes=_sleep(day, draw),
        exercise_minutes=30 if draw.random() < 0.2 else None,
        popped=draw.random() < 0.3,
        stopped_for_pain=stopped,
        side_effect="small bruise below the left shoulder blade" if day.number == 79 else None,
        notes=_NOTES.get(day.number),
        **_flexibility(day, draw),
    )


def _flexibility(day: _Day, draw: random.Random) -> dict[str, object]:
    if day.date.weekday() != 6:
        return {}
    degrees = 37 + 8 * min(1.0, day.number / 120) - 0.6 * (day.number in FLARE_UP)
    return {
        "flexibility_test": "seated_rotation_deg",
        "flexibility_before": round(degrees + draw.gauss(0, 1.3)),
    }


def _sleep(day: _Day, draw: random.Random) -> int | None:
    minutes = 5 * round(draw.gauss(425 - 6 * day.pain, 35) / 5)
    return minutes if draw.random() < 0.6 else None


def _rating(value: float) -> int:
    return min(10, max(0, round(value)))


def _at(date: dt.date, hour: float, draw: random.Random) -> dt.datetime:
    ahead = 1 if date >= WINTER_TIME_FROM else 2
    midnight = dt.datetime.combine(date, dt.time(), dt.timezone(dt.timedelta(hours=ahead)))
    seconds = int(hour * 3600) // 60 * 60 + int(draw.random() * 60)
    return midnight + dt.timedelta(seconds=seconds)


def _id(draw: random.Random) -> str:
    letters = (ID_LETTERS[int(draw.random() * len(ID_LETTERS))] for _ in range(10))
    return "r_" + "".join(letters)


if __name__ == "__main__":
    write_sample(Path(sys.argv[1]))
