"""Columns are times – weeks, months, quarters, years, alone or with Goal and Actual below – and each row is a KPI,
a key result or a piece of work.
"""

import datetime as dt

from okr_analytics.ingest.cells import Range
from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines

NAME = "time_across"
EXAMPLES = (
    Example(
        rows=[
            ["KPI 2025", None, None, None],
            ["KPI", "Unit of measure", "Jan", "Feb"],
            ["Response time", "days", 3.0, 2.5],
            ["Complaints", "#", 12.0, None],
        ],
        expect={
            "kpi": [{"name": "Response time", "measure": "d"}, {"name": "Complaints"}],
            "kpi_reading": [
                {"kpi": "Response time", "date": dt.date(2025, 1, 31), "value": 3.0},
                {"kpi": "Response time", "date": dt.date(2025, 2, 28), "value": 2.5},
                {"kpi": "Complaints", "date": dt.date(2025, 1, 31), "value": 12.0},
            ],
        },
    ),
    Example(
        rows=[
            [None, "Q1 2025", None, "Q2 2025", None],
            ["Indicator", "Goal", "Actual", "Goal", "Actual"],
            ["Response time", 3.0, 3.5, 2.0, 2.1],
        ],
        merges=(Range(1, 2, 1, 3), Range(1, 4, 1, 5)),
        expect={
            "kpi": [{"name": "Response time"}],
            "kpi_reading": [
                {"date": dt.date(2025, 3, 31), "value": 3.5, "target": 3.0},
                {"date": dt.date(2025, 6, 30), "value": 2.1, "target": 2.0},
            ],
        },
    ),
    Example(
        rows=[
            ["Objective", "Key Result", "Target", "2025-W02", "2025-W03"],
            ["Grow", "Win 10 cities", 10.0, 2.0, 3.0],
        ],
        expect={
            "objective": [{"title": "Grow"}],
            "key_result": [{"title": "Win 10 cities", "target": 10.0}],
            "check_in": [
                {"key_result": "Win 10 cities", "date": dt.date(2025, 1, 12), "value": 2.0},
                {"date": dt.date(2025, 1, 19), "value": 3.0},
            ],
        },
    ),
    Example(
        rows=[
            ["Hours per project 2025", None, None, None],
            ["Person", "Project", "Jan", "Feb"],
            ["Ana", "New portal", 20.0, 30.0],
            ["Total", None, 20.0, 30.0],
        ],
        expect={
            "effort": [
                {"person": "Ana", "item": "New portal", "start": dt.date(2025, 1, 1), "end": dt.date(2025, 1, 31)},
                {"person": "Ana", "start": dt.date(2025, 2, 1)},
            ]
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where two or more columns are times that are read."""
    return 0.5 if shape.times.spreads and not shape.rows else 0.0


def lines(shape: Shape) -> Lines:
    """Every data row; its times become records of their own."""
    return flat_lines(shape.table, shape.decision)
