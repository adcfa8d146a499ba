"""The same result twice.

What it does
    Compares key results of an objective, and of a unit, by their words (numbers and verbs of reaching set aside) and by
    their letters. A word on each side that the other lacks (Brazil, Chile) names a segment and exempts them.
Why it matters
    It counts twice in the roll-up, and two people report it.
Options
    Jaccard 0.80, cosine of letter triples 0.85: constants of the design.
"""

from collections.abc import Iterator, Sequence

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import objective_set
from okr_analytics.quality.items import Item, Kind
from okr_analytics.quality.rule import Hit, Member, Rule, SetSubject, Subject
from okr_analytics.quality.similarity import jaccard, trigram_cosine

_WORDS, _LETTERS, _SMALL = 0.80, 0.85, 40


def check(subject: SetSubject) -> Iterator[Hit]:
    """Fire for the later one of two that say the same."""
    if len(subject.key_results) <= _SMALL:
        yield from _near(subject.key_results)
    yield from _equal(subject.members)


def _near(members: Sequence[Subject]) -> Iterator[Hit]:
    words = [m.reading.text.content for m in members]
    for j, later in enumerate(members):
        for i in range(j):
            if words[i] and words[j] and _same(words[i], words[j]):
                yield _hit(members[i].item, later.item)
                break


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    if a - b and b - a:
        return False
    return jaccard(a, b) >= _WORDS or trigram_cosine(" ".join(sorted(a)), " ".join(sorted(b))) >= _LETTERS


def _equal(members: Sequence[Member]) -> Iterator[Hit]:
    """Across a whole unit only equal words count, and only between objectives."""
    seen: dict[str, Item] = {}
    for member in members:
        later = member.item
        if " " not in member.words:
            continue
        first = seen.setdefault(member.words, later)
        if first is not later and (first.objective, first.objective_key) != (later.objective, later.objective_key):
            yield _hit(first, later)


def _hit(first: Item, later: Item) -> Hit:
    known = first.code if first.code and not first.code.isdigit() else ""
    elsewhere = first.objective and first.objective != later.objective  # each objective may have a KR1 of its own
    named = f"{known} under “{first.objective}”" if known and elsewhere else known or f"“{first.title}”"
    return Hit(f"It says the same as {named}.", "Merge the two, or name the segment in which they differ.", item=later)


RULE = Rule(
    code="OS103",
    name="duplicate-key-results",
    target=Kind.SET,
    severity=Severity.WARNING,
    words=False,
    source="Quality User Story framework, “unique”; GitLab (key results may be passed through a reporting line)",
    bad="NPS to 60 / Reach an NPS of 60",
    good="NPS to 60",
    check_set=check,
    fires=(
        objective_set("Delight", "Customer satisfaction from 70 to 80", "Increase customer satisfaction to 80"),
        objective_set("Delight", "Tempo de espera de 40 para 20 minutos", "Reduzir o tempo de espera para 20 minutos"),
        objective_set("Serve", "Reduce late filings from 40 to 20", "Late filings down to 20"),
        objective_set("Serve", "Raise student attendance to 90%", "Student attendance from 80% to 90%"),
        objective_set("Atender", "Reducir el tiempo de espera a 20 minutos", "Tiempo de espera de 40 a 20 minutos"),
        objective_set("Grow", "Monthly active members to 5,000", "Increase monthly active members to 5,000"),
        objective_set("Save", "Energy cost per square metre from 9 to 7", "Cut energy cost per square metre to 7"),
        objective_set(
            "Crescer", "Aumentar a receita recorrente para 3 milhões", "Receita recorrente de 2 para 3 milhões"
        ),
    ),
    silent=(
        objective_set("Delight", "NPS in Brazil from 40 to 60", "NPS in Chile from 30 to 50"),
        objective_set("Delight", "Churn from 8% to 5%", "NPS from 40 to 60"),
        objective_set("Serve", "Late filings in the north from 40 to 20", "Late filings in the south from 30 to 15"),
        objective_set("Serve", "Student attendance to 90%", "Teacher retention to 95%"),
        objective_set("Atender", "Tiempo de espera de 40 a 20 minutos", "Quejas de 30 a 10"),
        objective_set("Crescer", "Receita de 2 para 3 milhões", "Margem de 20% para 25%"),
        objective_set("Save", "Energy cost from 9 to 7", "Water use from 40 to 30 litres"),
        objective_set("Grow", "NPS from 40 to 60"),
    ),
)
