"""The index 0-100 of a key result, shown only once calibrated on labelled key results; additive on the log-odds."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
from scipy.optimize import minimize

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.registry import all_rules
from okr_analytics.quality.rule import Finding

_START = 2.94  # a key result without findings is accepted 95 times in 100
_WEIGHTS = {Severity.ERROR: 3.0, Severity.WARNING: 1.0, Severity.INFO: 0.25}
ENOUGH = 200  # labelled key results


@dataclass(frozen=True)
class Calibration:
    """index = 100·σ(start − Σ weight of every rule that fired); weights are never negative. `labels` is 0 when cold."""

    start: float
    weights: Mapping[str, float]
    labels: int = 0

    @property
    def calibrated(self) -> bool:
        """Whether it was fitted to enough labels to be shown."""
        return self.labels >= ENOUGH

    @property
    def best(self) -> float:
        """The index of a key result without findings."""
        return _points(self.start)

    def as_dict(self) -> dict[str, object]:
        """The calibration in JSON terms, rounded to what the labels can tell."""
        weights = {code: round(weight, 3) for code, weight in self.weights.items()}
        return {"start": round(self.start, 3), "labels": self.labels, "weights": weights}


@cache
def calibrated() -> Calibration:
    """The weights that came with the product: numbers only, fitted by `evaluate --calibrate` (calibration.json)."""
    text = (files("okr_analytics.quality") / "calibration.json").read_text(encoding="utf-8")
    return from_dict(json.loads(text))


def from_dict(data: Mapping[str, Any]) -> Calibration:
    """The calibration that `as_dict` wrote; a rule it doesn't know yet has its weight by severity."""
    weights = {**cold_start().weights, **{str(code): float(weight) for code, weight in data["weights"].items()}}
    return Calibration(float(data["start"]), MappingProxyType(weights), int(data["labels"]))


def cold_start() -> Calibration:
    """The weights by severity, before anything was labelled."""
    return Calibration(_START, MappingProxyType({rule.code: _WEIGHTS[rule.severity] for rule in all_rules()}))


def index(findings: Iterable[Finding], calibration: Calibration) -> float | None:
    """The index of one item's findings, None until calibrated; a rule counts once however often it fires."""
    if not calibration.calibrated:
        return None
    return _points(calibration.start - sum(calibration.weights.get(code, 0.0) for code in _codes(findings)))


def waterfall(findings: Iterable[Finding], calibration: Calibration) -> tuple[tuple[str, float], ...]:
    """(code, points lost), heaviest first; the points add up to the index without findings less the index."""
    weights = {code: calibration.weights.get(code, 0.0) for code in _codes(findings)}
    level, out = calibration.start, []
    for code, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        out.append((code, _points(level) - _points(level - weight)))
        level -= weight
    return tuple(out)


def calibrate(fired: Sequence[frozenset[str]], accepted: Sequence[float], *, ridge: float = 1.0) -> Calibration:
    """Weights refitted to labelled key results by logistic regression, ridged towards the cold start.

    `accepted` is 0 … 1 per key result (a coach's judgement). With fewer than 200 the cold start is returned.
    """
    cold = cold_start()
    if len(fired) < ENOUGH:
        return cold
    codes = tuple(cold.weights)
    design = np.array([[float(code in own) for code in codes] for own in fired])
    target = np.asarray(accepted, dtype=float)
    prior = np.array([cold.start, *cold.weights.values()])

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        level = b[0] - design @ b[1:]
        p = 1 / (1 + np.exp(-level))
        pull = b - prior
        value = float(np.sum(np.logaddexp(0, level) - target * level) + ridge * pull @ pull / 2)
        slope = p - target
        return value, np.concatenate(([slope.sum()], -design.T @ slope)) + ridge * pull

    bounds = [(None, None), *[(0.0, None)] * len(codes)]
    fitted = minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = dict(zip(codes, (float(b) for b in fitted[1:]), strict=True))
    return Calibration(float(fitted[0]), MappingProxyType(weights), len(fired))


def _codes(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.code for finding in findings)


def _points(level: float) -> float:
    return 100 / (1 + math.exp(-level))
