"""Words that nobody can check.

What it does
    Finds strongly vague words anywhere (seamless, world-class, as needed), weaker ones (better, strengthen, many) where
    the text has no number, and verbs of improving without a number on something that isn't a metric. Fixed expressions
    (“statistically significant”, “quality score”) are set aside first.
Why it matters
    A word such as “robust” is agreed by everybody and means something else to each.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Framing
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.text import Term, Text

_SHORT = 3  # letters of words that a title leaves small
_NOUNS_TOO = ("support", "drive")


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for a strong vague word, or a weak one without a number."""
    reading = subject.reading
    found = vague_terms(reading, measured=subject.item.target is not None or reading.measured)
    if not found:
        return
    spans = tuple(reading.text.span(t.first, t.stop) for t in found)
    named = ", ".join(f"“{subject.item.title[slice(*span)]}”" for span in dict.fromkeys(spans))
    yield Hit(
        f"{named} can't be checked.",
        "Which observation would convince a sceptic? Write that instead, with a number.",
        spans,
    )


def vague_terms(reading: Framing, *, measured: bool) -> list[Term]:
    """The vague words of a text; `measured` lets the weak ones pass."""
    text = reading.text
    if not (text.has("t.vague_strong") or (not measured and text.has("t.vague_weak"))):
        return []
    excepted = {i for term in text.named("t.vague_exception") for i in range(term.first, term.stop)}
    out: list[Term] = []
    for term in sorted(text.terms, key=lambda t: (t.first, -t.stop)):
        strong = "t.vague_strong" in term.tags
        weak = "t.vague_weak" in term.tags and not measured
        covered = any(i in excepted for i in range(term.first, term.stop)) and "t.vague_exception" not in term.tags
        inside = any(o.first <= term.first and term.stop <= o.stop for o in out)
        judging = (strong and not _theme(reading, term)) or (weak and _judges(reading, term))
        if judging and not covered and not inside and not _names(text, term):
            out.append(term)
    return out


def _names(text: Text, term: Term) -> bool:
    """Whether a word is part of a name inside a sentence: "the Awesome Endeavour", "ASAP advisors"."""
    first, following = term.first, term.stop
    if not 0 < first < following < len(text.tokens) or not text.tokens[first].upper:
        return False
    if text.word(following) == "|" and text.text[slice(*text.span(first, following))].isupper():
        return True
    if (
        text.tokens[first - 1].upper and text.tokens[following].upper
    ):  # "First Meaningful Paint", unless all is in capitals
        return any(not t.upper and t.word[0].isalpha() and len(t.word) > _SHORT for t in text.tokens)
    if text.tokens[first - 1].upper or not text.word(first - 1)[0].isalnum() or text.word(following)[0] == "(":
        return False
    written = text.text[slice(*text.span(first, following))]
    called = text.tokens[following].upper or (written.isupper() and text.word(following)[0].isalpha())
    return called and not text.tag(following) & {"w.determiner", "w.preposition", "w.conjunction"}


def _theme(reading: Framing, term: Term) -> bool:
    """Whether a word stands in a heading sentence, while another sentence holds the measure."""
    if not reading.says(Role.OUTCOME):
        return False
    home = next((p for p in reading.parts if term.first in p.segment.tokens), None)
    return home is not None and not home.measures


def _judges(reading: Framing, term: Term) -> bool:
    """Whether a weak word judges something here: a verb of improving needs an object that isn't a metric."""
    text = reading.text
    if text.tag(term.first).isdisjoint(("form.base", "form.ing", "form.third")):
        return "metric" not in text.tag(term.first)
    home = next((p for p in reading.parts if p.head and p.head.first == term.first), None)
    if home is None:
        return False
    stated = any("w.auxiliary" in text.tag(i) for i in home.segment.tokens)
    if text.word(term.first) in _NOUNS_TOO and (stated or text.tag(term.stop) & {"w.preposition"}):
        return False  # "Support for signed files", "Support desk is staffed"
    ahead = [text.tag(i) for i in range(term.stop, min(term.stop + 4, len(text.tokens)))]
    return not any("metric" in tags and "w.quality" not in tags for tags in ahead)


RULE = Rule(
    code="KR204",
    name="vague-term",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    source="INCOSE Guide to Writing Requirements, R7; ISO 29148 smells (Femmer et al. 2017); NASA ARM weak phrases; QuARS",
    bad="Make onboarding seamless and intuitive",
    good="80% of new users reach first value within 1 day",
    check=check,
    fires=(
        kr("Offer world-class catering"),
        kr("Strengthen our research culture"),
        kr("Deliver training as needed"),
        kr("Robust disaster recovery for 5 sites"),
        kr("Significantly shorten the queue"),
        kr("Improve the way teams work together"),
        kr("Melhorar significativamente o clima"),
        kr("Atención más eficiente y robusta"),
    ),
    silent=(
        kr("Bring the burn multiple below 1.5"),
        kr("Old forms fully withdrawn by May"),
        kr("95% of parcels successfully delivered"),
        kr("Total calculado corretamente em 95% dos casos"),
        kr("Support desk is staffed at weekends"),
        kr("Support for signed files"),
        kr("Statistically significant uplift of 5 points"),
        kr("Raise Quality Score from 6 to 8"),
        kr("Serve 300 low-income families"),
        kr("At least 80% of calls answered in 20 seconds"),
        kr("Improve churn from 8% to 5%"),
        kr("Reduce air-quality alerts from 9 to 2"),
        kr("Reduzir o prazo para no máximo 12 dias"),
        kr("Al menos 300 familias de renta baja atendidas"),
    ),
)
