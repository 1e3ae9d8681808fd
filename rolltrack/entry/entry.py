"""What one entry of the log is. Every column is declared once, in ``Entry``, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from rolltrack.entry.column import Column, Within, answer, column_of
from rolltrack.entry.errors import InvalidEntry, InvalidValue
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS, FlexibilityTest
from rolltrack.entry.kinds import (
    Answer,
    Areas,
    DayMinutes,
    Flag,
    FreeText,
    Identity,
    Key,
    Length,
    Minutes,
    Rating,
    Stamp,
)
from rolltrack.entry.language import date_words, mark, say
from rolltrack.entry.signs import visible

Area = Literal[
    "upper_back", "mid_back", "lower_ribs", "shoulders", "lower_back", "neck", "hips", "legs"
]
_PAIN = (mark("no pain"), mark("pain as bad as you can imagine"))
_TENSION = (mark("loose"), mark("as tight as you can imagine"))
_IN_THE_TESTS_RANGE = Within(
    "flexibility_test", {key: (test.low, test.high) for key, test in FLEXIBILITY_TESTS.items()}
)


class Entry(BaseModel):
    """One line of the log: a rolling session, or a check-in (a rating without rolling).

    Values are as the table in the README describes them; ``None`` (or an empty ``areas``) means
    *not answered*, never 0. ``start`` is local time with its offset; a datetime without an offset
    is taken as this computer's local time, and fractions of a second are dropped.

    Raises ``InvalidEntry``, whose ``sentences`` map each column to what is wrong with it.

    >>> entry = Entry(start="2026-11-21T18:30:05+01:00", minutes=8, pain_before=6, pain_after=4)
    >>> entry.kind, entry.pain_before, entry.sleep_minutes
    ('session', 6, None)
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: Answer[Identity] = answer(
        "Id", "Given by rolltrack; edits and deletes refer to it.", ask="never"
    )
    start: Stamp = answer(
        "Start",
        "Local time with its offset from UTC, such as 2026-11-21T18:30:05+01:00.",
        ask="every day",
        default=...,
    )
    kind: Literal["session", "check-in"] = answer(
        "Kind",
        "A session is rolling. A check-in is a rating without rolling, so that rest days have "
        "pain too.",
        ask="every day",
        default="session",
    )
    routine: Answer[Key] = answer(
        "Routine",
        "Which routine you followed.",
        daily="main",
        ask="every day",
        sessions_only=True,
        carried=True,
    )
    minutes: Answer[Minutes] = answer(
        "Minutes",
        "Time actually rolled.",
        unit="min",
        daily="sum",
        ask="every day",
        sessions_only=True,
        carried=True,
        within=Within("kind", {"check-in": (0, 0)}),
    )
    areas: Annotated[tuple[Area, ...], Areas] = answer(
        "Areas", "Where you rolled.", sessions_only=True, carried=True, default=()
    )
    roller: Answer[Literal["soft", "medium", "firm"]] = answer(
        "Roller", "How dense the roller is.", daily="main", sessions_only=True, carried=True
    )
    pressure: Answer[Rating] = answer(
        "Pressure",
        "How hard you pressed.",
        ends=("no pressure", "as hard as you could"),
        daily="mean",
        sessions_only=True,
    )
    pain_before: Answer[Rating] = answer(
        "Pain before rolling",
        "Right now.",
        ends=_PAIN,
        better="lower",
        daily="first",
        day_name="pain",
        rest_label="Pain",
        ask="every day",
    )
    pain_after: Answer[Rating] = answer(
        "Pain after rolling",
        "Right after.",
        ends=_PAIN,
        better="lower",
        ask="every day",
        sessions_only=True,
    )
    tension_before: Answer[Rating] = answer(
        "Tension before rolling",
        "How tight it feels.",
        ends=_TENSION,
        better="lower",
        daily="first",
        day_name="tension",
        rest_label="Tension",
    )
    tension_after: Answer[Rating] = answer(
        "Tension after rolling",
        "How tight it feels right after.",
        ends=_TENSION,
        better="lower",
        sessions_only=True,
    )
    flexibility_test: Answer[FlexibilityTest] = answer(
        "Flexibility test",
        "Which test you did. Stay with one, to compare like with like.",
        carried=True,
        words={key: test.label for key, test in FLEXIBILITY_TESTS.items()},
    )
    flexibility_before: Answer[Length] = answer(
        "Flexibility before rolling",
        "In the test's own unit: the middle of three tries.",
        daily="first",
        day_name="flexibility",
        rest_label="Flexibility",
        within=_IN_THE_TESTS_RANGE,
    )
    flexibility_after: Answer[Length] = answer(
        "Flexibility after rolling",
        "In the test's own unit: the middle of three tries.",
        sessions_only=True,
        within=_IN_THE_TESTS_RANGE,
    )
    activity: Answer[Rating] = answer(
        "Activity",
        "How well you can do the activity you chose.",
        ends=("not at all", "as well as you would like"),
        better="higher",
        daily="first",
    )
    posture: Answer[Rating] = answer(
        "Posture",
        "If you like. Posture has not been shown to cause back pain.",
        ends=("poor", "very good"),
        better="higher",
        daily="first",
    )
    sleep_minutes: Answer[DayMinutes] = answer(
        "Sleep", "Time asleep the night before.", unit="min", better="higher", daily="once"
    )
    medication: Answer[FreeText] = answer(
        "Medication", "As you would say it. It is shown, never advised on.", daily="text"
    )
    exercise_minutes: Answer[DayMinutes] = answer(
        "Other exercise", "Other exercise that day, apart from rolling.", unit="min", daily="sum"
    )
    popped: Answer[Flag] = answer(
        "Popped",
        "Whether the back cracked. It means nothing good or bad.",
        daily="any",
        sessions_only=True,
    )
    stopped_for_pain: Answer[Flag] = answer(
        "Stopped for pain", "Whether you stopped because it hurt.", daily="any", sessions_only=True
    )
    side_effect: Answer[FreeText] = answer(
        "Side effect", "A bruise, headache, tingling, or anything else.", daily="text"
    )
    notes: Answer[FreeText] = answer("Notes", "One line, in your words.")

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise InvalidEntry(_sentences(error, values)) from None
        except InvalidValue as error:
            raise InvalidEntry({error.column: str(error)}) from None

    @model_validator(mode="after")
    def _fits_together(self) -> Entry:
        for name, within in _WITHIN.items():
            value = getattr(self, name)
            if value is not None and not within.fits(value, getattr(self, within.column)):
                self._refuse(name, value)
        return self

    def _refuse(self, name: str, value: int) -> NoReturn:
        """Say why a number does not go with another answer. Raises ``InvalidValue``."""
        if name == "minutes":
            why = mark(
                "{column} must be empty or 0 for a check-in, got {value}; "
                "for rolling, choose session"
            )
            raise InvalidValue(name, say(why, column=name, value=value))
        if self.flexibility_test is None:
            why = mark("flexibility_test must be named when {column} is filled in")
            raise InvalidValue("flexibility_test", say(why, column=name))
        test = FLEXIBILITY_TESTS[self.flexibility_test]
        why = mark("{column} must be a whole number from {low} to {high} ({axis}), got {value}")
        values = {"low": test.low, "high": test.high, "axis": test.axis, "value": value}
        raise InvalidValue(name, say(why, column=name, **values))

    @classmethod
    def from_text(cls, row: Mapping[str, str]) -> Entry:
        """The entry that a row of texts (column name to text, as in the file) stands for.

        Missing columns count as empty; names that are no column of rolltrack are an error.
        Raises ``InvalidEntry`` that names every column at fault.

        >>> Entry.from_text({"start": "2026-11-21T18:30:05+01:00", "minutes": "7.0"}).minutes
        7
        """
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for name, text in row.items():
            try:
                values[name] = COLUMNS[name].parse(text) if name in COLUMNS else text
            except InvalidValue as error:
                wrong[name] = str(error)
        answered = {name: value for name, value in values.items() if value is not None}
        try:
            entry = cls(**answered)
        except InvalidEntry as error:
            wrong = error.sentences | wrong
        if wrong:
            in_order = {name: wrong[name] for name in row if name in wrong}
            raise InvalidEntry(in_order | wrong)
        return entry

    def texts(self) -> dict[str, str]:
        """Column name to text, as a person would type it; empty where not answered.

        >>> Entry(start="2026-11-21T18:30:05+01:00", popped=False).texts()["popped"]
        'no'
        """
        return {name: column.text(getattr(self, name)) for name, column in COLUMNS.items()}

    def in_words(self, *, dated: bool = True) -> str:
        """The entry in a few words, for messages: how long it was, its day, and its first rating.

        >>> entry = Entry(start="2026-11-21T18:30:05+01:00", minutes=8, pain_before=6, pain_after=4)
        >>> entry.in_words()
        '8 min on 21 November 2026, pain 6 → 4'
        """
        if self.kind == "check-in":
            words = say("Check-in")
        elif self.minutes is None:
            words = say("Session")
        else:
            words = say("{number} min", number=self.minutes)
        if dated:
            words = say("{what} on {day}", what=words, day=date_words(self.start.date()))
        rated = self._first_rating()
        return say("{what}, {rated}", what=words, rated=rated) if rated else words

    def _first_rating(self) -> str:
        """What was rated before rolling and after it, such as pain; empty where nothing was."""
        for name, column in COLUMNS.items():
            if column.daily not in ("first", "once") or getattr(self, name) is None:
                continue
            label, unit = column.rest_label, column.unit
            if column.day_name == "flexibility" and self.flexibility_test:
                test = FLEXIBILITY_TESTS[self.flexibility_test]
                label, unit = say(test.label), "" if test.is_rating else say(test.unit)
            pair = dict.fromkeys((name, name.replace("_before", "_after")))
            rated = [column.text(getattr(self, each)) for each in pair]
            return f"{label.lower()} {' → '.join(filter(None, rated))} {unit}".rstrip()
        return ""

    def changed(self, **changes: Any) -> Entry:
        """A checked copy with other values; see the class for what is raised."""
        values = {name: getattr(self, name) for name in COLUMNS}
        return type(self)(**(values | changes))


COLUMNS: Mapping[str, Column] = MappingProxyType(
    {name: column_of(name, field) for name, field in Entry.model_fields.items()}
)
_WITHIN: Mapping[str, Within] = {
    name: column.about.within for name, column in COLUMNS.items() if column.about.within
}


def _sentences(error: ValidationError, values: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in error.errors():
        name = str(problem["loc"][0]) if problem["loc"] else ""
        if name not in COLUMNS:
            found[name] = say("rolltrack has no column called {name}", name=visible(name))
        else:
            found.setdefault(name, COLUMNS[name].sentence(values.get(name)))
    return found


def data_dictionary() -> str:
    """The columns as a Markdown table, for the README.

    >>> print(data_dictionary().splitlines()[0])
    | column | what it takes | meaning |
    """
    lines = ["| column | what it takes | meaning |", "|---|---|---|"]
    for column in COLUMNS.values():
        unit = f" ({column.unit})" if column.unit else ""
        takes = (column.expected + unit).replace("|", "\\|")
        better = {"lower": "Lower is better.", "higher": "Higher is better.", None: ""}
        meaning = f"{column.help} {better[column.better]}".rstrip()
        lines.append(f"| `{column.name}` | {takes} | {meaning} |")
    return "\n".join(lines)
