"""A guided session as a pure function of its routine, what was pressed and when, and the time now.

No ticks are counted: a busy kernel, a hidden tab or a locked screen cannot falsify it. The browser
shows the same thing with ``widgets/js/session_clock.js``; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from rolltrack.entry.routine import Routine

Press = Literal["start", "pause", "resume", "next", "back", "finish", "stop"]
Phase = Literal["ready", "running", "paused", "done", "stopped"]
PRESSES: tuple[Press, ...] = get_args(Press)
LONG_ENOUGH_MS = 5_000
AWAY_MS = 600_000


class Event(NamedTuple):
    """Something pressed, and when: milliseconds since 1970 in UTC, as a browser tells the time."""

    press: Press
    at: int


@dataclass(frozen=True)
class Stint:
    """A part of a session: one step, in one round. ``timed`` ones move on by themselves."""

    step: int
    steps: int
    round: int
    rounds: int
    seconds: int
    timed: bool
    do: str
    more: str
    watch: str
    areas: tuple[str, ...]
    breathing: tuple[str, ...]
    pace: int


@dataclass(frozen=True)
class Moment:
    """Where a session is. Times are in milliseconds; ``at`` is the stint's number, from 0.

    ``used`` is the time in this stint, ``spent`` what counts for each stint, ``ended`` when the
    session was over (None before).
    """

    phase: Phase
    at: int
    used: int
    spent: tuple[int, ...]
    ended: int | None


def stints_of(routine: Routine, rounds: int | None = None) -> tuple[Stint, ...]:
    """The routine with its repeats written out; ``rounds`` replaces the number of its repeats.

    A stint by rounds has the seconds that the rounds take at the step's pace, out and back.

    >>> from rolltrack.entry.routine import built_in
    >>> [(s.step, s.round) for s in stints_of(built_in()["upper_back_release"])]
    [(1, 1), (2, 1), (3, 1), (4, 1), (3, 2), (4, 2), (3, 3), (4, 3)]
    """
    once: list[Stint] = []
    starts: list[int] = []
    for number, step in enumerate(routine.steps, 1):
        starts.append(len(once))
        if step.repeat_from is None:
            seconds = step.seconds or 2 * step.pace * (step.rounds or 1)
            once.append(
                Stint(
                    number, len(routine.steps), 1, 1, seconds, step.seconds is not None,
                    step.do, step.more, step.watch, step.areas, step.breathing, step.pace,
                )
            )  # fmt: skip
            continue
        begin, times = starts[step.repeat_from - 1], rounds or step.rounds or 1
        block = once[begin:]
        once[begin:] = [
            Stint(**{**vars(stint), "round": turn, "rounds": times})
            for turn in range(1, times + 1)
            for stint in block
        ]
    return tuple(once)


def moment(stints: Sequence[Stint], events: Iterable[Event], now: int) -> Moment:
    """Where the session is at ``now``, which is also milliseconds since 1970.

    Time runs between *start* or *resume* and *pause*, through timed stints by itself; a stint by
    rounds waits for *next*. One that took over ten minutes longer than its pace counts with its
    pace alone: somebody left, or the computer slept. A clock that was set back counts as no time.

    >>> stints = stints_of(Routine(key="a", name="A", steps=[{"do": "Roll", "seconds": 60}]))
    >>> moment(stints, [Event("start", 0), Event("pause", 20_000)], 90_000)
    Moment(phase='paused', at=0, used=20000, spent=(20000,), ended=None)
    """
    walk = _Walk(stints)
    for event in events:
        walk.until(event.at)
        walk.press(event.press)
    walk.until(now)
    return Moment(walk.phase, walk.at, walk.used, tuple(walk.spent), walk.ended)


class _Walk:
    def __init__(self, stints: Sequence[Stint]) -> None:
        self.stints = stints
        self.phase: Phase = "ready"
        self.at = self.used = self.before = self.clock = 0
        self.spent = [0] * len(stints)
        self.ended: int | None = None

    def until(self, time: int) -> None:
        left = max(0, time - self.clock)
        while self.phase == "running" and left > 0:
            stint = self.stints[self.at]
            step = min(left, stint.seconds * 1000 - self.used) if stint.timed else left
            self.used += step
            self.spent[self.at] = self.before + _counted(stint, self.used)
            self.clock += step
            left -= step
            if stint.timed and self.used == stint.seconds * 1000:
                self._move(self.at + 1)
        self.clock = max(self.clock, time)

    def press(self, press: Press) -> None:
        if self.phase == "ready" and press == "start":
            self.phase = "running"
        if self.phase not in ("running", "paused"):
            return
        if press in ("pause", "resume"):
            self.phase = "paused" if press == "pause" else "running"
        elif press in ("next", "back"):
            self._move(max(0, self.at + (1 if press == "next" else -1)))
        elif press in ("finish", "stop"):
            self.phase = "done" if press == "finish" else "stopped"
            self.ended = self.clock

    def _move(self, at: int) -> None:
        if at == len(self.stints):
            self.phase, self.ended = "done", self.clock
        else:
            self.at, self.used, self.before = at, 0, self.spent[at]


def _counted(stint: Stint, used: int) -> int:
    pace = stint.seconds * 1000
    return pace if not stint.timed and used > pace + AWAY_MS else used


def minutes_rolled(stints: Sequence[Stint], now: Moment) -> int:
    """Time spent in stints that roll an area, to the nearest minute."""
    rolled = sum(spent for stint, spent in zip(stints, now.spent, strict=True) if stint.areas)
    return (rolled + 30_000) // 60_000


def areas_rolled(stints: Sequence[Stint], now: Moment) -> tuple[str, ...]:
    """Areas of the stints that lasted at least five seconds, each once, in order."""
    rolled = zip(stints, now.spent, strict=True)
    return tuple(
        dict.fromkeys(
            area for stint, spent in rolled if spent >= LONG_ENOUGH_MS for area in stint.areas
        )
    )


def events_from(texts: Any) -> tuple[Event, ...]:
    """Events as a browser sends them, ``[["start", 1795286400000], ...]``; ``ValueError`` if not.

    >>> events_from([["start", 5]])
    (Event(press='start', at=5),)
    """
    events = []
    for item in texts:
        press, at = item
        if press not in PRESSES or not isinstance(at, int) or isinstance(at, bool):
            raise ValueError(f"not an event: {item!r}")
        events.append(Event(press, at))
    return tuple(events)
