"""An obligation presented as an ambition.

What it does
    Finds key results about certificates, audits, filings and mandatory training that have no degree: no number, or
    100%, or zero. A measured risk (findings, violations, days to answer a request) is an outcome and never fires.
Why it matters
    What the law or a contract demands isn't chosen and has no stretch: it is done, on time, and registered. In the OKR
    set it crowds out what the organisation could choose to change.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Unit
from okr_analytics.quality.rule import Destination, Hit, Rule, Subject
from okr_analytics.quality.text import Term, Text

_TEAMS = word_set(
    "team teams department departments office officer officers function lead leads manager managers colleagues"
)
_WITH = word_set("with by from")


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where an obligation is named and no number leaves it a degree."""
    reading = subject.reading
    text = reading.text
    term = next((t for t in text.named("t.compliance") if not _department(text, t)), None) or _audit(text)
    if term is None or reading.pairs or text.has("t.compliance_outcome") or subject.item.baseline is not None:
        return
    stated = [m.number for p in reading.parts for m in p.measures]
    if any(not (n.unit is Unit.PERCENT and n.value >= 100) and n.value != 0 for n in stated):
        return
    named = subject.item.title[slice(*text.span(term.first, term.stop))]
    yield Hit(
        f"“{named}” is an obligation: it has no degree of ambition.",
        "Put it into the register of obligations with its date and owner. If the risk itself must fall, measure it: findings, "
        "incidents, days to close.",
        (text.span(term.first, term.stop),),
    )


def _department(text: Text, term: Term) -> bool:
    """Whether people are meant, not the obligation: "agree it with Compliance", "the compliance team"."""
    if text.word(term.stop) in _TEAMS:
        return True
    first, last = text.tokens[term.first], text.tokens[term.stop - 1]
    written = text.text[first.start : last.end]
    named = term.stop - term.first == 1 and first.upper and not written.isupper()
    follows = text.tokens[term.stop] if term.stop < len(text.tokens) else None
    return named and text.word(term.first - 1) in _WITH and not (follows and (follows.upper or follows.word == "with"))


def _audit(text: Text) -> Term | None:
    """An audit or inspection that is to be passed: one that somebody chooses to make is no obligation."""
    term = next(text.named("t.audit"), None)
    return term if term and any("attain" in text.tags[i] for i in range(term.first)) else None


RULE = Rule(
    code="KR107",
    name="compliance-in-disguise",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    destination=Destination.COMPLIANCE,
    source="B. Lamorte, interview on implementing OKRs: “compliance work does not align with OKR”",
    bad="Achieve ISO 27001 certification",
    good="Cut audit findings per 100 controls from 12 to 4",
    check=check,
    fires=(
        kr("Pass the SOC 2 audit"),
        kr("Renew the ISO 14001 certificate"),
        kr("100% of staff finish the mandatory training"),
        kr("File the annual CSRD disclosure filing on time"),
        kr("Be compliant with the GDPR"),
        kr("Zero open items under HIPAA"),
        kr("Obter a certificação ISO 9001"),
        kr("100% dos servidores com treinamento obrigatório concluído"),
        kr("Adequar os contratos à LGPD"),
        kr("Obtener la certificación ISO 45001"),
        kr("Cumplir el reglamento RGPD"),
        kr("Pass the audit of the grant accounts"),
    ),
    silent=(
        kr("Agree the wording of the handbook with Compliance"),
        kr("The compliance team answers within 2 days"),
        kr("Cut GDPR request response time from 25 to 7 days"),
        kr("Reduce audit findings from 30 to 12"),
        kr("Train 300 nurses for certification"),
        kr("Raise supplier audit coverage from 40% to 75%"),
        kr("80% of learners pass the exam"),
        kr("Audit the accessibility of our 20 most visited pages"),
        kr("Content audit of the help pages"),
        kr("Auditoria das páginas de ajuda"),
        kr("No material adjustments in the audit"),
        kr("No repeat findings in the SOC 2 audit"),
        kr("Increase customer satisfaction"),
        kr("Reduzir as não conformidades da auditoria de 20 para 8"),
        kr("Reduzir o prazo de resposta à LGPD de 30 para 10 dias"),
        kr("Reducir los hallazgos de auditoría de 15 a 5"),
    ),
)
