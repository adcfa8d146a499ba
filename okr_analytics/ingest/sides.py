"""A column that says of each row whether its amounts are planned or actual: Previsto/Realizado, Plan/Ist."""

from dataclasses import replace
from functools import lru_cache

from okr_analytics.ingest.columns import SAMPLE, column_values
from okr_analytics.ingest.decision import Decision
from okr_analytics.ingest.headers import label, meanings
from okr_analytics.ingest.tables import Column, Table

KINDS = frozenset({"effort", "kpi", "kpi_reading", "key_result"})
_PLANNED = frozenset({"effort.planned", "kpi.target", "project.budget"})
_ACTUAL = frozenset({"effort.actual", "kpi_reading.value"})
_MOST = 6  # different words at most in such a column
_SURE = 0.9


@lru_cache(maxsize=2048)
def side_of(text: str) -> str | None:
    """ "planned" or "actual", as a word such as "Soll" or "Realizado" says; None for any other word."""
    if len(text) > 30:
        return None
    sure = {c.field for c in meanings(text) if c.score >= _SURE}
    if bool(sure & _PLANNED) == bool(sure & _ACTUAL):
        return None
    return "planned" if sure & _PLANNED else "actual"


def with_sides(table: Table, decision: Decision) -> Decision:
    """The decision with the column, if there is one, that tells planned rows from actual ones."""
    if decision.kind not in KINDS or (decision.kind == "key_result" and not _has_times(table)):
        return decision
    for number, a in enumerate(decision.assignments):
        if a.confidence < 1 and a.name in ("", "category", "kind", "item") and _tells_sides(table, a.column):
            how = f'"{a.column.title}" says of each row whether it is planned or actual'
            own = (*decision.assignments[:number], replace(a, field=None, how=how), *decision.assignments[number + 1 :])
            return replace(decision, assignments=own, sides=a.column.index)
    return decision


def _has_times(table: Table) -> bool:
    """Whether several columns are times; without, target and actual of a key result are two of its own columns."""
    return sum(1 for c in table.columns if c.period) > 1


def _tells_sides(table: Table, column: Column) -> bool:
    if column.period or not 2 <= column.profile.distinct <= _MOST or column.profile.texts < 1:
        return False
    words = {label(v) for v in column_values(table.sheet, table.region.body[:SAMPLE], column.index)}
    return {side_of(w) for w in words if w} == {"planned", "actual"}
