"""Every chart, by what is drawn in it: artists, words, colours, and the room that words take."""

from __future__ import annotations

import base64
import datetime as dt
import functools
import io
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from PIL import Image

import rolltrack as rt
from rolltrack.charts.explore import Choice, LivePicture, plot_outcome
from rolltrack.charts.minutes import bars
from rolltrack.charts.picture import NARROWEST, Picture
from rolltrack.charts.ratings import MEAN
from rolltrack.charts.sessions import compared
from rolltrack.charts.style import DOTS_PER_INCH, THEMES, Theme
from rolltrack.command.samples import write_sample
from rolltrack.days.daily import daily
from rolltrack.days.flares import flare_ups
from rolltrack.days.noise import repeatability
from rolltrack.days.of_log import named
from rolltrack.days.weeks import weekly
from rolltrack.entry.errors import RolltrackError
from rolltrack.page.chart import page_chart
from tests.diaries import entries
from tests.drawn import badly_placed, boxes, texts_of, written

TESTS = ("seated_rotation_deg", "sit_and_reach_mm", "rating")
CHARTS: dict[str, Callable[..., Picture]] = {
    "trends": lambda _, days, **look: rt.plot_trends(days, weekly_aim=60, **look),
    "calendar": lambda _, days, **look: rt.plot_calendar(days, **look),
    "before and after": lambda log, _, **look: rt.plot_before_after(log, **look),
    "flare-up": lambda _, days, **look: rt.plot_flare_up(days, **look),
    "rolled and rest": lambda _, days, **look: rt.plot_rolled_and_rest(days, **look),
    "sleep after": lambda _, days, **look: rt.plot_rolled_and_rest(days, "sleep_minutes", **look),
    "routines": lambda log, _, **look: rt.plot_routines(log, **look),
    "rollers": lambda log, _, **look: rt.plot_rollers(log, **look),
    "weeks": lambda _, days, **look: rt.plot_weeks(days, **look),
    "weeks of sleep": lambda _, days, **look: rt.plot_weeks(days, "sleep_minutes", **look),
    "outcome": lambda _, days, **look: plot_outcome(days, Choice(), **look),
    "outcome by days": lambda _, days, **look: plot_outcome(days, Choice(by="days"), **look),
    "sleep": lambda _, days, **look: plot_outcome(days, Choice("sleep_minutes"), **look),
    "test": lambda _, days, **look: plot_outcome(
        days, Choice("flexibility_seated_rotation_deg"), **look
    ),
}


@functools.cache
def log(days: int = 126, seed: int = 1) -> pd.DataFrame:
    return entries(days, seed=seed, tests=TESTS)


@functools.cache
def diary(days: int = 126) -> pd.DataFrame:
    return daily(log(days))


def unrated() -> pd.DataFrame:
    """Sessions without a single answer."""
    frame = log(40).copy()
    rated = [name for name in frame if name not in ("start", "kind", "routine", "roller")]
    return frame.assign(**{name: np.nan for name in rated if frame[name].dtype.kind == "f"})


EDGES = {
    "nothing": lambda: log(7).iloc[:0],
    "one entry": lambda: log(1),
    "one week": lambda: log(7),
    "one entry in ten years, twice": lambda: log(3650).iloc[[0, -1]],
    "gaps": lambda: log(300).iloc[::9],
    "no answers": unrated,
    "ten years": lambda: log(3650),
}


def panel(picture: Picture, label: str) -> Axes:
    return next(axes for axes in picture.axes if axes.get_label() == label)


def line(axes: Axes, label: str) -> tuple[Any, Any]:
    found = next(found for found in axes.get_lines() if found.get_label() == label)
    return np.asarray(found.get_xdata(), dtype=float), np.asarray(found.get_ydata(), dtype=float)


