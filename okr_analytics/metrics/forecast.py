"""Where a key result will land: Brownian motion with drift under a conjugate prior, as pure functions.

Progress p and elapsed time u both run from 0 to 1 (1 = target reached, cycle over). The forecast's mean is a weighted
average of the key result's own pace and of what comparable key results did, so that it can be read out.
"""

import itertools
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, expit, stdtr, stdtrit

PACE_FROM = 0.05  # below this share of the time a pace says nothing
FEW = 3  # below this number of check-ins only a band is told, without decimals
LOG_RATIO = 3.0  # a metric that is to triple grows by factors, not by steps
_RARE = 0.002
_POINT = 1e-9  # the width of an interval without width
ENOUGH = 0.7  # for aspirational key results, 70 % counts as success


_elapsed = itemgetter(0)  # of a point of a curve


@dataclass(frozen=True, slots=True)
class Prior:
    """What comparable key results did before this one has shown anything.

    mean: expected final progress by ambition; k0: how many cycles of own evidence it weighs; a0, b0: the inverse-gamma
    of the variance per unit of time; widen: factor on intervals by bucket of weeks; curve: (elapsed, share of the final
    value usually reached by then), rising; candour: by bucket of weeks (α, β) that a chance p becomes, as log odds
    α + β·ln(p/(1−p)), so that as many come true as were said; finished: how many key results it was learnt from.
    """

    mean: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"aspirational": 0.7, "committed": 1.0}))
    k0: float = 0.25
    a0: float = 2.0
    b0: float = 0.0625
    widen: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    curve: tuple[tuple[float, float], ...] = ()
    candour: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    finished: int = 0

    def mu0(self, ambition: str | None) -> float:
        """Expected final progress; where a sheet doesn't say how ambitious, the goal counts as committed."""
        return self.mean.get(ambition or "committed", self.mean.get("committed", 1.0))

    def usual(self, tau: float) -> float:
        """W(τ): the share of the final value that is usually reached by then; the time itself without a curve."""
        if not self.curve:
            return tau
        place = bisect_left(self.curve, tau, lo=1, key=_elapsed)
        if place == len(self.curve):
            return self.curve[-1][1]
        (left, low), (right, high) = self.curve[place - 1 : place + 1]
        return low + (high - low) * (tau - left) / (right - left) if right > left else high

    def widening(self, tau: float) -> float:
        """The factor by which intervals are widened at this share of a cycle."""
        return self.widen.get(bucket(tau), 1.0)

    def candid(self, chance: float, tau: float) -> float:
        """The chance at this share of a cycle after what the finished key results say of such chances; 0 and 1 stay."""
        shift, slope = self.candour.get(bucket(tau), (0.0, 1.0))
        if (shift, slope) == (0.0, 1.0) or not 0 < chance < 1:
            return chance
        return float(expit(shift + slope * log_odds(chance)))

    def as_dict(self) -> dict[str, Any]:
        """The prior in JSON terms."""
        return {
            **{f.name: getattr(self, f.name) for f in fields(self)},
            "mean": dict(self.mean),
            "widen": dict(self.widen),
            "candour": dict(self.candour),
        }

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Self:
        """The prior that `as_dict` wrote."""
        curve = tuple((float(tau), float(share)) for tau, share in said["curve"])
        maps = {name: MappingProxyType(said[name]) for name in ("mean", "widen")}
        candour = MappingProxyType({name: (float(a), float(b)) for name, (a, b) in said["candour"].items()})
        return cls(**{**said, **maps, "curve": curve, "candour": candour})


COLD = Prior()


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast of final progress: Student's t with location, scale, df; chances 0-1.

    model: prior, drift, count, range, milestone. own_weight: the share that the key result's own pace has in the
    location. None = the model doesn't tell it.
    """

    model: str
    location: float | None
    scale: float | None
    df: float | None
    low80: float | None
    high80: float | None
    p_hit: float
    p_70: float | None
    own_weight: float | None
    pace: float | None
    check_ins: int
    low50: float | None = None
    high50: float | None = None

    def interval(self, share: float, widen: float = 1.0) -> tuple[float, float] | None:
        """The interval that holds the final progress with that probability."""
        if self.location is None or self.scale is None or self.df is None:
            return None
        half = widen * float(stdtrit(self.df, 0.5 + share / 2)) * self.scale
        return self.location - half, self.location + half


def bucket(tau: float) -> str:
    """Early, middle or late: weeks 1-3, 4-7 and 8-12 of a cycle of 13."""
    week = tau * 13
    return "early" if week < 3.5 else "middle" if week < 7.5 else "late"


def normalise(value: float, baseline: float, target: float, *, logs: bool = False) -> float | None:
    """Progress of a value, not clipped; on logs where asked. None where it can't be told."""
    if logs:
        if min(value, baseline, target) <= 0 or baseline == target:
            return None
        return math.log(value / baseline) / math.log(target / baseline)
    return None if target == baseline else (value - baseline) / (target - baseline)


