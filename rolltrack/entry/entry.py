"""What one entry of the log is. Every column is declared once, in ``Entry``, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from rolltrack.entry.column import (
    About,
    Areas,
    Blank,
    Column,
    DayMinutes,
    Flag,
    FreeText,
    Identity,
    Key,
    Length,
    Minutes,
    Rating,
    Stamp,
    Within,
    column_of,
)
from rolltrack.entry.errors import InvalidEntry, InvalidValue
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS, FlexibilityTest

Area = Literal[
    "upper_back", "mid_back", "lower_ribs", "shoulders", "lower_back", "neck", "hips", "legs"
]
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

    id: Annotated[
        Identity | None,
        Blank,
        About("Id", "Given by rolltrack; edits and deletes refer to it.", ask="never"),
    ] = None
    start: Annotated[
        Stamp,
        About(
            "Start",
            "Local time with its offset from UTC, such as 2026-11-21T18:30:05+01:00.",
            ask="every day",
        ),
    ]
    kind: Annotated[
        Literal["session", "check-in"],
        About(
            "Kind",
            "A session is rolling. A check-in is a rating without rolling, so that rest days "
            "have pain too.",
            ask="every day",
        ),
    ] = "session"
    routine: Annotated[
        Key | None,
        Blank,
        About(
            "Routine",
            "Which routine you followed.",
            daily="main",
            ask="every day",
            sessions_only=True,
            carried=True,
        ),
    ] = None
    minutes: Annotated[
        Minutes | None,
        Blank,
        About(
            "Minutes",
            "Time actually rolled.",
            unit="min",
            daily="sum",
            ask="every day",
            sessions_only=True,
            carried=True,
            within=Within("kind", {"check-in": (0, 0)}),
        ),
    ] = None
    areas: Annotated[
        tuple[Area, ...],
        Areas,
        About("Areas", "Where you rolled.", sessions_only=True, carried=True),
    ] = ()
    roller: Annotated[
        Literal["soft", "medium", "firm"] | None,
        Blank,
        About("Roller", "How dense the roller is.", daily="main", sessions_only=True, carried=True),
    ] = None
    pressure: Annotated[
        Rating | None,
        Blank,
        About(
            "Pressure",
            "How hard you pressed.",
            ends=("no pressure", "as hard as you could"),
            daily="mean",
            sessions_only=True,
        ),
    ] = None
    pain_before: Annotated[
        Rating | None,
        Blank,
        About(
            "Pain before rolling",
            "Right now.",
            ends=("no pain", "pain as bad as you can imagine"),
            better="lower",
            daily="first",
            day_name="pain",
            rest_label="Pain",
            ask="every day",
        ),
    ] = None
    pain_after: Annotated[
        Rating | None,
        Blank,
        About(
            "Pain after rolling",
            "Right after.",
            ends=("no pain", "pain as bad as you can imagine"),
            better="lower",
            ask="every day",
            sessions_only=True,
        ),
    ] = None
    tension_before: Annotated[
        Rating | None,
        Blank,
        About(
            "Tension before rolling",
            "How tight it feels.",
            ends=("loose", "as tight as you can imagine"),
            better="lower",
            daily="first",
            day_name="tension",
            rest_label="Tension",
        ),
    ] = None
    tension_after: Annotated[
        Rating | None,
        Blank,
        About(
            "Tension after rolling",
            "How tight it feels right after.",
            ends=("loose", "as tight as you can imagine"),
            better="lower",
            sessions_only=True,
        ),
    ] = None
    flexibility_test: Annotated[
        FlexibilityTest | None,
        Blank,
        About(
            "Flexibility test",
            "Which test you did. Stay with one, to compare like with like.",
            carried=True,
            words={key: test.label for key, test in FLEXIBILITY_TESTS.items()},
        ),
    ] = None
    flexibility_before: Annotated[
        Length | None,
        Blank,
        About(
            "Flexibility before rolling",
            "In the test's own unit: the middle of three tries.",
            daily="first",
            day_name="flexibility",
            rest_label="Flexibility",
            within=_IN_THE_TESTS_RANGE,
        ),
    ] = None
    flexibility_after: Annotated[
        Length | None,
        Blank,
        About(
            "Flexibility after rolling",
            "In the test's own unit: the middle of three tries.",
            sessions_only=True,
            within=_IN_THE_TESTS_RANGE,
        ),
    ] = None
    activity: Annotated[
        Rating | None,
        Blank,
        About(
            "Activity",
            "How well you can do the activity you chose.",
            ends=("not at all", "as well as you would like"),
            better="higher",
            daily="first",
        ),
    ] = None
    posture: Annotated[
        Rating | None,
        Blank,
        About(
            "Posture",
            "If you like. Posture has not been shown to cause back pain.",
            ends=("poor", "very good"),
            better="higher",
            daily="first",
        ),
    ] = None
    sleep_minutes: Annotated[
        DayMinutes | None,
        Blank,
        About("Sleep", "Time asleep the night before.", unit="min", better="higher", daily="once"),
    ] = None
    medication: Annotated[
        FreeText | None,
        Blank,
        About("Medication", "As you would say it. It is shown, never advised on.", daily="text"),
    ] = None
    exercise_minutes: Annotated[
        DayMinutes | None,
        Blank,
        About(
            "Other exercise",
            "Other exercise that day, apart from rolling.",
            unit="min",
            daily="sum",
        ),
    ] = None
    popped: Annotated[
        Flag | None,
        Blank,
        About(
            "Popped",
            "Whether the back cracked. It means nothing good or bad.",
            daily="any",
            sessions_only=True,
        ),
    ] = None
    stopped_for_pain: Annotated[
        Flag | None,
        Blank,
        About(
            "Stopped for pain",
            "Whether you stopped because it hurt.",
            daily="any",
            sessions_only=True,
        ),
    ] = None
    side_effect: Annotated[
        FreeText | None,
        Blank,
        About("Side effect", "A bruise, headache, tingling, or anything else.", daily="text"),
    ] = None
    notes: Annotated[FreeText | None, Blank, About("Notes", "One line, in your words.")] = None

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
            value, beside = getattr(self, name), getattr(self, within.column)
            if value is None or (beside is not None and beside not in within.ranges):
                continue
            low, high = within.ranges.get(beside, (1, 0))
            if not low <= value <= high:
                self._refuse(name, value)
        return self

    def _refuse(self, name: str, value: int) -> NoReturn:
        """Say why a number does not go with another answer. Raises ``InvalidValue``."""
        if name == "minutes":
            raise InvalidValue(
                "minutes",
                f"minutes must be empty or 0 for a check-in, got {value}; "
                "for rolling, choose session",
            )
        if self.flexibility_test is None:
            raise InvalidValue(
                "flexibility_test", f"flexibility_test must be named when {name} is filled in"
            )
        test = FLEXIBILITY_TESTS[self.flexibility_test]
        raise InvalidValue(
            name,
            f"{name} must be a whole number from {test.low} to {test.high} "
            f"({test.axis}), got {value}",
        )

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
            raise InvalidEntry(error.sentences | wrong) from None
        if wrong:
            raise InvalidEntry(wrong)
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
            what = "Check-in"
        else:
            what = "Session" if self.minutes is None else f"{self.minutes} min"
        day = f" on {self.start.day} {self.start:%B %Y}" if dated else ""
        rated = self._first_rating()
        return f"{what}{day}" + (f", {rated}" if rated else "")

    def _first_rating(self) -> str:
        """What was rated before rolling and after it, such as pain; empty where nothing was."""
        for name, column in COLUMNS.items():
            if column.daily not in ("first", "once") or getattr(self, name) is None:
                continue
            label, unit = column.about.rest_label or column.label, column.unit
            if column.day_name == "flexibility" and self.flexibility_test:
                test = FLEXIBILITY_TESTS[self.flexibility_test]
                label, unit = test.label, "" if test.unit == "0–10" else test.unit
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
            found[name] = f"rolltrack has no column called {name}"
        else:
            found.setdefault(name, COLUMNS[name].sentence(values.get(name)))
    return found


def data_dictionary() -> str:
    """The columns as a Markdown table, for the README and for exports.

    >>> print(data_dictionary().splitlines()[0])
    | column | what it takes | meaning |
    """
    lines = ["| column | what it takes | meaning |", "|---|---|---|"]
    for column in COLUMNS.values():
        unit = f" ({column.unit})" if column.unit else ""
        takes = (column.expected + unit).replace("|", "\\|")
        meaning = column.help + (f" {column.better.title()} is better." if column.better else "")
        lines.append(f"| `{column.name}` | {takes} | {meaning} |")
    return "\n".join(lines)
