"""Clauses: stretches with a verb and an object of their own, and stretches that measure something of their own."""

from collections.abc import Sequence

from okr_analytics.quality.framing import Framing, Part, delivered
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Unit
from okr_analytics.quality.phrases import Verb, verbs
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.shares import WITH
from okr_analytics.quality.text import NOUNS, Text

_JOINTS = word_set("and & , ; e y plus while whilst enquanto mientras bem")
_COMPARED = word_set("< > <= >= ≤ ≥ =")
_DONE = ("form.past", "w.copula_state")
_STOPS = frozenset(",;")
_SIGNS = word_set("< > <= >= ≤ ≥ = ~ $ € £ r$ us$ + - − at least most al menos pelo")
_LINKS = word_set("to within para a al hasta ate em en")


def verb_clauses(text: Text, tokens: Sequence[int]) -> list[Verb]:
    """The verbs that lead a clause with an object of its own: "improve the service and strengthen the team" has two.

    "Attract and retain talent" has one: the two verbs share their object.
    """
    order = list(tokens)
    members = frozenset(order)
    out: list[Verb] = []
    for verb in verbs(text, order):
        if not verb.any("form.base") or verb.first not in members:
            continue
        opening = verb.first == order[0] or (not out and _only_lead(text, order, verb.first))
        joined = before(text, verb.first) in _JOINTS
        if not (opening or joined) or (joined and not opening and not _leads(text, verb)):
            continue
        if out and not _has_object(text, out[-1].stop, verb.first):
            continue
        if _has_object(text, verb.stop, order[-1] + 1):
            out.append(verb)
    return out


def before(text: Text, first: int) -> str:
    """The word before a verb and its adverbs: "and" of "and significantly improve", "and then publish"."""
    i = first - 1
    while i > 0 and (text.word(i).endswith(("ly", "mente")) or text.word(i) in ("then", "also")):
        i -= 1
    return text.word(i)


def _only_lead(text: Text, order: Sequence[int], first: int) -> bool:
    before = [i for i in order if i < first]
    return all(
        "w.leadin" in text.tag(i) or text.word(i).endswith("ly") or not text.word(i)[0].isalpha() for i in before
    )


def _leads(text: Text, verb: Verb) -> bool:
    """Whether a word behind "and" is a verb there: no noun as well, or followed by a determiner."""
    if not verb.any(*NOUNS, "t.vague_strong") or verb.stop - verb.first > 1:
        return True
    return (
        bool(text.tag(verb.stop) & {"w.determiner", "w.pronoun"}) or text.tokens[verb.stop].is_number
        if verb.stop < len(text.tokens)
        else False
    )


def _has_object(text: Text, start: int, stop: int) -> bool:
    return any(
        text.word(i)[0].isalpha() and not text.tag(i) & {"w.conjunction", "w.leadin"} for i in range(start, stop)
    )


def measured_chunks(reading: Framing) -> list[tuple[Part, list[Measure]]]:
    """The stretches between and, comma, semicolon that measure something and have a verb or a metric of their own."""
    limit = reading.text.guardrail
    text = reading.text
    out: list[tuple[Part, list[Measure]]] = []
    for part in reading.parts:
        if part.segment.aside:
            continue
        waiting: list[Measure] = []  # a number that opens the sentence counts once another claim follows
        for chunk in _chunks(text, [i for i in part.segment.tokens if i < limit]):
            own = [m for m in part.measures if m.number.first in chunk and _claims(text, m)]
            if not own or _continues(text, chunk):
                continue
            if _stands_alone(reading, chunk, own):
                out += [(part, waiting)] if waiting else []
                out.append((part, own))
                waiting = []
            elif _opened(text, chunk, own):
                waiting = own
    return out


def _claims(text: Text, measure: Measure) -> bool:
    """Whether a number claims something of its own: no start of a pair, no rank, nothing that is known already."""
    said = measure.role is not Role.NOTHING or measure.why == "beside"
    return said and text.word(measure.number.first - 1) != "top" and not _definite(text, measure)


def _opened(text: Text, chunk: frozenset[int], own: Sequence[Measure]) -> bool:
    """Whether a stretch opens with what it counts: "12 articles published, …"."""
    only = range(min(chunk), own[0].number.first)
    return own[0].phrase is not None and all(text.word(k) in _SIGNS or "w.threshold" in text.tag(k) for k in only)


def _definite(text: Text, measure: Measure) -> bool:
    """Whether a number belongs to things that are known already: "to the 500 suppliers"."""
    first = measure.number.first
    receives = "w.preposition" in text.tag(first - 2) and "w.determiner" in text.tag(first - 1)
    return measure.why == "count" and receives


