"""Judges one number by its surroundings: the verb that governs it, what it counts, the unit, the service level around it."""

from dataclasses import dataclass

from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.numerals import Number, Unit
from okr_analytics.quality.phrases import NOUNS, Phrase, Verb, noun_phrase, verbs
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.text import Segment, Text

_PEOPLE = frozenset(("stakeholder", "capacity"))
_OWN_PLANS = word_set("plan plans plano planos")
_OF = word_set("of de del dos das do da los las")
_BY = word_set("by em un another additional + down up")
_COMPARED = word_set("< > <= >= ≤ ≥ =")
_ROUNDS = word_set(
    "iteration iterations sprint sprints cycle cycles iteracion iteraciones iteracao iteracoes ciclo ciclos"
)
_ASKED = word_set(
    "feedback feedbacks input inputs insights opinions comments comentarios retroalimentacion opiniones opinioes sugestoes sugerencias"
)
_EACH = word_set("each every all todas todos cada")
_CAUSING = ("have", "get", "has")
_WHERE = word_set("in across for on em en nos nas por")
# Stems of what people sit through; to have been there is effort, not yet an effect.
_LEARNING = tuple(
    sorted(
        word_set(
            "train workshop course session participat attend event meeting program onboarding webinar exercise poc review survey polic "
            "capacita curso taller formacion treinamento oficina reuni asist seminar"
        )
    )
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The surroundings in which one number is judged."""

    text: Text
    segment: Segment
    members: frozenset[int]
    head: Verb | None
    names: frozenset[int]

    def judge(self, n: Number) -> Measure:
        """The role of a number that is no part of a pair."""
        if n.unit is Unit.PERCENT:
            return self._percent(n)
        if n.unit in (Unit.MONEY, Unit.POINTS):
            return Measure(n, Role.OUTCOME, str(n.unit))
        if n.unit is Unit.MULTIPLE:
            idle = self._idle() and not self._left_has("metric", n) and not self._right(n)
            return Measure(n, Role.NOTHING if idle else Role.OUTCOME, "multiple")
        if n.unit in (Unit.TIME, Unit.OTHER):
            return self._duration(n)
        return self._count(n)

    # -- percent -------------------------------------------------------------------------------------------------------
    def _percent(self, n: Number) -> Measure:
        text, after = self.text, self.text.word(n.stop)
        before = self.text.word(n.first - 1)
        verb = self._governor(n)
        if (text.tag(n.stop) & {"w.copula_state"} and after[:5] in ("compl", "done", "finis")) or self._completion(n):
            return Measure(n, Role.PROGRESS, "complete")
        shared = after in _OF
        if n.signed or self._relative(n, before, shared=shared):
            busy = verb is not None and verb.any("progress") and not verb.any("up", "down") and self._idle()
            return Measure(n, Role.PROGRESS if busy else Role.OUTCOME, "relative")
        if shared:
            return self._share(n, verb)
        phrase = self._right(n)
        if phrase and self._all_done(n, phrase):  # "100% AI models registered"
            return Measure(n, Role.PROGRESS, "share", phrase)
        tags = {t for i in (phrase.tokens if phrase else ()) for t in text.tag(i)}
        if verb and phrase and phrase.tags & _PEOPLE and verb.any("activity") and not verb.any("up", "down", "neutral"):
            return Measure(n, self._governed(verb, phrase, tags), "governed", phrase)  # "migrar 80% usuarios"
        if tags & {"metric", "stakeholder", "capacity"} or self._has_term("t.ratio", n) or self._left_has("metric", n):
            return Measure(n, Role.OUTCOME, "level", phrase)
        if verb and verb.any("activity") and not verb.any("up", "down", "neutral"):
            return Measure(n, Role.PROGRESS, "bare", phrase)
        return Measure(n, Role.OUTCOME, "bare", phrase)

    def _all_done(self, n: Number, phrase: Phrase) -> bool:
        """Whether a percentage stands right before one's own things, and they are done: "100% hitos cumplidos"."""
        text = self.text
        if n.first != min(self.members) and "w.threshold" not in text.tag(n.first - 1):
            return False
        if "deliverable" not in phrase.tags or phrase.tags & _PEOPLE or "metric" in phrase.tags:
            return False
        later = [i for i in sorted(self.members) if i > phrase.tokens[0]]
        return self._state(later) or any(v.any("form.past") and v.any("activity") for v in verbs(text, later))

    def _relative(self, n: Number, before: str, *, shared: bool = False) -> bool:
        spanish = self.text.language == "es"
        if before in _BY or (spanish and before == "en"):
            return True
        if any(self.text.word(i) == "by" and self._only_threshold(i + 1, n.first) for i in range(n.first - 3, n.first)):
            return True
        if shared:  # "resolve 95% of the complaints" is a share, however the verb points
            return False
        near = [self.text.tag(i) for i in (n.stop, n.stop + 1, n.first - 1)]
        if self.text.word(n.stop) in ("or", "ou", "o"):  # "65% or higher"
            near[1] = frozenset()
        if any(t & {"w.up_noun", "w.down_noun"} for t in near[:2]):
            return True
        if near[2] & {"w.preposition", "w.threshold", "w.auxiliary"} or not before[:1].isalpha():
            return False
        leading = [v for v in verbs(self.text, sorted(i for i in self.members if i < n.first)) if v.any("up", "down")]
        return bool(leading) and not leading[-1].any("attain", "maintain", "hire")

    def _completion(self, n: Number) -> bool:
        """ "80% completion of the project", not "90% course completion rate"."""
        words = [self.text.word(i) for i in range(n.stop, n.stop + 2)]
        done = words[0] in (
            "completion",
            "completed",
            "complete",
            "done",
            "progress",
            "concluido",
            "concluida",
            "completado",
            "conclusao",
            "avance",
            "finalizado",
        )
        return done and words[1] not in ("rate", "rates") and not self._left_has("stakeholder", n)

    def _share(self, n: Number, verb: Verb | None) -> Measure:
        text = self.text
        phrase = noun_phrase(text, n.stop + 1, self.members, self.names)
        if phrase is None:
            return Measure(n, Role.OUTCOME, "share")
        tags = {t for i in phrase.tokens for t in text.tag(i)}
        idle = verb is not None and verb.any("activity") and not verb.any("up", "down", "neutral")
        if "w.plan" in text.tag(phrase.head):
            worked = verb is not None and verb.any("progress") and not verb.any("up", "neutral", "attain")
            own = worked and text.word(phrase.head) in _OWN_PLANS
            return Measure(n, Role.PROGRESS if own else Role.OUTCOME, "plan", phrase)
        if self._timed():
            return Measure(n, Role.OUTCOME, "service", phrase)
        if verb and idle:
            return Measure(n, self._governed(verb, phrase, tags), "governed", phrase)
        if self.head is not None and self.head.any("up", "down") and not self.head.any("activity", "attain"):
            return Measure(n, Role.OUTCOME, "share", phrase)
        return Measure(n, self._population(n, phrase, tags), "share", phrase)

    def _governed(self, verb: Verb, phrase: Phrase, tags: set[str]) -> Role:
        """The role of "<verb> N% of <things>" for a verb of activity."""
        if phrase.tags & _PEOPLE or (tags & _PEOPLE and not phrase.tags & {"deliverable", "demand"}):
            return Role.OUTPUT if verb.any("people") or not verb.any("ambiguous", "service", "hire") else Role.OUTCOME
        if "demand" in phrase.tags and verb.any("service", "ambiguous"):
            made = "deliverable" in phrase.tags
            return Role.PROGRESS if made else Role.OUTCOME
        if "place" in phrase.tags and not phrase.tags & {"deliverable"}:
            return Role.OUTPUT
        return Role.PROGRESS

    def _population(self, n: Number, phrase: Phrase, tags: set[str]) -> Role:
        """The role of "N% of <things> <do or are something>"."""
        text = self.text
        later = [i for i in sorted(self.members) if i > phrase.tokens[0]]
        own_verbs = [v for v in verbs(text, later) if not v.any("metric")]
        done = [v for v in own_verbs if v.any("activity") and v.any("form.past") and not v.any("up", "down")]
        people = bool(tags & _PEOPLE)
        if people:
            attends = any(v.any("attend") and self._learns(v.first) for v in own_verbs)
            taught = any(v.any("people") and v.any("form.past") for v in done)
            if attends or taught:
                return Role.OUTPUT
            return Role.PROGRESS if self._moved(own_verbs) else Role.OUTCOME
        earlier = [v for v in verbs(text, [i for i in self.members if i < n.first]) if v.any("form.past")]
        first = min(self.members)
        passive = [
            v for v in earlier if v.first > first + 1 and v.any("activity") and not v.any("up", "down", "service")
        ]
        if phrase.tags & {"deliverable"} and (done or passive or self._state(later)):
            return Role.PROGRESS
        if "demand" in phrase.tags or ("metric" in tags and "deliverable" not in phrase.tags):
            return Role.OUTCOME
        if (done and not any(v.any("service") for v in done)) or passive:
            return Role.PROGRESS
        alone = n.first == first or not text.word(phrase.head).endswith("s")
        if "deliverable" in phrase.tags and alone and not own_verbs:
            return Role.PROGRESS
        return Role.OUTCOME

    def _moved(self, found: list[Verb]) -> bool:
        """Whether work is done on people and they do nothing themselves: "100% of merchants migrated to our system"."""
        if not found or not all(v.any("form.past") for v in found):
            return False
        return found[0].any("progress") and not found[0].any("ambiguous", "service", "attend", "up", "down", "attain")

    def _learns(self, first: int) -> bool:
        later = [self.text.word(i) for i in sorted(self.members) if i >= first]
        return any(w.startswith(_LEARNING) for w in later)

    def _state(self, later: list[int]) -> bool:
        return any("w.copula_state" in self.text.tag(i) for i in later)

    def _only_threshold(self, first: int, stop: int) -> bool:
        return all(
            "w.threshold" in self.text.tag(i) or self.text.word(i) in ("at", "least", "most")
            for i in range(first, stop)
        )

    # -- time, counts --------------------------------------------------------------------------------------------------
    def _duration(self, n: Number) -> Measure:
        if self._compared(n):
            return Measure(n, Role.OUTCOME, "level")
        if self._delivered_in(n):
            return Measure(n, Role.NOTHING, "frame")
        if not self._idle():
            return Measure(n, Role.OUTCOME, "duration")
        seen = {t for i in self.members for t in self.text.tag(i)}
        if seen & {"metric"} or (
            seen & {"stakeholder", "demand"} and self.head and self.head.any("service", "ambiguous")
        ):
            return Measure(n, Role.OUTCOME, "duration")
        if n.unit is Unit.OTHER:
            return Measure(n, Role.OUTCOME, "quantity")
        follows = self.text.word(n.stop) in ("of", "de")
        return Measure(n, Role.OUTPUT if follows else Role.NOTHING, "hours")

    def _compared(self, n: Number) -> bool:
        """Whether a sign of comparison stands between a noun and a number: "turnaround < 4 hours"."""
        left = self.text.word(n.first - 2)
        return self.text.word(n.first - 1) in _COMPARED and n.first - 2 in self.members and left[-1:].isalpha()

    def _delivered_in(self, n: Number) -> bool:
        """Whether a stretch of time only says when a thing is there: "MVP ready in 4 weeks"."""
        text, sentence = self.text, sorted(self.members)
        before = [i for i in sentence if i < n.first]
        if (
            self.head is not None
            or not before
            or not any(text.word(i) in ("in", "within", "en", "em") for i in before[-4:])
        ):
            return False
        tags = {t for i in before for t in text.tag(i)}
        return bool(tags & {"w.copula_state"}) and not tags & {"metric", "demand", *_PEOPLE}

    def _count(self, n: Number) -> Measure:
        text = self.text
        if text.word(n.stop) in _ROUNDS and {text.word(i) for i in range(n.first - 3, n.first)} & {
            "within",
            "em",
            "en",
            "in",
        }:
            timed = self.head is not None and self.head.any("service")
            return Measure(n, Role.OUTCOME if timed else Role.NOTHING, "service")
        phrase = self._right(n)
        verb = self._governor(n)
        idle = verb is not None and verb.any("activity") and not verb.any("up", "down", "neutral")
        guessed = self.head is not None and not self.head.tags
        if text.word(n.first - 1) == "top" and (self._idle() or guessed) and not self._left_has("metric", n):
            return Measure(n, Role.OUTPUT, "top", phrase)  # "document the top 5 questions"
        if phrase is None:
            near = any("metric" in text.tag(i) for i in range(max(0, n.first - 4), n.first))
            if near or not self._idle():
                return Measure(n, Role.OUTCOME, "level")
            return Measure(n, Role.NOTHING, "bare")
        if (
            self._left_has("metric", n)
            and text.tag(n.first - 1) & {"w.preposition", "w.threshold", "auxiliary"}
            and not idle
        ):
            return Measure(n, Role.OUTCOME, "level", phrase)
        return Measure(n, self._counted(n, phrase, verb, idle), "count", phrase)

    def _counted(self, n: Number, phrase: Phrase, verb: Verb | None, idle: bool) -> Role:
        text, tags = self.text, phrase.tags
        lead = self.head
        if self._caused(n):
            return Role.OUTCOME
        if self._asked(n, verb):
            return Role.OUTPUT
        if tags & _PEOPLE:
            made = "deliverable" in tags and (idle or verb is None)
            taught = verb is not None and (
                (verb.any("people") and not verb.any("hire")) or (idle and self._taught(n, verb))
            )
            reached = self._behind_preposition(n) and idle and "place" in tags
            return Role.OUTPUT if made or taught or reached else Role.OUTCOME
        if "deliverable" in tags:
            lowers = verb is not None and verb.any("down") and not verb.any("service")
            return Role.OUTCOME if lowers and "metric" in tags else Role.OUTPUT
        if "place" in tags:
            if not idle and lead and lead.any("up", "down", "neutral") and text.word(n.first - 1) in _WHERE:
                return Role.NOTHING  # "Improve … in 3 key areas" says where, not how much
            return (
                Role.OUTPUT if idle or (lead and lead.any("activity") and not lead.any("up", "down")) else Role.OUTCOME
            )
        if "w.time" in tags and (idle or verb is None):  # "200 volunteer hours delivered"
            return Role.OUTPUT
        if "demand" in tags:
            return Role.OUTPUT if idle and verb and not verb.any("service", "ambiguous") else Role.OUTCOME
        if "metric" in tags:
            return Role.OUTCOME
        made = idle and verb is not None and not verb.any("ambiguous", "service")
        if {"activity", "form.third"} <= tags and not tags & {"ambiguous", "service"}:  # "10,000 outreach drafts"
            return Role.OUTPUT
        return Role.OUTPUT if made or self._made(phrase) else Role.OUTCOME

    def _caused(self, n: Number) -> bool:
        """Whether somebody else is to do something: "have the press publish 3 articles", "have 2 projects adopt it"."""
        text, lead = self.text, self.head
        if lead is None or text.word(lead.first) not in _CAUSING:
            return False
        for verb in verbs(text, [i for i in sorted(self.members) if i > lead.stop]):
            subject = text.tag(verb.first - 1) if text.word(verb.first - 1) != "to" else text.tag(verb.first - 2)
            named = (
                subject.isdisjoint(("w.determiner", "w.preposition", "w.conjunction"))
                and text.word(verb.first - 1)[:1].isalpha()
            )
            if verb.any("form.base") and not verb.any("attend", *NOUNS - {"deliverable"}) and named:
                return not text.tag(verb.stop).isdisjoint(
                    ("w.determiner", "w.pronoun", "w.threshold")
                ) or self._number_at(verb.stop)
        return False

    def _number_at(self, i: int) -> bool:
        return i in self.members and (self.text.tokens[i].is_number or self.text.word(i) in ("at", "our"))

    def _asked(self, n: Number, verb: Verb | None) -> bool:
        """Whether people are only asked what they think: "get feedback from 20 users"."""
        if verb is None or verb.any("up", "down") and not verb.any("ambiguous", "attain"):
            return False
        between = {self.text.word(i) for i in self.members if verb.first < i < n.first}
        return bool(between & _ASKED) and not between.isdisjoint(
            ("from", "with", "de", "del", "dos", "das", "con", "com")
        )

    def _taught(self, n: Number, verb: Verb) -> bool:
        """Whether people are the audience of what is given: "Deliver training to 120 managers"."""
        between = [self.text.word(i) for i in sorted(self.members) if verb.first < i < n.first]
        return between[-1:] in (["to"], ["for"], ["a"], ["para"]) and any(w.startswith(_LEARNING) for w in between)

    def _made(self, phrase: Phrase) -> bool:
        """Whether a participle of making follows: "4 nodes are provisioned"."""
        later = [i for i in sorted(self.members) if i > phrase.head][:4]
        return any(
            v.any("form.past") and v.any("activity") and not v.any("ambiguous", "service", "up", "down")
            for v in verbs(self.text, later)
        )

    # -- surroundings --------------------------------------------------------------------------------------------------
    def wordless(self, measures: list[Measure]) -> list[Measure]:
        """Measures without digits: "no incidents", "hire a manager"."""
        text, order = self.text, sorted(self.members)
        if not order:
            return []
        first = order[0]
        if (
            "w.zero" in text.tag(first)
            and text.word(first) != "none"
            and not any(m.number.first == first for m in measures)
        ):
            phrase = noun_phrase(text, first + 1, self.members, self.names)
            if phrase:
                return [Measure(Number(0, Unit.NONE, first, first + 1, spelled=True), Role.OUTCOME, "none", phrase)]
        verb = next((v for v in verbs(text, order) if v.any("hire") and v.any("form.base")), None)
        if verb and verb.stop in self.members and "w.one" in text.tag(verb.stop) and not measures:
            one = Number(1, Unit.NONE, verb.stop, verb.stop + 1, spelled=True)
            return [Measure(one, Role.OUTCOME, "hire", noun_phrase(text, verb.stop + 1, self.members, self.names))]
        each = next((i for i in order if text.word(i) in _EACH), None)
        hires = verb or any(text.word(i) in ("hire", "hires") for i in order[1:])
        if hires and each is not None and not measures:  # "hire for each open role"
            return [Measure(Number(1, Unit.NONE, each, each + 1, spelled=True), Role.OUTCOME, "hire", None)]
        return []

    def _right(self, n: Number) -> Phrase | None:
        phrase = noun_phrase(self.text, n.stop, self.members, self.names)
        if phrase and self.text.word(phrase.tokens[0]) in ("or", "and"):
            return None
        return phrase

    def _idle(self) -> bool:
        """Whether the segment is led by activity, not by a direction."""
        head = self.head
        return head is not None and head.any("activity") and not head.any("up", "down", "neutral", "maintain")

    def _governor(self, n: Number) -> Verb | None:
        """The verb nearest to the left of a number, else the one that leads."""
        text = self.text
        turn = [t.stop for t in text.named("t.purpose") if t.first < n.first] + [
            i for i in self.members if i < n.first and "w.relative" in text.tag(i)
        ]
        before = [i for i in self.members if max(turn, default=-1) < i < n.first]
        if turn and not before:
            return None
        found = [v for v in verbs(self.text, sorted(before)) if v.any("form.base", "form.ing") and self._verbal(v)]
        return found[-1] if found else None if turn else self.head

    def _verbal(self, verb: Verb) -> bool:
        """Whether a word that may be a noun stands where a verb stands: first, or after to, and, a comma, will."""
        if self.head and verb.first == self.head.first:
            return True
        if not verb.any(*NOUNS) and not (
            self.text.tag(verb.first - 1) & {"w.determiner", "w.preposition"} - {"w.leadin"}
        ):
            return True
        return self.text.word(verb.first - 1) in ("to", "and", "e", "y", ",", "will", "para", "&")

    def _left_has(self, tag: str, n: Number) -> bool:
        return any(tag in self.text.tag(i) for i in self.members if i < n.first)

    def _has_term(self, tag: str, n: Number) -> bool:
        return any(
            tag in term.tags and abs(term.first - n.first) < 12
            for term in self.text.terms
            if term.first in self.members
        )

    def _behind_preposition(self, n: Number) -> bool:
        return any("w.preposition" in self.text.tag(i) for i in range(n.first - 3, n.first))

    def _timed(self) -> bool:
        """Whether the segment sets a service level: "within 4 hours", "on time", "in 24h"."""
        text, order = self.text, sorted(self.members)
        for i in order:
            if text.tokens[i].is_number and any("w.time" in text.tag(k) for k in (i + 1, i + 2, i + 3)):
                near = {text.word(k) for k in range(i - 4, i)}
                if near & {"within", "in", "under", "than", "of", "em", "en", "ate", "menos", "hasta", "a"}:
                    return True
            if (text.word(i) == "on" and text.word(i + 1) == "time") or text.word(i) in ("on-time", "prazo", "plazo"):
                return True
        return False
