"""The SQL of a question: the rows of a view that the filters leave, joined with what its dimensions need."""

from collections.abc import Sequence
from dataclasses import dataclass

from okr_analytics.metrics.dimensions import Dimension, filters_of
from okr_analytics.metrics.filters import Filters
from okr_analytics.store.database import Database

NATIVE_MEASURES = ("days", "fte")  # asked for by name, they're told as the sheets state them, not in hours
MIXED = ("attention", "item_field")  # KPIs and projects stand beside key results there, and belong to no cycle


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of SQL with the values bound in it, in their order."""

    sql: str
    values: tuple[object, ...] = ()


def source(database: Database, view: str, dimensions: Sequence[Dimension], filters: Filters) -> Part:
    """FROM … WHERE true AND …: the view as `v`, the unit as `u` and the branch as `b` where a dimension needs them."""
    parts = [_view(database, view, filters)]
    if any(dimension.of_unit for dimension in dimensions):
        units = database.relation("unit_state", *filters.times)
        parts.append(Part(f"LEFT JOIN {units} u ON u.unit_key = v.unit_key"))
    if any(dimension.of_branch for dimension in dimensions):
        parts.append(_branch(database, filters))
    conditions = _conditions(database, view, filters)
    parts.append(Part(" AND ".join(["WHERE true", *(c.sql for c in conditions)]), _values(conditions)))
    return Part("FROM " + "\n".join(part.sql for part in parts), _values(parts))


def counting(part: Part, where: str) -> Part:
    """The same rows, but only those that a metric counts."""
    return Part(f"{part.sql} AND v.{where}", part.values) if where else part


def _values(parts: Sequence[Part]) -> tuple[object, ...]:
    return tuple(value for part in parts for value in part.values)


def _view(database: Database, view: str, filters: Filters) -> Part:
    if view != "effort_entry":
        return Part(f"{database.relation(view, *filters.times)} v")
    common = "" if filters.measure in NATIVE_MEASURES else "_common"
    amounts = ", ".join(f"e.{name}{common} AS {name}_amount" for name in ("stated", "planned", "actual"))
    measure = "e.measure" if common == "" else "e.common_measure"
    entries = database.relation("effort_entry", *filters.times)
    return Part(f"(SELECT e.*, {measure} AS effort_measure, {amounts} FROM {entries} e) v")


def _branch(database: Database, filters: Filters) -> Part:
    """The part of the tree directly below the filtered unit, else below the root, in which a unit lies."""
    top = "t.ancestor_key = ?" if filters.unit else "true"
    tree = database.relation("unit_tree", *filters.times)
    sql = f"""LEFT JOIN (
        SELECT t.unit_key, t.ancestor_key AS branch_key, t.ancestor AS branch
        FROM {tree} t
        JOIN (SELECT t.unit_key, max(t.distance) AS distance FROM {tree} t WHERE {top} GROUP BY 1) d
            ON d.unit_key = t.unit_key AND t.distance = greatest(d.distance - 1, 0)
    ) b ON b.unit_key = v.unit_key"""
    return Part(sql, (filters.unit,) if filters.unit else ())


def _conditions(database: Database, view: str, filters: Filters) -> list[Part]:
    offered = filters_of(view)
    found: list[Part] = []
    if filters.unit is not None and "unit" in offered:
        tree = database.relation("unit_tree", *filters.times)
        found.append(Part(f"v.unit_key IN (SELECT unit_key FROM {tree} WHERE ancestor_key = ?)", (filters.unit,)))
    if filters.scope is not None:
        found.append(_in_scope(database, offered, filters))
    if filters.cycle is not None and "cycle" in offered:
        found.append(_in_cycle(database, view, filters))
    if filters.conversation is not None and "conversation" in offered:
        found.append(Part("v.conversation = ?", (filters.conversation,)))
    if filters.measure is not None and "measure" in offered:
        column = "effort_measure" if view == "effort_entry" else "measure"
        found.append(Part(f"v.{column} = ?", (filters.measure,)))
    return found


def _in_scope(database: Database, offered: Sequence[str], filters: Filters) -> Part:
    """Rows of no unit are nobody's: who sees only some units doesn't see them."""
    if "unit" not in offered:
        return Part("false")
    tree = database.relation("unit_tree", *filters.times)
    sql = f"v.unit_key IN (SELECT unit_key FROM {tree} WHERE list_contains(?::VARCHAR[], ancestor_key))"
    return Part(sql, (sorted(filters.scope or ()),))


def _in_cycle(database: Database, view: str, filters: Filters) -> Part:
    if view in MIXED:
        return Part("(v.cycle_key = ? OR v.cycle_key IS NULL)", (filters.cycle,))
    if view != "effort_entry":
        return Part("v.cycle_key = ?", (filters.cycle,))
    sql = f"""EXISTS (
        SELECT 1 FROM {database.relation("cycle_state", *filters.times)} c
        WHERE c.cycle_key = ? AND v."start" >= c."start" AND coalesce(v."end", v."start") <= c."end"
    )"""
    return Part(sql, (filters.cycle,))
