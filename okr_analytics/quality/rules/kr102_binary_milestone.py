"""Done or not done: a state without a number.

What it does
    Finds key results that can only be reached or missed (0 → 1, kind “milestone”, “X has Y”), where no other rule has
    already named them a task or a project.
Why it matters
    Until the last day such a key result shows nothing, and after it everything; nobody can steer by it. A committed
    milestone, or the first cycle's “establish a baseline”, is legitimate, so there it is only a remark.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Task, is_binary
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject
from okr_analytics.quality.suggest import better

_BASELINE = ("baseline", "base line", "linha de base", "línea base", "linea base", "línea de base")


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for a bare state, a milestone, or 0 → 1 without another number."""
    item, reading = subject.item, subject.reading
    if any(reading.says(role) for role in (Role.OUTPUT, Role.PROGRESS)):
        return
    title_measures = bool(reading.measures(Role.OUTCOME))
    declared = item.shape == "milestone" or (is_binary(item) and item.target == 1 and item.baseline == 0)
    state = reading.task is Task.STATE
    named = reading.task in (Task.ACTIVITY, Task.DELIVERY)
    if not state and (named or title_measures or not declared):
        return
    mild = item.committed or any(word in item.title.casefold() for word in _BASELINE)
    yield Hit(
        "This is reached or missed, nothing in between: it can't show progress before the last day.",
        f"Add how many use it, or how much better it makes something. {better(subject)}".rstrip()
        + " Otherwise track it as a project.",
        fields=("target",) if declared and not state else (),
        severity=Severity.INFO if mild else None,
    )


RULE = Rule(
    code="KR102",
    name="binary-milestone",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    destination=Destination.PROJECTS,
    source="B. Lamorte, three types of key result (metric, baseline, milestone); Profit.co trackable types; Yelp checklist “not binary”",
    bad="ProtoSchool has its own roadmap",
    good="30% of learners finish two tutorials (baseline 12%)",
    check=check,
    fires=(
        kr("Get the mayor's approval for the new quay"),
        kr("The museum has its own volunteers' council"),
        kr("Residents can report a broken lamp by phone"),
        kr("Everybody knows the values"),
        kr("Tenants can pay the rent with one click"),
        kr("A council of residents", baseline=0, target=1),
        kr("Members can cancel by themselves", shape="milestone"),
        kr("Win the regional design award"),
        kr("Operating licence obtained"),
        kr("Obter o selo de acessibilidade"),
        kr("Ganar el premio nacional de diseño"),
        kr("Cidadãos podem agendar pelo celular"),
        kr("Los vecinos pueden avisar por teléfono"),
        kr("Pacientes sabem quem é seu médico"),
    ),
    silent=(
        kr("Onboarding takes less than 3 minutes"),
        kr("Increase customer satisfaction"),
        kr("60% of residents report faults by phone"),
        kr("Publish the catalogue", baseline=0, target=1),
        kr("Catalogue published"),
        kr("Membership renewals", baseline=40, target=70),
        kr("Reduce complaints", baseline=9, target=1),
        kr("Renewal rate", baseline=0, target=100, measure="%"),
        kr("80% dos cidadãos agendam pelo celular"),
        kr("El 30% de los vecinos avisan por teléfono"),
        kr("Reach 500 members", shape="milestone"),
        kr("Win 4 design awards"),
        kr("Guests are happier with the rooms"),
        kr("Be recognised as a good neighbour"),
        kr("Visitors love the new garden"),
        kr("The booking page is easy to use"),
        kr("Tenants find a repair slot in less time"),
    ),
)
