"""Two dates for one thing: what was first promised beside what is expected now, and a planned start beside the actual."""

import re
from collections.abc import Mapping, Sequence

from okr_analytics.diagnostics import Diagnostic, Severity
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.tables import Assignment, Column, Table
from okr_analytics.ingest.values import fold

_WORK = frozenset({"milestone", "project", "initiative", "key_result", "objective"})
_FIRST = re.compile(
    r"original|baseline|\bbase\b|basis|initial|inicial|\bfirst\b|promised|ursprung|\burspr|\berste|opprinnelig|oprindelig|primer|premier|"
    r"linha de base|linea base|reference|prometid|promis|原|初|基线"
)
_FIELDS = ("due", "start")
_LEAST = 0.6


def earlier(columns: Sequence[Column]) -> frozenset[int]:
    """The columns, by index, of days first promised beside a column of the days that are expected now."""
    found: set[int] = set()
    for name in _FIELDS:
        own = [c for c in columns if _means(c, name) and not c.period]
        first = [c for c in own if _FIRST.search(fold(c.title))]
        now = [c for c in own if c not in first and c.profile.filled and not _means(c, "finished", best=True)]
        found.update(c.index for c in first if now)
    return frozenset(found)


def _means(column: Column, name: str, *, best: bool = False) -> bool:
    score = max((c.score for c in column.candidates), default=0.0)
    return any(c.name == name and c.score >= (score if best else _LEAST) for c in column.candidates)


def said(table: Table, decision: Decision) -> list[Diagnostic]:
    """What is told of columns of days that lost their field to another column: how many rows differ, and which is kept."""
    if decision.kind not in _WORK:
        return []
    kept = {a.name: a.column for a in decision.assignments if a.name in _FIELDS}
    return [
        _told(table, a.column, kept[name], rows)
        for a in decision.assignments
        if not a.field and (name := _lost(a, kept)) and (rows := _different(table, a.column, kept[name]))
    ]


def _lost(assignment: Assignment, kept: Mapping[str, Column]) -> str | None:
    """The field that a column of days would have had, where another column has it."""
    column = assignment.column
    dated = column.profile.days > 0.5 or column.profile.serials
    return next((name for name in _FIELDS if name in kept and dated and _means(column, name)), None)


def _different(table: Table, one: Column, other: Column) -> int:
    rows = (table.sheet.rows.get(row, {}) for row in table.region.body)
    return sum(1 for cells in rows if one.index in cells and cells[one.index] != cells.get(other.index))


def _told(table: Table, left: Column, used: Column, rows: int) -> Diagnostic:
    many = f"{rows} rows say" if rows > 1 else "1 row says"
    return Diagnostic(
        "another-date",
        Severity.INFO,
        f'{many} another day under "{left.title}" than under "{used.title}". The latter is kept; '
        "there is no field for both.",
        "Where the other one counts, change in the upload page which column is the date.",
        table.sheet.ref(*left.header_cells[-1]) if left.header_cells else None,
    )
