"""More of everything, and nothing that watches its quality.

What it does
    Finds objectives of which all key results (two or more) want a larger volume, without one about quality, cost or a
    guardrail.
Why it matters
    What is counted grows, at the expense of what isn't: every volume needs its counterpart.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import objective_set
from okr_analytics.quality.items import Kind
from okr_analytics.quality.movement import move
from okr_analytics.quality.number import Unit
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Hit, Rule, SetSubject, Status, Subject


def check(subject: SetSubject) -> Iterator[Hit]:
    """Fire where only volumes grow."""
    members = subject.key_results
    if subject.group.objective is not None and len(members) > 1 and all(map(_volume, members)):
        yield Hit(
            "All key results want more; none watches quality.",
            "Pair one volume with its counterpart: errors, complaints, cost, satisfaction.",
        )


def _volume(member: Subject) -> bool:
    reading = member.reading
    text = reading.text
    if text.guardrail < len(text.tokens) or text.has("t.ratio") or text.has("t.unitless") or text.has("t.lower"):
        return False
    wanted = move(member)
    if wanted is not None and wanted.sign <= 0:
        return False
    measures = reading.measures(Role.OUTCOME)
    return bool(measures) and all(m.number.unit in (Unit.NONE, Unit.MONEY, Unit.MULTIPLE) for m in measures)


RULE = Rule(
    code="OS107",
    name="unpaired-quantity",
    target=Kind.SET,
    severity=Severity.INFO,
    status=Status.PREVIEW,
    source="A. Grove and J. Doerr, effect and counter-effect; 15Five checklist",
    bad="Visitors from 2,000 to 4,000 · Sales of $3M",
    good="Visitors from 2,000 to 4,000 · Complaints per 100 visitors from 4 to 2",
    check_set=check,
    fires=(
        objective_set("Grow", "Visitors from 2,000 to 4,000", "Win 500 members"),
        objective_set("Grow", "Sell 300 tickets", "Sales of $3M"),
        objective_set("Grow", "Members from 200 to 400", "Revenue of $2M"),
        objective_set("Crescer", "Matrículas de 200 para 400", "Receita de R$ 2 milhões"),
        objective_set("Crecer", "Socios de 200 a 400", "Ingresos de 2 millones de euros"),
        objective_set("Grow", "Win 40 partners", "Sell 900 passes"),
        objective_set("Grow", "Reach 10,000 subscribers", "Members from 200 to 400"),
        objective_set("Grow", "Visitors from 200 to 400", "Sell 300 tickets", "Revenue of $2M"),
    ),
    silent=(
        objective_set("Grow", "Visitors from 2,000 to 4,000", "Complaints from 40 to 20"),
        objective_set("Grow", "Visitors from 2,000 to 4,000", "Satisfaction of 90%"),
        objective_set("Grow", "Members from 200 to 400", "Churn from 8% to 5%"),
        objective_set("Crescer", "Matrículas de 200 para 400", "Evasão de 20% para 10%"),
        objective_set("Crecer", "Socios de 200 a 400", "Quejas de 40 a 20"),
        objective_set("Grow", "Win 40 partners while keeping complaints below 5"),
        objective_set("Grow", "Members from 200 to 400"),
        objective_set("Grow", "Visitors from 200 to 400", "Cost per visitor from 9 to 7 euros"),
    ),
)
