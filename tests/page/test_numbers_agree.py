"""One number, wherever it is said: charts, explorer, sentences, tables and pages of random logs."""

from __future__ import annotations

import datetime as dt
import html
import math
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from pypdf import PdfReader

import rolltrack as rt
from rolltrack.charts.explore import Choice, plot_outcome, table
from rolltrack.command.samples import write_sample
from rolltrack.days.before_after import before_after
from rolltrack.days.change import Change, change, finding
from rolltrack.days.daily import daily
from rolltrack.days.outcome import outcomes_in
from rolltrack.days.weeks import weekly
from rolltrack.page.period import period_of
from rolltrack.page.summary import Measure, summarise
from rolltrack.page.write import write_summary
from tests.diaries import entries
from tests.drawn import written

AIM, WORTHWHILE = 40, 2.0
ZONE = dt.timezone(dt.timedelta(hours=1))
TESTS = ("seated_rotation_deg", "fingertip_to_floor_mm", "rating")
SHAPES = st.tuples(
    st.sampled_from([2, 9, 45, 80, 200]),  # days
    st.sampled_from([0.0, 0.1, 0.5]),  # days without an entry
    st.sampled_from([0.0, 0.3, 0.7]),  # questions without an answer
    st.integers(0, len(TESTS)),
    st.integers(0, 10_000),  # seed
)
few = settings(
    max_examples=6,
    derandomize=True,
    phases=[Phase.generate],  # a seed has nothing to shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@contextmanager
def random_log(shape: tuple[int, float, float, int, int]) -> Iterator[rt.SessionLog]:
    """A log with check-ins, up to three sessions a day, gaps, and several flexibility tests."""
    days, gaps, unanswered, tests, seed = shape
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as folder:
        log = rt.SessionLog(Path(folder) / "sessions.csv")
        own = f"weekly_aim_minutes = {AIM}\nworthwhile_change = {WORTHWHILE}\n"
        log.path.with_name("rolltrack.toml").write_text(own, encoding="utf-8")
        first = dt.datetime(2026, 1, 1, 7, tzinfo=ZONE) + dt.timedelta(int(rng.integers(7)))
        swing = 0.0
        entries = []
        for day in range(days):
            swing = 0.6 * swing + rng.normal()
            if day and (rng.random() < gaps or 60 <= day < 60 + 40 * gaps):
                continue
            for hour in range(int(rng.integers(1, 4))):
                start = first + dt.timedelta(day, hours=4 * hour)
                entries.append(entry(start, swing - day / 60, unanswered, tests, rng))
        log.append_many(entries)
        yield log


def entry(
    start: dt.datetime, level: float, unanswered: float, tests: int, rng: np.random.Generator
) -> rt.Entry:
    rolled = bool(rng.random() < 0.5)
    value = round(5 + level)
    answers: dict[str, Any] = {
        "pain_before": min(max(value, 0), 10),
        "tension_before": min(max(value + int(rng.integers(-1, 2)), 0), 10),
        "activity": min(max(10 - value, 0), 10),
        "sleep_minutes": int(rng.normal(420, 60)),
    }
    if tests:
        test = TESTS[int(rng.integers(tests))]
        middle = 5 if test == "rating" else 45
        answers |= {"flexibility_test": test, "flexibility_before": max(middle - value, 0)}
    if rolled:
        answers |= {
            "minutes": int(rng.integers(0, 15)),
            "pain_after": min(max(value - int(rng.integers(0, 3)), 0), 10),
            "routine": ("upper_back_release", "slow_full_pass", "own")[int(rng.integers(3))],
        }
    kept = {name: answer for name, answer in answers.items() if rng.random() >= unanswered}
    if "flexibility_test" not in kept:
        kept.pop("flexibility_before", None)
    return rt.Entry(start=start, kind="session" if rolled else "check-in", **kept)


def first_and_now(seen: Change) -> tuple[str, str]:
    return seen.outcome.text(seen.baseline.value), seen.outcome.text(seen.now.value)


def section(log: rt.SessionLog) -> str:
    parts = summarise(period_of(log)).sections
    return "\n".join(line for part in parts if part.key == "rolling" for line in part.lines)


def end_of(weeks: list[Any], many: int) -> list[Any]:
    """So many weeks, or as many as hold five ratings."""
    while many < len(weeks) and sum(map(len, weeks[:many])) < 5:
        many += 1
    return weeks[:many]


@few
@given(SHAPES)
def test_a_change_is_that_of_the_ratings_themselves(shape: Any) -> None:
    with random_log(shape) as log:
        days = rt.days_of(log)
    for what in outcomes_in(days):
        seen = rt.change(days, what.name)
        ratings = days[what.name].dropna()
        monday = ratings.index - pd.to_timedelta(ratings.index.day_of_week, unit="D")
        weeks = [ratings[monday == week] for week in monday.unique()]
        begin = end_of(weeks, 3)
        first, now = (
            pd.concat([ratings[:0], *part])
            for part in (begin, end_of(weeks[len(begin) :][::-1], 4)[::-1])
        )
        for span, part in ((seen.baseline, first), (seen.now, now)):
            assert span.days == len(part)
            mean = part.mean() if len(part) else math.nan
            assert span.value == pytest.approx(mean, abs=0.51 * 10**-what.decimals, nan_ok=True)
        assert rt.baseline(days, what.name) == seen.baseline
        assert rt.weekly(days)[f"{what.name}_days"].sum() == len(ratings)
        if seen.known:
            assert seen.difference == pytest.approx(seen.now.value - seen.baseline.value)


@few
@given(SHAPES)
def test_charts_say_the_numbers_of_the_sentences(shape: Any) -> None:
    with random_log(shape) as log:
        days, frame = rt.days_of(log), log.frame()
        rolling = section(log)
        facts = summarise(period_of(log)).facts
    weeks, trends = rt.weekly(days), rt.plot_trends(days, weekly_aim=AIM)
    assert trends.finding == rt.finding(days)
    labels = [text.get_text() for text in trends.texts]
    for what in outcomes_in(days):
        if what.axis not in labels:
            continue  # plot_trends shows pain and three tests
        seen = rt.change(days, what.name)
        assert seen.sentence in trends.text_alternative
        if seen.known:
            first, now = first_and_now(seen)
            assert {f"first weeks {first}", f"now {now}"} <= set(labels)
    minutes, rolled = weeks["minutes"].sum(), int(weeks["days_rolled"].sum())
    known = int(weeks["days_known"].sum())
    assert facts[1].startswith(f"entries on {known} of {weeks['days'].sum()} day")
    assert rt.adherence(days, AIM)["minutes"].sum() == minutes
    calendar = rt.plot_calendar(days)
    assert calendar.finding.startswith(f"You rolled on {rolled} of {known} logged day")
    assert f"{minutes:.0f} minute" in calendar.finding
    if minutes:
        assert calendar.finding in trends.text_alternative
    if rolled:
        sessions = int(weeks["sessions"].sum())
        assert rolling.startswith(f"{sessions} session")
        reached = rt.adherence(days, AIM)["reached"]
        if reached.notna().any():
            assert f"reached in {reached.sum()} of {reached.notna().sum()} week" in rolling
        assert rt.before_after(frame, days).sentence in rolling
    assert rt.plot_before_after(frame, days).finding == rt.before_after(frame, days).sentence


@settings(few, max_examples=4)
@given(SHAPES)
def test_the_explorer_says_and_lists_what_charts_and_summary_do(shape: Any) -> None:
    with random_log(shape) as log:
        days, explorer = rt.days_of(log), rt.trend_explorer(log)
        measures = {row.name: row for row in summarise(period_of(log)).measures}
        helping = summarise(period_of(log)).helping
        got: list[dict[str, Any]] = []
        explorer.send = lambda content, *_: got.append(content)
        for what in outcomes_in(days):
            got.clear()
            seen = rt.change(days, what.name)
            look = {"width": 700, "theme": "light", "scale": 1}
            choice = {"outcome": what.name, "period": "all"}
            for message in ({"kind": "show", "choice": choice, "look": look}, {"kind": "table"}):
                explorer._handle_custom_msg(message, [])
            said = next(message for message in got if message["kind"] == "picture")
            assert (
                said["finding"] == explorer.finding == seen.sentence == rt.finding(days, what.name)
            )
            assert said["meaning"] == seen.meaning
            assert said["words"].startswith(seen.sentence)
            drawn = written(explorer.show(**choice))
            if seen.known:
                first, now = first_and_now(seen)
                assert f"first weeks {first}" in drawn
                assert f"now {now}" in drawn
            check_row(measures[what.name], seen)
            rows = next(message for message in got if message["kind"] == "table")["rows"]
            weeks = rt.weekly(days)
            assert [row[1] for row in rows] == [what.text(value) for value in weeks[what.name]]
            assert [row[2] for row in rows] == weeks[f"{what.name}_days"].astype(str).tolist()
            answers = [m["text"] for m in got if m["kind"] == "answer"] or [said["answer"]]
            if what.name == "pain":
                chart = rt.plot_rolled_and_rest(days, worthwhile=WORTHWHILE)
                said_there = f"{helping[0].plain} {helping[0].numbers}".strip()
                assert said_there.replace("From the whole log: ", "") == chart.finding
                assert answers == [chart.finding]


def check_row(row: Measure, seen: Change) -> None:
    """The summary's row of an outcome has the numbers of its change."""
    what = seen.outcome
    assert (row.first.value, row.now.value) == first_and_now(seen)
    for end, span in ((row.first, seen.baseline), (row.now, seen.now)):
        assert end.basis.endswith(f"n = {span.days}") or not span.days
    if not seen.known:
        words = {"too early": "too early to compare", "too few": "too few to tell"}
        assert (row.change, row.verdict) == ("–", words[seen.state])
        return
    assert row.change.lstrip("+−±").partition(" (")[0] == what.amount(seen.difference)
    assert f"usual ups and downs: {what.amount(seen.noise)}" in row.threshold
    assert ("within" in row.verdict) == (seen.state == "within noise")


@few
@given(SHAPES)
def test_pages_of_every_format_have_the_row_of_every_change(shape: Any) -> None:
    with random_log(shape) as log:
        days = rt.days_of(log)
        pages = {
            suffix: write_summary(log, log.path.with_name(f"page{suffix}")).read_text("utf-8")
            for suffix in (".md", ".html")
        }
    rows = [re.sub(r"\\(.)", r"\1", line) for line in pages[".md"].splitlines() if line[:2] == "| "]
    rows += [
        html.unescape(re.sub("<[^>]+>", "; ", row))
        for row in re.findall("<tr>(.*?)</tr>", pages[".html"], re.S)
    ]
    for what in outcomes_in(days):
        seen = rt.change(days, what.name)
        of_outcome = [row for row in rows if re.match(rf"\W*{re.escape(what.label)}\b", row)]
        assert len(of_outcome) == 2  # one a format
        for row in of_outcome:
            first, now = first_and_now(seen)
            assert f" {first}; " in row
            assert f" {now}; " in row
            if seen.known:
                assert re.search(rf"[+−±]{re.escape(what.amount(seen.difference))}\b", row)
                assert what.amount(seen.noise) in row
    sentence = rt.finding(days)
    assert f"## {sentence}" in re.sub(r"\\(.)", r"\1", pages[".md"])
    assert f">{sentence}<" in html.unescape(pages[".html"])


@settings(few, max_examples=3)
@given(SHAPES)
def test_the_pdf_says_the_finding_and_the_numbers_of_its_first_row(shape: Any) -> None:
    with random_log(shape) as log:
        days = rt.days_of(log)
        made = PdfReader(write_summary(log, log.path.with_name("page.pdf")))
        text = " ".join(made.pages[0].extract_text().split())
    assert rt.finding(days) in text
    for what in outcomes_in(days)[:1]:
        for value in first_and_now(rt.change(days, what.name)):
            assert value in text


def log_frames() -> st.SearchStrategy[pd.DataFrame]:
    return st.builds(
        entries,
        st.integers(1, 400),
        seed=st.integers(0, 10_000),
        tests=st.sampled_from([(), ("seated_rotation_deg",), ("rating", "sit_and_reach_mm")]),
    )


@settings(max_examples=5)
@given(log_frames())
def test_title_text_alternative_table_and_sentence_say_the_same_numbers(log: pd.DataFrame) -> None:
    days = daily(log)
    for what in outcomes_in(days):
        picture = plot_outcome(days, Choice(outcome=what.name))
        sentence = change(days, what.name).sentence
        assert picture.finding == finding(days, what.name) == sentence
        assert sentence in picture.text_alternative
        written = " ".join(text.get_text() for text in picture.texts)
        assert sentence.partition(". ")[0].removesuffix(".") in written
        pd.testing.assert_series_equal(
            picture.numbers[what.name], weekly(days)[what.name], check_freq=False
        )
        assert picture.numbers["days_rated"].sum() == days[what.name].count()
        by_days = table(days, Choice(outcome=what.name, by="days"))
        pd.testing.assert_series_equal(by_days[what.name], days[what.name])
    trends = rt.plot_trends(days)
    assert trends.finding == finding(days)
    assert f"{days['minutes'].sum():.0f} minutes" in rt.plot_calendar(days).finding
    relief = before_after(log, days)
    assert rt.plot_before_after(log, days).finding == relief.sentence


def test_the_summary_says_what_the_picture_says(tmp_path: Path) -> None:
    write_sample(tmp_path)
    log = rt.SessionLog(tmp_path / "sessions.csv")
    summary, days = summarise(period_of(log)), rt.days_of(log)
    chart = summary.chart()
    assert chart is not None
    assert summary.finding == rt.plot_trends(days).finding == finding(days) == chart.finding
    assert summary.finding in chart.text_alternative
    seen = change(days)
    pain = summary.measures[0]
    shown = [seen.outcome.text(span.value) for span in (seen.baseline, seen.now)]
    assert [end.value for end in (pain.first, pain.now)] == shown
