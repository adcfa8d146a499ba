"""A key result that only repeats its objective.

What it does
    Finds key results that hold at least 80% of the objective's words and add no number and no metric.
Why it matters
    Key results are the evidence; a repetition proves nothing.
Options
    0.80: a constant of the design.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import objective_set
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, SetSubject, Subject
from okr_analytics.quality.text import Text

_CONTAINED = 0.80


def check(subject: SetSubject) -> Iterator[Hit]:
    """Fire for each key result that repeats its objective."""
    if subject.objective is None:
        return
    wanted = _words(subject.objective.reading.text)
    if not wanted:
        return
    for member in subject.key_results:
        shared = len(wanted & _words(member.reading.text)) / len(wanted)
        if shared >= _CONTAINED and not _adds(subject.objective, member):
            yield Hit(
                "It repeats its objective and adds no number.",
                "How would a stranger verify the objective? Write that.",
                item=member.item,
            )


def _words(text: Text) -> frozenset[str]:
    verbs = {t.word for i, t in enumerate(text.tokens) if text.tag(i) & {"up", "down", "neutral"}}
    return text.content | verbs


def _adds(objective: Subject, member: Subject) -> bool:
    if member.reading.counting or member.item.target is not None:
        return True
    metrics = [
        {t.word for i, t in enumerate(s.reading.text.tokens) if "metric" in s.reading.text.tag(i)}
        for s in (objective, member)
    ]
    return bool(metrics[1] - metrics[0])


RULE = Rule(
    code="OS104",
    name="kr-restates-objective",
    target=Kind.SET,
    severity=Severity.WARNING,
    words=False,
    source="Google OKR Playbook, trap 6: key results must jointly be sufficient",
    bad="O: Delight customers / KR: Delight customers",
    good="KR: CSAT from 78 to 88",
    check_set=check,
    fires=(
        objective_set("Modernise the archive", "Modernise the whole archive"),
        objective_set("Encantar os cidadãos", "Encantar os cidadãos todos os dias"),
    ),
    silent=(
        objective_set("Delight our customers", "Customers rating us 9-10 from 38% to 55%"),
        objective_set("Delight our customers", "Delight 80% of our customers"),
    ),
)
