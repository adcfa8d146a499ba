"""How much of one's own work is done, in percent.

What it does
    Finds percentages of the team's own single deliverable (“100% of the audit”, “80% completion of the migration”) or
    of its own pieces of work (“automate 50% of the reports”). A share of a population that others belong to (orders,
    findings, patients) is an outcome, and so is “% of plan” or “% of quota”.
Why it matters
    Percent complete is a guess that stays at 90 for a long time, and 100% of one thing is a milestone in disguise.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject
from okr_analytics.quality.suggest import hints


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where a percentage says how far own work is, and nothing measures an outcome."""
    reading = subject.reading
    found = reading.measures(Role.PROGRESS)
    if not found or reading.says(Role.OUTCOME):
        return
    spans = tuple(
        reading.text.span(m.number.first, max(m.number.stop, m.phrase.tokens[-1] + 1 if m.phrase else 0)) for m in found
    )
    candidates = hints(subject)
    yield Hit(
        f"“{subject.item.title[slice(*spans[0])]}” says how far the work is, not what it brings.",
        "Count the population it is for (findings, orders, users) or what gets better for it."
        + (f" Candidates: {candidates}." if candidates else "")
        + " Track the completion as a project.",
        spans,
    )


RULE = Rule(
    code="KR104",
    name="percent-complete",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    destination=Destination.PROJECTS,
    source="Google OKR Playbook “evidence of completion”; poros key-result checklist (accurate partial scores)",
    bad="Complete 100% of the audit",
    good="Close 100% of high-risk audit findings (18 open) within 30 days",
    check=check,
    fires=(
        kr("Decisions recorded in the log: 100%"),
        kr("Decisões registradas na ata: 100%"),
        kr("7/7 contracts reviewed and filed"),
        kr("100% hitos terminados"),
        kr("100% of tenants migrated to the new meters"),
        kr("Finish 60% of the new intranet"),
        kr("75% completion of the tram line project"),
        kr("Automate 40% of monthly reports"),
        kr("Migrate 100% of the databases"),
        kr("Website relaunch 100% complete"),
        kr("90% of procedures documented"),
        kr("Launch a map covering 100% of the districts"),
        kr("Intake forms: 8 of 10 complete"),
        kr("New contract clauses in 100% of the services"),
        kr("Executar 80% da obra da biblioteca"),
        kr("Concluir 100% do inventário"),
        kr("Completar el 90% del proyecto de señalización"),
        kr("Digitalizar el 70% de los manuales"),
    ),
    silent=(
        kr("Completeness score ≥ 90% of required fields filled"),
        kr("95% of closing tasks finished by Day-3"),
        kr("Increase the rolling average by >=10%"),
        kr("80% of clinics publish certified waiting times"),
        kr("Implementar el portal con uso del 60% del equipo"),
        kr("Deliver 97% of parcels on the first attempt"),
        kr("Course completion rate from 45% to 70%"),
        kr("Reach 105% of the sales plan"),
        kr("80% of patients seen within 30 minutes"),
        kr("Resolve 90% of complaints in 5 days"),
        kr("65% of pupils complete the reading programme"),
        kr("Raise occupancy to 85%"),
        kr("85% dos pedidos entregues no prazo"),
        kr("Aumentar em 20% o número de doadores"),
        kr("El 90% de las solicitudes se resuelven en 10 días"),
    ),
)
