"""An indicator that nobody can recite.

What it does
    Finds three or more qualifiers (excluding, where, weighted, net of, parentheses), more than 30 words, or five or more
    numbers, once progress notes are set aside.
Why it matters
    What doesn't fit on one line isn't remembered, and what isn't remembered isn't steered by.
Options
    3 qualifiers, 30 words, 5 numbers: constants of the design.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Mask
from okr_analytics.quality.rule import Hit, Rule, Subject

_QUALIFIERS = word_set(
    "excluding except where weighted net adjusted normalized normalised excl unless provided wherein whereby exceto excluindo "
    "ponderado ponderada onde salvo excepto excluyendo donde ajustado ajustada"
)
_MOST_QUALIFIERS, _MOST_WORDS, _MOST_NUMBERS = 2, 30, 4


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for too many qualifiers, words or numbers."""
    reading = subject.reading
    text = reading.text
    tail = min([n.first for n in reading.numbers if n.mask is Mask.STATUS], default=len(text.tokens))
    words = sum(word[0].isalpha() for word in text.words[:tail]) if tail > _MOST_WORDS else tail
    asides = sum(s.aside and len(s.tokens) > 1 for s in text.segments)
    named = _QUALIFIERS & text.vocabulary
    qualifiers = asides + (sum(map(text.words.count, named)) if named else 0)
    many = len(reading.numbers) > _MOST_NUMBERS
    figures = sum([n.counts and n.first < tail for n in reading.numbers]) if many else 0
    if qualifiers > _MOST_QUALIFIERS:
        said = f"{qualifiers} qualifications"
    elif words > _MOST_WORDS:
        said = f"{words} words"
    elif figures > _MOST_NUMBERS:
        said = f"{figures} numbers"
    else:
        return
    yield Hit(
        f"{said}: nobody can say it by heart.",
        "Put the formula into the definition of the metric; keep the key result on one line.",
    )


RULE = Rule(
    code="KR208",
    name="intricate-indicator",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    words=False,
    source="“How to plan an OKR implementation”; whatmatters.com “fit on one line”",
    bad="Increase the share of orders (excluding B2B …) weighted by region (net of strikes) …",
    good="Increase on-time delivery from 71% to 85%",
    check=check,
    fires=(
        kr(
            "Share of orders (without B2B and returns) where stock was available, weighted by region (net of strikes) from 71% to 85%"
        ),
        kr("Grow A to 1, B to 2, C to 3, D to 4 and E to 5 points"),
        kr("Grow Alfa to 1, Beta to 2, Gama to 3, Delta to 4 and Epsilon to 5 shops"),
        kr("Orders (without gifts), weighted, net of returns, excluding the islands, where stock was there"),
        kr(
            "Increase the share of all the people who live in the five districts along the river and who have been to at least one of our many free open air concerts this summer from 20% to 30%"
        ),
        kr("Share of claims excluding fraud, adjusted for season (net of appeals) from 71% to 85%"),
        kr("Parcela dos pedidos (sem brindes), ponderada, excluindo as ilhas, salvo greves, de 70% para 80%"),
        kr("Cuota de pedidos (sin regalos), ponderada, excluyendo las islas, salvo huelgas, del 70% al 80%"),
    ),
    silent=(
        kr("Increase on-time delivery from 71% to 85%"),
        kr("Increase activation (setup within 7 days) from 60% to 75%"),
        kr("NPS from 40 to 60"),
        kr("Cut claims (excluding fraud) from 90 to 60"),
        kr("Weighted score of all sites from 6 to 8"),
        kr("Reduzir a fila (sem urgências) de 40 para 20"),
        kr("Reducir la espera (sin urgencias) de 40 a 20 minutos"),
        kr("Answer 95% of calls within 20 seconds in all five centres"),
    ),
)
