"""What the page says: every number with where it comes from, and only what the person chose."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.days.change import since_first_weeks
from rolltrack.days.outcome import outcomes_in
from rolltrack.entry.entry import Entry
from rolltrack.helping.plan import plan_experiment
from rolltrack.helping.plan_file import plan_path, save_plan
from rolltrack.log.settings_file import change_settings
from rolltrack.page import lines
from rolltrack.page.period import period_of
from rolltrack.page.summary import Summary, summarise
from rolltrack.page.titles import SECTIONS

ZONE = dt.timezone(dt.timedelta(hours=1))


@pytest.fixture
def empty(tmp_path: Path) -> rt.SessionLog:
    return rt.SessionLog(tmp_path / "sessions.csv")


def said(log: rt.SessionLog, start: Any = None, end: Any = None, **chosen: Any) -> Summary:
    return summarise(period_of(log, start, end), rt.Choices(**chosen), dt.date(2026, 11, 21))


def all_words(summary: Summary) -> str:
    parts = [*summary.facts, *summary.goals, summary.finding, summary.meaning, *summary.notes]
    parts += [text for answer in summary.helping for text in (answer.plain, answer.numbers)]
    parts += [summary.limits, *summary.help, summary.made, summary.title]
    parts += [line for section in summary.sections for line in (section.title, *section.lines)]
    parts += [value for row in summary.measures for value in map(str, vars(row).values())]
    return "\n".join(parts)


def log_days(log: rt.SessionLog, days: int, **values: Any) -> None:
    first = dt.datetime(2026, 9, 1, 18, 0, tzinfo=ZONE)
    log.append_many(Entry(start=first + dt.timedelta(days=n), **values) for n in range(days))


def section(summary: Summary, key: str) -> str:
    return "\n".join(next(each for each in summary.sections if each.key == key).lines)


def test_the_head_tells_the_period_and_what_is_missing(sample: rt.SessionLog) -> None:
    facts = said(sample).facts
    state = rt.days_of(sample)["state"]
    known = int(state.isin(("rolled", "rest")).sum())
    assert facts == (
        "18 May – 15 Nov 2026",
        f"entries on {known} of 182 days",
        f"{182 - known} missing",
        "self-reported",
    )


def test_days_before_the_first_entry_and_days_to_come_are_not_missing(
    sample: rt.SessionLog,
) -> None:
    day = dt.date(2026, 11, 18)
    whole = summarise(period_of(sample), today=day).facts
    early = period_of(sample, "2026-01-01", "2026-11-15")
    assert summarise(early, today=day).facts[1:] == whole[1:]
    late = summarise(period_of(sample, end="2026-12-24"), today=day).facts
    assert late[1:3] == ("entries on 152 of 185 days", "33 missing")
    none = summarise(period_of(sample, "2020-01-01", "2020-02-01"), today=day).facts
    assert none[1:] == ("no entries", "self-reported")


def test_a_session_of_no_minutes_is_no_session_anywhere_on_the_page(
    sample: rt.SessionLog,
) -> None:
    before = said(sample)
    zero = rt.Entry(
        start="2026-11-15T20:00:00+01:00", minutes=0, pain_before=9, pain_after=2,
        routine="slow_full_pass", stopped_for_pain=True,
    )  # fmt: skip
    sample.append(zero)
    assert section(said(sample), "rolling") == section(before, "rolling")
    routines = rt.plot_routines(sample.frame()).numbers
    assert routines["sessions"].sum() == 84


def test_paused_days_and_lines_that_cannot_be_read_are_told(sample: rt.SessionLog) -> None:
    state = rt.days_of(sample)["state"]
    unknown = state.index[state.eq("unknown")][0].date()
    with sample.path.with_name("rolltrack.toml").open("a", encoding="utf-8") as more:
        more.write(f"\n[[pauses]]\nfirst = {unknown}\nlast = {unknown}\n")
    with sample.path.open("a", encoding="utf-8") as more:
        more.write("r_bcdfghjklm,no date at all,session\n")
    facts = said(sample).facts
    assert facts[2:4] == ("29 missing", "1 paused")
    assert "1 line of the log not readable" in facts


def test_an_entry_that_is_kept_and_not_yet_in_the_file_is_told(sample: rt.SessionLog) -> None:
    aside = sample.path.rename(sample.path.with_name("aside"))
    sample.path.write_bytes("start;Größe\n".encode("utf-16"))
    sample.append(rt.Entry(start="2026-11-15T18:00:00+01:00", minutes=8))
    aside.replace(sample.path)
    assert "1 saved and not yet in the file" in said(sample).facts
    sample.append(rt.Entry(start="2026-11-15T19:00:00+01:00", minutes=8))
    assert not any("not yet" in fact for fact in said(sample).facts)


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


def test_the_answer_is_that_of_the_whole_log_whatever_the_period(sample: rt.SessionLog) -> None:
    whole = rt.is_it_helping(rt.days_of(sample))
    (answer,) = said(sample, "2026-10-19").helping
    assert answer.plain == whole.plain
    assert answer.numbers == f"From the whole log: {whole.numbers}"


def test_the_experiment_says_how_far_it_is(sample: rt.SessionLog) -> None:
    save_plan(sample.path, plan_experiment(dt.date.today() + dt.timedelta(days=1), seed=1))
    assert said(sample).helping[1].plain.startswith("From the experiment: ")
    assert said(sample, hidden={"pain"}).helping == ()
    plan_path(sample.path).write_text("{}", encoding="utf-8")
    assert "cannot be used" in said(sample).helping[1].plain


def test_dose_adherence_and_what_was_used(sample: rt.SessionLog) -> None:
    rolling = section(said(sample), "rolling")
    days = rt.days_of(sample)
    over = int((days["minutes"] > 10).sum())
    assert f"{over} days over 10 minutes" in rolling
    assert "Upper-back release 49×" in rolling
    assert "Aim of 40 minutes a week: reached in " in rolling
    assert re.search(r"\d\.\d a week since 8 Jun 2026; median 8 minutes a session", rolling)


def test_stops_and_medication_stand_as_typed_with_dates(sample: rt.SessionLog) -> None:
    summary = said(sample)
    assert "Stopped for pain: 13 Aug 2026." in section(summary, "stops")
    assert "as typed: ibuprofen 400 mg (4 days, 1 Jun – 15 Aug 2026)" in section(
        summary, "medication"
    )
    assert "Other exercise: on 14 days, median 30 minutes." in section(summary, "medication")


def test_two_stops_in_a_fortnight_say_where_to_get_advice(empty: rt.SessionLog) -> None:
    log_days(empty, 3, minutes=5, stopped_for_pain=True, side_effect="tingling")
    lines = section(said(empty), "stops")
    assert "1 Sept 2026, 2 Sept 2026, 3 Sept 2026" in lines
    assert "Side effects, as typed: tingling (3 days, 1 Sept – 3 Sept 2026)" in lines
    assert "advice" in lines


def test_many_different_words_are_shortened_where_everyone_sees_it(empty: rt.SessionLog) -> None:
    first = dt.datetime(2026, 9, 1, 18, 0, tzinfo=ZONE)
    empty.append_many(
        Entry(
            start=first + dt.timedelta(days=n),
            minutes=5,
            medication=f"pill {n} " + "x" * 300,
            areas=("upper_back", "mid_back", "lower_ribs", "shoulders", "hips"),
        )
        for n in range(6)
    )
    summary = said(empty)
    assert "and 2 more" in section(summary, "medication")
    assert "xx … (" in section(summary, "medication")
    assert " and 1 more" in section(summary, "rolling")


def test_check_ins_alone_are_no_rolling(empty: rt.SessionLog) -> None:
    log_days(empty, 3, kind="check-in", pain_before=4)
    assert section(said(empty), "rolling") == "No rolling in this period."


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


def test_goal_and_question_are_those_typed_or_else_those_of_the_settings(
    sample: rt.SessionLog,
) -> None:
    sample.path.with_name("rolltrack.toml").write_text(
        'goal = "Sit"\nactivity = "Stairs"\nquestion = "Firmer?"\n', encoding="utf-8"
    )
    assert said(sample).goals == ("Goal: Sit", "Activity: Stairs", "Question: Firmer?")
    assert said(sample, goal="Lie", question="").goals == ("Goal: Lie", "Activity: Stairs")


def test_the_name_is_there_only_when_given(sample: rt.SessionLog) -> None:
    assert said(sample).name == ""
    assert said(sample, name=" Alex \n B ").name == "Alex B"


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


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 session on 1 day with an entry; median 5 minutes a session; 0 days over"),
        (13, "13 sessions on 13 of 13 days with an entry; median"),
        (14, "14 sessions on 14 of 14 days with an entry, 7.0 a week since 1 Sept 2026; median"),
    ],
)
def test_a_number_a_week_is_said_from_two_weeks_on(
    empty: rt.SessionLog, days: int, words: str
) -> None:
    log_days(empty, days, minutes=5)
    assert words in section(said(empty), "rolling")


def test_an_aim_without_a_whole_week_is_not_counted(empty: rt.SessionLog) -> None:
    log_days(empty, 1, minutes=1)
    change_settings(empty.path, weekly_aim_minutes=40)
    rolling = section(said(empty), "rolling")
    assert "Aim of 40 minutes a week: no week without missing days yet." in rolling
    assert "median 1 minute a session" in rolling


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


def test_entries_that_can_hardly_be_meant_are_left_out_and_that_is_said(
    sample: rt.SessionLog,
) -> None:
    before = said(sample)
    strays = ("2062-03-01T08:00:00+01:00", "1970-01-01T08:00:00+01:00")
    with sample.path.open("a", encoding="utf-8") as more:
        for n, start in enumerate(strays):
            row = [f"r_bbbbbbbbb{'bc'[n]}", start, "session", "", "99", "", "", "", "10", "10"]
            more.write(",".join(row + [""] * 14) + "\n")
    seen = said(sample)
    left_out = "2 entries left out: their dates can hardly be meant"
    assert seen.facts == (*before.facts[:-1], left_out, before.facts[-1])
    assert seen.finding == before.finding
    assert seen.measures == before.measures
    assert seen.sections == before.sections
    copy = rt.write_summary(sample, sample.path.with_name("copy.csv"))
    assert rt.SessionLog(copy).entries() == sample.entries()
