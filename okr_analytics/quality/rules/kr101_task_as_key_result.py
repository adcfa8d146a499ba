"""A verb of activity leads, and nothing in the text says what it changes.

What it does
    Finds key results that open with something to do (launch, implement, analyse, help …) and hold no measure of an
    outcome: no "from … to", no share of a population, no threshold on a metric, no count of customers or money.
Why it matters
    Work can be finished without anything getting better. A team that reports "launched" has reported effort; nobody
    learns whether it helped, and the work can't be dropped when a better idea comes.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Task
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject
from okr_analytics.quality.suggest import better, said


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where activity leads and no number measures an outcome or counts an output."""
    reading = subject.reading
    if reading.task is not Task.ACTIVITY or any(reading.says(r) for r in (Role.OUTPUT, Role.PROGRESS)):
        return
    head = reading.task_part.head if reading.task_part else None
    span = (reading.text.span(head.first, head.stop),) if head else ()
    verb = subject.item.title[slice(*span[0])] if span else "the verb"
    yield Hit(
        f"“{verb}” is work, and no number says what it changes.",
        f"If “{said(subject)}” succeeds, which number moves? {better(subject)}".rstrip()
        + " Keep the original as an initiative under it.",
        span,
    )


RULE = Rule(
    code="KR101",
    name="task-as-key-result",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    destination=Destination.INITIATIVE,
    source="Google OKR Playbook (consult, help, analyse, participate; “Launch Foo 4.1”); F. Castro, value-based against "
    "activity-based key results; B. Lamorte, interview on implementing OKRs",
    bad="Launch a new marketing campaign",
    good="Increase website visits from 40k to 48k by the end of Q3",
    check=check,
    fires=(
        kr("Contribute at least one patch to the kernel"),
        kr("Move the box office to a single system"),
        kr("Set up storm alerts at the quay, cutting the response to 5 minutes"),
        kr("Expand the archive to include old maps"),
        kr("Configurar las alertas del puerto, reduciendo la espera a 5 minutos"),
        kr("Install the new pump with zero spills"),
        kr("Roll out the appraisal form to all departments"),
        kr("We will redesign the checkout"),
        kr("Negotiate a framework contract with the printer"),
        kr("Help the finance team close faster"),
        kr("Set up a data catalogue", baseline=0, target=1),
        kr("Draft the masterplan for the old harbour by March 2026"),
        kr("Migrate all services to Kubernetes 1.29"),
        kr("Elaborar o plano de comunicação interna"),
        kr("Capacitar os gestores em liderança"),
        kr("Diseñar la nueva carta de servicios"),
        kr("Actualizar el manual de bienvenida antes del 30 de junio"),
    ),
    silent=(
        kr("Hold the line on overtime"),
        kr("Contribute $5M to profit"),
        kr("Model F1 of 0.87 on the test set"),
        kr("Cut the queue in half"),
        kr("Make the checkout faster"),
        kr("Get permits through all checks with zero findings"),
        kr("Pulse checks show an average NPS of X for the crew"),
        kr("Demonstrar mais eficiência do que em 2024"),
        kr("Publish a ferry app (300+ searches/week)"),
        kr("Rework items per order < 2"),
        kr("Share of orders placed online, in all shops: 0% → 8%"),
        kr("Secure 2M in funding for the new wing"),
        kr("Launch the loyalty card with 30% of regular shoppers enrolled"),
        kr("Sell 400 season tickets"),
        kr("Answer 95% of calls within 20 seconds"),
        kr("Design lead time down from 9 to 5 weeks"),
        kr("Test coverage from 55% to 80%"),
        kr("Support tickets per 100 users cut from 14 to 6"),
        kr("Redesign the form so that 70% of applicants finish it alone"),
        kr("Build a pipeline worth $3M"),
        kr("Lançar o aplicativo com 10 mil usuários ativos"),
        kr("Reduzir o prazo de análise de 30 para 12 dias"),
        kr("Lanzar la tienda en línea con 500 pedidos al mes"),
        kr("Open the clinic", metric="patients treated a week", baseline=0, target=250),
    ),
)
