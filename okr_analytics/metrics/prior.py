"""What an organisation's own finished key results teach: the prior of the forecasts, the widening, the usual curve."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression, minimize
from scipy.special import expit, stdtr, stdtrit

from okr_analytics.metrics.forecast import COLD, Prior, bucket, crps, landing, log_odds, unrest

FROM_FINISHED = 20
CURVE_FROM = 30
K0_GRID = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)
ORIGINS = (1, 2, 3, 4, 6, 8, 10, 12)  # weeks of a cycle of 13 at which a forecast is looked back at
CYCLE_WEEKS = 13
_MOST = 400  # trajectories looked at while learning: more add time, not knowledge
_SMALLEST_FINAL = 0.1  # a share of nothing says nothing about when work is done


_AS_SAID = 10.0  # key results that speak for chances meaning what they say
_SLOPE_FROM = 0.1
BUCKETS = ("early", "middle", "late")
Array: TypeAlias = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True)
class _Past:
    """Forecasts looked back at, one a place: whose, its last check-in, what landing() takes, and what came."""

    whose: NDArray[np.int64]
    tau: Array
    u: Array
    p: Array
    n: Array
    restless: Array
    mu0: Array
    final: Array

    @property
    def hit(self) -> Array:
        """1 where the target was reached, else 0."""
        return (self.final >= 1).astype(np.float64)

    def landing(self, prior: Prior) -> tuple[Array, Array, Array]:
        """Location, scale and degrees of freedom under a prior."""
        left = np.maximum(prior.usual(1.0) - self.u, 0.0)
        return (*landing(self.u, self.p, self.n, self.restless, self.mu0, left, prior), 2 * prior.a0 + self.n)

    def crps(self, prior: Prior) -> Array:
        """The score of each under a prior."""
        return crps(*self.landing(prior), self.final)

    def by_key_result(self, scores: Array) -> Array:
        """The mean score of each key result."""
        counts = np.bincount(self.whose)
        return np.bincount(self.whose, scores)[counts > 0] / counts[counts > 0]

    def buckets(self, which: NDArray[np.bool_]) -> list[tuple[str, NDArray[np.bool_]]]:
        """The places of each bucket of weeks, among those that are asked for; empty ones left out."""
        names = np.array([bucket(tau) for tau in self.tau])
        return [(name, here) for name in BUCKETS if (here := which & (names == name)).any()]


def learn(finished: Sequence[Trajectory]) -> Prior:
    """The prior from finished key results; below 20 of them the cold one with the widths their finals ask for."""
    known = [t for t in finished if t.final is not None and t.taus and t.model == "drift"]
    if len(known) < FROM_FINISHED:
        cold = replace(COLD, finished=len(known))
        return replace(cold, widen=_widening(_look_back(known, cold), cold))
    known = known[-_MOST:]
    a0, b0 = _variance(known)
    prior = Prior(mean=_means(known), a0=a0, b0=b0, curve=_curve(known), finished=len(known))
    past = _look_back(known, prior)
    prior = replace(prior, k0=_best_k0(past, prior))
    return replace(prior, widen=_widening(past, prior), candour=_candour(past, prior))


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


def _look_back(known: Sequence[Trajectory], prior: Prior) -> _Past:
    """What was known at each origin of each key result, in time as the prior bends it."""
    rows = []
    for whose, one in enumerate(known):
        for week in ORIGINS:
            taus, progress = one.until(week / CYCLE_WEEKS)
            if taus and one.final is not None:
                used = [prior.usual(tau) for tau in taus]
                restless, mu0 = unrest(used, progress), prior.mu0(one.ambition)
                rows.append((whose, taus[-1], used[-1], progress[-1], len(taus), restless, mu0, one.final))
    columns = np.array(rows, dtype=np.float64).reshape(-1, 8).T
    return _Past(columns[0].astype(np.int64), *columns[1:])


def _best_k0(past: _Past, prior: Prior) -> float:
    """The k0 nearest to the cold one whose CRPS can't be told from the best one's: on little history that is a mild one.

    Told apart is what differs by more than one standard error of the difference, taken over whole key results.
    """
    scores = {k0: past.by_key_result(past.crps(replace(prior, k0=k0))) for k0 in K0_GRID}
    best = min(K0_GRID, key=lambda k0: float(scores[k0].mean()))

    def as_good(k0: float) -> bool:
        worse = scores[k0] - scores[best]
        return bool(worse.mean() <= worse.std() / math.sqrt(len(worse)))

    return min(filter(as_good, K0_GRID), key=lambda k0: abs(math.log(k0 / COLD.k0)))


def _widening(past: _Past, prior: Prior) -> MappingProxyType[str, float]:
    """c = 1 + n/(n + 20)·(q − 1) by bucket of weeks, q = 80 % quantile of |final − location| / (t.9 · scale).

    The quantile is taken at 80 % · (m + 1)/m of m key results, so that a new one is inside as often as the known ones.
    """
    location, scale, df = past.landing(prior)
    found = {}
    for name, here in past.buckets(scale > 0):
        ratios = np.abs(past.final - location)[here] / (stdtrit(df[here], 0.9) * scale[here])
        several = len(np.unique(past.whose[here]))
        q = float(np.quantile(ratios, min(0.8 * (several + 1) / several, 1.0)))
        found[name] = 1 + len(ratios) / (len(ratios) + 20) * (q - 1)
    return MappingProxyType(found)


def _candour(past: _Past, prior: Prior) -> MappingProxyType[str, tuple[float, float]]:
    """(α by bucket of weeks, one β): a logistic regression of what came on the log odds that were forecast.

    Drawn towards "as said" (0, 1) as if ten key results spoke for it; a key result's forecasts share one vote.
    """
    location, scale, df = past.landing(prior)
    if not (scale > 0).any():
        return MappingProxyType({})
    names, places = zip(*past.buckets(scale > 0), strict=True)
    width = np.where(scale > 0, scale, 1.0)
    odds = np.array([log_odds(float(p)) for p in 1 - stdtr(df, (1 - location) / width)])
    told = np.column_stack([odds, *places])
    as_said = np.array([1.0] + [0.0] * len(names))
    votes = np.any(places, axis=0) / np.bincount(past.whose)[past.whose]

    def loss(way: Array) -> tuple[float, Array]:
        line = told @ way
        error = float(votes @ (np.logaddexp(0, line) - past.hit * line))
        away = way - as_said
        return error + _AS_SAID / 2 * float(away @ away), told.T @ (votes * (expit(line) - past.hit)) + _AS_SAID * away

    bounds = [(_SLOPE_FROM, None)] + [(None, None)] * len(names)  # what is likelier never becomes less likely
    slope, *shifts = minimize(loss, as_said, jac=True, method="L-BFGS-B", bounds=bounds).x
    return MappingProxyType({name: (float(shift), float(slope)) for name, shift in zip(names, shifts, strict=True)})
