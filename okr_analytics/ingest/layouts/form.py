"""A form without a header: "Objective: …", "KR1 …" and their attributes one below the other."""

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import Shape
from okr_analytics.ingest.rows.lines import Lines

NAME = "form"
EXAMPLES = (
    Example(
        rows=[
            ["Unit:", "Finance"],
            ["Cycle:", "Q2 2025"],
            ["Objective:", "Pay every bill on time"],
            ["Owner:", "Zoe"],
            [],
            ["KR1", "Invoices paid within 30 days"],
            ["Target:", 0.95],
            ["KR2", "No late fees"],
            ["Target:", 0.0],
        ],
        expect={
            "objective": [{"title": "Pay every bill on time", "owner": "Zoe", "unit": "Finance", "cycle": "Q2 2025"}],
            "key_result": [
                {"title": "Invoices paid within 30 days", "code": "KR1", "target": 0.95, "unit": "Finance"},
                {"title": "No late fees", "code": "KR2", "target": 0.0, "objective": "Pay every bill on time"},
            ],
        },
    ),
)


def recognise(shape: Shape) -> float:
    """Forms have no table: they are read by forms.read_form from blocks without a header."""
    return 0.0


def lines(shape: Shape) -> Lines:
    """Nothing: see `recognise`."""
    return Lines(())
