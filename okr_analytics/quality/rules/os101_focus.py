"""Too many, or too few.

What it does
    Counts key results of an objective (none: error; one: remark; more than five: warning) and objectives of a unit in a
    cycle (more than three: remark; more than five: warning).
Why it matters
    Every additional one takes attention from the others; none at all means that nobody can see whether it is reached.
Options
    2-5 key results, up to 5 objectives.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import objective_set, unit_set
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, SetSubject

_MOST, _MANY_OBJECTIVES = 5, 3


def check(subject: SetSubject) -> Iterator[Hit]:
    """Fire by counts."""
    group = subject.group
    if group.objective is not None:
        yield from _key_results(len(group.key_results))
    count = len({item.title for item in group.objectives})
    if count > _MANY_OBJECTIVES:
        severity = Severity.WARNING if count > _MOST else Severity.INFO
        yield Hit(
            f"{count} objectives for one unit in one cycle.",
            "Which ones would you drop if you could keep three?",
            severity=severity,
        )


def _key_results(count: int) -> Iterator[Hit]:
    if count == 0:
        yield Hit(
            "No key result: nobody can see whether it is reached.",
            "Add two to five results that would prove it.",
            severity=Severity.ERROR,
        )
    elif count == 1:
        yield Hit(
            "One key result only.",
            "What else would have to be true? Add a second one, or a guardrail.",
            severity=Severity.INFO,
        )
    elif count > _MOST:
        yield Hit(f"{count} key results for one objective.", "Which ones would you drop if you could keep three?")


RULE = Rule(
    code="OS101",
    name="focus",
    target=Kind.SET,
    severity=Severity.WARNING,
    words=False,
    source="J. Doerr, at most 5 key results; whatmatters.com, 3-5; F. Castro, 2-5; C. Wodtke, 1 objective and 3 key results; GitLab; Google “at most 5 objectives with 4 key results”",
    bad="9 key results",
    good="3 key results",
    check_set=check,
    fires=(
        objective_set("Delight our customers"),
        objective_set("Delight our customers", "NPS from 40 to 60"),
        objective_set("Delight our customers", *(f"Metric {i} from 1 to 2 days" for i in "ABCDEF")),
        unit_set("A", "B", "C", "D"),
        objective_set("Encantar os cidadãos"),
        objective_set("Atender mejor", "Quejas de 40 a 20"),
        objective_set("Serve", *(f"Queue {i} from 9 to 5 minutes" for i in range(7))),
        unit_set("Grow", "Serve", "Learn", "Save", "Build"),
    ),
    silent=(
        objective_set("Delight our customers", "NPS from 40 to 60", "Churn from 8% to 5%", "Wait from 9 to 5 days"),
        unit_set("A", "B", "C"),
        objective_set("Serve", "NPS from 40 to 60", "Churn from 8% to 5%"),
        objective_set("Encantar os cidadãos", "Fila de 40 para 20", "Satisfação de 60% para 80%"),
        objective_set("Atender mejor", "Quejas de 40 a 20", "Espera de 9 a 5 días"),
        unit_set("Grow"),
        unit_set("Grow", "Serve"),
        objective_set("Serve", *(f"Queue {i} from 9 to 5 minutes" for i in range(4))),
    ),
)
