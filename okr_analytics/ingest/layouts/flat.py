"""Every row is one record, or one of each kind; upper levels may be merged, repeated or left blank below."""

from okr_analytics.ingest.cells import Range
from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines, flat_lines

NAME = "flat"
EXAMPLES = (
    Example(
        rows=[
            ["Objective", "Key Result", "Owner", "Baseline", "Target", "Actual"],
            ["Delight our customers", "Raise NPS", "Ana", 12.0, 30.0, 20.0],
            [None, "Answer within a day", "Bo", 0.5, 0.9, 0.6],
        ],
        merges=(Range(2, 1, 3, 1),),
        expect={
            "objective": [{"title": "Delight our customers"}],
            "key_result": [
                {"title": "Raise NPS", "objective": "Delight our customers", "owner": "Ana", "target": 30.0},
                {"title": "Answer within a day", "objective": "Delight our customers", "current": 0.6},
            ],
        },
    ),
    Example(
        rows=[
            ["Objetivo", "Resultado-chave", "Meta"],
            ["Encantar clientes", "Elevar o NPS", 30.0],
            [None, "Responder em um dia", 0.9],
            ["Crescer", "Dobrar a receita", 2.0],
        ],
        expect={
            "objective": [{"title": "Encantar clientes"}, {"title": "Crescer"}],
            "key_result": [
                {"title": "Elevar o NPS", "objective": "Encantar clientes"},
                {"title": "Responder em um dia", "objective": "Encantar clientes"},
                {"title": "Dobrar a receita", "objective": "Crescer"},
            ],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Fits every table a little."""
    return 0.3


def lines(shape: Shape) -> Lines:
    """Every data row, with merged and left-out upper levels filled in."""
    return flat_lines(shape.table, shape.decision)