def wants_logs(baseline: float, target: float, values: Sequence[float]) -> bool:
    """Whether a metric grows by factors: baseline and target positive and at least threefold apart."""
    if min(baseline, target) <= 0 or any(value <= 0 for value in values):
        return False
    return max(baseline, target) / min(baseline, target) >= LOG_RATIO


def forecast(
    taus: Sequence[float],
    progress: Sequence[float],
    *,
    ambition: str | None = None,
    prior: Prior = COLD,
    until: float = 1.0,
) -> Forecast:
    """The forecast after check-ins at the shares `taus` of the cycle, rising, with their progress.

    Missing check-ins need nothing: no points are invented, and the longer way to the end widens the interval.
    until: the share of the cycle to look ahead to; the end unless said.
    """
    points = [(tau, p) for tau, p in zip(taus, progress, strict=True) if tau > 0]
    used = [prior.usual(tau) for tau, _ in points]
    u, p, mu0 = (used[-1] if used else 0.0), (points[-1][1] if points else 0.0), prior.mu0(ambition)
    n = len(points)
    df = 2 * prior.a0 + n
    left = max(prior.usual(until) - u, 0.0)
    location, scale = landing(u, p, n, unrest(used, [q for _, q in points]), mu0, left, prior)
    tau = points[-1][0] if points else 0.0
    half, quarter = (prior.widening(tau) * float(stdtrit(df, q)) * scale for q in (0.9, 0.75))
    return Forecast(
        model="drift" if n else "prior",
        location=location,
        scale=scale,
        df=df,
        low80=location - half,
        high80=location + half,
        p_hit=prior.candid(chance(location, scale, df, 1.0), tau),
        p_70=prior.candid(chance(location, scale, df, ENOUGH), tau),
        own_weight=u / (prior.k0 + u),
        pace=p / u if points and tau >= PACE_FROM and u > 0 else None,
        check_ins=n,
        low50=location - quarter,
        high50=location + quarter,
    )


_Numbers = TypeVar("_Numbers", float, NDArray[np.float64])


def landing(
    u: _Numbers, p: _Numbers, n: _Numbers, restless: _Numbers, mu0: _Numbers, left: _Numbers, prior: Prior
) -> tuple[_Numbers, _Numbers]:
    """Location and scale of the final progress, of one key result or of many at once.

    u: time used and left: time to go, in cycles; p: progress; n: check-ins; restless: Σ (D − mΔu)² / Δu.
    """
    k = prior.k0 + u
    mu = (prior.k0 * mu0 + p) / k
    surprise = prior.k0 * (p - mu0 * u) ** 2 / (u + (u <= 0)) * (u > 0) / k
    b, a = prior.b0 + restless / 2 + surprise / 2, prior.a0 + n / 2
    return p + left * mu, (b / a * (left + left**2 / k)) ** 0.5


def log_odds(chance: float) -> float:
    """ln(p / (1 − p)), not beyond one in five hundred: a tail of the model isn't evidence."""
    bounded = min(max(chance, _RARE), 1 - _RARE)
    return math.log(bounded / (1 - bounded))


def chance(location: float, scale: float, df: float, goal: float) -> float:
    """The probability that the final progress is at least the goal."""
    if scale <= 0:
        return 1.0 if location >= goal else 0.0
    return 1 - float(stdtr(df, (goal - location) / scale))


def unrest(us: Sequence[float], ps: Sequence[float]) -> float:
    """Σ (D − mΔu)² / Δu: how far the increments are from an even pace."""
    if not us or us[-1] <= 0:
        return 0.0
    pace = ps[-1] / us[-1]
    total, before_u, before_p = 0.0, 0.0, 0.0
    for u, p in zip(us, ps, strict=True):
        if u > before_u:  # the curve may be flat somewhere: no time has passed there
            total += (p - before_p - pace * (u - before_u)) ** 2 / (u - before_u)
            before_u, before_p = u, p
    return total


def forecast_count(
    target: float,
    done: float,
    tau: float,
    *,
    a0: float = 2.0,
    b0: float | None = None,
    check_ins: int = 1,
    until: float = 1.0,
) -> Forecast:
    """The forecast of a count: what is still to come is negative binomial, R ~ NegBin(a0 + N, (b0 + τ) / (b0 + 1)).

    b0: prior weight in cycles; without history a0 / target, which expects the target. Location and intervals are shares
    of the target. until: the share of the cycle to look ahead to.
    """
    weight = a0 / max(target, 1e-9) if b0 is None else b0
    shape, success = a0 + done, (weight + tau) / (weight + until)
    if tau >= until:
        return _sure("count", done / target if target else 0.0, check_ins)
    mean = shape * (1 - success) / success
    low, likely_low, likely_high, high = (done + _negbin_quantile(shape, success, q) for q in (0.1, 0.25, 0.75, 0.9))
    return Forecast(
        model="count",
        location=(done + mean) / target if target else None,
        scale=None,
        df=None,
        low80=low / target if target else None,
        high80=high / target if target else None,
        p_hit=_negbin_at_least(shape, success, math.ceil(target - done - 1e-9)),
        p_70=_negbin_at_least(shape, success, math.ceil(ENOUGH * target - done - 1e-9)),
        own_weight=tau / (weight + tau),
        pace=done / target / tau if target and tau >= PACE_FROM else None,
        check_ins=check_ins,
        low50=likely_low / target if target else None,
        high50=likely_high / target if target else None,
    )


