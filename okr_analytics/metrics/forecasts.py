"""Use case: forecast every running key result of a day, as known by an event, and keep that for the views."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from okr_analytics.metrics.backtest import look_ahead
from okr_analytics.metrics.forecast import COLD, Forecast, Prior, forecast_range
from okr_analytics.metrics.prior import Trajectory, learn
from okr_analytics.metrics.trajectories import trajectories
from okr_analytics.store.database import Database

# Bump it when the model changes, so that what is kept of the old one isn't shown as the new.
MODEL = 2
_RUNNING = """
SELECT key_result_key, elapsed, kind, lower, upper, progress FROM {state}
WHERE NOT is_closed AND elapsed IS NOT NULL AND elapsed < 1 AND "start" IS NOT NULL
    AND status NOT IN ('done', 'cancelled') AND (progress IS NOT NULL OR how = 'no_value')
"""


def forecasts_id(as_of: dt.date, known: int) -> str:
    """The name under which the forecasts of a day and an event are kept."""
    return hashlib.sha256(f"forecast|{MODEL}|{known}|{as_of.isoformat()}".encode()).hexdigest()[:32]


def keep_forecasts(database: Database, as_of: dt.date, known: int) -> str:
    """Forecasts every running key result and keeps the result; asked again it only returns the name it is kept under."""
    name = forecasts_id(as_of, known)
    if database.has_derived(name):
        return name
    with database.deriving():
        if not database.has_derived(name):  # another thread may have been faster
            prior, found = _forecasts(database, as_of, known)
            with database.transaction() as tx:
                tx.insert("forecast", [_row(name, key, made) for key, made in found.items()])
                tx.insert("learnt", [{"derived_id": name, "document": json.dumps(prior.as_dict())}])
                tx.derive(name, "forecast", known, as_of)
    return name


def forecasts(database: Database, as_of: dt.date, known: int) -> dict[str, Forecast]:
    """Key of each running key result → its forecast, by the prior that the organisation's finished ones teach."""
    return _forecasts(database, as_of, known)[1]


def kept_prior(database: Database, as_of: dt.date, known: int) -> Prior:
    """The prior behind the forecasts that are kept for a day and event; the cold one where none are."""
    rows = database.query("SELECT document FROM learnt WHERE derived_id = ?", (forecasts_id(as_of, known),))
    return Prior.from_dict(json.loads(str(rows[0][0]))) if rows else COLD


def _forecasts(database: Database, as_of: dt.date, known: int) -> tuple[Prior, dict[str, Forecast]]:
    every = trajectories(database, as_of, known)
    finished = [one for one in every if one.final is not None]
    prior = learn(finished)
    stones = [one for one in finished if one.model == "milestone"]
    ways = {one.key: one for one in every if one.final is None}
    readings = _readings(database, as_of, known)
    found: dict[str, Forecast] = {}
    rows = database.query(_RUNNING.format(state=database.relation("kr_state", as_of, known)))
    for key, elapsed, kind, lower, upper, progress in rows:
        one = ways.get(str(key))
        if kind == "maintain":
            values = readings.get(str(key), ())
            if values and (lower is not None or upper is not None):
                found[str(key)] = forecast_range(values, lower, upper, inside_share=progress)
        elif one is not None:
            found[str(key)] = look_ahead(one, float(elapsed), prior, stones)
    return prior, found


def calibration(database: Database, as_of: dt.date, known: int) -> Sequence[Trajectory]:
    """The finished ways that a backtest of this organisation looks back at; ranges have no target to reach."""
    return [one for one in trajectories(database, as_of, known) if one.final is not None and one.model != "range"]


def _readings(database: Database, as_of: dt.date, known: int) -> Mapping[str, tuple[float, ...]]:
    point = database.relation("kr_point", as_of, known)
    rows = database.query(
        f'SELECT key_result_key, list(value ORDER BY "date") FROM {point} WHERE inside IS NOT NULL GROUP BY 1'
    )
    return {str(key): tuple(values) for key, values in rows}


def _row(name: str, key: str, made: Forecast) -> dict[str, Any]:
    return {
        "derived_id": name,
        "key_result_key": key,
        "model": made.model,
        "location": made.location,
        "scale": made.scale,
        "low80": made.low80,
        "high80": made.high80,
        "p_hit": made.p_hit,
        "p_70": made.p_70,
        "own_weight": made.own_weight,
        "check_ins": made.check_ins,
    }
