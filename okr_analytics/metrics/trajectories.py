"""The ways that stored key results went: from the views to what the forecasts learn from and look ahead on."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from okr_analytics.metrics.forecast import normalise, wants_logs
from okr_analytics.metrics.prior import Trajectory
from okr_analytics.store.database import Database
from okr_analytics.store.runs import runs

# A final value is known if it was said this late, or if a score says it.
KNOWN_FROM = 0.8
_STATED = ("key", "kind", "baseline", "target", "steps", "start", "due", "ambition", "score")
_SAID = ("days", "values", "progress", "confidences")
_ASKED = """
SELECT b.key_result_key, b.kind, b.baseline, b.target, b.steps, b."start", b.due, b.ambition, b.score
FROM {basis} b
WHERE b."start" < b.due AND b.status_stated IS DISTINCT FROM 'cancelled'{only}
ORDER BY b.due, b.key_result_key
"""
# As a frame: a row and a mapping for each of 520,000 check-ins take 500 MB.
_POINTS = """
SELECT b.place, (p."date" - b."start")::DOUBLE AS days, p.value AS "values", p.progress, p.confidence AS confidences
FROM {point} p
JOIN (SELECT key_result_key, "start", row_number() OVER (ORDER BY due, key_result_key) - 1 AS place FROM ({asked})) b
    ON b.key_result_key = p.key_result_key
WHERE p.progress IS NOT NULL AND p."date" > b."start"
ORDER BY b.place, p."date"
"""
_NOTHING: Mapping[str, list[float | None]] = {name: [] for name in _SAID}
_MODELS = {"milestone": "milestone", "count": "count", "maintain": "range"}


def trajectories(database: Database, as_of: dt.date, known: int, *, key: str | None = None) -> list[Trajectory]:
    """The way of every key result that has days, finished or not, ordered by its due day; of one where `key` is given."""
    basis, point = (database.relation(view, as_of, known) for view in ("kr_basis", "kr_point"))
    asked = _ASKED.format(basis=basis, only="" if key is None else " AND b.key_result_key = ?")
    given = [] if key is None else [key]
    rows = [dict(zip(_STATED, row, strict=True)) for row in database.query(asked, given)]
    said = database.frame(_POINTS.format(point=point, asked=asked), given)
    columns = {name: _known(said[name].to_numpy()) for name in _SAID}
    own = {place: {name: told[rows_of] for name, told in columns.items()} for place, rows_of in runs(said["place"])}
    return [_trajectory({**row, **own.get(place, _NOTHING)}, as_of) for place, row in enumerate(rows)]


def _known(numbers: NDArray[np.float64]) -> list[float | None]:
    """The numbers as a list, None for those that nobody said."""
    told: list[float | None] = numbers.tolist()
    for place in np.isnan(numbers).nonzero()[0]:
        told[place] = None
    return told


def _trajectory(row: Mapping[str, Any], as_of: dt.date) -> Trajectory:
    span = (row["due"] - row["start"]).days
    logs = _logs(row)
    progress = _progress(row, logs)
    shares = [min(days / span, 1.0) for days in row["days"]]
    inside = bisect_left(shares, 1.0)  # days rise: after the due day there are only ones
    model = "steps" if row["kind"] == "milestone" and row["steps"] else _MODELS.get(row["kind"], "drift")
    return Trajectory(
        key=row["key"],
        period=float(row["due"].toordinal()),
        taus=tuple(shares[:inside]),
        progress=tuple(progress[:inside]),
        final=_final(row, shares, progress) if row["due"] < as_of else None,
        ambition=row["ambition"],
        model="count" if model == "steps" else model,
        confidences=tuple(row["confidences"][:inside]),
        target=row["steps"] if model == "steps" else row["target"] if model == "count" else None,
        logs=logs,
    )


def _logs(row: Mapping[str, Any]) -> bool:
    if row["kind"] in _MODELS or row["baseline"] is None or row["target"] is None:
        return False
    return None not in row["values"] and wants_logs(row["baseline"], row["target"], row["values"])


def _progress(row: Mapping[str, Any], logs: bool) -> list[float]:
    if not logs:
        return list(map(float, row["progress"]))
    grown = (normalise(value, row["baseline"], row["target"], logs=True) for value in row["values"])
    return [float(told) if own is None else own for own, told in zip(grown, row["progress"], strict=True)]


def _final(row: Mapping[str, Any], shares: Sequence[float], progress: Sequence[float]) -> float | None:
    if shares and shares[-1] >= KNOWN_FROM:
        return progress[-1]
    return None if row["score"] is None else float(row["score"])
