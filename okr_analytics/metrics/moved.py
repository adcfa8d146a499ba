"""How far each key result moved between two days, told from its check-ins."""

import datetime as dt

import pandas as pd

from okr_analytics.metrics.evaluate import picked_rows
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.question import source
from okr_analytics.store.database import Database

_COLUMNS = ["key_result_key", "code", "title", "unit_key", "unit", "progress", "status", "start", "file", "where"]


def steps(database: Database, filters: Filters, since: dt.date) -> pd.DataFrame:
    """The key results under the filters with `before` and `progress` (fractions, NA where unknown) and `step` between.

    Source: the check-ins up to each of the two days, as far as known now (views kr_point and kr_state). A key result
    that began on `since` or later stood at nothing then, if its progress is known now. Steps count in thousandths.
    """
    resolved = filters.resolve(database)
    now = picked_rows(database, "kr_state", _COLUMNS, resolved)
    points = database.relation("kr_point", *resolved.times)
    these = source(database, "kr_state", (), resolved)
    earlier = database.query(
        f"""SELECT key_result_key, arg_max(progress, "date") FROM {points}
        WHERE key_result_key IN (SELECT v.key_result_key {these.sql}) AND "date" <= ? AND progress IS NOT NULL
        GROUP BY 1""",
        [*these.values, since],
    )
    before = now["key_result_key"].map(dict(earlier)).astype("Float64")
    progress = pd.to_numeric(now["progress"], errors="coerce").astype("Float64")
    began_later = pd.to_datetime(now["start"]) >= pd.Timestamp(since)
    before = before.mask(before.isna() & began_later & progress.notna(), 0.0)
    return now.assign(before=before, progress=progress, step=(progress - before).round(3))
