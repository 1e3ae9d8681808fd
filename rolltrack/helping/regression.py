"""Least squares with errors that do not assume equal noise, and how residuals carry over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Slope:
    """The coefficient of one column, its standard error and the degrees of freedom left."""

    estimate: float
    error: float
    freedom: int

    def interval(self, level: float) -> tuple[float, float]:
        """Return the two limits of the t interval at `level`, 0 to 1."""
        from scipy.special import stdtrit

        half = float(stdtrit(self.freedom, 0.5 + level / 2)) * self.error
        return self.estimate - half, self.estimate + half


def slope(y: Array, x: Array, others: Array) -> Slope | None:
    """Regress `y` on `x` and the columns of `others`; give the coefficient of `x`.

    Ordinary least squares with HC3 errors (MacKinnon & White 1985,
    doi 10.1016/0304-4076(85)90158-7).
    Columns of `others` that repeat the ones before them are left out. A row that a column fits
    perfectly by itself says nothing about the rest: it is left out as well.

    Args:
        y: shape (n,), no missing values.
        x: shape (n,), no missing values.
        others: shape (n, k), an intercept included, no missing values.

    Returns:
        The slope, or None where it cannot be told apart from the other columns.

    >>> import numpy as np
    >>> x = np.array([0.0, 1, 0, 1, 0, 1])
    >>> fitted = slope(np.array([5.0, 4, 6, 4, 5, 3]), x, np.ones((6, 1)))
    >>> round(fitted.estimate, 2), round(fitted.error, 2), fitted.freedom
    (-1.67, 0.58, 4)
    """
    while len(y):
        # By Frisch, Waugh and Lovell the slope needs only what is left of x beside the others.
        basis = _basis(others)
        left = x - basis @ (basis.T @ x)
        spread = float(left @ left)
        freedom = len(y) - basis.shape[1] - 1
        if freedom < 1 or spread < 1e-8 * max(float(x @ x), 1e-300):
            return None
        leverage = np.einsum("ij,ij->i", basis, basis) + left**2 / spread
        free = leverage < 1 - 1e-9
        if not free.all():
            y, x, others = y[free], x[free], others[free]
            continue
        estimate = float(left @ y) / spread
        residual = y - basis @ (basis.T @ y) - left * estimate
        error = float(np.sqrt(np.sum((left * residual / (1 - leverage)) ** 2))) / spread
        return Slope(estimate, error, freedom)
    return None


def _basis(columns: Array) -> Array:
    """Return an orthonormal basis of the columns, without those that repeat earlier ones."""
    scale = np.sqrt(np.einsum("ij,ij->j", columns, columns))
    columns = columns[:, scale > 0] / scale[scale > 0]
    while True:
        q, r = np.linalg.qr(columns)
        repeats = np.flatnonzero(np.abs(np.diag(r)) < 1e-7)
        if not len(repeats):
            return np.asarray(q)
        columns = np.delete(columns, repeats[0], axis=1)


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
