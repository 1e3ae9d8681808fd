"""Weeks before and after they started rolling: described, never taken for an effect."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rolltrack.effect import diary
from rolltrack.inference import phrases
from rolltrack.inference.answer import Aside, in_unit, named_outcome
from rolltrack.inference.carryover import carryover
from rolltrack.inference.overlap import nap, tau_bc
from rolltrack.inference.regression import Array
from rolltrack.outcomes import Outcome

LABEL = "Before and since you started"
FEWEST_EACH = 7
LONGEST_SLOPE = 4
ROUNDS = 8


def since_you_started(days: pd.DataFrame, outcome: str = "pain") -> Aside:
    """The first ratings of the day since the first rolling, against those from before it.

    Prais-Winsten regression on a straight trend and the phase, with AR(1) noise that is found in
    eight rounds. Whatever it shows, healing by itself would look the same.

    >>> dates = pd.date_range("2026-09-01", periods=5, name="date")
    >>> days = pd.DataFrame({"state": "rest", "pain": [5.0, 6, 5, 4, 5]}, index=dates)
    >>> print(since_you_started(days).sentence)
    It takes 7 days of pain from before the first rolling and 7 from after it; there are 5 and 0.
    """
    what = named_outcome(outcome)
    _, whole = diary(days, what)
    when = np.flatnonzero(~np.isnan(whole.rating))
    rolled = np.flatnonzero(whole.rolled == 1)
    started = int(rolled[0]) if len(rolled) else len(whole.rating)
    # The first rating of the day was given before that day's rolling.
    before = when <= started
    counts = int(before.sum()), int((~before).sum())
    if min(counts) < FEWEST_EACH:
        return Aside(
            LABEL,
            f"It takes {FEWEST_EACH} days of {what.label.lower()} from before the first rolling "
            f"and {FEWEST_EACH} from after it; there are {counts[0]} and {counts[1]}.",
        )
    rating = whole.rating[when]
    found = _prais_winsten(rating, when, (~before).astype(np.float64))
    if found is None:
        return Aside(LABEL, f"Every {what.label.lower()} {what.noun} is the same.")
    estimate, low, high = in_unit(what, *found)
    return Aside(LABEL, _sentence(what, estimate, low, high), estimate, low, high)


def nonoverlap(days: pd.DataFrame, outcome: str = "pain") -> str:
    """How little the two phases overlap, in a sentence; empty where a phase has under 7 ratings."""
    what = named_outcome(outcome)
    _, whole = diary(days, what)
    when = np.flatnonzero(~np.isnan(whole.rating))
    rolled = np.flatnonzero(whole.rolled == 1)
    if not len(rolled):
        return ""
    before, since = whole.rating[when[when <= rolled[0]]], whole.rating[when[when > rolled[0]]]
    if min(len(before), len(since)) < FEWEST_EACH:
        return ""
    # Lower is better in every diary: turned round, 100 % means that every day since is better.
    found = nap(-before, -since)
    pairs = (
        "Take any day from before and any day since: the later one is the better in "
        f"{100 * found.value:.0f} % of such pairs (NAP; 50 % is no difference)."
    )
    if not _slope_can_go_on(before, since):
        return f"{pairs} It does not say why."
    trend_free = f"{tau_bc(-before, -since)[0]:.2f}".replace("-", "−")
    return (
        f"{pairs} With the slope of the days before taken out, as if it had gone on, it is "
        f"{trend_free} of 1 (Tau-BC; 0 is no difference). Where such numbers disagree, a trend was "
        "under way. None says why."
    )


def _slope_can_go_on(before: Array, since: Array) -> bool:
    """Whether the slope before is clear (Tarlow 2017: Kendall, p < 0.05) and not carried too far.

    A slope of a few days says nothing about months: it may go on for four times its own length.
    """
    from scipy.stats import kendalltau

    if len(since) > LONGEST_SLOPE * len(before) or np.ptp(before) == 0:
        return False
    return bool(kendalltau(np.arange(len(before)), before).pvalue < 0.05)


def _sentence(what: Outcome, estimate: float, low: float, high: float) -> str:
    return (
        f"{what.label} is {phrases.difference(what, estimate)} since you started rolling, beside a "
        f"straight trend (95 % interval {phrases.interval(what, low, high)}). Healing by itself "
        "would look the same."
    )


def _prais_winsten(
    rating: Array, when: np.typing.NDArray[np.intp], since: Array
) -> tuple[float, float, float] | None:
    """The step at the start of the phase, with its 95 % limits; None where nothing varies."""
    from scipy.special import stdtrit

    columns = np.column_stack([since, np.ones(len(when)), when - when.mean()])
    n, k = columns.shape
    gaps = np.diff(when)
    phi = 0.0
    for _ in range(ROUNDS):
        x, y = _whitened(columns, gaps, phi), _whitened(rating[:, None], gaps, phi)[:, 0]
        beta = np.linalg.lstsq(x, y, rcond=None)[0]
        phi = carryover(when, rating - columns @ beta, k)
    residual = y - x @ beta
    freedom = n - k - 1
    variance = float(residual @ residual) / freedom * np.linalg.inv(x.T @ x)[0, 0]
    if np.ptp(rating) == 0:
        return None
    half = float(stdtrit(freedom, 0.975)) * float(np.sqrt(variance))
    return float(beta[0]), float(beta[0]) - half, float(beta[0]) + half


def _whitened(columns: Array, gaps: np.typing.NDArray[np.intp], phi: float) -> Array:
    """Rows with the part that carries over from the row before taken out, across missing days."""
    left = phi ** gaps.astype(np.float64)
    rest = (columns[1:] - left[:, None] * columns[:-1]) / np.sqrt(1 - left**2)[:, None]
    return np.concatenate([columns[:1], rest])
