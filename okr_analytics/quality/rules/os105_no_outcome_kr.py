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
    ),
    silent=(
        objective_set("Digital town hall", "Launch the app", "Errors from 9% to 3%"),
        objective_set("Digital town hall", "40% of cases handled online", "Errors from 9% to 3%"),
    ),
)
