"""Texts indented under others: objectives at the margin, key results under them, initiatives deeper."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.kindlines import lines_of
from okr_analytics.ingest.rows.lines import Lines

NAME = "indented"
EXAMPLES = (
    Example(
        rows=[
            ["Objective / Key Result", "Owner", "Target"],
            ["Delight our customers", "Ana", None],
            ["   Raise NPS", "Bo", 30.0],
            ["   Answer within a day", "Cy", 0.9],
            ["Grow", "Ana", None],
            ["   Double the revenue", "Di", 2.0],
        ],
        expect={
            "objective": [{"title": "Delight our customers", "owner": "Ana"}, {"title": "Grow"}],
            "key_result": [
                {"title": "Raise NPS", "objective": "Delight our customers", "target": 30.0},
                {"title": "Answer within a day"},
                {"title": "Double the revenue", "objective": "Grow"},
            ],
        },
    ),
    Example(
        rows=[
            ["OKRs", "Verantwortlich", "Ziel"],
            ["Kunden begeistern", "Ana", None],
            ["NPS erhöhen", "Bo", 30.0],
            ["Hotline ausbauen", "Cy", None],
        ],
        indents={(3, 1): 1, (4, 1): 2},
        expect={
            "objective": [{"title": "Kunden begeistern"}],
            "key_result": [{"title": "NPS erhöhen", "target": 30.0}],
            "initiative": [{"title": "Hotline ausbauen", "key_result": "NPS erhöhen"}],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits OKR tables whose texts have two or more indents."""
    return 0.7 if shape.rows and shape.rows.way == NAME else 0.0


def lines(shape: Shape) -> Lines:
    """Every row as its indent says, under the rows above it."""
    return lines_of(shape.table, shape.rows) if shape.rows else Lines(())
