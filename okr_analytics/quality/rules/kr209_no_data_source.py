"""Nobody has said where the number comes from.

What it does
    Finds key results without a data source, in sheets that have a place for one.
Why it matters
    Evidence must be available, credible and easy to find, or every check-in becomes a discussion.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, Status, Subject


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where the place for the source is empty."""
    item = subject.item
    if item.source_known and not (item.data_source or "").strip():
        yield Hit(
            "No source is given for the number.", "Where will it come from, and who may look?", fields=("data_source",)
        )


RULE = Rule(
    code="KR209",
    name="no-data-source",
    target=Kind.KEY_RESULT,
    severity=Severity.INFO,
    status=Status.PREVIEW,
    words=False,
    source="Google OKR Playbook: evidence must be available, credible, easily discoverable",
    bad="NPS from 40 to 60 (source: empty)",
    good="NPS from 40 to 60 (source: monthly customer survey)",
    check=check,
    fires=(
        kr("NPS from 40 to 60", source_known=True),
        kr("NPS from 40 to 60", source_known=True, data_source=" "),
        kr("Churn from 8% to 5%", source_known=True),
        kr("Serve 300 families", source_known=True),
        kr("Reduzir a fila de 40 para 20", source_known=True),
        kr("Reducir la merma del 9 al 4 %", source_known=True),
        kr("Occupancy of 85%", source_known=True, data_source="\t"),
        kr("Sales of $3M", source_known=True, data_source=""),
    ),
    silent=(
        kr("NPS from 40 to 60"),
        kr("NPS from 40 to 60", source_known=True, data_source="survey"),
        kr("Churn from 8% to 5%", source_known=True, data_source="billing system"),
        kr("Serve 300 families", source_known=True, data_source="case register"),
        kr("Reduzir a fila de 40 para 20", source_known=True, data_source="sistema de filas"),
        kr("Reducir la merma del 9 al 4 %", source_known=True, data_source="inventario"),
        kr("Occupancy of 85%"),
        kr("Vender 400 abonos"),
    ),
)