def done_clauses(text: Text, part: Part) -> list[tuple[int, int]]:
    """The stretches of a sentence without a leading verb that each say what is done to what, as tokens first … stop.

    "Model calibrated, dashboard live" has two, "procedure documented and tested" one: its two verbs share their subject.
    """
    if part.head is not None or part.segment.aside:
        return []
    if sum(not text.tags[i].isdisjoint(_DONE) for i in part.segment.tokens) < 2:
        return []  # one thing done at most: most texts end here
    out = []
    for chunk in _chunks(text, part.segment.tokens):
        done = delivered(text, sorted(chunk))
        state = done is not None and not text.tag(done).isdisjoint(_DONE)
        if done is not None and state and done > min(chunk) and "w.preposition" not in text.tag(min(chunk)):
            out.append((min(chunk), done + 1))
    return out


def _continues(text: Text, chunk: frozenset[int]) -> bool:
    """Whether a stretch only goes on behind a comma: ", towards a goal of less than 4 seconds"."""
    first = min(chunk)
    return text.word(first - 1) == "," and text.word(first) in ("toward", "towards")


def _chunks(text: Text, tokens: Sequence[int]) -> list[frozenset[int]]:
    out: list[list[int]] = [[]]
    for i in tokens:
        if text.word(i) in _JOINTS and not (text.word(i) in ("and", "e", "y") and _range(text, i)):
            out.append([])
        else:
            out[-1].append(i)
    return [frozenset(chunk) for chunk in out if chunk]


def _range(text: Text, i: int) -> bool:
    """Whether "and" stands inside "between 2 and 4"."""
    return {"between", "entre"} & {text.word(k) for k in range(i - 5, i)} != set()


def _stands_alone(reading: Framing, chunk: frozenset[int], own: Sequence[Measure]) -> bool:
    text = reading.text
    led = any(
        v.any("form.base", "form.third") and v.first < max(m.number.first for m in own)
        for v in verbs(text, sorted(chunk))
        if not v.any(*NOUNS) or v.first == min(chunk)
    )
    if any(m.why == "none" for m in own) or _counts_too(text, chunk, own):
        return True
    counted = {i for m in own if m.why == "count" and m.phrase for i in m.phrase.tokens}
    named = any("metric" in text.tag(i) for i in chunk if i not in counted and i not in {m.number.first for m in own})
    return led or named or _passive(text, chunk, own) or _levelled(text, chunk, own) or _gapped(text, chunk, own)


def _passive(text: Text, chunk: frozenset[int], own: Sequence[Measure]) -> bool:
    """Whether a stretch says what is done with something, and a number how: "parcels are packed within 2 days"."""
    before = [i for i in chunk if i < own[0].number.first and "w.auxiliary" in text.tag(i - 1) and i - 1 > min(chunk)]
    return any("form.past" in text.tag(i) or text.word(i).endswith("ed") for i in before)


def _counts_too(text: Text, chunk: frozenset[int], own: Sequence[Measure]) -> bool:
    """Whether a number opens a stretch behind a comma: "…, 80 season tickets", "…, with ≥ 95% accuracy", "…, reaching 40%"."""
    first, opens = own[0].number.first, min(chunk)
    if text.word(opens - 1) not in _STOPS or not (own[0].phrase or own[0].number.unit):
        return False
    if _restates(text, own[0]):
        return False
    if "form.ing" in text.tag(opens) and not text.tag(opens).isdisjoint(("up", "down", "attain", "ambiguous")):
        return True
    i = opens + (text.word(opens) in WITH)
    return all(text.word(k) in _SIGNS or text.tag(k) & {"w.threshold", "w.determiner"} for k in range(i, first))


def _restates(text: Text, measure: Measure) -> bool:
    """Whether a number only says again how much that is: "…, 20% more than last year", "…, reaching 1,300 a month"."""
    number, first = measure.number, measure.number.first
    if "w.comparative" in text.tag(number.stop) or text.tag(number.stop) & {"w.up_noun", "w.down_noun"}:
        return number.unit is Unit.PERCENT
    named = measure.phrase is not None and "w.time" not in measure.phrase.tags
    return not named and not number.unit and "form.ing" in text.tag(first - 1)


def _levelled(text: Text, chunk: frozenset[int], own: Sequence[Measure]) -> bool:
    """Whether a stretch opens with a name and the level it is to have: "accessibility ≥ 95", "port cycle −20%"."""
    number = own[0].number
    first = number.first
    return (
        (text.word(first - 1) in _COMPARED or bool(number.signed))
        and first - 2 in chunk
        and text.word(first - 2)[0].isalpha()
    )


def _gapped(text: Text, chunk: frozenset[int], own: Sequence[Measure]) -> bool:
    """Whether a stretch repeats a clause without its verb: "raise A to 100% and B to 70%", "… and low ones within 30 days"."""
    first = own[0].number.first
    link = next((text.word(i) for i in (first - 1, first - 2) if text.word(i) in _LINKS), "")
    opens = min(chunk)
    before = [text.word(i) for i in range(opens - 1)]
    named = opens < first - 1 and text.word(opens)[0].isalpha() and not text.tag(opens) & {"w.preposition", "w.time"}
    return bool(link) and named and link in before and any(w[0].isdigit() for w in before)
