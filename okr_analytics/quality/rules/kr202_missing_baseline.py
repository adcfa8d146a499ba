"""A change without a starting point.

What it does
    Finds verbs of change (increase, reduce, improve …) with a percentage, a multiple or a level to reach, where neither
    the text nor the row says from what. Firsts, new things and levels to keep have no starting point and never fire.
Why it matters
    “20% more” of what? Without today's value nobody knows how far it is, and progress can't be computed.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Framing
from okr_analytics.quality.items import Kind
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Unit
from okr_analytics.quality.phrases import verbs
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.shares import OF
from okr_analytics.quality.suggest import with_start
from okr_analytics.quality.text import Text

_THAN = word_set("than vs versus que")
_TOWARDS = word_set("to by para a ate em en hasta")
_SAYS_BASELINE = word_set(
    "from was currently today baseline now previously versus vs up desde hoje atual atualmente era hoy actual actualmente previous"
)


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for a change with a number but without its start."""
    item, reading = subject.item, subject.reading
    if item.baseline is not None or reading.pairs or item.shape in ("maintain", "milestone"):
        return
    changing = [m for m in reading.measures(Role.OUTCOME) if _changes(reading, m)]
    if not changing or _start_given(reading):
        return
    first = changing[0].number
    yield Hit(
        f"“{item.title[slice(*reading.text.span(first.first, first.stop))]}” is a change, but nobody says from what.",
        f"Add today's value: “{with_start(subject)}”. If it isn't measured yet, make measuring it this cycle's key result.",
        (reading.text.span(first.first, first.stop),),
        ("baseline",),
    )


def _changes(reading: Framing, measure: Measure) -> bool:
    """Whether a number says how much something changes: led by a verb of change, or an increase as a noun."""
    text, number = reading.text, measure.number
    if measure.why in ("plan", "none", "hire", "service", "share", "words") or measure.pair:
        return False
    part = next(p for p in reading.parts if number.first in p.segment.tokens)
    fresh = "w.new" in {t for i in range(number.first - 3, number.stop + 3) for t in text.tag(i)}
    kept = part.head is not None and part.head.any("maintain")
    if part.segment.aside or kept or (fresh and measure.why != "relative"):
        return False
    if number.signed and measure.why == "relative" and not text.tokens[number.first].spaced:  # "complaints −50%"
        return True
    if measure.why == "relative" and text.word(number.first - 1) == ":":  # "Reduction of fuel spend: 15%"
        return True
    bounded = text.word(number.stop) in ("or", "ou", "o")  # "65% or higher" is a level
    near = [] if bounded else [text.tag(i) for i in (number.stop, number.stop + 1, number.first - 1)]
    if text.word(number.first - 1) in OF:  # "a reduction of 30%"
        near.append(text.tag(number.first - 2))
    if measure.why == "relative" and any(t & {"w.up_noun", "w.down_noun"} for t in near):
        return True
    if text.tag(number.first) & {"w.double"}:
        return True
    if number.unit not in (Unit.PERCENT, Unit.POINTS, Unit.MULTIPLE) and not _reaches(text, number.first):
        return False
    level = text.word(number.first - 1) in ("within", "in", "em", "en")
    if level and number.unit is Unit.TIME and part.head and part.head.any("service"):
        return False  # "resolve all alerts within 7 days" is a service level
    moving = [v for v in verbs(text, [i for i in part.segment.tokens if i <= number.first]) if v.any("up", "down")]
    return any(not v.any("attain", "hire", "activity") for v in moving)


def _reaches(text: Text, first: int) -> bool:
    """Whether a bare number is where something goes to: "to 5", "by 12 days", "above 60"."""
    before = range(max(0, first - 4), first)
    return any(text.word(i) in _TOWARDS or "w.threshold" in text.tag(i) for i in before)


def _leaves(text: Text) -> bool:
    """Whether a start is given in words: "from weekly to 3x a week", "from manual to under 5 minutes"."""
    for i, word in enumerate(text.words):
        if word in ("from", "desde") or (word == "de" and "w.time" in text.tag(i + 1)):
            goals = [k + 1 for k in range(i + 2, i + 5) if text.word(k) in ("to", "hasta", "ate", "a")]
            return any(text.word(k + (not text.word(k).isalnum()))[:1].isdigit() for k in goals)
    return False


def _compares(text: Text) -> bool:
    """Whether a comparison names what it starts from: "20% higher retention than non-members"."""
    for i, word in enumerate(text.words):
        if word in _THAN and any("w.comparative" in text.tag(k) for k in range(i - 6, i)):
            return text.word(i + 1)[:1].isalpha() or text.word(i + 2)[:1].isalpha()
    return False


def _start_given(reading: Framing) -> bool:
    words = reading.text.vocabulary
    if _leaves(reading.text) or _compares(reading.text):
        return True
    aside = any(
        n.counts and any(s.aside and n.first in s.tokens for s in reading.text.segments) for n in reading.numbers
    )
    return aside and bool(words & _SAYS_BASELINE)


RULE = Rule(
    code="KR202",
    name="missing-baseline",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    source="F. Castro “from X to Y”; B. Lamorte, baseline key results",
    bad="Improve website traffic by 20% in Q3",
    good="Raise weekly visits from 40k to 48k by 30 Sep",
    check=check,
    fires=(
        kr("Reduction of paper use: 20%"),
        kr("Redução do consumo de papel: 15-25%"),
        kr("Cut energy use by 12%"),
        kr("Raise occupancy to 85%"),
        kr("20% increase in inbound leads"),
        kr("Double weekly visitors"),
        kr("Scrap rate reduced by 30%"),
        kr("Improve win rate to 35%"),
        kr("Aumentar a arrecadação em 12%"),
        kr("Reducir las quejas un 20%"),
        kr("Late filings down 40%"),
        kr("Increase the rolling average by >=10%"),
        kr("Custo por refeição reduzido em 15%"),
    ),
    silent=(
        kr("Reducir la espera de días a < 10 minutos"),
        kr("Cut the permit time from weeks to hours"),
        kr("Achieve 20% higher retention for members than for guests"),
        kr("Cut energy use from 410 to 350 kWh per tonne"),
        kr("Raise occupancy to 85%", baseline=71),
        kr("Reduce lead views to 5 (from 30+ today)"),
        kr("Win our first 10 paying customers"),
        kr("Reach 105% of the plan"),
        kr("80% of patients seen within 30 minutes"),
        kr("Keep churn below 5%"),
        kr("Reduzir o prazo de 30 para 12 dias"),
        kr("Increase deployments from weekly to 3x a week"),
        kr("Resolve all alarms within 7 days"),
        kr("Reducir la merma del 9 al 4 %"),
        kr("Costing for all product tiers and internal usage - 100%"),
    ),
)
