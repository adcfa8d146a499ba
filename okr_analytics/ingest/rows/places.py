"""A service and a site: where one column for units doesn't tell the rows of a KPI apart, the next one does so with it."""

from collections import defaultdict
from dataclasses import replace

from okr_analytics.diagnostics import Diagnostic, Severity
from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.tables import Assignment, Table

KINDS = frozenset({"kpi", "kpi_reading"})
JOINED = " / "
_SURE = 0.7
_IDENTITY = frozenset({"name", "code", "kpi", "date", "valid_from"})


def with_places(table: Table, decision: Decision) -> Decision:
    """The decision with the columns that name the unit together, where rows of one KPI and unit differ in the second."""
    if decision.kind not in KINDS:
        return decision
    units = [n for n, a in enumerate(decision.assignments) if _is_unit(a)]
    if len(units) < 2:
        return decision
    own = [decision.assignments[n] for n in units]
    if not _differ(table, decision, own):
        return decision
    first = own[0]
    titles = " and ".join(f'"{a.column.title}"' for a in own)
    how = f"{titles} name the unit together"
    changed = dict.fromkeys(units[1:])
    assignments = tuple(
        replace(a, field=None, how=how)
        if n in changed
        else replace(a, field=a.field or f"{decision.kind}.unit", how=how, confidence=max(a.confidence, _SURE))
        if n == units[0]
        else a
        for n, a in enumerate(decision.assignments)
    )
    return replace(decision, assignments=assignments, places=tuple(a.column.index for a in (first, *own[1:])))


def _is_unit(assignment: Assignment) -> bool:
    """Whether a column is a unit, or would be if no other column were."""
    if assignment.confidence >= 1 and not assignment.field:
        return False  # a person left it aside
    if assignment.field:
        return assignment.name == "unit" and assignment.kind in KINDS
    column = assignment.column
    best = column.candidates[0].score if column.candidates else 0.0
    return column.profile.texts > 0.5 and any(
        c.name == "unit" and c.kind in KINDS and c.score >= max(_SURE, best - 0.1) for c in column.candidates
    )


def _differ(table: Table, decision: Decision, units: list[Assignment]) -> bool:
    """Whether two rows of the same KPI, day and first unit stand in different places of the second."""
    keys = [a.column.index for a in decision.assignments if a.name in _IDENTITY and a.kind in KINDS]
    keys.append(units[0].column.index)
    seen: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in table.region.body:
        key = tuple(label(table.sheet.value(row, c)) for c in keys)
        seen[key].add(tuple(label(table.sheet.value(row, a.column.index)) for a in units[1:]))
    return any(len(places) > 1 for places in seen.values())


def said(table: Table, decision: Decision) -> Diagnostic:
    """What is said of columns that name the unit together."""
    titles = " and ".join(f'"{c.title}"' for c in table.columns if c.index in decision.places)
    where = table.sheet.ref(table.region.header_rows[-1] if table.region.header_rows else 1, decision.places[0])
    return Diagnostic(
        "unit-of-two-columns",
        Severity.INFO,
        f"{titles} name the unit together, because one of them alone doesn't tell the rows of a KPI apart.",
        f'Units are called after both, such as "Service{JOINED}Site".',
        where,
    )
