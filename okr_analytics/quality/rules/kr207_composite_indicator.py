"""Several results in one, or an index of indices.

What it does
    Finds two or more measured claims before the first guardrail (joined by “and”, a comma or a semicolon), two metrics that
    share one target, a result beside a piece of work, several pieces of work or things done in one sentence, and weighted
    or composite scores. “Between 2 and 4”, “research and development cost”, a number said again (“20% more than last
    year”), a target with its condition and guardrails (“while keeping …”) don't fire.
Why it matters
    One half reached and one half missed can't be scored, and an index hides which part moved.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.clauses import before, done_clauses, measured_chunks, verb_clauses
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Framing, Part, delivered
from okr_analytics.quality.items import Kind
from okr_analytics.quality.joined import joined
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.phrases import Verb, verbs
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.text import NOUNS, Span

_JOINTS = word_set("and & , ; e y plus while whilst")
_JOINT = ("and", "&", "e", "y")
_ENDS = ("", ".", ";", "!", "?")
_MANY = 3  # pieces of work in one sentence
_DASHES = ("—", "–", "-")
_HEADING = 4  # a sentence shorter than this is a heading
_PEOPLE = frozenset(("stakeholder", "capacity"))


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for two measured clauses, shared targets, composite scores, or work strung together."""
    reading = subject.reading
    marker = next(reading.text.named("t.composite"), None)
    if marker:
        yield _index(subject, reading.text.span(marker.first, marker.stop))
        return
    aim = _participle(reading)
    if aim:
        yield _both(aim)
        return
    two = joined(reading)
    if two:
        yield _both(two)
        return
    if len(reading.parts) < 2 and _JOINTS.isdisjoint(reading.text.vocabulary):
        return  # one clause: most texts end here
    found = _measured(reading) or _shared(reading) or _strung(reading)
    if not found:
        return
    yield Hit(
        f"{len(found)} results in one: half of it reached can't be scored.",
        f"Split it into {len(found)} key results, or keep one and make the other its guardrail (“… while keeping …”).",
        tuple(found),
    )


def _both(found: list[Span]) -> Hit:
    return Hit(
        "Work and its result in one: done without the result, or the other way round, can't be scored.",
        "Keep the result as the key result, and the work as an initiative under it.",
        tuple(found),
    )


def _participle(reading: Framing) -> list[Span]:
    """Work, and behind a comma what it reaches: "Set up alerts, achieving a response within 5 minutes"."""
    text, head = reading.text, reading.head
    measured = [m.number.first for m in reading.measures(Role.OUTCOME)]
    if head is None or not measured or not head.any("activity") or head.any("up", "down", "neutral", "ambiguous"):
        return []
    for verb in verbs(text, text.main):
        reaches = verb.any("form.ing") and verb.any("up", "down", "attain") and text.word(verb.first - 1) == ","
        if reaches and all(i > verb.first for i in measured):
            return [text.span(head.first, head.stop), text.span(verb.first, verb.stop)]
    return []


def _index(subject: Subject, span: Span) -> Hit:
    named = subject.item.title[slice(*span)]
    return Hit(
        f"“{named}” mixes several measures; nobody sees which one moved.",
        "Take the one part that matters most this cycle.",
        (span,),
    )


def _measured(reading: Framing) -> list[Span]:
    """The measured clauses where there are two or more; hiring somebody beside another clause counts as measured."""
    text = reading.text
    hires = [v for v in _hires(reading) if v.first > 2]
    if (
        not hires
        and sum(m.role is not Role.NOTHING or m.why == "beside" for p in reading.parts for m in p.measures) < 2
    ):
        return []  # one number at most: most texts end here
    chunks = measured_chunks(reading)
    spans = [text.span(own[0].number.first, own[-1].number.stop) for _, own in chunks]
    taken = {m.number.first for _, own in chunks for m in own}
    spans += [text.span(v.first, v.stop) for v in hires if not any(v.first < i < v.first + 4 for i in taken)]
    if hires and len(spans) == 1:
        spans.insert(0, text.span(text.main[0], text.main[0] + 1))
    return spans if len(spans) > 1 else []


