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
    head = subject.objective
    bare = [member for member in subject.key_results if not _adds(head, member)] if head else []
    wanted = _words(head.reading.text) if head and bare else None
    if not wanted:
        return
    for member in bare:
        if len(wanted & _words(member.reading.text)) >= _CONTAINED * len(wanted):
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
        objective_set("Delight our visitors", "Delight our visitors every day"),
        objective_set("Simplify the permit process", "Simplify the permit process for all"),
        objective_set("Fortalecer a cultura de dados", "Fortalecer a cultura de dados na casa"),
        objective_set("Modernizar el archivo municipal", "Modernizar todo el archivo municipal"),
        objective_set("Empower local volunteers", "Empower local volunteers in all districts"),
        objective_set("Open up the museum", "Open up the museum to everybody"),
    ),
    silent=(
        objective_set("Delight our customers", "Customers rating us 9-10 from 38% to 55%"),
        objective_set("Delight our customers", "Delight 80% of our customers"),
        objective_set("Simplify the permit process", "Permit time from 45 to 20 days"),
        objective_set("Fortalecer a cultura de dados", "Decisões com dados de 30% para 60%"),
        objective_set("Modernizar el archivo municipal", "Consultas en línea de 200 a 900"),
        objective_set("Empower local volunteers", "Volunteer hours led by locals from 20% to 50%"),
        objective_set("Open up the museum", "Visitors under 25 from 10% to 30%"),
        objective_set("Delight our visitors", "Returning visitors from 25% to 40%"),
    ),
)
