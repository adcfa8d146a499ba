"""Targets in steps without days – after 30, 60 and 90 days, pilot and roll-out: the last one is what is to be reached."""

from collections.abc import Sequence
from dataclasses import replace

from okr_analytics.ingest.finding.headers import steps_in
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.tables import Assignment, Table

_KINDS = ("kpi", "key_result")
_BEGINS = ("kpi.baseline", "kpi_reading.value", "key_result.baseline", "key_result.current")
_SURE = 0.7
_LATER = 'a step on the way to the target in "{}"; nothing says the day it is for'


def with_stages(table: Table, decision: Decision) -> Decision:
    """The decision with the last of several undated targets of a row as its target."""
    if decision.kind not in _KINDS or not decision.is_ours:
        return decision
    steps = _counted(table, decision) or _grouped(decision)
    if len(steps) < 2 or steps[-1].column.profile.filled < max(a.column.profile.filled for a in steps):
        return decision
    last = steps[-1].column.index
    indexes = {a.column.index for a in steps}
    how = _LATER.format(steps[-1].column.title)
    out = tuple(
        a if a.column.index not in indexes
        else replace(a, field=f"{decision.kind}.target", confidence=_SURE, how="the last step of what is to be reached")
        if a.column.index == last
        else replace(a, field=None, how=how)
        for a in decision.assignments
    )  # fmt: skip
    return replace(decision, assignments=out)


def _counted(table: Table, decision: Decision) -> Sequence[Assignment]:
    """The columns "30d", "60d", "90d" right of where things start, where nothing else says where they are to go."""
    begins = any(decision.column(field) for field in _BEGINS)
    if decision.column(f"{decision.kind}.target") or not begins:
        return ()
    steps = steps_in({c.index: c.header for c in table.columns if c.header})
    return [a for a in decision.assignments if a.column.index in steps and not a.field]


def _grouped(decision: Decision) -> Sequence[Assignment]:
    """The columns under one header for targets, of which none is for a time."""
    taken = next((a for a in decision.assignments if a.field == f"{decision.kind}.target" and a.column.group), None)
    if taken is None:
        return ()
    same = [a for a in decision.assignments if a.column.group == taken.column.group]
    plain = all(not a.column.period and (a is taken or not a.field or a.kind == "target") for a in same)
    alike = all(any(c.name == "target" and c.score >= _SURE for c in a.column.candidates) for a in same)
    return same if plain and alike else ()
