"""Rows that say themselves what they are, as lines: each with its kind and what stands above it."""

from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.meaning.retrospectives import is_retrospective
from okr_analytics.ingest.meaning.rowkinds import RowKinds, rows_of
from okr_analytics.ingest.rows.lines import Line, Lines, own_sources
from okr_analytics.ingest.tables import Source, Table


def lines_of(table: Table, found: RowKinds) -> Lines:
    """Every row with its kind, and the objective and key result above it."""
    sheet, region = table.sheet, table.region
    above: dict[int, tuple[str, Source]] = {}
    out = []
    notes: dict[int, str] = {}
    looked_back: int | None = None  # the depth of the heading of a retrospective that the rows stand under
    for row in rows_of(table):
        if row not in found.kinds:
            continue
        kind, depth = found.kinds[row], found.levels[row]
        if looked_back is not None and depth <= looked_back:
            looked_back = None
        values = own_sources(sheet, row, region.left, region.right)
        if looked_back is None and is_retrospective(label(sheet.value(row, found.title[row]))):
            looked_back = depth
        if looked_back is not None:
            notes[row] = "a retrospective among the goals; put it on a sheet of its own to have it read"
            continue
        parents: dict[str, Source] = {}
        for level in sorted(above):
            if level < depth:
                parents[above[level][0]] = above[level][1]
        title = values.get(found.title[row])
        above = {level: item for level, item in above.items() if level < depth}
        if title:
            above[depth] = kind, Source(title.row, title.column, title.value, title.format, inherited=True)
            values[found.title[row]] = title
        if kind == "objective" and "objective" in parents:
            parents["parent"] = parents["objective"]
        out.append(Line(row, values, kind, parents, depth, found.title[row]))
    return Lines(tuple(out), {**_untold(table, found), **notes})


def _untold(table: Table, found: RowKinds) -> dict[int, str]:
    return {row: "what this row is can't be told" for row in rows_of(table) if row not in found.kinds}
