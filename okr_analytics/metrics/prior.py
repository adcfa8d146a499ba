"""What an organisation's own finished key results teach: the prior of the forecasts, the widening, the usual curve."""

import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.special import stdtrit

from okr_analytics.metrics.forecast import COLD, Prior, bucket, crps, forecast

FROM_FINISHED = 20
CURVE_FROM = 30
K0_GRID = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)
ORIGINS = (1, 2, 3, 4, 6, 8, 10, 12)  # weeks of a cycle of 13 at which a forecast is looked back at
CYCLE_WEEKS = 13
_MOST = 400  # trajectories looked at while learning: more add time, not knowledge
_SMALLEST_FINAL = 0.1  # a share of nothing says nothing about when work is done


_Past: TypeAlias = tuple[float, float, float, float, float]  # location, scale, df, final, τ


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A key result's way: shares of its time with progress, rising, up to the end if it is finished.

    period orders cycles: only earlier ones may teach. model: drift, count, range or milestone. confidences stand beside
    the check-ins, None where none was said. final: progress at the end, None while it runs. target: of a count.
    logs: progress is counted in factors, not in steps.
    """

    key: str
    period: float
    taus: tuple[float, ...]
    progress: tuple[float, ...]
    final: float | None = None
    ambition: str | None = None
    model: str = "drift"
    confidences: tuple[float | None, ...] = ()
    target: float | None = None
    logs: bool = False

    @property
    def hit(self) -> bool:
        """Whether it reached its target in the end."""
        return self.final is not None and self.final >= 1

    def until(self, tau: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The check-ins made by then."""
        count = sum(1 for t in self.taus if t <= tau + 1e-9)
        return self.taus[:count], self.progress[:count]


def learn(finished: Sequence[Trajectory]) -> Prior:
    """The prior from finished key results; the cold one below 20 of them."""
    known = [t for t in finished if t.final is not None and t.taus and t.model == "drift"]
    if len(known) < FROM_FINISHED:
        return replace(COLD, finished=len(known))
    known = known[-_MOST:]
    a0, b0 = _variance(known)
    prior = Prior(mean=_means(known), a0=a0, b0=b0, curve=_curve(known), finished=len(known))
    prior = replace(prior, k0=_best_k0(known, prior))
    return replace(prior, widen=_widening(_looked_back(known, prior)))


def _means(known: Sequence[Trajectory]) -> MappingProxyType[str, float]:
    finals = [t.final for t in known if t.final is not None]
    means = {"committed": statistics.median(finals), "aspirational": statistics.median(finals)}
    for ambition in means:
        own = [t.final for t in known if t.final is not None and t.ambition == ambition]
        if len(own) >= FROM_FINISHED:
            means[ambition] = statistics.median(own)
    return MappingProxyType(means)


def _increments(one: Trajectory) -> list[tuple[float, float]]:
    found, before_tau, before_p = [], 0.0, 0.0
    for tau, p in zip(one.taus, one.progress, strict=True):
        if tau > before_tau:
            found.append((tau - before_tau, p - before_p))
            before_tau, before_p = tau, p
    return found


def _variance(known: Sequence[Trajectory]) -> tuple[float, float]:
    """a0 and b0 by moments of the variance per unit of time, without what chance alone adds to its spread."""
    rates, chance = [], []
    for one in known:
        steps = _increments(one)
        if len(steps) >= 3:
            pace = sum(d for _, d in steps) / sum(t for t, _ in steps)
            rates.append(sum((d - pace * t) ** 2 / t for t, d in steps) / (len(steps) - 1))
            chance.append(2 / (len(steps) - 1))
    if len(rates) < FROM_FINISHED:
        return COLD.a0, COLD.b0
    top = sorted(rates)[int(0.98 * len(rates))]  # one jump in a hundred isn't how the others move
    rates = [min(rate, top) for rate in rates]
    mean = max(statistics.fmean(rates), 1e-4)
    noise = statistics.fmean(chance)
    spread = max((statistics.pvariance(rates) - mean**2 * noise) / (1 + noise), 0.02 * mean**2)
    a0 = min(max(mean**2 / spread + 2, 2.1), 12.0)
    return a0, mean * (a0 - 1)


def _curve(known: Sequence[Trajectory]) -> tuple[tuple[float, float], ...]:
    """The median share of the final value by week, made rising; () below 30 finished key results."""
    useful = [t for t in known if t.final is not None and t.final > _SMALLEST_FINAL]
    if len(useful) < CURVE_FROM:
        return ()
    points, medians = [0.0], [0.0]
    for week in range(1, CYCLE_WEEKS):
        tau = week / CYCLE_WEEKS
        shares = [p[-1] / (t.final or 1) for t in useful for p in [t.until(tau)[1]] if p]
        if len(shares) >= CURVE_FROM / 2:
            points.append(tau)
            medians.append(min(max(statistics.median(shares), 0.0), 1.0))
    points.append(1.0)
    medians.append(1.0)
    rising = isotonic_regression(np.array(medians)).x
    return tuple((tau, float(w)) for tau, w in zip(points, rising, strict=True))


def _best_k0(known: Sequence[Trajectory], prior: Prior) -> float:
    def score(k0: float) -> float:
        tried = replace(prior, k0=k0)
        return math.fsum(crps(loc, scale, df, final) for loc, scale, df, final, _ in _looked_back(known, tried))

    return min(K0_GRID, key=score)


def _looked_back(known: Sequence[Trajectory], prior: Prior) -> list[tuple[float, float, float, float, float]]:
    """(location, scale, df, final, τ) of the forecasts that would have been made."""
    found = []
    for one in known:
        seen = 0
        for week in ORIGINS:
            taus, progress = one.until(week / CYCLE_WEEKS)
            if len(taus) > seen and one.final is not None:
                seen = len(taus)
                made = forecast(taus, progress, ambition=one.ambition, prior=prior)
                if made.location is not None and made.scale is not None and made.df is not None:
                    found.append((made.location, made.scale, made.df, one.final, week / CYCLE_WEEKS))
    return found


def _widening(looked_back: Sequence[_Past]) -> MappingProxyType[str, float]:
    """c = 1 + n/(n + 20)·(q − 1) by bucket of weeks, q = 80 % quantile of |final − location| / (t.9 · scale)."""
    ratios: dict[str, list[float]] = defaultdict(list)
    for location, scale, df, final, tau in looked_back:
        if scale > 0:
            ratios[bucket(tau)].append(abs(final - location) / (float(stdtrit(df, 0.9)) * scale))
    return MappingProxyType(
        {
            name: 1 + len(found) / (len(found) + 20) * (float(np.quantile(found, 0.8)) - 1)
            for name, found in ratios.items()
        }
    )
