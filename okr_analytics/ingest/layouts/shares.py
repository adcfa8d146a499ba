"""One row per unit, one column per conversation – growth, BAU, improvement – perhaps with planned and actual below."""

from decimal import Decimal

from okr_analytics.ingest.cells import Range
from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines

NAME = "shares"
EXAMPLES = (
    Example(
        rows=[
            ["Effort split 2025", None, None, None, None],
            ["Unit", "Growth", None, "BAU", None],
            [None, "Planned", "Actual", "Planned", "Actual"],
            ["Health", 0.3, 0.2, 0.7, 0.8],
        ],
        merges=(Range(2, 1, 3, 1), Range(2, 2, 2, 3), Range(2, 4, 2, 5)),
        formats={(4, c): "0%" for c in range(2, 6)},
        expect={
            "effort": [
                {
                    "unit": "Health",
                    "conversation": "growth",
                    "category": "Growth",
                    "planned": Decimal("0.3"),
                    "actual": Decimal("0.2"),
                    "measure": "percent",
                },
                {"unit": "Health", "conversation": "bau", "planned": Decimal("0.7"), "actual": Decimal("0.8")},
            ]
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where columns are called after conversations."""
    return 0.9 if shape.decision.crossing and shape.decision.crossing.way == NAME else 0.0


def lines(shape: Shape) -> Lines:
    """Every data row; each conversation becomes a line of effort."""
    return flat_lines(shape.table, shape.decision)
