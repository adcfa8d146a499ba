"""A work plan whose columns are times with marks in them: start and due are read from the marks."""

import datetime as dt

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines

NAME = "gantt"
EXAMPLES = (
    Example(
        rows=[
            ["Work plan 2025", None, None, None, None],
            ["Milestone", "Owner", "Jan", "Feb", "Mar"],
            ["Draft", "Ana", "x", "x", None],
            ["Launch", "Bo", None, None, "x"],
        ],
        expect={
            "milestone": [
                {"name": "Draft", "start": dt.date(2025, 1, 1), "due": dt.date(2025, 2, 28), "owner": "Ana"},
                {"name": "Launch", "start": dt.date(2025, 3, 1), "due": dt.date(2025, 3, 31)},
            ]
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits plans with columns of marks."""
    return 0.5 if shape.times.gantt else 0.0


def lines(shape: Shape) -> Lines:
    """Every data row; its marks say when."""
    return flat_lines(shape.table, shape.decision)
