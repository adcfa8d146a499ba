"""A project or a deliverable as a noun: “New CRM live in production”.

What it does
    Finds key results without a measure that are headed by no verb and name a project, a delivery or a thing delivered
    (go-live, migration, platform, “X published”).
Why it matters
    A project may well be right and important, but it is the portfolio's conversation: which first, how far along? In
    the OKR set it hides the question which result it is for.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Task, delivered
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject
from okr_analytics.quality.suggest import better


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where a delivery stands alone."""
    reading = subject.reading
    if reading.task is not Task.DELIVERY or any(reading.says(r) for r in (Role.OUTPUT, Role.PROGRESS)):
        return
    part = reading.task_part
    mark = delivered(reading.text, part.segment.tokens) if part else None
    spans = (reading.text.span(mark, mark + 1),) if mark is not None else ()
    named = f"“{subject.item.title[slice(*spans[0])]}”" if spans else "This"
    done = mark is not None and "form.past" in reading.text.tag(mark)
    yield Hit(
        f"{named} says what is {'done' if done else 'delivered'}, not what becomes better by it.",
        f"Put it into the project portfolio and link it to the key result that it should move. {better(subject)}".rstrip(),
        spans,
    )


RULE = Rule(
    code="KR105",
    name="project-in-disguise",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    destination=Destination.PROJECTS,
    source="“OKR integrated into other management systems” (2024): the three conversations (growth, health, projects)",
    bad="New CRM live in production",
    good="Sales cycle from 92 to 60 days after the CRM's go-live",
    check=check,
    fires=(
        kr("Bakery shop in production by 14/11"),
        kr("Ticket database upgraded to 16.2"),
        kr("Guidelines for incidents > 20 minutes"),
        kr("Payroll migration finished"),
        kr("Beta release of the visitor app"),
        kr("Brand handbook published and shared with agencies"),
        kr("Second packaging line in operation by May"),
        kr("Risk dashboard for the board"),
        kr("Procurement policy approved"),
        kr("Implantação do prontuário eletrônico"),
        kr("Portal do servidor no ar"),
        kr("Puesta en marcha del nuevo laboratorio"),
        kr("Manual de acogida publicado"),
    ),
    silent=(
        kr("Time-to-first-delivery for a new shop ≤ 2 days from signing"),
        kr("Loan product live with the savings bank (≥ $1M lent)"),
        kr("Our museum is mentioned as an example in the trade press"),
        kr("More predictable releases"),
        kr("Our clinics improve the satisfaction of their patients"),
        kr("Migration downtime cut from 12 to 2 hours"),
        kr("Release frequency from 2 to 8 a month"),
        kr("Higher customer loyalty"),
        kr("Platform revenue of $2M"),
        kr("40% of claims handled in the new portal"),
        kr("Improve the dashboard's adoption"),
        kr("Error rate after go-live below 1%"),
        kr("Portal do servidor com 70% de satisfação"),
        kr("Tempo de implantação de 60 para 30 dias"),
        kr("Uso del portal del 20% al 45%"),
    ),
)
