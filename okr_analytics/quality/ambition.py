"""How likely a target is, judged by the past: the metric's own improvements, else the unit's attainment."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtr, ndtri, stdtr, stdtrit

from okr_analytics.quality.movement import move
from okr_analytics.quality.rule import Subject

# Probability from which on a target is too conservative, and up to which it is unrealistic, by profile.
TOO_EASY = {"public": 0.90, "startup": 0.80, "corporate": 0.95}
TOO_HARD = {"public": 0.05, "startup": 0.01, "corporate": 0.10}
TOO_HARD_COMMITTED = 0.10
_ENOUGH_CYCLES, _ENOUGH_FOR_MEDIAN, _ENOUGH_FINISHED = 4, 3, 8


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of reaching the target, and the improvements that would be 50/50 and 1 in 10 (None if unknown)."""

    p: float
    even: float | None
    stretch: float | None
    evidence: str


def chance(subject: Subject) -> Chance | None:
    """The chance of an item's target, None where the past says too little."""
    history = subject.item.history
    attained = subject.context.attainments.get(subject.item.unit or "", ())
    if not history and not attained:  # most have no past
        return None
    wanted = move(subject)
    if wanted is None or not wanted.sign:
        return None
    need = wanted.sign * (wanted.target - wanted.baseline)
    return from_history(need, history) or from_attainment(attained)


def from_history(need: float, history: Sequence[float]) -> Chance | None:
    """By past improvements of the same metric: Student's t for a new one of n ≥ 4, else a robust z of n ≥ 3.

    P = 1 - F_t,n-1((need - mean) / (s·√(1 + 1/n))); z = (need - median) / (1.4826·MAD).
    """
    n = len(history)
    if n >= _ENOUGH_CYCLES:
        mean, deviation = statistics.fmean(history), statistics.stdev(history)
        if deviation > 0:
            width = deviation * math.sqrt(1 + 1 / n)
            p = 1 - float(stdtr(n - 1, (need - mean) / width))
            return Chance(p, mean, mean + width * float(stdtrit(n - 1, 0.9)), f"{n} past cycles of this metric")
    if n >= _ENOUGH_FOR_MEDIAN:
        median = statistics.median(history)
        spread = 1.4826 * statistics.median(abs(d - median) for d in history)
        if spread > 0:
            p = 1 - float(ndtr((need - median) / spread))
            return Chance(p, median, median + spread * float(ndtri(0.9)), f"{n} past cycles of this metric")
    return None


def from_attainment(attainments: Sequence[float]) -> Chance | None:
    """By the unit's finished key results (n ≥ 8): the share that reached its target, shrunk by Beta(1, 1)."""
    n = len(attainments)
    if n < _ENOUGH_FINISHED:
        return None
    reached = sum(a >= 1 for a in attainments)
    return Chance((reached + 1) / (n + 2), None, None, f"the unit's last {n} key results")


def too_easy(profile: str) -> float:
    """The probability from which on a target is too conservative."""
    return TOO_EASY.get(profile, TOO_EASY["public"])


def too_hard(profile: str, committed: bool) -> float:
    """The probability up to which a target is unrealistic."""
    found = TOO_HARD.get(profile, TOO_HARD["public"])
    return max(found, TOO_HARD_COMMITTED) if committed else found
