"""Codes say what each row is: O1, KR1.1, KR1.2, O2 – before the texts or in a column of their own."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.kindlines import lines_of
from okr_analytics.ingest.rows.lines import Lines

NAME = "numbered"
EXAMPLES = (
    Example(
        rows=[
            ["OKR", "Owner", "Target"],
            ["O1: Delight our customers", "Ana", None],
            ["KR1.1: Raise NPS", "Bo", 30.0],
            ["KR1.2: Answer within a day", "Cy", 0.9],
            ["O2: Grow", "Ana", None],
            ["KR2.1: Double the revenue", "Di", 2.0],
        ],
        expect={
            "objective": [{"title": "Delight our customers", "code": "O1"}, {"title": "Grow"}],
            "key_result": [
                {"title": "Raise NPS", "code": "KR1.1", "target": 30.0},
                {"title": "Answer within a day"},
                {"title": "Double the revenue", "objective": "O2"},
            ],
        },
    ),
    Example(
        rows=[
            ["Código", "Descrição", "Responsável", "Meta"],
            ["O1", "Encantar clientes", "Ana", None],
            ["KR1", "Elevar o NPS", "Bia", 30.0],
            ["KR2", "Responder em um dia", "Caio", 0.9],
        ],
        expect={
            "objective": [{"title": "Encantar clientes", "code": "O1", "owner": "Ana"}],
            "key_result": [{"title": "Elevar o NPS", "objective": "O1"}, {"code": "KR2", "target": 0.9}],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits where codes of objectives and of key results take turns."""
    return 0.8 if shape.rows and shape.rows.way == NAME else 0.0


def lines(shape: Shape) -> Lines:
    """Every row as what its code says, under the rows above it."""
    return lines_of(shape.table, shape.rows) if shape.rows else Lines(())
