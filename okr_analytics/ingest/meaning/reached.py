"""Columns called progress that hold where a key result stands, and no share done."""

from dataclasses import replace

from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.suits import is_worded
from okr_analytics.ingest.tables import Column, Table
from okr_analytics.ingest.values import read_number

_FEWEST = 2  # rows that show it
SAMPLE = 60  # rows that are looked at
_SURE = 0.75


def with_reached(table: Table, decision: Decision) -> Decision:
    """The decision with plain numbers between baseline and target as the current value, where no column has that.

    "Progress 12" between 10 and 15 is no twelve per cent; between 0 and 100 it may be either and stays what it is called.
    """
    found = [decision.column(f"key_result.{name}") for name in ("progress", "baseline", "target")]
    if decision.kind != "key_result" or decision.column("key_result.current") or None in found:
        return decision
    progress, baseline, target = (c for c in found if c is not None)
    plain = progress.profile.plain > 0.9 and not progress.profile.percents and not progress.measure
    if not plain or is_worded(progress.profile) or not _lies_between(table, progress, baseline, target):
        return decision
    how = "its numbers lie between where things start and where they are to go"
    return replace(
        decision,
        assignments=tuple(
            replace(a, field="key_result.current", confidence=_SURE, how=how) if a.field == "key_result.progress" else a
            for a in decision.assignments
        ),
    )


def _lies_between(table: Table, progress: Column, baseline: Column, target: Column) -> bool:
    """Whether the numbers of all rows lie between the two others, and couldn't as well be shares done."""
    rows = [
        [_number(table, row, column) for column in (progress, baseline, target)] for row in table.region.body[:SAMPLE]
    ]
    known = [(now, start, end) for now, start, end in rows if now is not None and start is not None and end is not None]
    between = all(min(start, end) <= now <= max(start, end) for now, start, end in known)
    telling = sum(1 for now, start, end in known if start != 0 and {start, end} != {0.0, 100.0} and now > 1)
    return len(known) >= _FEWEST and between and telling * 2 > len(known)


def _number(table: Table, row: int, column: Column) -> float | None:
    value = table.sheet.value(row, column.index)
    return None if value is None else read_number(value).value
