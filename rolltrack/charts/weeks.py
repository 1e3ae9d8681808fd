"""Minutes of the week against pain of the week."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.picture import LEFT, SIDE, Picture, heading, paper_width
from rolltrack.charts.style import HEADER, LABEL, font, text_width
from rolltrack.charts.time_axis import day_text
from rolltrack.charts.trends import nothing_yet
from rolltrack.outcomes import Outcome, outcome
from rolltrack.trends import weekly

FEWEST_DAYS = 4  # of a week, known and rated, or it says little
HEIGHT = 340
ROOM = 0.9  # points above and below the scale, for a name beside a week at its end


def plot_weeks(
    days: pd.DataFrame, outcome_name: str = "pain", *, width: float = 900, theme: str = "light"
) -> Picture:
    """Each week's minutes (across) against the mean of its ratings (up).

    ``days`` is the daily frame. Later weeks are stronger in colour. Weeks with fewer than four
    known or four rated days are left out. No line is drawn through them: weeks follow each other,
    and both pain and rolling may follow something else.
    """
    what = outcome(outcome_name)
    weeks = _whole_weeks(days, what)
    if not len(weeks):
        sentence = f"No week yet with four days of entries and ratings of {what.label.lower()}."
        return nothing_yet(sentence, width=width, theme=theme)
    many = f"{len(weeks)} week{'s' if len(weeks) > 1 else ''}"
    title = f"Minutes of the week against {what.label.lower()} of the week, {many}"
    below = [
        "Both may follow something else: work, the season, one another. "
        "Later weeks are stronger in colour."
    ]
    head = heading(title, below, width)
    picture = Picture(width, head.height + 24 + HEIGHT + 56, theme)
    head.write_on(picture)
    y = head.height + 12
    picture.write(LEFT, y, f"{what.axis}, mean of the week", size=HEADER, bold=True)
    right = paper_width(width) - SIDE
    used = LEFT + text_width(f"{what.axis}, mean of the week", HEADER, True)
    if used + text_width(what.direction, LABEL) + 14 <= right:
        picture.write(used + 14, y, what.direction, color=picture.look.soft)
    axes = picture.panel(LEFT, head.height + 24, right - LEFT, HEIGHT)
    _draw(axes, weeks, what, picture)
    foot = head.height + 24 + HEIGHT + 44
    picture.write(right, foot, "minutes of the week →", color=picture.look.soft, align="right")
    picture.finding = title
    picture.text_alternative = _in_words(title, weeks, what)
    picture.numbers = weeks
    return picture


def _whole_weeks(days: pd.DataFrame, what: Outcome) -> pd.DataFrame:
    weeks = weekly(days)
    if what.name not in weeks or "minutes" not in weeks:
        return weeks.iloc[:0]
    enough = (weeks["days_known"] >= FEWEST_DAYS) & (weeks[f"{what.name}_days"] >= FEWEST_DAYS)
    return weeks.loc[enough & weeks["minutes"].notna(), ["minutes", what.name, "days_known"]]


def _draw(axes: Axes, weeks: pd.DataFrame, what: Outcome, picture: Picture) -> None:
    look = picture.look
    minutes = weeks["minutes"].to_numpy(dtype=np.float64)
    ratings = weeks[what.name].to_numpy(dtype=np.float64)
    axes.set_xlim(-max(minutes.max(), 10) * 0.03, max(minutes.max(), 10) * 1.08)
    if what.low is not None and what.high is not None:
        axes.set_ylim(what.low - ROOM, what.high + ROOM)
        axes.set_yticks(range(what.low, what.high + 1, 2))
    else:
        air = max(1.0, float(np.ptp(ratings)) * 0.1)
        axes.set_ylim(ratings.min() - air, ratings.max() + air)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    colors = [to_rgba(look.rating, alpha) for alpha in np.linspace(0.3, 1, len(weeks))]
    axes.scatter(minutes, ratings, s=60, c=colors, linewidths=0, label="weeks")
    ends = sorted({0, len(weeks) - 1}, key=lambda at: (ratings[at], at))
    for at in ends:
        axes.plot(minutes[at], ratings[at], "o", color=look.ink, markersize=10, fillstyle="none")
        name = f"week of {day_text(weeks.index[at].date())}"
        left = minutes[at] < axes.get_xlim()[1] * 0.6
        axes.annotate(
            name,
            (minutes[at], ratings[at]),
            (9 if left else -9, 7 if at == ends[-1] else -13),  # the lower one below its dot
            textcoords="offset points",
            ha="left" if left else "right",
            color=look.soft,
            fontproperties=font(LABEL),
            parse_math=False,
        )


def _in_words(title: str, weeks: pd.DataFrame, what: Outcome) -> str:
    first, last = (weeks.iloc[at] for at in (0, -1))
    names = [day_text(weeks.index[at].date(), year=True) for at in (0, -1)]
    label = what.label.lower()
    parts = [
        f"week of {name}: {row['minutes']:.0f} minutes, {label} {what.text(row[what.name])}"
        for name, row in zip(names, (first, last), strict=True)
    ]
    return f"{title}. First {parts[0]}. Last {parts[1]}."
