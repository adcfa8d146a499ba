"""Business as usual, kept at a level.

What it does
    Finds key results that want a level kept (maintain, keep, sustain) without improving it. A guardrail (“… while
    keeping NPS above 40”) never fires.
Why it matters
    What must stay healthy belongs to the KPI board, where it has a range, an owner and an alarm. In the OKR set it
    takes the place of something that should change.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.movement import polarity
from okr_analytics.quality.phrases import Verb
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject
from okr_analytics.quality.suggest import number


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where a verb of keeping leads and no number moves."""
    item, reading = subject.item, subject.reading
    moves = item.baseline is not None and item.target is not None and item.baseline != item.target
    better = any(p.head and p.head.any("up", "down") and p.measures for p in reading.parts)
    if reading.pairs or moves or better:
        return
    lead = next((p.head for p in reading.parts if not p.segment.aside and (p.head or p.measures)), None)
    keeps = lead is not None and lead.any("maintain") and not lead.any("activity", "up", "down")
    if not keeps and (item.shape != "maintain" or (lead is not None and lead.any("activity"))):
        return
    if keeps and lead and not item.shape and not _level(subject, lead):
        return
    spans = (reading.text.span(lead.first, lead.stop),) if keeps and lead else ()
    low, high = _range(subject)
    yield Hit(
        "This keeps a level; nothing is to become better.",
        f"Move it to the KPI board with a healthy range from {low} to {high}. Keep it here only if it must change: from what, to what?",
        spans,
        () if spans else ("kind",),
    )


def _level(subject: Subject, lead: Verb) -> bool:
    """Whether there is a level to keep: a number, a target or a metric; "keep iterating on hiring" has none."""
    reading = subject.reading
    text = reading.text
    return (
        bool(reading.counting or reading.by_role)
        or subject.item.target is not None
        or any("metric" in text.tag(i) for i in range(lead.stop, min(lead.stop + 6, len(text.tokens))))
    )


def _range(subject: Subject) -> tuple[str, str]:
    """The range that is to be kept, in the item's own numbers, "…" where nobody says one."""
    item, reading = subject.item, subject.reading
    if item.lower is not None or item.upper is not None:
        return number(item.lower, item), number(item.upper, item)
    said = reading.measures(Role.OUTCOME)
    alone = len(said) == 1 or (len(said) == 2 and reading.text.word(said[0].number.stop) == "/")  # a rating of 4.5/5
    if item.target is not None:
        own = number(item.target, item)
    elif alone:
        own = item.title[slice(*reading.text.span(said[0].number.first, said[0].number.stop))]
    else:
        return "…", "…"
    return ("…", own) if polarity(reading.text, 0, len(reading.text.tokens)) < 0 else (own, "…")


RULE = Rule(
    code="KR106",
    name="kpi-in-disguise",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    destination=Destination.KPI_BOARD,
    source="re:Work (“maintain”, “continue”); Google OKR Playbook, trap 2; GitLab 2019-Q1 (“SLA and CSAT are KPIs”); B. Lamorte, health metrics",
    bad="Maintain 99.9% uptime",
    good="Raise uptime from 99.2% to 99.9%",
    check=check,
    fires=(
        kr("Keep staff turnover under 8%"),
        kr("Sustain a 4-star rating"),
        kr("Maintain zero lost-time accidents"),
        kr("Preserve our market share of 30%"),
        kr("Uptime", shape="maintain", target=99.9),
        kr("Keep average wait below 20 minutes"),
        kr("Manter o absenteísmo abaixo de 3%"),
        kr("Manter 95% de disponibilidade"),
        kr("Mantener la rotación por debajo del 6%"),
        kr("Conservar una cuota de mercado del 25%"),
    ),
    silent=(
        kr("Cut wait from 40 to 20 minutes while keeping satisfaction above 90%"),
        kr("Keep iterating on the hiring process"),
        kr("Continuar melhorando o processo de seleção"),
        kr("Seguir trabajando en el proceso de selección"),
        kr("Maintenance cost per bus from 900 to 700 euros"),
        kr("Maintain uptime", baseline=99.2, target=99.9),
        kr("Improve upkeep of parks from 60 to 80 points"),
        kr("Grow sales to $4M, keeping margin above 30%"),
        kr("Keep response time moving from 9 to 5 hours"),
        kr("NPS of at least 60"),
        kr("Reduzir o prazo de 30 para 20 dias mantendo a qualidade"),
        kr("Custo de manutenção de 9 para 7 mil reais"),
        kr("Reducir el gasto un 10% manteniendo el servicio"),
    ),
)
