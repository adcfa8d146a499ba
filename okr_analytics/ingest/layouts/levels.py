"""One column per level ("Level 1", "Level 2" …), of which each row fills one; a last column may hold results."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.kindlines import lines_of
from okr_analytics.ingest.rows.lines import Lines

NAME = "levels"
EXAMPLES = (
    Example(
        rows=[
            ["Level 1", "Level 2", "Level 3", "Result"],
            ["Delight our customers", None, None, None],
            [None, "Support: be quick", None, None],
            [None, None, "Answer within a day", "90 %"],
            [None, None, "Solve within a week", None],
            [None, "Raise NPS to 30", None, "28"],
        ],
        expect={
            "objective": [
                {"title": "Delight our customers", "parent": None},
                {"title": "Support: be quick", "parent": "Delight our customers"},
            ],
            "key_result": [
                {"title": "Answer within a day", "objective": "Support: be quick"},
                {"title": "Solve within a week"},
                {"title": "Raise NPS to 30", "objective": "Delight our customers"},
            ],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where columns are called after levels and each row fills one of them."""
    return 0.95 if shape.rows and shape.rows.way == NAME else 0.0


def lines(shape: Shape) -> Lines:
    """Every row under the last row of the level above."""
    return lines_of(shape.table, shape.rows) if shape.rows else Lines(())
