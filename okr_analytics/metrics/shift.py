"""How far a handful of readings lies from another handful: exact rank statistics, no assumption about their shape.

The shift is the median of all differences between a reading after and one before (Hodges and Lehmann, "Estimates of
location based on rank tests", Annals of Mathematical Statistics 34, 1963). Its interval is cut from the same differences
at the ranks that the exact distribution of Mann and Whitney's U allows (Moses' procedure; Hollander and Wolfe,
"Nonparametric Statistical Methods", section 4.3). Ties only make it wider than it claims.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from statistics import NormalDist, median

import numpy as np

LEVEL = 0.95
LEAST = 3  # readings on each side below which nothing is said
EXACT_UP_TO = 60  # readings in all; above, U is as good as normal
_MOST_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Shift:
    """How far `after` lies above `before`, in their own measure; low and high None = too few readings for an interval."""

    median_before: float
    median_after: float
    shift: float
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out "no shift at all"."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def shift(before: Sequence[float], after: Sequence[float], level: float = LEVEL) -> Shift | None:
    """The shift from one to the other with its interval at `level`; None without a reading on each side.

    Below LEAST readings on a side, or where even the most extreme order is too likely by chance, there is no interval.
    """
    if not before or not after:
        return None
    differences = np.sort(np.subtract.outer(np.asarray(after, float), np.asarray(before, float)), axis=None)
    cut = 0 if min(len(before), len(after)) < LEAST else rank(len(before), len(after), level)
    return Shift(
        float(median(before)),
        float(median(after)),
        float(differences[(len(differences) - 1) // 2] + differences[len(differences) // 2]) / 2,
        float(differences[cut - 1]) if cut else None,
        float(differences[-cut]) if cut else None,
    )


@lru_cache(_MOST_KEPT)
def rank(before: int, after: int, level: float = LEVEL) -> int:
    """Which of the sorted differences, counted from either end, bounds the interval; 0 = none is far enough out.

    The largest c with P(U < c) ≤ (1 − level) / 2 for so many readings on each side, by exact counts where they are few.
    """
    tail = (1 - level) / 2
    if before + after > EXACT_UP_TO:
        spread = math.sqrt(before * after * (before + after + 1) / 12)
        return max(0, math.floor(before * after / 2 + NormalDist().inv_cdf(tail) * spread))
    most, below = tail * math.comb(before + after, before), 0
    for count, ways in enumerate(_orders(before, after)):
        below += ways
        if below > most + 1e-9:
            return count
    return before * after


def _orders(before: int, after: int) -> list[int]:
    """Of all orders of so many readings, how many have U = 0, 1, 2 … (the Gaussian binomial coefficient's terms)."""
    ways = [1] + [0] * (before * after)
    for step in range(1, before + 1):
        top = after + step
        for place in range(len(ways) - 1, top - 1, -1):
            ways[place] -= ways[place - top]
        for place in range(step, len(ways)):
            ways[place] += ways[place - step]
    return ways


def slope(days: Sequence[float], values: Sequence[float]) -> float:
    """The usual change per day: the median slope over all pairs (Theil 1950, Sen 1968); 0 below two readings."""
    x, y = np.asarray(days, float), np.asarray(values, float)
    first, second = np.triu_indices(len(x), 1)
    apart = x[second] - x[first]
    steps = (y[second] - y[first])[apart != 0] / apart[apart != 0]
    return float(np.median(steps)) if len(steps) else 0.0


def is_trend(values: Sequence[float], level: float = LEVEL) -> bool:
    """Whether readings in their order rise or fall more steadily than chance would have it (Kendall's S, two-sided).

    Exact for up to EXACT_UP_TO readings without ties; more are judged by the normal approximation with its continuity
    correction (Kendall, "Rank Correlation Methods"). Three or four readings can never show a trend at 95 %.
    """
    y = np.asarray(values, float)
    first, second = np.triu_indices(len(y), 1)
    score = abs(int(np.sign(y[second] - y[first]).sum()))
    if len(y) < 2 or score == 0:
        return False
    if len(y) > EXACT_UP_TO:
        spread = math.sqrt(len(y) * (len(y) - 1) * (2 * len(y) + 5) / 18)
        return 2 * (1 - NormalDist().cdf((score - 1) / spread)) <= 1 - level
    pairs = len(first)
    wrong = -((score - pairs) // 2)  # pairs out of order; with ties a half more, which only makes it stricter
    return 2 * sum(_inversions(len(y))[: wrong + 1]) <= (1 - level) * math.factorial(len(y)) + 1e-9


@lru_cache(EXACT_UP_TO)
def _inversions(count: int) -> tuple[int, ...]:
    """Of all orders of `count` things, how many have 0, 1, 2 … pairs out of order (Mahonian numbers)."""
    ways = [1]
    for more in range(1, count):
        sums = list(accumulate(ways + [0] * more))
        ways = [total - (sums[place - more - 1] if place > more else 0) for place, total in enumerate(sums)]
    return tuple(ways)
