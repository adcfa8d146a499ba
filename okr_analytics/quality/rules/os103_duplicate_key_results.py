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
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, SetSubject, Subject
from okr_analytics.quality.similarity import content, jaccard, trigram_cosine

_WORDS, _LETTERS, _SMALL = 0.80, 0.85, 40


def check(subject: SetSubject) -> Iterator[Hit]:
    """Fire for the later one of two that say the same."""
    members = subject.key_results
    whole_unit = bool(subject.group.objectives)
    if not whole_unit and len(members) <= _SMALL:
        yield from _near(members)
    else:
        yield from _equal(members)


def _near(members: Sequence[Subject]) -> Iterator[Hit]:
    words = [content(m.reading.text) for m in members]
    for j, later in enumerate(members):
        for i in range(j):
            if words[i] and words[j] and _same(words[i], words[j]):
                yield _hit(members[i], later)
                break


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    if a - b and b - a:
        return False
    return jaccard(a, b) >= _WORDS or trigram_cosine(" ".join(sorted(a)), " ".join(sorted(b))) >= _LETTERS


def _equal(members: Sequence[Subject]) -> Iterator[Hit]:
    """Across a whole unit only equal words count, and only between objectives."""
    seen: dict[frozenset[str], Subject] = {}
    for later in members:
        words = content(later.reading.text)
        if len(words) < 2:
            continue
        first = seen.setdefault(words, later)
        if first is not later and first.item.objective != later.item.objective:
            yield _hit(first, later)


def _hit(first: Subject, later: Subject) -> Hit:
    code = first.item.code or f"“{first.item.title}”"
    return Hit(
        f"It says the same as {code}.", "Merge the two, or name the segment in which they differ.", item=later.item
    )


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
    ),
    silent=(
        objective_set("Delight", "NPS in Brazil from 40 to 60", "NPS in Chile from 30 to 50"),
        objective_set("Delight", "Churn from 8% to 5%", "NPS from 40 to 60"),
    ),
)
