"""Business as usual as an objective.

What it does
    Finds objectives led by a verb of keeping (maintain, keep, continue, sustain).
Why it matters
    An objective says what should be different. What must stay healthy is on the KPI board.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import objective
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where a verb of keeping leads."""
    reading = subject.reading
    head = reading.head
    if head is None or not head.any("maintain") or head.any("up", "down"):
        return
    span = reading.text.span(head.first, head.stop)
    yield Hit(
        f"“{subject.item.title[slice(*span)]}” asks for no change.",
        "What should be different at the end of the cycle?",
        (span,),
    )


RULE = Rule(
    code="OB105",
    name="bau-objective",
    target=Kind.OBJECTIVE,
    severity=Severity.WARNING,
    destination=Destination.KPI_BOARD,
    source="re:Work (“maintain market position”, “continue doing X”); Google OKR Playbook, trap 2",
    bad="Maintain our market position",
    good="Become the reference for same-day delivery",
    check=check,
    fires=(
        objective("Keep the lights on"),
        objective("Continue serving our members"),
        objective("Manter a operação"),
        objective("Mantener el servicio"),
        objective("Maintain our service levels"),
        objective("Continuar o atendimento"),
        objective("Mantener la operación"),
        objective("Keep operations running"),
    ),
    silent=(
        objective("Delight our customers"),
        objective("Become the reference for same-day delivery"),
        objective("Renovar o atendimento"),
        objective("Make permits painless"),
        objective("Ser el museo favorito de la ciudad"),
        objective("Encantar os cidadãos"),
        objective("Open the archive to everybody"),
        objective("Grow with our members"),
    ),
)
