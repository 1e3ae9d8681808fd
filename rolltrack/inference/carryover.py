"""How much of a day's deviation is left on the next day."""

from __future__ import annotations

import numpy as np

from rolltrack.inference.regression import Array


def carryover(when: np.typing.NDArray[np.intp], residual: Array, columns: int) -> float:
    """The first-order autocorrelation of residuals, from those one day apart, 0 to 0.95.

    Residuals of a regression on ``columns`` columns look less alike than the noise behind them;
    the correction adds ``(1 + 3r + (columns - 1)(1 + r)/2) / n`` (after Marriott & Pope 1954).

    >>> carryover(np.arange(6), np.array([1.0, -1, 1, -1, 1, -1]), 1)
    0.0
    """
    next_day = np.diff(when) == 1
    spread = float(residual @ residual)
    if not next_day.any() or spread == 0:
        return 0.0
    products = residual[:-1][next_day] * residual[1:][next_day]
    r = float(products.mean()) / (spread / len(residual))
    r += (1 + 3 * r + (columns - 1) * (1 + r) / 2) / len(residual)
    return float(np.clip(r, 0.0, 0.95))
