"""Committed or aspirational: not said, or not believable.

What it does
    Finds key results without the label in sheets that have a place for it, and aspirational ones about service levels
    or legal duties.
Why it matters
    1.0 is expected of a committed key result and 0.7 of an aspirational one; unlabelled, the same score means two things.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, Status, Subject


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for a missing label, or an aspiration that is a duty."""
    item, text = subject.item, subject.reading.text
    if item.ambition_known and not item.ambition:
        yield Hit(
            "Nobody has said whether it is committed or aspirational.",
            "Committed or aspirational?",
            fields=("ambition",),
        )
    elif (item.ambition or "").casefold().startswith("aspir"):
        duty = text.has("t.compliance") or any(t.word in ("sla", "slas", "uptime") for t in text.tokens)
        if duty:
            yield Hit(
                "A service level or a duty is labelled aspirational.", "Label it committed.", fields=("ambition",)
            )


RULE = Rule(
    code="KR305",
    name="ambition-label",
    target=Kind.KEY_RESULT,
    severity=Severity.INFO,
    status=Status.PREVIEW,
    source="Google OKR Playbook, trap 1: no difference between committed and aspirational",
    bad="Meet the SLA of 99.9% (aspirational)",
    good="Meet the SLA of 99.9% (committed)",
    check=check,
    fires=(
        kr("NPS from 40 to 60", ambition_known=True),
        kr("Meet the SLA of 99.9%", ambition="aspirational"),
        kr("Churn from 8% to 5%", ambition_known=True),
        kr("Reduzir a fila de 40 para 20", ambition_known=True),
        kr("Uptime of 99.9%", ambition="aspirational"),
        kr("Comply with the GDPR", ambition="aspirational"),
        kr("Adequar os contratos à LGPD", ambition="aspirational"),
        kr("Obtener la certificación ISO 9001", ambition="aspirational"),
    ),
    silent=(
        kr("NPS from 40 to 60"),
        kr("Meet the SLA of 99.9%", ambition="committed", ambition_known=True),
        kr("Churn from 8% to 5%", ambition="aspirational", ambition_known=True),
        kr("Comply with the GDPR", ambition="committed"),
        kr("Uptime of 99.9%", ambition="committed", ambition_known=True),
        kr("Reduzir a fila de 40 para 20"),
        kr("Reducir la merma del 9 al 4 %", ambition="aspirational"),
        kr("Adequar os contratos à LGPD", ambition="committed"),
    ),
)
