"""An objective with hardly anything but tasks and milestones.

What it does
    Finds objectives of which more than half of the key results are work (KR101 to KR105).
Why it matters
    Everything can be done and nothing have changed.
Options
    More than one half.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import objective_set
from okr_analytics.quality.framing import Task
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Hit, Rule, SetSubject, Status, Subject


def check(subject: SetSubject) -> Iterator[Hit]:
    """Fire where work prevails."""
    if subject.group.objective is None or len(subject.key_results) < 2:
        return
    work = sum(map(_is_work, subject.key_results))
    if work > len(subject.key_results) / 2:
        yield Hit(
            f"{work} of {len(subject.key_results)} key results are work.",
            "Which number moves if all of this succeeds? Make that the key result.",
        )


def _is_work(member: Subject) -> bool:
    reading = member.reading
    if reading.says(Role.OUTCOME):
        return False
    return reading.task is not Task.NO or reading.says(Role.OUTPUT) or reading.says(Role.PROGRESS)


RULE = Rule(
    code="OS105",
    name="no-outcome-kr",
    target=Kind.SET,
    severity=Severity.WARNING,
    status=Status.PREVIEW,
    source="Perdoo “a good amount should contain a metric”; okrstool: 52% are tasks or KPIs",
    bad="Launch the app · Write the manual · Train the staff",
    good="Launch the app · 40% of cases handled in it · Errors from 9% to 3%",
    check_set=check,
    fires=(
        objective_set("Digital town hall", "Launch the app", "Write the manual"),
        objective_set("Digital town hall", "Launch the app", "Write 3 manuals", "Errors from 9% to 3%"),
        objective_set("Serve", "Write the guide", "Publish the map"),
        objective_set("Serve", "Hold 6 workshops", "Draft the policy"),
        objective_set("Servir", "Elaborar o manual", "Treinar 40 servidores"),
        objective_set("Atender", "Diseñar la carta de servicios", "Publicar 3 informes"),
        objective_set("Serve", "Migrate the archive", "Set up the catalogue", "Visitors from 200 to 300"),
        objective_set("Serve", "Complete 80% of the migration", "Launch the app"),
    ),
    silent=(
        objective_set("Digital town hall", "Launch the app", "Errors from 9% to 3%"),
        objective_set("Digital town hall", "40% of cases handled online", "Errors from 9% to 3%"),
        objective_set("Serve", "Visitors from 200 to 300", "Complaints from 40 to 20"),
        objective_set("Serve", "Write the guide", "Visitors from 200 to 300"),
        objective_set("Servir", "Fila de 40 para 20", "Satisfação de 60% para 80%"),
        objective_set("Atender", "Quejas de 40 a 20", "Diseñar la carta de servicios"),
        objective_set("Serve", "Write the guide"),
        objective_set("Serve", "Hold 6 workshops", "Attendance from 40% to 60%", "Errors from 9% to 3%"),
    ),
)
