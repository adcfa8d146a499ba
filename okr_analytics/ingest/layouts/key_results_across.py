"""One row per objective, its key results side by side: "KR #1" … "KR #5", or key_result_1_title, key_result_1_progress."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines

NAME = "key_results_across"
EXAMPLES = (
    Example(
        rows=[
            ["Objective", "Owner", "KR #1", "KR #2", "KR #3"],
            ["Delight our customers", "Ana", "Raise NPS", "Answer within a day", None],
            ["Grow", "Bo", "Double the revenue", None, None],
        ],
        expect={
            "objective": [{"title": "Delight our customers", "owner": "Ana"}, {"title": "Grow"}],
            "key_result": [
                {"title": "Raise NPS", "objective": "Delight our customers"},
                {"title": "Answer within a day"},
                {"title": "Double the revenue", "objective": "Grow"},
            ],
        },
    ),
    Example(
        rows=[
            ["objective", "key_result_1_title", "key_result_1_target", "key_result_2_title", "key_result_2_target"],
            ["Grow", "Double the revenue", 2.0, "Win cities", 10.0],
        ],
        expect={
            "objective": [{"title": "Grow"}],
            "key_result": [
                {"title": "Double the revenue", "target": 2.0, "objective": "Grow"},
                {"title": "Win cities", "target": 10.0},
            ],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where two or more numbered columns hold key results."""
    titles = [a for a in shape.decision.assignments if a.field == "key_result.title" and a.column.number is not None]
    return 0.8 if len(titles) > 1 and not shape.rows else 0.0


def lines(shape: Shape) -> Lines:
    """Every data row; each numbered group of columns becomes a key result."""
    return flat_lines(shape.table, shape.decision)
