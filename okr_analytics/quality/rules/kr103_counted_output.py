"""A number, but it counts what the team makes.

What it does
    Finds numbers that count the team's own deliverables or effort (posts, workshops, features, visits made), by the
    head of the noun phrase: in “4 customer workshops” it is workshops. Customers, hires, orders, money aren't output.
Why it matters
    Twelve posts that nobody reads reach the target. Counting output rewards volume and hides whether it works.
"""

from collections.abc import Iterator
from dataclasses import replace

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Task
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject
from okr_analytics.quality.suggest import better


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where numbers count outputs and none measures an outcome."""
    reading = subject.reading
    if (
        (reading.says(Role.OUTCOME) and reading.task is Task.NO)
        or reading.says(Role.PROGRESS)
        or not reading.says(Role.OUTPUT)
    ):
        return
    found = reading.measures(Role.OUTPUT)
    spans = []
    for measure in found:
        stop = measure.phrase.tokens[-1] + 1 if measure.phrase else measure.number.stop
        spans.append(reading.text.span(measure.number.first, max(stop, measure.number.stop)))
    counted = subject.item.title[slice(*spans[0])] if spans else f"a target of {subject.item.target:g}"
    yield Hit(
        f"“{counted}” counts what is made, not what it changes.",
        f"What do people do differently because of it? {better(_bare(subject))}".rstrip()
        + " Keep the count as an initiative.",
        tuple(spans),
        () if spans else ("target",),
    )


def _bare(subject: Subject) -> Subject:
    """The subject without numbers that only count output."""
    return replace(subject, item=replace(subject.item, baseline=None, target=None))


RULE = Rule(
    code="KR103",
    name="counted-output",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    destination=Destination.INITIATIVE,
    source="F. Castro, value against activity; Google OKR Playbook; B. Lamorte, interview on implementing OKRs “outcomes not output”",
    bad="Write 12 blog posts",
    good="Blog brings 3,000 sign-ups (was 1,200)",
    check=check,
    fires=(
        kr("Ruído medido com dados novos em ao menos 7 bairros"),
        kr("Soil index measured in at least 5 parks"),
        kr("Índice de ruído medido em 7 bairros"),
        kr("Row to the island 3 times a week"),
        kr("Correr 3 vezes por semana"),
        kr("Close 30 warranty faults"),
        kr("Fix 9 urgent rider or driver-facing faults"),
        kr("Record 6 portraits of 40 weavers"),
        kr("Host one book evening with at least 12 attendees"),
        kr("≥ 8 reuniones/llamadas con vecinos documentadas"),
        kr("20 prompts in the library"),
        kr("Make 120 outbound calls a week"),
        kr("Run a pilot with two ferries' crews"),
        kr("Inspect 90 restaurants"),
        kr("9 podcasts published, average rating > 4"),
        kr("Fix 12 bugs in the ticket machine"),
        kr("Hold 6 fire drills, with 90% of the staff outside in time"),
        kr("Catálogo con ≥ 9 decisiones formalizadas"),
        kr("Get feedback from 30 tenants"),
        kr("Write answers to the top 10 questions"),
        kr("8 outreach drafts a month"),
        kr("Record 8 podcast episodes"),
        kr("Hold two town halls and one open day"),
        kr("Interview 20 tenants"),
        kr("6 training sessions for the night shift"),
        kr("Make 300 cold calls a month"),
        kr("Produce videos", baseline=0, target=24),
        kr("3 new dashboards are built and documented"),
        kr("Deliver first-aid training to 80 employees"),
        kr("40 caretakers trained in first aid"),
        kr("3 chapters drafted"),
        kr("12 questionnaires live with full scoring"),
        kr("Complete 3 rounds of testing with at least 20 visitors"),
        kr("300 hours of training delivered"),
        kr("Build a library containing 40 templates"),
        kr("Publicar 10 artigos no portal"),
        kr("Realizar 12 visitas técnicas"),
        kr("Organizar 5 jornadas de puertas abiertas"),
        kr("Impartir 9 cursos de seguridad"),
    ),
    silent=(
        kr("Users log in at least 3 times per week"),
        kr("Los socios entran 2 veces por semana"),
        kr("Close 12 contracts"),
        kr("Cerrar 15 oportunidades"),
        kr("Launch two branches with 400 members"),
        kr("Partner with 4 incubators in the region"),
        kr("Festival celebrado el 4-ago con ≥ 300 asistentes"),
        kr("Satisfaction halved in 5 shops"),
        kr("25 weekly active pilots"),
        kr("Members borrow 4 books a month on average"),
        kr("Two of our papers are cited in the new law"),
        kr("Recaudar 1 millón de dólares"),
        kr("A median of 1.4 messages per day"),
        kr("Top 5 festivals in the country"),
        kr("12 artigos de terceiros sobre o museu"),
        kr("≥ 300 prospectos/mes etiquetados por zona"),
        kr("15 five-star reviews collected"),
        kr("Have 6 newspapers print our open letter"),
        kr("Hire and train 5 lifeguards"),
        kr("Attract 15 profiles of volunteers"),
        kr("Generate 200 scholarship applications a month"),
        kr("900 map sessions convert to a booking"),
        kr("Keep a throughput of 12 items a week"),
        kr("All complaints are answered"),
        kr("8 proposals accepted"),
        kr("Newsletter launched with 2,000 readers"),
        kr("Review turnaround < 4 hours"),
        kr("Publish 8 episodes that reach 20,000 listeners"),
        kr("Hire 4 midwives"),
        kr("Win 25 business customers"),
        kr("Cut the reports sent to the ministry from 40 to 12"),
        kr("3 of 4 visitors recommend us"),
        kr("Collect $250,000 in donations"),
        kr("Serve 1,200 meals a week"),
        kr("Workshop satisfaction of 4.5 out of 5"),
        kr("Atender 300 famílias"),
        kr("Conquistar 15 novos clientes"),
        kr("Conseguir 40 socios nuevos"),
        kr("Reducir los pasos del trámite de 9 a 4"),
    ),
)
