"""An objective that is too long, or several in one.

What it does
    Counts words (more than 15 a remark, more than 20 a warning) and clauses led by a verb with an object of its own.
Why it matters
    Two directions in one sentence are no direction: when they conflict, nobody knows which one counts.
Options
    15 and 20 words, 2 clauses: constants of the design.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.clauses import verb_clauses
from okr_analytics.quality.examples import objective
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, Subject

_LONG, _TOO_LONG = 15, 20


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for two clauses, or many words."""
    text = subject.reading.text
    clauses = [v for s in text.segments if not s.aside for v in verb_clauses(text, s.tokens)]
    words = sum(t.word[0].isalpha() for t in text.tokens)
    if len(clauses) > 1:
        spans = tuple(text.span(v.first, v.stop) for v in clauses)
        yield Hit(f"{len(clauses)} objectives in one.", "Pick the one that you would keep.", spans)
    elif words > _LONG:
        severity = Severity.WARNING if words > _TOO_LONG else Severity.INFO
        yield Hit(f"{words} words.", "Say it in one short line that people remember.", severity=severity)


RULE = Rule(
    code="OB102",
    name="complex-objective",
    target=Kind.OBJECTIVE,
    severity=Severity.WARNING,
    source="“How to plan an OKR implementation”: complex objectives; Google OKR Playbook “if it doesn't fit on one line”; whatmatters.com, one sentence",
    bad="Delight customers, reduce costs and modernise the organisation",
    good="Delight our customers",
    check=check,
    fires=(
        objective("Improve the quality of service and strengthen the team"),
        objective("Win new markets, cut costs and build a great place to work"),
        objective("Melhorar o atendimento e reduzir os custos"),
        objective("Mejorar el servicio y reducir los costes"),
        objective("Grow the membership and improve the magazine"),
        objective("Reduce waste and raise recycling"),
        objective("Aumentar a receita e melhorar a qualidade"),
        objective("Aumentar los ingresos y mejorar la calidad"),
    ),
    silent=(
        objective("Delight our customers"),
        objective("Attract and retain great people"),
        objective("Make research and development our growth engine"),
        objective("Win hearts and minds in Brazil"),
        objective("Encantar os cidadãos"),
        objective("Ser el museo favorito de la ciudad"),
        objective("Make arts and crafts a reason to stay"),
        objective("Become the town of short distances"),
    ),
)
