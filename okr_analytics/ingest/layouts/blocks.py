"""One block per objective: its title above, then a header and its key results, then a blank row."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines

NAME = "blocks"
EXAMPLES = (
    Example(
        rows=[
            ["Objective: Delight our customers", None, None],
            ["Key Result", "Owner", "Score"],
            ["Raise NPS", "Ana", 0.5],
            ["Answer within a day", "Bo", 0.7],
            [],
            ["Objective: Grow", None, None],
            ["Key Result", "Owner", "Score"],
            ["Double the revenue", "Cy", 0.3],
            [],
            ["Objective: Be a good employer", None, None],
            ["Key Result", "Owner", "Score"],
            ["Halve the sick leave", "Di", 0.1],
        ],
        expect={
            "objective": [{"title": "Delight our customers"}, {"title": "Grow"}, {"title": "Be a good employer"}],
            "key_result": [
                {"title": "Raise NPS", "objective": "Delight our customers", "score": 0.5},
                {"title": "Answer within a day", "objective": "Delight our customers"},
                {"title": "Double the revenue", "objective": "Grow"},
                {"title": "Halve the sick leave", "objective": "Be a good employer"},
            ],
        },
    ),
    Example(
        rows=[
            ["Unit: Finance", None, None],
            ["Ciclo: 2025-Q1", None, None],
            [],
            ["Objective", "Key Result", "Target"],
            ["Grow", "Double the revenue", 2.0],
        ],
        expect={
            "objective": [{"title": "Grow", "unit": "Finance", "cycle": "2025-Q1"}],
            "key_result": [{"title": "Double the revenue", "unit": "Finance", "cycle": "2025-Q1"}],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where what stands above a table holds for all of its rows."""
    return 0.35 if set(shape.context.values) & {"objective", "unit", "cycle"} else 0.0


def lines(shape: Shape) -> Lines:
    """Every data row; what stands above comes from the context."""
    return flat_lines(shape.table, shape.decision)
