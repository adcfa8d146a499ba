"""What a person told about a layout, found again and carried over to the table at hand: its rows, columns and kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from okr_analytics.ingest.cells import Range, Sheet
from okr_analytics.ingest.finding.regions import cut_at, region_with
from okr_analytics.ingest.mapping import Mapping, TableMapping
from okr_analytics.ingest.meaning.columns import build_table, fingerprint
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.kinds import decide_as
from okr_analytics.ingest.tables import Assignment, Region, Table
from okr_analytics.ingest.values import fold

TIME = "⟨time⟩"  # stands for a header that is a month, a quarter, a day: another one next month, in the same layout
ENOUGH_SHARED = 0.75  # of the headers of both layouts together, from which on they are one
FEWEST = 3  # headers that must be shared
CONFIRMED = "confirmed by a person"


@dataclass(frozen=True)
class Told:
    """The corrections that hold for a table, in its own rows and columns; `name` is that of the layout they are from."""

    mapping: TableMapping
    name: str


def signature(table: Table) -> tuple[str, ...]:
    """The headers of a table, folded, in their order; times stand for each other."""
    return tuple(TIME if column.period else fold(column.title) for column in table.columns)


def told_about(mapping: Mapping, table: Table, place: str) -> Told | None:
    """What was told about this layout: the very same one, else the one that shares nearly all its headers."""
    own = mapping.of(fingerprint(table), place)
    if own is not None:
        return Told(own, fingerprint(table))
    headers = signature(table)
    near = [(likeness(headers, told.headers), name) for name, told in mapping.tables.items() if "@" not in name]
    share, name = max(near, default=(0.0, ""))
    if share < ENOUGH_SHARED:
        return None
    return Told(carried(mapping.tables[name], headers), name)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of headers that two layouts have in common, 0 to 1, whatever their order; times count once."""
    left, right = _counted(one), _counted(other)
    shared = (left & right).total()
    return shared / (left | right).total() if shared >= FEWEST else 0.0


def _counted(headers: Sequence[str]) -> Counter[str]:
    found = Counter(header for header in headers if header)
    if TIME in found:
        found[TIME] = 1
    return found


def carried(told: TableMapping, headers: Sequence[str]) -> TableMapping:
    """The corrections with the positions that their columns have under these headers; a column that is gone is left out."""
    places: dict[tuple[str, int], int] = {}
    seen: Counter[str] = Counter()
    for position, header in enumerate(headers):
        places[header, seen[header]] = position
        seen[header] += 1
    here = {
        position: places[header, told.headers[:position].count(header)]
        for position, header in enumerate(told.headers)
        if (header, told.headers[:position].count(header)) in places
    }
    columns = {here[position]: field for position, field in told.columns.items() if position in here}
    starts = tuple(here[position] for position in told.starts if position in here)
    return replace(told, columns=columns, starts=starts, headers=tuple(headers))


def region_as_told(sheet: Sheet, region: Region, told: TableMapping) -> Region:
    """The region with the header rows and the last row that a person named, counted from where the table was found."""
    if not told.header_rows and not told.last_row:
        return region
    first, last = told.found or extent(region)
    own_first, own_last = extent(region)
    heads = tuple(row + own_first - first for row in told.header_rows) if told.header_rows else region.header_rows
    heads = tuple(row for row in heads if row >= 1) or region.header_rows
    end = max(told.last_row + own_last - last, *heads) if told.last_row else own_last
    return region_with(sheet, region, heads, end) if heads else region


def parts_as_told(mapping: Mapping, region: Region) -> tuple[list[Region], str]:
    """The tables that a person cut the region into, and the name of its layout; the region itself where nobody did."""
    if not any(told.starts for told in mapping.tables.values()):
        return [region], ""
    table = build_table(region)
    told = told_about(mapping, table, str(region.sheet.ref(extent(region)[0], region.left)))
    if told is None or not told.mapping.starts:
        return [region], ""
    begins = [table.columns[p].index for p in told.mapping.starts if p < len(table.columns)]
    return cut_at(region, begins), told.name


def extent(region: Region) -> tuple[int, int]:
    """The first header row of a region, or its first row where it has none, and its last row."""
    whole = region.range
    return (region.header_rows[0] if region.header_rows else whole.top), whole.bottom


def is_covered(region: Region, taken: Sequence[Range]) -> bool:
    """Whether a region begins inside a table that a person extended over it."""
    whole = region.range
    return any((whole.top, column) in one for one in taken for column in range(whole.left, whole.right + 1))


def decision_as_told(table: Table, decision: Decision, told: TableMapping) -> Decision:
    """The decision with what a person told; a table of the kind it was taken for keeps the shape it was seen to have."""
    if not told.kind and not told.columns:
        return decision
    if (told.kind or decision.kind) != decision.kind or not decision.assignments:
        return decide_as(table, told.kind or decision.kind, told.columns)
    assignments = list(decision.assignments)
    for position, name in told.columns.items():
        if 0 <= position < len(assignments):
            assignments = [_without(a, name, shared=decision.rows is not None) for a in assignments]
            how = CONFIRMED if name else "left aside by a person"
            assignments[position] = Assignment(assignments[position].column, name, 1.0, how)
    changed = {assignments[position].column.index for position in told.columns if position < len(assignments)}
    crossing = decision.crossing
    if crossing:
        crossing = replace(crossing, columns=tuple(c for c in crossing.columns if c.column.index not in changed))
    return replace(decision, confidence=1.0, how=CONFIRMED, assignments=tuple(assignments), crossing=crossing)


def _without(assignment: Assignment, name: str | None, *, shared: bool) -> Assignment:
    """The assignment, free of a field that a person gave to another column; times and levels share theirs."""
    keeps = shared or assignment.column.period
    if name is None or assignment.field != name or keeps:
        return assignment
    return replace(assignment, field=None, how=f"a person gave {name} to another column")
