"""A column says what each row is: "Objective", "Key Result", "Initiative"."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.kindlines import lines_of
from okr_analytics.ingest.rows.lines import Lines

NAME = "typed"
EXAMPLES = (
    Example(
        rows=[
            ["Type", "Title", "Owner", "Target"],
            ["Objective", "Delight our customers", "Ana", None],
            ["Key Result", "Raise NPS", "Bo", 30.0],
            ["Key Result", "Answer within a day", "Cy", 0.9],
            ["Initiative", "Hire two agents", "Bo", None],
            ["Objective", "Grow", "Ana", None],
            ["Key Result", "Double the revenue", "Di", 2.0],
        ],
        expect={
            "objective": [{"title": "Delight our customers", "owner": "Ana"}, {"title": "Grow"}],
            "key_result": [
                {"title": "Raise NPS", "objective": "Delight our customers", "target": 30.0, "owner": "Bo"},
                {"title": "Answer within a day", "objective": "Delight our customers"},
                {"title": "Double the revenue", "objective": "Grow"},
            ],
            "initiative": [{"title": "Hire two agents", "key_result": "Answer within a day"}],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where a column of few words names kinds of rows."""
    return 0.9 if shape.rows and shape.rows.way == NAME else 0.0


def lines(shape: Shape) -> Lines:
    """Every row as what its type says, under the rows above it."""
    return lines_of(shape.table, shape.rows) if shape.rows else Lines(())
