"""A number in an objective.

What it does
    Finds numbers in objectives once years, quarters, ranks and names (24/7, top-3, #1) are set aside.
Why it matters
    The objective says where to go and why; the key results say how one sees it. A number in the objective makes one of
    them superfluous.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import objective
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, Subject


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for numbers that measure."""
    reading = subject.reading
    found = [n for n in reading.counting if not n.spelled]
    if not found:
        return
    spans = tuple(reading.text.span(n.first, n.stop) for n in found)
    named = ", ".join(f"“{subject.item.title[slice(*span)]}”" for span in spans)
    yield Hit(
        f"{named} measures inside the objective.",
        "Move the number to a key result; say here what will be different.",
        spans,
    )


RULE = Rule(
    code="OB101",
    name="metric-in-objective",
    target=Kind.OBJECTIVE,
    severity=Severity.WARNING,
    words=False,
    source="C. Wodtke “keep the metrics out of the Objective”; F. Castro; okrstool",
    bad="Increase NPS to 60",
    good="Delight our customers",
    check=check,
    fires=(
        objective("Grow revenue by 30%"),
        objective("Hire 20 engineers"),
        objective("Reduzir a fila para 10 dias"),
        objective("Reach 10,000 members"),
        objective("Cut waiting to 20 minutes"),
        objective("Aumentar a receita em 30%"),
        objective("Reducir la espera a 20 minutos"),
        objective("Serve 300 families"),
    ),
    silent=(
        objective("Delight our customers"),
        objective("Win the 2030 decade"),
        objective("Objective 2: Be a top-3 player"),
        objective("Provide delightful 24/7 support"),
        objective("Encantar os cidadãos"),
        objective("Ser el museo favorito de la ciudad"),
        objective("Make permits painless"),
        objective("Become the town of short distances"),
    ),
)
