"""Minutes of the week against pain of the week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.ticker import MaxNLocator

from rolltrack.charts.heading import nothing_yet, sheet
from rolltrack.charts.picture import LEFT, SIDE, Paper, Picture, fits_its_page, paper
from rolltrack.charts.style import DOTS_PER_INCH, HEADER, LABEL, Theme, font, text_width
from rolltrack.charts.time_axis import Floats
from rolltrack.days.outcome import Outcome, outcome
from rolltrack.days.weeks import weekly
from rolltrack.entry.text import count, day_text

FEWEST_DAYS = 4  # of a week, known and rated, or it says little
HEIGHT = 340
DOT, RING = 8.0, 11.0  # px: radius of a dot with air, and how near to its dot a name may come
ROOM = 0.9  # points above and below the scale, for a name beside a week at its end


@fits_its_page
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
        sentence = (
            f"No week yet with four days of entries and {what.nouns} of {what.label.lower()}."
        )
        return nothing_yet(sentence, paper(width, theme))
    many = f"{len(weeks)} week{'s' if len(weeks) > 1 else ''}"
    title = f"Minutes of the week against {what.label.lower()} of the week, {many}"
    below = [
        "Both may follow something else: work, the season, one another. "
        "Later weeks are stronger in colour."
    ]
    if left_out := len(weekly(days)) - len(weeks):
        said = f"with fewer than {FEWEST_DAYS} days of entries and {what.nouns}"
        below.append(f"Left out: {count(left_out, 'week')} {said}.")
    picture, top = _paper(title, below, what, paper(width, theme))
    right = picture.size[0] - SIDE
    axes = picture.panel(LEFT, top, right - LEFT, HEIGHT)
    _draw(axes, weeks, what, picture)
    foot = top + HEIGHT + 44
    picture.write(right, foot, "minutes of the week →", color=picture.look.soft, align="right")
    picture.text_alternative = _in_words(title, weeks, what)
    picture.numbers = weeks
    return picture


def _paper(title: str, below: list[str], what: Outcome, on: Paper) -> tuple[Picture, float]:
    """A picture with its title and header, and how many px from its top the panel begins."""
    header = f"{what.axis}, mean of the week"
    beside = LEFT + text_width(header, HEADER, True) + 14
    fits = beside + text_width(what.direction, LABEL) <= on.width - SIDE
    lines = 24 if fits else 44
    picture, top = sheet(title, below, lines + HEIGHT + 56, on)
    picture.write(LEFT, top + 12, header, size=HEADER, bold=True)
    x, y = (beside, 12) if fits else (LEFT, 32)
    picture.write(x, top + y, what.direction, color=picture.look.soft)
    return picture, top + lines


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
    _name_ends(axes, minutes, ratings, weeks, look)


def _name_ends(
    axes: Axes, minutes: Floats, ratings: Floats, weeks: pd.DataFrame, look: Theme
) -> None:
    """Ring the first and the last week and name them, where no dot is."""
    dots = axes.transData.transform(np.column_stack([minutes, ratings]))
    dates = pd.DatetimeIndex(weeks.index).date
    years = dates[0].year != dates[-1].year
    taken: list[Box] = []
    for at in sorted({0, len(weeks) - 1}):
        name = f"week of {day_text(dates[at], year=years)}"
        box = _free_place(dots, at, text_width(name, LABEL), Box(*axes.bbox.extents), taken)
        taken.append(box)
        axes.plot(minutes[at], ratings[at], "o", color=look.ink, markersize=10, fillstyle="none")
        axes.annotate(
            name,
            (minutes[at], ratings[at]),
            ((box.left, box.low) - dots[at]) * 72 / DOTS_PER_INCH,
            textcoords="offset points",
            color=look.soft,
            fontproperties=font(LABEL),
            parse_math=False,
            arrowprops={"arrowstyle": "-", "color": look.line, "shrinkB": 5, "zorder": 1},
        )


class Box(NamedTuple):
    """A place in px, from the bottom left."""

    left: float
    low: float
    right: float
    high: float

    def within(self, other: Box) -> bool:
        """Whether all of it is in the other."""
        low, high = other.left <= self.left, self.right <= other.right
        return low and high and other.low <= self.low and self.high <= other.high

    def meets(self, other: Box) -> bool:
        """Whether they lie on each other."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high

    def dots_in(self, dots: Floats, radius: float) -> int:
        """How many dots of that radius reach into it."""
        x, y = dots.T
        across = (self.left - radius < x) & (x < self.right + radius)
        return int((across & (self.low - radius < y) & (y < self.high + radius)).sum())


def _free_place(dots: Floats, at: int, width: float, panel: Box, taken: list[Box]) -> Box:
    """The nearest place for a name beside its dot that has no other dot and no other name."""
    x, y = dots[at]
    places = []
    for far in (RING, 24, 40, 60, 84):
        lows = (far * 0.5, -LABEL - far * 0.5, -LABEL / 2)  # above, below, beside
        lefts = (far, -width - far)
        places += [(x + left, y + low) for low in lows for left in lefts]
        places += [(x - width / 2, y + far), (x - width / 2, y - far - LABEL)]
    boxes = [Box(left, low, left + width, low + LABEL) for left, low in places]
    free = [box for box in boxes if box.within(panel) and not any(map(box.meets, taken))]
    return min(free or boxes, key=lambda box: box.dots_in(dots, DOT))


def _in_words(title: str, weeks: pd.DataFrame, what: Outcome) -> str:
    first, last = (weeks.iloc[at] for at in (0, -1))
    names = [day_text(weeks.index[at].date(), year=True) for at in (0, -1)]
    label = what.label.lower()
    parts = [
        f"week of {name}: {row['minutes']:.0f} minutes, {label} {what.text(row[what.name])}"
        for name, row in zip(names, (first, last), strict=True)
    ]
    return f"{title}. First {parts[0]}. Last {parts[1]}."
