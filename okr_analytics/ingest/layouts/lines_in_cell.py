"""Several key results in one cell, as lines, bullets or numbers; cells beside with as many lines go with them."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines
from okr_analytics.ingest.rows.parts import split_parts

NAME = "lines_in_cell"
EXAMPLES = (
    Example(
        rows=[
            ["Objective", "Key Results", "Target"],
            ["Delight our customers", "• Raise NPS\n• Answer within a day", "30\n0.9"],
            ["Grow", "1. Double the revenue\n2. Win cities,\nsmall ones too", None],
        ],
        expect={
            "objective": [{"title": "Delight our customers"}, {"title": "Grow"}],
            "key_result": [
                {"title": "Raise NPS", "target": 30.0, "objective": "Delight our customers"},
                {"title": "Answer within a day", "target": 0.9},
                {"title": "Double the revenue", "objective": "Grow"},
                {"title": "Win cities, small ones too"},
            ],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where some cells of key results hold lists."""
    column = shape.decision.column("key_result.title")
    if column is None or shape.rows:
        return 0.0
    rows = shape.table.region.body[:200]
    values = [shape.table.sheet.value(r, column.index) for r in rows]
    lists = sum(1 for v in values if isinstance(v, str) and "\n" in v and len(split_parts(v)) > 1)
    return 0.55 if lists else 0.0


def lines(shape: Shape) -> Lines:
    """Every data row; its cell's items become key results."""
    return flat_lines(shape.table, shape.decision)
