"""What the page says: every number with where it comes from, and only what the person chose."""

from __future__ import annotations

import datetime as dt
import re

import pytest

import rolltrack as rt
from rolltrack.days.change import since_first_weeks
from rolltrack.days.outcome import outcomes_in
from rolltrack.page import lines
from rolltrack.page.period import period_of
from rolltrack.page.summary import Summary, summarise
from rolltrack.page.titles import SECTIONS
from tests.pages import log_days, said, section


def all_words(summary: Summary) -> str:
    parts = [*summary.facts, *summary.goals, summary.finding, summary.meaning, *summary.notes]
    parts += [text for answer in summary.helping for text in (answer.plain, answer.numbers)]
    parts += [summary.limits, *summary.help, summary.made, summary.title]
    parts += [line for section in summary.sections for line in (section.title, *section.lines)]
    parts += [value for row in summary.measures for value in map(str, vars(row).values())]
    return "\n".join(parts)


def test_every_row_has_n_dates_direction_threshold_and_verdict(sample: rt.SessionLog) -> None:
    measures = said(sample).measures
    assert [row.name for row in measures] == [w.name for w in outcomes_in(rt.days_of(sample))]
    for row in measures:
        assert "is better" in row.direction
        for end in (row.first, row.now):
            assert re.search(r"median .+, n = \d+", end.basis)
            assert "2026" in end.dates
        assert row.threshold.startswith("usual ups and downs: ")
        assert row.verdict


def test_the_pain_row_agrees_with_change(sample: rt.SessionLog) -> None:
    seen, row = rt.change(rt.days_of(sample), "pain"), said(sample).measures[0]
    assert row.first.value == f"{seen.baseline.value:.1f}"
    assert row.now.value == f"{seen.now.value:.1f}"
    assert row.change == f"−{-seen.difference:.1f} points (−{-seen.percent:.0f} %)"
    assert "an important change: 2.0 points" in row.threshold


def test_thresholds_name_their_source(sample: rt.SessionLog) -> None:
    notes = "\n".join(said(sample).notes)
    assert "Ostelo 2008, doi 10.1097/BRS.0b013e31815e3a10" in notes
    assert "Johnson 2012" in notes


def test_the_page_for_a_physiotherapist_speaks_to_nobody_as_you(sample: rt.SessionLog) -> None:
    for start, end in ((None, None), ("2026-10-01", "2026-10-20")):
        words = all_words(summarise(period_of(sample, start, end)))
        for line in lines.get_help():  # what anyone is told about getting help
            words = words.replace(line, "")
        assert not re.findall(r"(?i)\b(?:you|your|yours)\b", words)


def test_it_says_while_and_never_because(sample: rt.SessionLog) -> None:
    words = all_words(said(sample)).lower()
    assert "while rolling" in words
    for wrong in ("because", "treats ", "relieves", "proven", "significant", "recommended dose"):
        assert wrong not in words


def test_too_few_weeks_are_told_as_that(empty: rt.SessionLog) -> None:
    log_days(empty, 3, minutes=5, pain_before=4)
    summary = said(empty)
    assert summary.measures[0].verdict == "too early to compare"
    assert summary.measures[0].threshold == "needs 3 weeks at each end"
    assert summary.measures[0].change == "–"
    assert summary.measures[0].now.value == "–"


def test_an_empty_log_still_says_where_to_get_help(empty: rt.SessionLog) -> None:
    summary = said(empty)
    assert summary.facts == ("No entries yet", "self-reported")
    assert not summary.measures
    assert summary.chart() is None
    assert summary.help[0].startswith("Get help at once: ")
    assert not empty.path.exists()


@pytest.mark.parametrize("name", SECTIONS)
def test_a_hidden_section_is_gone_and_the_limits_stay(sample: rt.SessionLog, name: str) -> None:
    parts = {
        "goals": lambda page: page.goals,
        "finding": lambda page: page.finding or page.meaning,
        "changes": lambda page: page.measures or page.notes,
        "helping": lambda page: page.helping,
        "charts": lambda page: page.chart(),
    }
    seen = parts.get(name, lambda page: [each for each in page.sections if each.key == name])
    assert seen(said(sample))
    hidden = said(sample, hidden={name})
    assert not seen(hidden)
    assert hidden.limits
    assert hidden.help


def test_a_hidden_row_is_gone_and_pain_takes_its_finding_along(sample: rt.SessionLog) -> None:
    summary = said(sample, hidden={"pain", "sleep_minutes"})
    assert not {"pain", "sleep_minutes"} & {row.name for row in summary.measures}
    assert summary.finding == ""
    assert summary.meaning == ""


def test_hidden_pain_is_nowhere_else_on_the_page(sample: rt.SessionLog) -> None:
    summary = said(sample, hidden={"pain"})
    assert summary.chart() is None
    assert not any(re.search(r"\bPain (is|was)\b", str(answer)) for answer in summary.helping)
    assert "Pain was" not in section(summary, "rolling")


def test_the_name_is_there_only_when_given(sample: rt.SessionLog) -> None:
    assert said(sample).name == ""
    assert said(sample, name=" Alex \n B ").name == "Alex B"


def test_a_period_without_entries_says_where_the_log_has_some(sample: rt.SessionLog) -> None:
    summary = said(sample, "2026-12-01")
    assert summary.facts[1] == "no entries"
    assert summary.finding == (
        "No entries in this period. The log has some from 18 May 2026 to 15 November 2026."
    )
    assert not summary.measures
    assert summary.help


def test_a_part_of_the_log_is_compared_with_itself_and_then_with_the_first_weeks(
    sample: rt.SessionLog,
) -> None:
    whole, part = said(sample), said(sample, "2026-10-19")
    assert whole.since_first_weeks == ""
    assert whole.headings[1:3] == ("First weeks", "Now")
    assert part.headings[1:3] == ("At its start", "At its end")
    days, shown = rt.days_of(sample), (dt.date(2026, 10, 19), dt.date(2026, 11, 15))
    assert part.finding == rt.change(days, "pain", shown=shown).sentence
    assert "at the start of these 4 weeks" in part.finding
    since = since_first_weeks(days, "pain", shown)
    assert since is not None
    assert part.since_first_weeks == since.sentence
    assert "in the first weeks" in part.since_first_weeks
    chart = part.chart()
    assert chart is not None
    assert chart.finding == part.finding
    assert part.finding in chart.text_alternative
