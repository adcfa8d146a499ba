"""A lone text above some rows says what they belong to: an objective above its key results, a phase, a unit."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.finding.headers import label, row_cells
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Line, Lines, flat_lines
from okr_analytics.ingest.tables import Source

NAME = "sectioned"
EXAMPLES = (
    Example(
        rows=[
            ["Key Result", "Owner", "Target"],
            ["Objective 1: Delight our customers", None, None],
            ["Raise NPS", "Ana", 30.0],
            ["Objective 2: Grow", None, None],
            ["Double the revenue", "Bo", 2.0],
        ],
        expect={
            "objective": [{"title": "Delight our customers"}, {"title": "Grow"}],
            "key_result": [{"title": "Raise NPS", "target": 30.0}, {"title": "Double the revenue"}],
        },
    ),
)

# What a lone text above rows of a kind says of them.
_MEANS = {"key_result": "objective", "kpi": "perspective", "initiative": "objective"}


def recognise(shape: Shape) -> float:
    """Fits tables with lone texts that head other rows."""
    return 0.6 if shape.table.region.sections else 0.0


def lines(shape: Shape) -> Lines:
    """The data rows, each with the section above it; a section that means nothing for the kind is left out."""
    table, region = shape.table, shape.table.region
    means = _MEANS.get(shape.decision.kind)
    flat = {line.row: line for line in flat_lines(table, shape.decision).lines}
    out: list[Line] = []
    left_out: dict[int, str] = {}
    section: Source | None = None
    for row in sorted({*region.body, *region.sections}):
        if row in flat:
            parents = {means: section} if means and section else {}
            out.append(flat[row]._replace(parents={**flat[row].parents, **parents}))
            continue
        cells = row_cells(table.sheet, row, region.left, region.right)
        column, value = next(iter(cells.items()))
        section = Source(row, column, value, table.sheet.formats.get((row, column), "General"), inherited=True)
        if not means:
            left_out[row] = f'a heading inside the table: "{label(value)[:60]}"'
    return Lines(tuple(out), left_out)