def _negbin_pmf(shape: float, success: float, k: int) -> float:
    if success >= 1:
        return 1.0 if k == 0 else 0.0
    log_choose = -betaln(shape, k + 1) - math.log(shape + k)
    return math.exp(float(log_choose) + shape * math.log(success) + k * math.log1p(-success))


def _negbin_at_least(shape: float, success: float, k: int) -> float:
    return 1.0 if k <= 0 else max(0.0, 1 - math.fsum(_negbin_pmf(shape, success, i) for i in range(k)))


def _negbin_quantile(shape: float, success: float, q: float) -> int:
    total = 0.0
    for k in itertools.count():
        total += _negbin_pmf(shape, success, k)
        if total >= q or k > 100_000:
            return k
    return 0


def forecast_range(
    values: Sequence[float], lower: float | None, upper: float | None, *, inside_share: float | None = None
) -> Forecast:
    """The chance of ending in range: of past readings by t, (k + 1) / (n + 2) below three or where they never vary."""
    n = len(values)
    inside = [(lower is None or v >= lower) and (upper is None or v <= upper) for v in values]
    p_hit = (sum(inside) + 1) / (n + 2)
    if n >= FEW:
        mean = math.fsum(values) / n
        spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (n - 1)) * math.sqrt(1 + 1 / n)
        if spread > 0:
            below = 0.0 if lower is None else float(stdtr(n - 1, (lower - mean) / spread))
            above = 0.0 if upper is None else 1 - float(stdtr(n - 1, (upper - mean) / spread))
            p_hit = min(max(1 - below - above, 0.0), 1.0)
    location = inside_share if inside_share is not None else (sum(inside) / n if n else None)
    return Forecast("range", location, None, None, None, None, p_hit, None, None, None, n)


def forecast_milestone(
    hits: int, n: int, rate: float, *, now: float = 0.0, tau: float = 0.0, check_ins: int = 1
) -> Forecast:
    """The chance of a milestone: of n finished ones that stood like this, `hits` were reached; rate = of all of them.

    0/1 is never extrapolated: the location is the likelier of "reached" and "as it stands". Done is reached.
    """
    if now >= 1 or tau >= 1:
        return _sure("milestone", now, check_ins)
    p_hit = (hits + 4 * rate) / (n + 4)
    location = 1.0 if p_hit >= 0.5 else now
    return Forecast("milestone", location, None, None, None, None, p_hit, None, n / (n + 4), None, check_ins)


def _sure(model: str, progress: float, check_ins: int) -> Forecast:
    hit = 1.0 if progress >= 1 else 0.0
    enough = 1.0 if progress >= ENOUGH else 0.0
    return Forecast(model, progress, None, None, progress, progress, hit, enough, 1.0, None, check_ins)


def crps(location: _Numbers, scale: _Numbers, df: _Numbers, outcome: _Numbers) -> _Numbers:
    """Continuous ranked probability score of a Student t against what came, in progress (closed form, Jordan et al. 2019).

    0 is perfect; a point forecast has its absolute error. Of one forecast or of many at once.
    """
    width = scale + (scale <= 0) * _POINT
    z = (outcome - location) / width
    density = np.exp(-0.5 * (df + 1) * np.log1p(z * z / df) - 0.5 * np.log(df) - betaln(0.5, df / 2))
    spread = 2 * df**0.5 / (df - 1) * np.exp(betaln(0.5, df - 0.5) - 2 * betaln(0.5, df / 2))
    found: _Numbers = width * (z * (2 * stdtr(df, z) - 1) + 2 * density * (df + z * z) / (df - 1) - spread)
    return found


def words(found: Forecast) -> str:
    """What a forecast rests on, in words a leader can read: whose pace, and no decimals on few check-ins."""
    if found.model == "prior":
        return "No check-in yet: this is what comparable key results reach."
    if found.model == "milestone":
        return "A milestone is reached or not: the chance is that of milestones that stood like this."
    if found.model == "range":
        return "The chance that the next reading lies in its range, from its readings so far."
    own = round(100 * (found.own_weight or 0))
    told = f"{own} % its own pace, {100 - own} % what comparable key results did"
    if found.check_ins >= FEW:
        return f"{told[0].upper()}{told[1:]}."
    return f"{_band(found.p_hit)} on {found.check_ins} check-in{'s' if found.check_ins > 1 else ''}: {told}."


def _band(p_hit: float) -> str:
    return "Likely" if p_hit >= 0.6 else "Open" if p_hit >= 0.3 else "Unlikely"
