"""The SQL of a question: the rows of a view that the filters leave, joined with what its dimensions need."""

from collections.abc import Sequence
from dataclasses import dataclass

from okr_analytics.metrics.dimensions import VIEW_DIMENSIONS, Dimension
from okr_analytics.metrics.filters import Filters

NATIVE_MEASURES = ("days", "fte")  # asked for by name, they're told as the sheets state them, not in hours


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of SQL with the values bound in it, in their order."""

    sql: str
    values: tuple[object, ...] = ()


def source(view: str, dimensions: Sequence[Dimension], filters: Filters) -> Part:
    """FROM … WHERE …: the view as `v`, the unit as `u` and the branch as `b` where a dimension needs them."""
    parts = [_view(view, filters)]
    if any(dimension.of_unit for dimension in dimensions):
        parts.append(Part("LEFT JOIN unit_state(?, ?) u ON u.unit_key = v.unit_key", filters.times))
    if any(dimension.of_branch for dimension in dimensions):
        parts.append(_branch(filters))
    conditions = _conditions(view, filters)
    if conditions:
        parts.append(Part("WHERE " + " AND ".join(c.sql for c in conditions), _values(conditions)))
    return Part("FROM " + "\n".join(part.sql for part in parts), _values(parts))


def _values(parts: Sequence[Part]) -> tuple[object, ...]:
    return tuple(value for part in parts for value in part.values)


def _view(view: str, filters: Filters) -> Part:
    if view != "effort_entry":
        return Part(f"{view}(?, ?) v", filters.times)
    common = "" if filters.measure in NATIVE_MEASURES else "_common"
    amounts = ", ".join(f"e.{name}{common} AS {name}_amount" for name in ("stated", "planned", "actual"))
    measure = "e.measure" if common == "" else "e.common_measure"
    return Part(f"(SELECT e.*, {measure} AS effort_measure, {amounts} FROM effort_entry(?, ?) e) v", filters.times)


def _branch(filters: Filters) -> Part:
    """The part of the tree directly below the filtered unit, else below the root, in which a unit lies."""
    top = "t.ancestor_key = ?" if filters.unit else "true"
    sql = f"""LEFT JOIN (
        SELECT t.unit_key, t.ancestor_key AS branch_key, t.ancestor AS branch
        FROM unit_tree(?, ?) t
        JOIN (SELECT t.unit_key, max(t.distance) AS distance FROM unit_tree(?, ?) t WHERE {top} GROUP BY 1) d
            ON d.unit_key = t.unit_key AND t.distance = greatest(d.distance - 1, 0)
    ) b ON b.unit_key = v.unit_key"""
    return Part(sql, (*filters.times, *filters.times, *((filters.unit,) if filters.unit else ())))


def _conditions(view: str, filters: Filters) -> list[Part]:
    offered = VIEW_DIMENSIONS.get(view, ())
    found: list[Part] = []
    if filters.unit is not None and "unit" in offered:
        below = "v.unit_key IN (SELECT unit_key FROM unit_tree(?, ?) WHERE ancestor_key = ?)"
        found.append(Part(below, (*filters.times, filters.unit)))
    if filters.scope is not None:
        found.append(_in_scope(offered, filters))
    if filters.cycle is not None and "cycle" in offered:
        found.append(_in_cycle(view, filters))
    if filters.conversation is not None and "conversation" in offered:
        found.append(Part("v.conversation = ?", (filters.conversation,)))
    if filters.measure is not None and "measure" in offered:
        found.append(Part("v.effort_measure = ?", (filters.measure,)))
    return found


def _in_scope(offered: Sequence[str], filters: Filters) -> Part:
    """Rows of no unit are nobody's: who sees only some units doesn't see them."""
    if "unit" not in offered:
        return Part("false")
    sql = "v.unit_key IN (SELECT unit_key FROM unit_tree(?, ?) WHERE list_contains(?::VARCHAR[], ancestor_key))"
    return Part(sql, (*filters.times, sorted(filters.scope or ())))


def _in_cycle(view: str, filters: Filters) -> Part:
    if view != "effort_entry":
        return Part("v.cycle_key = ?", (filters.cycle,))
    sql = """EXISTS (
        SELECT 1 FROM cycle_state(?, ?) c
        WHERE c.cycle_key = ? AND v."start" >= c."start" AND coalesce(v."end", v."start") <= c."end"
    )"""
    return Part(sql, (*filters.times, filters.cycle))