def _hires(reading: Framing) -> list[Verb]:
    text = reading.text
    if text.vocabulary.isdisjoint(_JOINT):
        return []
    tokens = [i for p in reading.parts if not p.segment.aside for i in p.segment.tokens]
    return [v for v in verbs(text, tokens) if v.any("hire") and v.any("form.base") and text.word(v.first - 1) in _JOINT]


def _shared(reading: Framing) -> list[Span]:
    """Two metrics, or one metric of two groups, before one number."""
    text = reading.text
    if text.vocabulary.isdisjoint(_JOINT):
        return []
    stop = text.guardrail
    for measure in reading.measures(Role.OUTCOME):
        before = [i for i in text.main if i < min(measure.number.first, stop)]
        for i in before:
            if text.word(i) in _JOINT and i - 1 in before and i + 1 in before and _two(reading, i, measure.why):
                return [text.span(i - 1, i), text.span(i + 1, i + 2)]
    return []


def _two(reading: Framing, i: int, why: str) -> bool:
    """Whether "and" at token i joins two metrics, or two groups before a metric."""
    text = reading.text
    left, right = text.tag(i - 1), text.tag(i + 1)
    ahead = text.tag(i + 2) | text.tag(i + 3)
    if "metric" in left and "metric" in right and "metric" not in text.tag(i + 2):
        return True
    people = bool(left & _PEOPLE and right & _PEOPLE)
    initials = all(text.tokens[k].upper and len(text.word(k)) <= 3 for k in (i - 1, i + 1))
    return (people or initials) and "metric" in ahead and why != "share"


def _strung(reading: Framing) -> list[Span]:
    """Several concrete sentences, several outcomes in one sentence, or three or more pieces of work."""
    text = reading.text
    parts = [p for p in reading.parts if not p.segment.aside]
    concrete = [p for p in parts if p.segment.before in _ENDS and _concrete(reading, p)]
    if len(concrete) > 1:
        return [text.span(p.segment.tokens[0], p.segment.tokens[-1] + 1) for p in concrete]
    done = [text.span(*clause) for p in parts for clause in done_clauses(text, p)]
    if len(done) > 1:
        return done
    if sum("form.base" in text.tags[i] for i in text.verbal) < 2:
        return []  # one verb at most
    found = [verb_clauses(text, [i for i in p.segment.tokens if i < text.guardrail]) for p in parts]
    if len(found) == 2 and parts[1].segment.before in _DASHES and [len(f) for f in found] == [1, 1]:
        return []  # what stands behind the dash says how the first is meant: "Simplify the form – cut its fields by 30%"
    clauses = [v for each in found for v in each]
    mixed = _work_and_result(reading, clauses)
    if mixed:
        return mixed
    outcomes = [v for v in clauses if v.any("up", "down") and not v.any("activity", "maintain")]
    if len(outcomes) > 1 or len(clauses) >= _MANY:
        return [text.span(v.first, v.stop) for v in (outcomes if len(outcomes) > 1 else clauses)]
    return []


def _work_and_result(reading: Framing, clauses: list[Verb]) -> list[Span]:
    """A piece of work, and behind "and" a result with a number, or work behind a claim: "Survey all and reach 4.5"."""
    if len(clauses) != 2:
        return []
    text, (first, second) = reading.text, clauses
    measured = [m.number.first for m in reading.measures(Role.OUTCOME)]
    reaches = second.any("up", "down", "attain") and not second.any("maintain")
    joined = before(text, second.first) in _JOINT
    if not joined:
        return []
    behind = bool(measured) and all(i > second.first for i in measured)
    earlier = [m for p in reading.parts for m in p.measures if m.number.first < second.first]
    claimed = any(
        m.role is not Role.NOTHING and text.word(m.number.first - 2) != "up" for m in earlier
    )  # not "up to 3"
    if (_works(first) and reaches and behind) or (claimed and _works(second)):
        return [text.span(first.first, first.stop), text.span(second.first, second.stop)]
    return []


def _works(verb: Verb) -> bool:
    return verb.any("activity") and not verb.any("up", "down", "neutral", "ambiguous", "maintain")


