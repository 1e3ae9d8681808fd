"""The lines of the page: what is known and missing, goals, the answer."""

from __future__ import annotations

import datetime as dt

import rolltrack as rt
from rolltrack.helping.plan import plan_experiment
from rolltrack.helping.plan_file import plan_path, save_plan
from rolltrack.page.period import period_of
from rolltrack.page.summary import summarise
from tests.pages import said


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


def test_goal_and_question_are_those_typed_or_else_those_of_the_settings(
    sample: rt.SessionLog,
) -> None:
    sample.path.with_name("rolltrack.toml").write_text(
        'goal = "Sit"\nactivity = "Stairs"\nquestion = "Firmer?"\n', encoding="utf-8"
    )
    assert said(sample).goals == ("Goal: Sit", "Activity: Stairs", "Question: Firmer?")
    assert said(sample, goal="Lie", question="").goals == ("Goal: Lie", "Activity: Stairs")


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
