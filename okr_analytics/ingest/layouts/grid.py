"""One row per day or week, one column per key result or KPI."""

import datetime as dt

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines

NAME = "grid"
EXAMPLES = (
    Example(
        rows=[
            ["Week", "KR1.1 Sign contracts", "KR2.1 NPS"],
            ["2025-01-06", 1.0, 30.0],
            ["2025-01-13", 3.0, None],
        ],
        expect={
            "check_in": [
                {"key_result": "KR1.1", "date": dt.date(2025, 1, 6), "value": 1.0},
                {"key_result": "KR2.1", "value": 30.0},
                {"key_result": "KR1.1", "date": dt.date(2025, 1, 13), "value": 3.0},
            ]
        },
    ),
    Example(
        rows=[
            ["Month", "Waiting time", "Complaints"],
            ["2025-01-31", 3.0, 12.0],
            ["2025-02-28", 2.5, 9.0],
        ],
        sheet="KPIs",
        expect={
            "kpi_reading": [
                {"kpi": "Waiting time", "date": dt.date(2025, 1, 31), "value": 3.0},
                {"kpi": "Complaints"},
                {"kpi": "Waiting time", "value": 2.5},
                {"kpi": "Complaints", "value": 9.0},
            ]
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where headers name key results or KPIs and the first column says when."""
    return 0.9 if shape.decision.crossing and shape.decision.crossing.way == NAME else 0.0


def lines(shape: Shape) -> Lines:
    """Every data row; each crossed column becomes a record."""
    return flat_lines(shape.table, shape.decision)
