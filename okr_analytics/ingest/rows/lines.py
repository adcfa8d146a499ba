"""The rows of a table made ready: cells filled down where they are merged or left blank under their hierarchy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from okr_analytics.ingest.cells import Sheet
from okr_analytics.ingest.finding.headers import row_cells
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.tables import Source, Table
from okr_analytics.ingest.values import is_absent

# Fields that people write once and leave blank below, where they stand left of what the rows are about.
FILLED_DOWN = frozenset(
    {
        "unit",
        "cycle",
        "objective",
        "perspective",
        "project",
        "key_result",
        "person",
        "period",
        "kpi",
        "category",
        "conversation",
    }
)


_own = partial(tuple.__new__, Source)  # half the time of Source(…), and a large sheet has a million


_NOTHING_ABOVE: Mapping[str, Source] = MappingProxyType({})


class Line(NamedTuple):
    """One row as a layout sees it: `kind` where the layout knows it, the row's cells by column, and what stands above.

    A tuple, because every row makes one. `parents` holds what rows above say of this one: "objective", "key_result", "project" → their title or code.
    """

    row: int
    values: Mapping[int, Source]
    kind: str | None = None
    parents: Mapping[str, Source] = _NOTHING_ABOVE
    level: int | None = None
    title: int | None = None  # the column that holds the row's text, where it isn't the one of the table
    side: str | None = None  # "planned" or "actual", where the row is one of the two of its item


@dataclass(frozen=True)
class Lines:
    """The lines of a table, and rows that the layout leaves out with the reason."""

    lines: tuple[Line, ...]
    left_out: Mapping[int, str] = field(default_factory=dict)


def flat_lines(table: Table, decision: Decision) -> Lines:
    """Every data row a line; merged cells hold for all their rows, hierarchy columns are filled down."""
    sheet, region = table.sheet, table.region
    merged = _merged_down(sheet, table)
    filled = _filled_down(table, decision)
    above: dict[int, Source] = {}
    lines = []
    for row in region.body:
        values = own_sources(sheet, row, region.left, region.right)
        for column, source in merged.get(row, {}).items():
            values.setdefault(column, source)
        fresh = min((c for c in filled if c in values), default=None) if filled else None
        for column in filled:
            if column in values:
                above[column] = values[column]
            elif fresh is not None and column > fresh:
                above.pop(column, None)  # a new upper level begins: what stood below the old one ends
            elif column in above:
                values[column] = borrowed(above[column])
        lines.append(Line(row, values))
    return Lines(tuple(lines))


def own_sources(sheet: Sheet, row: int, left: int, right: int) -> dict[int, Source]:
    """The row's own cells as sources."""
    cells, formats = row_cells(sheet, row, left, right), sheet.formats
    return {c: _own((row, c, v, formats.get((row, c), "General"), False)) for c, v in cells.items()}


def borrowed(source: Source) -> Source:
    """The same source, for another row than its own."""
    return Source(source.row, source.column, source.value, source.format, inherited=True)


def _merged_down(sheet: Sheet, table: Table) -> dict[int, dict[int, Source]]:
    """Row → column → the cell that is merged over it from above."""
    rows = set(table.region.body)
    found: dict[int, dict[int, Source]] = {}
    for merge in sheet.merges:
        if merge.bottom == merge.top or merge.top not in rows:
            continue
        value = sheet.value(merge.top, merge.left)
        if value is None:
            continue
        source = Source(merge.top, merge.left, value, sheet.formats.get((merge.top, merge.left), "General"), True)
        for row in range(merge.top + 1, merge.bottom + 1):
            if row in rows:
                found.setdefault(row, {})[merge.left] = source
    return found


def _filled_down(table: Table, decision: Decision) -> Sequence[int]:
    """The columns that are filled down: hierarchy left of the column that names the rows, with gaps, filled at first."""
    body = table.region.body
    main = main_column(decision) if decision.sides is None else decision.sides
    if main is None or not body:
        return []
    first = {c for r in body[:1] for c in table.sheet.rows.get(r, {})}
    found = []
    for a in decision.assignments:
        index = a.column.index
        upper = (a.kind == "objective" and decision.kind != "objective") or a.name in FILLED_DOWN
        if decision.kind == "kpi_reading" and a.kind == "kpi" and a.name in ("name", "code"):
            upper = True  # a KPI is named once for its readings
        gaps = a.column.profile.filled < len(body)
        if decision.sides is not None and index < decision.sides:
            upper = True  # what is planned and actual is named once for both rows
        if (
            a.field
            and upper
            and gaps
            and (index < main or a.kind == "objective")
            and (index in first or a.name in ("title", "code"))
        ):
            found.append(index)
    return sorted(found)


def main_column(decision: Decision) -> int | None:
    """The column that names what the rows are about: the last of title, name, value columns that counts."""
    names = {
        "effort": ("actual", "planned", "stated"),
        "check_in": ("value", "progress", "confidence", "status", "progress_note"),
        "kpi_reading": ("value",),
        "retrospective": ("note",),
        "champion": ("person",),
        "target": ("value",),
    }.get(decision.kind, ("title", "name"))
    found = [a.column.index for a in decision.assignments if a.kind == decision.kind and a.name in names]
    found += decision.clocks.columns if decision.clocks else ()
    if found:
        return min(found)
    times = [a.column.index for a in decision.assignments if a.column.period]
    return min(times) if times else None


def is_empty(source: Source | None) -> bool:
    """Whether there is no value, or one that says that there is none."""
    return source is None or is_absent(source.value)