def ordinals(index: pd.Index) -> Any:
    return pd.DatetimeIndex(index).to_numpy("M8[D]").astype(float)


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_works_on_every_log_and_says_what_it_shows(chart: str, edge: str) -> None:
    frame = EDGES[edge]()
    picture = CHARTS[chart](frame, daily(frame), theme="dark")
    assert picture.finding
    assert picture.text_alternative.startswith(picture.finding.removesuffix("."))
    assert picture.finding.partition(". ")[0][:20] in written(picture)
    assert isinstance(picture.numbers, pd.DataFrame)
    assert "nan" not in f"{picture.text_alternative} {written(picture)}".lower()


@pytest.mark.parametrize("width", [480, 900, 1600])
@pytest.mark.parametrize("length", [1, 2, 7, 30, 126, 400, 3650])
def test_no_word_is_clipped_or_lies_on_another(length: int, width: int) -> None:
    shown = {"trends", "calendar", "outcome by days", "weeks"} if length in (2, 400) else CHARTS
    for chart in shown:
        picture = CHARTS[chart](log(length), diary(length), width=width)
        assert picture.size[0] == width
        assert not badly_placed(picture), chart


@pytest.mark.parametrize("width", [100, 9000])
def test_paper_is_never_too_narrow_or_too_wide_for_its_words(width: int) -> None:
    for chart in CHARTS:
        assert not badly_placed(CHARTS[chart](log(), diary(), width=width)), chart


def test_words_that_lie_on_each_other_or_over_the_edge_are_found() -> None:
    picture = Picture(480, 100)
    for x, text in ((60, "one"), (70, "two"), (460, "over the edge")):
        picture.write(x, 50, text)
    assert badly_placed(picture) == [("over the edge",), ("one", "two")]
    assert len(boxes(rt.plot_trends(diary()))) > 25


def test_the_page_for_a_physiotherapist_has_its_words_in_place() -> None:
    for length in (1, 7, 126, 3650):
        picture = page_chart(diary(length), weekly_aim=60)
        assert not badly_placed(picture)
        assert "lower is better" in written(picture)


def test_the_page_shows_a_test_by_its_own_scale() -> None:
    days = diary()[["state", "flexibility_seated_rotation_deg"]].assign(minutes=np.nan)
    picture = page_chart(days)
    low, high = picture.axes[0].get_ylim()
    assert 20 < low < high < 70
    assert len(picture.axes) == 1


def test_dots_are_the_ratings_and_nothing_else() -> None:
    days = diary()
    x, y = line(panel(rt.plot_trends(days), "Pain before rolling, 0–10"), "days")
    assert np.array_equal(x, ordinals(days.index))
    assert np.array_equal(y, days["pain"].to_numpy(), equal_nan=True)


def test_in_a_long_picture_a_dot_is_a_week() -> None:
    days = diary(400)
    x, y = line(panel(rt.plot_trends(days), "Pain before rolling, 0–10"), "weeks")
    weeks = weekly(days)
    assert np.array_equal(x, ordinals(weeks.index) + 3)
    assert np.array_equal(y, weeks["pain"].to_numpy(), equal_nan=True)


def test_the_line_breaks_where_two_weeks_have_no_rating() -> None:
    days = diary().copy()
    days.iloc[40:60, days.columns.get_loc("pain")] = np.nan
    x, y = line(panel(rt.plot_trends(days), "Pain before rolling, 0–10"), MEAN)
    assert np.isnan(y).sum() == 1
    apart = np.diff(x[~np.isnan(x)])
    assert np.count_nonzero(apart > 14) == 1
    assert not np.count_nonzero(y == 0)


def test_missing_is_not_zero() -> None:
    days = diary()
    minutes = bars(days, 2000)
    assert minutes.per == "day"
    total = sum(minutes.stacks.values(), np.zeros(len(days)))
    assert total.sum() == days["minutes"].sum()
    rest, _ = line(panel(rt.plot_trends(days), "Minutes rolled a day"), "rest")
    assert np.array_equal(rest, ordinals(days.index[days["state"] == "rest"]))
    unknown = ordinals(days.index[days["state"] == "unknown"])
    assert len(unknown)
    assert not set(rest) & set(unknown)


