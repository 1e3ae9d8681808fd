"""Answers as a friend would say them: every verdict of every outcome."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

import rolltrack
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.entry.flexibility import FLEXIBILITY_TESTS
from rolltrack.helping.answer import Compared, Shown, Source, Verdict
from rolltrack.helping.from_log import is_it_helping
from rolltrack.helping.plain import plain, why
from tests.benchmarks.calibration import frames
from tests.benchmarks.worlds import WORLDS, simulate
from tests.diaries import made_up

OUTCOMES = [
    outcome(name)
    for name in (
        *("pain", "tension", "activity", "posture", "sleep_minutes"),
        *(f"flexibility_{key}" for key in FLEXIBILITY_TESTS),
    )
]
NEAR: Shown = (0.1, -0.2, 0.3)
FIRST = {
    Verdict.HELPING: "Yes: ",
    Verdict.PROMISING: "Perhaps: ",
    Verdict.WORSE: "No: ",
    Verdict.NO_BENEFIT: "No: ",
    Verdict.CANNOT_TELL_YET: "It is not clear yet whether ",
}


def compared() -> tuple[Verdict, ...]:
    return tuple(Verdict(value) for value in get_args(Compared))


def test_every_verdict_but_the_two_without_a_comparison_has_plain_words() -> None:
    assert set(compared()) == set(FIRST)
    assert set(Verdict) - set(FIRST) == {Verdict.TOO_LITTLE_YET, Verdict.LOG_CANNOT_TELL}


@pytest.mark.parametrize("what", OUTCOMES, ids=lambda what: what.name)
@pytest.mark.parametrize("source", get_args(Source))
def test_each_verdict_is_one_sentence_of_its_own(what: Outcome, source: Source) -> None:
    said = {verdict: plain(verdict, what, source, NEAR, 1.0) for verdict in compared()}
    assert len(set(said.values())) == len(said)
    for verdict, sentence in said.items():
        assert sentence.startswith(FIRST[verdict])
        assert (sentence.count("."), sentence[-1]) == (1, ".")
        assert not any(letter.isdigit() for letter in sentence)
        assert ("morning" in sentence) == (source == "experiment")
        assert what.name == "pain" or what.word in sentence


@pytest.mark.parametrize("what", OUTCOMES, ids=lambda what: what.name)
def test_where_harm_cannot_be_ruled_out_no_benefit_is_not_called_alike(what: Outcome) -> None:
    far = (0.9, -0.2, 2.0) if what.better == "lower" else (-0.9, -2.0, 0.2)
    alike, open_end = (plain(Verdict.NO_BENEFIT, what, "log", shown, 1.0) for shown in (NEAR, far))
    assert "about as" in alike
    assert "about as" not in open_end
    assert "or " in open_end


def test_no_benefit_is_said_first_and_its_numbers_after() -> None:
    answer = is_it_helping(made_up(days=364, noise=0.6))
    assert answer.plain == "No: the day after rolling hurts about as much as the day after rest."
    assert answer.numbers.startswith("Pain is ")
    assert answer.sentence == f"{answer.plain} {answer.numbers}"


def test_averages_that_mislead_are_explained_by_the_days_that_were_chosen() -> None:
    sore = next(world for world in WORLDS if world.name == "rolls when it hurts")
    rng = np.random.default_rng(3)
    answer = is_it_helping(next(frames(simulate(sore, 1, 364, 0.6, 0.0, rng))))
    assert answer.verdict == "no worthwhile benefit"
    assert "The plain averages are" in answer.why
    assert "days that were worse to begin with" in answer.why


def test_averages_that_agree_need_no_word() -> None:
    assert why(outcome("pain"), -1.0, (4.0, 5.1), (5.0, 5.0), 1.0) == ""


@pytest.mark.parametrize(
    ("name", "on", "words"),
    [
        ("pain", (5.0, 5.5), "better already"),
        ("activity", (5.5, 5.0), "better already"),
        ("pain", (5.5, 5.0), "They also hold"),
        ("pain", (5.0, 5.0), "They also hold"),
    ],
)
def test_only_a_start_that_points_the_same_way_is_named(
    name: str, on: tuple[float, float], words: str
) -> None:
    after = (5.2, 5.6) if name == "pain" else (5.6, 5.2)
    assert words in why(outcome(name), 0.0, after, on, 1.0)


def test_a_new_verdict_does_not_pass_mypy_before_it_has_words(tmp_path: Path) -> None:
    package = Path(rolltrack.__file__).parent
    copied = tmp_path / "rolltrack"
    for source in itertools.chain(package.rglob("*.py"), package.rglob("*.pyi")):
        place = copied / source.relative_to(package)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(source.read_text())
    declared = copied / "helping" / "answer.py"
    text = declared.read_text()
    new = text.replace(
        '    WORSE = "worse"\n', '    WORSE = "worse"\n    MIXED = "mixed"\n', 1
    ).replace("    Verdict.WORSE,\n", "    Verdict.WORSE,\n    Verdict.MIXED,\n", 1)
    assert new != text
    declared.write_text(new)
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"),
            *("--cache-dir", str(tmp_path / "cache"), "-m", "rolltrack.helping.from_experiment"),
            *("-m", "rolltrack.helping.from_log", "-m", "rolltrack.helping.plain"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"MYPYPATH": str(tmp_path), "PATH": ""},
    )
    refused = [line for line in checked.stdout.splitlines() if "assert_never" in line]
    assert {line.partition(":")[0].rpartition("/")[2] for line in refused} == {
        "from_experiment.py",
        "from_log.py",
        "plain.py",
    }
