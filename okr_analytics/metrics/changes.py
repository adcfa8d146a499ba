"""What changed between two moments: item by item and field by field, old against new, with the cell that says so."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.question import source
from okr_analytics.store.database import Database

# A field of both moments is compared as number where it is one: 0.30000000000000004 is no change against 0.3.
_SQL = """
WITH now AS (SELECT v.* {now}), before AS (SELECT v.* {before}), joined AS (
    SELECT
        coalesce(n.item_kind, b.item_kind) AS item_kind, coalesce(n.item_key, b.item_key) AS item_key,
        coalesce(n.code, b.code) AS code, coalesce(n.title, b.title) AS title,
        coalesce(n.unit_key, b.unit_key) AS unit_key, coalesce(n.unit, b.unit) AS unit,
        coalesce(n.cycle_key, b.cycle_key) AS cycle_key, coalesce(n.field, b.field) AS field,
        b.text AS old, n.text AS new, b.number AS old_number, n.number AS new_number,
        coalesce(n.load_id, b.load_id) AS load_id, coalesce(n.file, b.file) AS file, coalesce(n."where", b."where") AS "where",
        b.load_id AS old_load_id, b.file AS old_file, b."where" AS old_where,
        n.item_key IN (SELECT item_key FROM before) AS was, b.item_key IN (SELECT item_key FROM now) AS is_still
    FROM now n
    FULL JOIN before b ON b.item_kind = n.item_kind AND b.item_key = n.item_key AND b.field = n.field
    WHERE CASE WHEN n.number IS NOT NULL AND b.number IS NOT NULL THEN round(n.number - b.number, 9) <> 0
        ELSE n.text IS DISTINCT FROM b.text END
)
SELECT
    item_kind, item_key, code, title, unit_key, unit, cycle_key,
    CASE WHEN old IS NULL AND NOT was THEN 'new' WHEN new IS NULL AND NOT is_still THEN 'gone' ELSE 'changed' END AS change,
    field, old, new, old_number, new_number, new_number - old_number AS difference,
    load_id, file, "where", old_load_id, old_file, old_where
FROM joined
ORDER BY item_kind, title, item_key, field
"""


def changes_since(database: Database, since: dt.date | int, filters: Filters | None = None) -> pd.DataFrame:
    """What is different at the filters' moment from an earlier one, one row per item and field.

    since: a day (what held then, as far as we know now) or an event's number (what we knew then, on the same day).
    Columns: item_kind, item_key, code, title, unit_key, unit, cycle_key, change (new, changed, gone), field, old, new
    (text), old_number, new_number, difference, load_id, file, where, and old_load_id, old_file, old_where.
    """
    now = (filters or Filters()).resolve(database)
    earlier = replace(now, as_of=since) if isinstance(since, dt.date) else replace(now, known=since)
    after, before = source(database, "item_field", (), now), source(database, "item_field", (), earlier)
    return database.frame(_SQL.format(now=after.sql, before=before.sql), [*after.values, *before.values])


def previous_event(database: Database, filters: Filters | None = None) -> int:
    """The number of the event just before the latest load in force: what `changes_since` takes for "since last load"."""
    now = (filters or Filters()).resolve(database)
    rows = database.query("SELECT max(load_id) FROM loads_in_force(?, ?)", now.times)
    return int(str(rows[0][0] or 1)) - 1
