"""The ways that stored key results went: from the views to what the forecasts learn from and look ahead on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from okr_analytics.metrics.forecast import normalise, wants_logs
from okr_analytics.metrics.prior import Trajectory
from okr_analytics.store.database import Database

# A final value is known if it was said this late, or if a score says it.
KNOWN_FROM = 0.8
_COLUMNS = (
    "key",
    "kind",
    "baseline",
    "target",
    "steps",
    "start",
    "due",
    "ambition",
    "score",
    "date",
    "value",
    "progress",
    "confidence",
)
_SQL = """
SELECT b.key_result_key, b.kind, b.baseline, b.target, b.steps, b."start", b.due, b.ambition, b.score,
    p."date", p.value, p.progress, p.confidence
FROM {basis} b
LEFT JOIN {point} p ON p.key_result_key = b.key_result_key AND p.progress IS NOT NULL
WHERE b."start" < b.due AND b.status_stated IS DISTINCT FROM 'cancelled'{only}
ORDER BY b.due, b.key_result_key, p."date"
"""
_MODELS = {"milestone": "milestone", "count": "count", "maintain": "range"}


def trajectories(database: Database, as_of: dt.date, known: int, *, key: str | None = None) -> list[Trajectory]:
    """The way of every key result that has days, finished or not, ordered by its due day; of one where `key` is given."""
    basis, point = (database.relation(view, as_of, known) for view in ("kr_basis", "kr_point"))
    sql = _SQL.format(basis=basis, point=point, only="" if key is None else " AND b.key_result_key = ?")
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in database.query(sql, [] if key is None else [key])]
    return [_trajectory(key, list(own), as_of) for key, own in groupby(rows, key=lambda row: str(row["key"]))]


def _trajectory(key: str, rows: Sequence[Mapping[str, Any]], as_of: dt.date) -> Trajectory:
    first = rows[0]
    span = (first["due"] - first["start"]).days
    points = [row for row in rows if row["date"] is not None and row["date"] > first["start"]]
    logs = _logs(first, points)
    progress = [_progress(row, logs) for row in points]
    shares = [min((row["date"] - first["start"]).days / span, 1.0) for row in points]
    inside = [place for place, share in enumerate(shares) if share < 1]
    model = "steps" if first["kind"] == "milestone" and first["steps"] else _MODELS.get(first["kind"], "drift")
    return Trajectory(
        key=key,
        period=float(first["due"].toordinal()),
        taus=tuple(shares[place] for place in inside),
        progress=tuple(progress[place] for place in inside),
        final=_final(first, shares, progress) if first["due"] < as_of else None,
        ambition=first["ambition"],
        model="count" if model == "steps" else model,
        confidences=tuple(points[place]["confidence"] for place in inside),
        target=first["steps"] if model == "steps" else first["target"] if model == "count" else None,
        logs=logs,
    )


def _logs(first: Mapping[str, Any], points: Sequence[Mapping[str, Any]]) -> bool:
    if first["kind"] in _MODELS or first["baseline"] is None or first["target"] is None:
        return False
    values = [row["value"] for row in points]
    return all(value is not None for value in values) and wants_logs(first["baseline"], first["target"], values)


def _progress(row: Mapping[str, Any], logs: bool) -> float:
    if logs:
        found = normalise(row["value"], row["baseline"], row["target"], logs=True)
        if found is not None:
            return found
    return float(row["progress"])


def _final(first: Mapping[str, Any], shares: Sequence[float], progress: Sequence[float]) -> float | None:
    if shares and shares[-1] >= KNOWN_FROM:
        return progress[-1]
    return None if first["score"] is None else float(first["score"])