@pytest.mark.parametrize(("length", "per"), [(126, "day"), (400, "week"), (3650, "month")])
def test_minutes_of_bars_add_up_to_those_of_the_log(length: int, per: str) -> None:
    days = diary(length)
    shown = bars(days, 800)
    assert shown.per == per
    assert sum(stack.sum() for stack in shown.stacks.values()) == days["minutes"].sum()
    assert np.all(shown.left[1:] >= shown.right[:-1])


def test_minutes_without_a_routine_and_beyond_four_are_still_there() -> None:
    days = diary().copy()
    rolled = days["minutes"] > 0
    days["routine"] = days["routine"].astype(object)
    days.loc[rolled, "routine"] = [f"own_{at % 7}" for at in range(int(rolled.sum()))]
    named = bars(days, 2000).stacks
    assert (len(named), list(named)[-1]) == (4, "other")
    assert sum(stack.sum() for stack in named.values()) == days["minutes"].sum()
    days["routine"] = np.nan
    days["routine"] = days["routine"].astype("str")
    assert list(bars(days, 2000).stacks) == ["no routine named"]


def test_directions_are_never_mixed_on_one_axis() -> None:
    picture = rt.plot_trends(diary())
    headers = [axes.get_label() for axes in picture.axes]
    assert len(set(headers)) == len(headers) == 5  # pain, three tests, minutes
    for axes in picture.axes:
        assert len([at for at in axes.get_lines() if at.get_label() == MEAN]) <= 1
        assert not axes.child_axes
        twins = axes.get_shared_x_axes().get_siblings(axes)
        assert [other for other in twins if other.bbox.bounds == axes.bbox.bounds] == [axes]
    assert "↓ lower is better" in written(picture)
    assert "↑ higher is better" in written(picture)


def test_a_scale_is_shown_whole_so_that_small_changes_look_small() -> None:
    low, high = panel(rt.plot_trends(diary()), "Pain before rolling, 0–10").get_ylim()
    assert (low, round(high)) == (0, 10)


def test_the_band_of_a_test_is_the_persons_own_repeatability() -> None:
    days = diary()
    axes = panel(rt.plot_trends(days), "Seated rotation, degrees")
    own = repeatability(days, "flexibility_seated_rotation_deg")
    x, y = line(axes, MEAN)
    (band,) = axes.collections
    corners = band.get_paths()[0].vertices
    for at, value in zip(x[:5], y[:5], strict=True):
        ends = corners[corners[:, 0] == at, 1]
        assert (ends.min(), ends.max()) == pytest.approx((value - own, value + own))
    assert "band: your own repeatability" in written(rt.plot_trends(days))


def test_the_days_before_rolling_and_the_flare_up_are_named() -> None:
    words = written(rt.plot_trends(diary(), width=1200))
    assert "before rolling" in words
    assert "flare-up" in words


def test_the_aim_stands_where_a_bar_is_a_week() -> None:
    assert "aim 60 min" in written(rt.plot_trends(diary(400), weekly_aim=60))
    assert "aim" not in written(rt.plot_trends(diary(400)))
    assert "article: 10 min" in written(rt.plot_trends(diary()))
    assert "10 min" not in written(rt.plot_trends(diary(), weekly_aim=60))
    weeks = Choice(by="weeks")
    assert "aim 60 min" in written(plot_outcome(diary(), weeks, weekly_aim=60))