def _concrete(reading: Framing, part: Part) -> bool:
    """Whether a sentence says something to do or to reach by itself, and isn't the heading of the next."""
    listed = part.segment.before == ";" or reading.text.word(part.segment.tokens[-1] + 1) == ";"
    if len(part.segment.tokens) < _HEADING and not listed:
        return False
    if any(m.role is not Role.NOTHING for m in part.measures):
        return True
    if part.head is not None:
        return part.head.any("activity") and not part.head.any("up", "down", "neutral", "ambiguous", "maintain")
    if listed and delivered(reading.text, part.segment.tokens) is not None:
        return True
    done = verbs(reading.text, part.segment.tokens)
    return any(v.any("form.past") and v.any("activity") and not v.any(*NOUNS) for v in done)


RULE = Rule(
    code="KR207",
    name="composite-indicator",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    source="“How to plan an OKR implementation”: overly intricate indicators; AQUSA “atomic” criterion (Quality User Story)",
    bad="Increase NPS to 50 and reduce churn to 3%",
    good="Increase NPS from 38 to 50 (churn as guardrail)",
    check=check,
    fires=(
        kr("Cardápio + cartaz + convite prontos"),
        kr("Ticket page + new counter ready"),
        kr("Folleto + cartel publicados"),
        kr("Loyalty card launched with 900 holders"),
        kr("Feria celebrada el 3-ago con ≥ 300 asistentes"),
        kr("Cartão lançado com 500 associados"),
        kr("Win 6 street fairs generating $80k"),
        kr("Abrir 4 hornos generando ≥ 20 pedidos al mes"),
        kr("Interview 12 growers and publish a guide"),
        kr("Recall 0.42 to 0.50 with the spam filter replaced"),
        kr("Parcels are packed within 2 days and there are zero lost crates"),
        kr("Hire 4 wardens and publish the new timetable"),
        kr("Safety audit: 0 open findings, ≤4 remarks"),
        kr("Harbour model calibrated, ticket dashboard live"),
        kr("6+ harbours as members, generating ≥ 20% of the freight"),
        kr("Ticket price −10%, queue −20%"),
        kr("Reach a 95% response rate, with zero lost letters"),
        kr("Tempo de resposta < 5 min para barcos, < 1 min para boias"),
        kr("Set up alerts for the night shift, achieving a response time of under 5 minutes"),
        kr("Ferry line live in 3 towns; 200 day tickets; 80 season tickets"),
        kr("Performance ≥ 85, readability ≥ 95 on all pages"),
        kr("Raise recycling from 31% to 45% and cut landfill from 90 to 70 kilotonnes"),
        kr("Source 40 candidates and hire 3 welders"),
        kr("Increase student and staff satisfaction to 4.2"),
        kr("Composite index of service quality from 60 to 75"),
        kr("Reach 40,000 visitors. Win two sponsors. Open a second stage."),
        kr("Aumentar o NPS para 50 e reduzir o churn para 3%"),
        kr("Aumentar el NPS a 50 y reducir el churn al 3%"),
        kr("Raise occupancy in the north to 90% and the south to 75%"),
        kr("Survey all tenants and reach a rating of 4.5"),
    ),
    silent=(
        kr("Simplify the form – cut its fields by 30%"),
        kr("Bread + soup sales up 20%"),
        kr("Implement 25 savings ideas with the night shift"),
        kr("Pilot live with 1 harbour"),
        kr("Survey of 80 tenants and landlords"),
        kr("Menus tested with 20 pupils"),
        kr("Talks live in 12 schools"),
        kr("Reach 900 members by June, 20% more than last year"),
        kr("Increase rides by 30%, reaching 1,300 a month"),
        kr("Explore up to 3 vendors and prepare the choice"),
        kr("Escape plan written and tested"),
        kr("50 testers with NPS > 40"),
        kr("Add at least three wardens by Aug. 1, 2024"),
        kr("Send the new statement to 95% of clients and to the 500 suppliers"),
        kr("Keep response time between 2 and 4 hours"),
        kr("Cut research and development cost from $5M to $4M"),
        kr("Reduce churn from 8% to 5% while keeping NPS above 40"),
        kr("Reach 500 customers and prospects"),
        kr("Hire 8 nurses and 2 doctors"),
        kr("Attract and retain 40 volunteers"),
        kr("Reduzir o prazo de 30 para 12 dias sem aumentar o custo"),
        kr("Reducir el plazo de 30 a 12 días sin aumentar el coste"),
        kr("Answer in under 2 hours for 300 clinics and 40 hospitals"),
    ),
)