def test_each_day_of_the_calendar_is_in_its_week_and_row() -> None:
    days = diary()
    axes = panel(rt.plot_calendar(days), "calendar")
    drawn = [path.vertices[0] for at in axes.collections for path in at.get_paths()]
    cells = np.array(drawn)
    known = days.index[days["state"].isin(["rolled", "rest"])]
    monday = days.index[0] - pd.Timedelta(days=days.index[0].day_of_week)
    expected = {((day - monday).days // 7, day.day_of_week) for day in known}
    assert {(int(x), int(y)) for x, y in cells} == expected
    assert len(cells) == len(known)


def test_a_long_calendar_has_a_block_a_year_with_its_minutes_in_words() -> None:
    days = diary(400)
    picture = rt.plot_calendar(days)
    assert len(picture.axes) == 2
    for year, part in days.groupby(pd.DatetimeIndex(days.index).year):
        assert f"{year}: {part['minutes'].sum():.0f} minutes." in picture.text_alternative


def test_a_pause_is_a_dot_in_the_calendar() -> None:
    frame = log(30)
    gap = frame.iloc[[0, -1]]
    days = daily(gap, pauses=[(dt.date(2026, 7, 10), dt.date(2026, 7, 12))])
    picture = rt.plot_calendar(days)
    (dots,) = panel(picture, "calendar").get_lines()
    assert len(np.asarray(dots.get_xdata())) == 3
    assert "• paused" in written(picture)
    assert "paused" not in written(rt.plot_calendar(diary()))


def test_the_first_month_of_a_calendar_is_named_where_there_is_room() -> None:
    days = diary()
    for first, month in (("2026-07-06", "Jul"), ("2026-08-10", "Aug"), ("2026-08-26", "Sep")):
        words = written(rt.plot_calendar(days.loc[first:])).split("2026 ")[-1]
        assert re.search("Jul|Aug|Sep", words)[0] == month


def test_a_part_says_that_the_comparison_is_that_of_the_whole_log() -> None:
    days = diary()
    part = Choice(first=dt.date(2026, 8, 1), last=dt.date(2026, 8, 31))
    assert "1 Aug – 31 Aug 2026 · compared over the whole log" in written(plot_outcome(days, part))
    assert "whole log" not in written(plot_outcome(days, Choice()))
    nothing = written(plot_outcome(days, Choice(last=dt.date(2025, 1, 31))))
    assert nothing == "No ratings of pain in this period The log spans 6 Jul – 8 Nov 2026."


def test_no_flare_up_asks_nobody_to_log_who_did() -> None:
    assert written(rt.plot_flare_up(diary(14))).endswith("that of the weeks before")


def test_weeks_that_are_left_out_are_counted() -> None:
    days = diary(60)
    thin = days.assign(pain=days["pain"].where(days.index < days.index[40]))
    drawn = len(rt.plot_weeks(thin).numbers)
    left = len(weekly(thin)) - drawn
    assert left > 1
    assert f"Left out: {left} weeks with fewer than 4 days" in written(
        rt.plot_weeks(thin, width=1600)
    )
    assert "Left out" not in written(rt.plot_weeks(days.iloc[:56]))


def test_a_routine_has_one_colour_whatever_the_period() -> None:
    days = named(diary())
    routine = days.index.to_series().dt.day.mod(3).map({0: "A", 1: "B", 2: "C"})
    days["routine"] = routine.where(days.index > days.index[60], "A").where(days["minutes"] > 0)

    def colors(first: dt.date) -> dict[str, Any]:
        picture = plot_outcome(days, Choice(first=first, by="days"))
        shapes = panel(picture, "Minutes rolled a day").collections
        return {str(at.get_label()): at.get_facecolor().tolist() for at in shapes}

    late = colors(dt.date(2026, 10, 20))
    assert set(late) == {"A", "B", "C"}
    assert colors(dt.date(2026, 7, 6)) == late


def test_each_session_is_a_line_from_before_to_after() -> None:
    picture = rt.plot_before_after(log())
    (axes,) = picture.axes
    pairs = log()[["pain_before", "pain_after"]].dropna()
    drawn = np.array([path.vertices[:, 1] for path in axes.collections[0].get_paths()])
    assert np.array_equal(drawn, pairs.to_numpy())
    assert np.array_equal(line(axes, "before")[1], pairs["pain_before"])
    assert "would be expected anyway" in written(picture)


def test_of_many_sessions_the_latest_are_drawn_and_all_are_counted() -> None:
    picture = rt.plot_before_after(log(3650))
    assert len(picture.axes[0].collections[0].get_paths()) == 250
    assert len(picture.numbers) > 250
    assert f"The latest 250 of {len(picture.numbers)} sessions" in picture.text_alternative


@pytest.mark.parametrize("by", ["routine", "roller"])
def test_routines_and_rollers_are_compared_by_their_own_sessions(by: str) -> None:
    plot = {"routine": rt.plot_routines, "roller": rt.plot_rollers}[by]
    picture = plot(log())
    moved = (log()["pain_after"] - log()["pain_before"]).groupby(log()[by]).agg(["mean", "count"])
    moved = moved.sort_values("count", ascending=False)
    assert picture.numbers["difference"].tolist() == [round(mean, 1) for mean in moved["mean"]]
    assert picture.numbers["sessions"].tolist() == moved["count"].tolist()
    drawn = [np.asarray(at.get_xdata(), dtype=float) for at in panel(picture, by).get_lines()]
    dots = [float(x[0]) for x in drawn if len(x) == 1]
    assert dots == picture.numbers["difference"].tolist()
    assert "not drawn at random" in written(picture)


def test_a_group_of_two_sessions_has_no_interval_and_one_without_a_name_is_named() -> None:
    frame = log().loc[log()["kind"].eq("session")].head(2).assign(routine=np.nan)
    frame["routine"] = frame["routine"].astype("str")
    row = compared(frame, "routine").iloc[0]
    assert (row["group"], row["sessions"]) == ("None named", 2)
    assert np.isnan(row["low"])


def test_the_days_after_are_those_after_rolling_and_after_rest() -> None:
    days = diary()
    picture = rt.plot_rolled_and_rest(days)
    before = days["state"].shift()
    for label, state in (("The day after rolling", "rolled"), ("The day after rest", "rest")):
        ratings = days.loc[before == state, "pain"].dropna()
        assert picture.numbers.loc[label, "days"] == len(ratings)
        heights = [bar.get_height() for bar in panel(picture, label).patches]
        assert sum(heights) == pytest.approx(1)
        shares = [float((ratings == value).mean()) for value in range(11)]
        assert heights == pytest.approx(shares)


def test_the_interval_is_that_of_the_answer() -> None:
    days = diary(300)
    answer = rt.is_it_helping(days)
    picture = rt.plot_rolled_and_rest(days)
    assert picture.finding == answer.sentence
    axes = panel(picture, "difference")
    assert list(line(axes, "interval")[0]) == [answer.low, answer.high]
    assert list(line(axes, "estimate")[0]) == [answer.estimate]


def test_weeks_with_few_days_are_left_out() -> None:
    days = diary()
    picture = rt.plot_weeks(days)
    weeks = weekly(days)
    whole = weeks.loc[(weeks["days_known"] >= 4) & (weeks["pain_days"] >= 4)]
    dots = picture.axes[0].collections[0].get_offsets()
    assert np.array_equal(np.asarray(dots), whole[["minutes", "pain"]].to_numpy())
    assert 0 < len(whole) < len(weeks) + 1


@pytest.mark.parametrize("width", [480, 900, 1600])
@pytest.mark.parametrize("length", [7, 30, 126, 400, 3650])
def test_the_names_of_weeks_lie_over_no_dot(length: int, width: int) -> None:
    for seed in (1, 2, 3):
        picture = rt.plot_weeks(daily(log(length, seed)), width=width)
        named = [box for text, box in boxes(picture) if text.startswith("week of ")]
        (axes,) = picture.axes
        (dots,) = axes.collections
        radius = math.sqrt(dots.get_sizes()[0]) / 2 * DOTS_PER_INCH / 72
        for x, y in axes.transData.transform(np.asarray(dots.get_offsets())):
            for box in named:
                beside = max(box.x0 - x, x - box.x1) > radius
                assert beside or max(box.y0 - y, y - box.y1) > radius - 1.5  # boxes have air above
        assert len(named) == min(2, len(picture.numbers))


def test_the_longest_finding_fits_narrow_paper() -> None:
    weeks = np.repeat([-35.0, 60, -20, 80, -40, 70, -10], 7)
    index = pd.date_range("2026-07-06", periods=49, name="date", freq="D", unit="s")
    name = "flexibility_fingertip_to_floor_mm"
    picture = rt.plot_trends(pd.DataFrame({name: weeks, "state": "rest"}, index), width=480)
    assert not badly_placed(picture)
    assert "no more than the usual ups and downs" in written(picture)


@pytest.mark.parametrize("chart", CHARTS)
def test_narrow_paper_says_all_that_wide_paper_says(chart: str) -> None:
    narrow, wide = (written(CHARTS[chart](log(), diary(), width=width)) for width in (480, 1200))
    for words in ("is better", "dots: ", "band: ", "line: mean of"):
        assert narrow.count(words) == wide.count(words)


def test_a_flare_up_is_shown_with_the_weeks_around_it() -> None:
    days = diary()
    (flare,) = flare_ups(days).tail(1).to_dict("records")
    picture = rt.plot_flare_up(days)
    assert f"to {flare['peak']:.0f}" in picture.finding
    assert picture.numbers.index[0] == flare["start"] - pd.Timedelta(days=21)
    assert len(picture.numbers) <= 50
    with pytest.raises(IndexError):
        rt.plot_flare_up(days, 99)


def test_a_picture_of_a_period_keeps_the_numbers_of_the_whole_log() -> None:
    days = diary(300)
    choice = Choice(first=dt.date(2026, 9, 1), last=dt.date(2026, 10, 31))
    picture = plot_outcome(days, choice)
    assert picture.finding == rt.finding(days)
    assert "1 Sep – 31 Oct 2026" in written(picture)
    rated = days["pain"]["2026-09":"2026-10"].count()
    assert f"1 Sep – 31 Oct 2026. Pain was rated on {rated} of 61 days." in picture.text_alternative
    assert picture.numbers["days_rated"].sum() == days["pain"]["2026-09":"2026-10"].count()


def test_a_period_without_ratings_says_so() -> None:
    picture = plot_outcome(diary(), Choice(first=dt.date(2030, 1, 1)))
    assert picture.finding
    assert not picture.axes
    part = Choice("flexibility_rating", dt.date(2026, 7, 6), dt.date(2026, 7, 6))
    assert plot_outcome(diary(), part).finding == "No ratings of flexibility rating in this period."


def pixels(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


@pytest.mark.parametrize("outcome", ["pain", "sleep_minutes", "flexibility_seated_rotation_deg"])
def test_the_picture_that_follows_the_slider_is_the_one_drawn_anew(outcome: str) -> None:
    days = diary(400)
    live = LivePicture(days)
    for smoothing in (4, 9, 2, 9):
        choice = Choice(outcome, smoothing=smoothing)
        followed, anew = pixels(live.png(choice)), pixels(plot_outcome(days, choice).png())
        assert followed.shape == anew.shape
        # the moving line lies on top of everything, so a few pixels may differ
        assert np.mean(np.abs(followed - anew).max(axis=2) > 40) < 0.002
    moved = [live.png(Choice("pain", smoothing=at)) for at in (1, 12)]
    assert moved[0] != moved[1]


@pytest.mark.parametrize("scale", [1, 2])
def test_a_sheet_used_again_shows_nothing_of_what_was_on_it(scale: int) -> None:
    days = diary(400)
    short = {"first": dt.date(2026, 8, 3), "last": dt.date(2026, 8, 30)}
    choices = [
        Choice("sleep_minutes"),
        Choice("pain", **short, by="days", smoothing=7),
        Choice("flexibility_seated_rotation_deg"),
        Choice("pain", dt.date(1999, 1, 1), dt.date(1999, 2, 1)),
        Choice("tension", dt.date(2026, 7, 6), dt.date(2026, 7, 12)),  # before any rolling
        Choice("pain", smoothing=2),
        Choice("flexibility_seated_rotation_deg", **short),
        Choice("sleep_minutes", by="days"),
    ]
    live = LivePicture(days)
    for choice in choices:
        assert live.png(choice, scale=scale) == LivePicture(days).png(choice, scale=scale), choice


def test_the_picture_that_follows_works_where_there_is_nothing() -> None:
    live = LivePicture(diary().iloc[:0])
    assert pixels(live.png(Choice())).shape[1] == 900


@pytest.mark.parametrize("text", ["$x^2$", "a_{b}", "\\alpha", "100 % $"])
def test_what_a_person_wrote_is_never_read_as_mathematics(text: str) -> None:
    frame = log(60).copy()
    frame["routine"] = frame["routine"].where(frame["kind"] != "session", text)
    for picture in (rt.plot_routines(frame), rt.plot_trends(daily(frame))):
        shown = [at for at in texts_of(picture) if text in at.get_text()]
        assert shown
        assert not any(at.get_parse_math() for at in shown)
        assert picture.png()


NAMES = {"upper_back_release": "After the stairs, slowly", "slow_full_pass": "背中 Rücken"}


@pytest.mark.parametrize("width", [480, 1600])
def test_own_routines_have_their_names_and_those_gone_their_key_in_words(width: int) -> None:
    frame = log().assign(routine=log()["routine"].replace("slow_full_pass", "my_own_2"))
    names = {"upper_back_release": "After the stairs"}
    for picture in (
        rt.plot_routines(frame, names=names, width=width),
        rt.plot_trends(daily(frame), names=names, width=width),
        rt.plot_flare_up(daily(frame), names=names, width=width),
    ):
        words = written(picture)
        assert "After the" in words
        assert "stairs" in words
        assert "My own 2" in words
        assert "_" not in words + picture.text_alternative


def test_the_explorer_calls_an_own_routine_by_its_name(tmp_path: Path) -> None:
    write_sample(tmp_path)
    path = tmp_path / "rolltrack.toml"
    own = 'key = "slow_full_pass"\nname = "Sunday roll"\nsteps = [{do = "Roll", seconds = 60}]\n'
    path.write_text(f"[[routines]]\n{own}", encoding="utf-8")
    explorer = rt.trend_explorer(rt.SessionLog(tmp_path / "sessions.csv"))
    assert "Sunday roll" in written(explorer.show())


def test_letters_that_the_font_lacks_are_boxes_in_the_picture_and_whole_in_its_words() -> None:
    picture = rt.plot_routines(log(), names=NAMES)
    assert picture.png()  # a letter without a shape would warn
    assert "□□ Rücken" in written(picture)
    assert "背中 Rücken" in picture.text_alternative


def test_two_routines_of_one_name_are_one() -> None:
    names = dict.fromkeys(NAMES, "Roll")
    assert rt.plot_routines(log(), names=names).numbers["group"].tolist() == ["Roll"]
    days = named(diary(), names)
    assert list(bars(days, 2000).stacks) == ["Roll"]
    assert bars(days, 2000).stacks["Roll"].sum() == days["minutes"].sum()


def test_a_long_name_is_broken_between_words_and_cut_after_one() -> None:
    first = rt.plot_routines(log(), width=480)
    texts = [text.get_text() for text in first.texts]
    assert {"Upper-back", "release"} <= set(texts)
    assert "…" not in written(first)
    longest = {"upper_back_release": "Before carrying the shopping up all of the stairs"}
    picture = rt.plot_routines(log(), width=480, names=longest)
    assert not badly_placed(picture)
    assert any(text.get_text().endswith(" …") for text in picture.texts)


def luminance(color: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def linear(color: str) -> Any:
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def lab_of(rgb: Any) -> Any:
    """CIE L*a*b* of linear sRGB (D65)."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = (xyz @ rgb) / [0.9505, 1.0, 1.089]
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def as_with_deuteranopia(color: str) -> Any:
    """Linear sRGB as seen without green cones (Machado 2009, severity 1)."""
    seen = [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
    return np.clip(np.array(seen) @ linear(color), 0, 1)


def groups(theme: Theme) -> list[tuple[str, ...]]:
    """Colours that stand beside each other and mean different things."""
    return [theme.series, (theme.rating, theme.accent)]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_are_told_apart_with_deuteranopia(theme: Theme) -> None:
    for group in groups(theme):
        seen = [lab_of(as_with_deuteranopia(color)) for color in group]
        for at, one in enumerate(seen):
            for other in seen[at + 1 :]:
                assert np.linalg.norm(one - other) > 15


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_are_told_apart_in_grey(theme: Theme) -> None:
    # rating and accent never share a panel without words beside them or a different mark
    light = sorted(float(lab_of(linear(color))[0]) for color in theme.series)
    assert min(np.diff(light)) > 8


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_words_and_lines_stand_out_from_the_paper(theme: Theme) -> None:
    for color in (theme.ink, theme.soft, theme.rating, theme.accent):
        assert contrast(color, theme.paper) >= 4.5
    assert contrast(theme.ink, theme.paper) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_darker_day_of_the_calendar_is_darker_in_grey_too(theme: str) -> None:
    picture = rt.plot_calendar(diary(), theme=theme)
    colors = [at.get_facecolor()[0] for at in panel(picture, "calendar").collections]
    light = [luminance(tuple(color)) for color in colors]
    steps = np.diff(light) if theme == "dark" else -np.diff(light)
    assert np.all(steps > 0.02)


def test_fonts_are_those_that_matplotlib_brings_along() -> None:
    for text in texts_of(rt.plot_trends(diary())):
        assert text.get_fontfamily()[0] == "DejaVu Sans"


def test_a_picture_shows_in_a_notebook_as_an_image_with_words() -> None:
    days = diary().copy()
    shown = rt.plot_trends(days)._repr_mimebundle_()
    assert shown["text/plain"] == rt.plot_trends(days).text_alternative
    assert 'alt="Pain is ' in shown["text/html"]
    assert "invert" in shown["text/html"]
    dark = rt.plot_trends(days, theme="dark")._repr_mimebundle_()["text/html"]
    assert "invert" not in dark


def test_a_narrow_page_gets_a_picture_drawn_for_it() -> None:
    for chart in CHARTS:
        html = CHARTS[chart](log(), diary())._repr_mimebundle_()["text/html"]
        narrow, wide = re.findall(r'(?:srcset|src)="data:image/png;base64,([^"]+)"', html)
        assert pixels(base64.b64decode(narrow)).shape[1] == 2 * NARROWEST
        assert pixels(base64.b64decode(wide)).shape[1] == 1800
    asked = rt.plot_trends(diary(), width=900)._repr_mimebundle_()["text/html"]
    assert "<source" not in asked


def test_values_before_and_after_stay_on_one_line() -> None:
    for width in range(420, 900, 40):
        titles = [text.get_text() for text in rt.plot_trends(diary(), width=width).texts]
        assert sum(bool(re.search(r"\(\S+ → \S+\)", text)) for text in titles) == 1


def test_a_picture_is_saved_as_png_and_svg() -> None:
    picture = rt.plot_trends(diary())
    assert pixels(picture.png(scale=2)).shape[1] == 1800
    svg = picture.svg().decode("utf-8")
    assert picture.finding.partition(" (")[0] in svg
    assert picture.svg() == rt.plot_trends(diary()).svg() or "<svg" in svg


def test_a_theme_that_is_none_gets_a_sentence() -> None:
    with pytest.raises(RolltrackError, match="theme must be light or dark, got sepia"):
        rt.plot_trends(diary(), theme="sepia")
