"""Judges a percentage by its scene: a level, a relative change, a share of a population, or how far own work is."""

from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Number
from okr_analytics.quality.phrases import Phrase, Verb, noun_phrase
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.scene import PEOPLE, Scene, is_idle

_OWN_PLANS = word_set("plan plans plano planos")
OF = word_set("of de del dos das do da los las")
_BY = word_set("by em un another additional + down up ↓ ↑")
_COMPLETED = word_set(
    "implementation deployment migration implementacion implementacao implantacao migracion migracao completion completed complete done progress concluido concluida completado conclusao avance finalizado"
)
ENSURING = word_set("ensure guarantee garantir garantizar asegurar assegurar")
_COMPARED = word_set("< > <= >= ≤ ≥ =")
_HAVING = word_set("have has had tenga tengan tienen tiene tem tenham tenha")
WITH = word_set("with con com")
_ACROSS = word_set("in across on en em")
# Stems of what people sit through; to have been there is effort, not yet an effect.
_LEARNING = tuple(
    sorted(
        word_set(
            "train workshop course session participat attend event meeting program onboarding webinar exercise poc review survey polic "
            "capacita curso taller formacion treinamento oficina reuni asist seminar"
        )
    )
)


def learning(words: list[str]) -> bool:
    """Whether something that people sit through is named: a training, a course, a meeting."""
    return any(w.startswith(_LEARNING) for w in words)


def percent(scene: Scene, n: Number) -> Measure:
    """The role of a percentage."""
    text, after = scene.text, scene.text.word(n.stop)
    verb = scene.governor(n)
    if (text.tag(n.stop) & {"w.copula_state"} and after[:5] in ("compl", "done", "finis")) or _completion(scene, n):
        return Measure(n, Role.PROGRESS, "complete")
    shared = after in OF
    if _scored(scene, n):
        return Measure(n, Role.OUTCOME, "level")
    if scene.idle and any("w.holding" in text.tag(i) for i in range(n.first - 3, n.first) if i in scene.members):
        return Measure(n, Role.PROGRESS, "held")  # "launch a dashboard covering 100% of the countries"
    if text.word(n.first - 1) == ":" and _done_before(scene, n):
        return Measure(n, Role.PROGRESS, "complete")  # "Decisions recorded: 100%"
    if n.signed or _relative(scene, n, shared=shared):
        compared = "than" in {text.word(i) for i in (n.stop + 1, n.stop + 2)}  # "5% higher than today's"
        busy = not compared and verb is not None and verb.any("progress") and not verb.any("up", "down") and scene.idle
        return Measure(n, Role.PROGRESS if busy else Role.OUTCOME, "relative")
    if shared:
        return _share(scene, n, verb)
    phrase = scene.right(n)
    if phrase and _all_done(scene, n, phrase):  # "100% AI models registered"
        return Measure(n, Role.PROGRESS, "share", phrase)
    tags = {t for i in (phrase.tokens if phrase else ()) for t in text.tag(i)}
    if verb and phrase and phrase.tags & PEOPLE and is_idle(verb):
        return Measure(n, _governed(verb, phrase, tags), "governed", phrase)  # "migrar 80% usuarios"
    if tags & {"metric", "stakeholder", "capacity"} or scene.has_term("t.ratio", n) or scene.left_has("metric", n):
        return Measure(n, Role.OUTCOME, "level", phrase)
    return Measure(n, Role.PROGRESS if is_idle(verb) else Role.OUTCOME, "bare", phrase)


def _scored(scene: Scene, n: Number) -> bool:
    """Whether a score stands right before, so that what follows only says of what: "accuracy score ≥ 90% of the fields"."""
    text, i = scene.text, n.first - 1
    return scene.head is None and text.word(i) in _COMPARED and "t.unitless" in text.tag(i - 1)


def _done_before(scene: Scene, n: Number) -> bool:
    """Whether nothing but work done stands before a number."""
    done = [v for v in scene.verbs if v.first < n.first and v.any("form.past")]
    return (
        bool(done) and all(v.any("activity") and not v.any("service") for v in done) and not scene.left_has("metric", n)
    )


def _all_done(scene: Scene, n: Number, phrase: Phrase) -> bool:
    """Whether a percentage stands right before one's own things, and they are done: "100% hitos cumplidos"."""
    if n.first != scene.order[0] and "w.threshold" not in scene.text.tag(n.first - 1):
        return False
    if "deliverable" not in phrase.tags or phrase.tags & PEOPLE or "metric" in phrase.tags:
        return False
    later = [i for i in scene.order if i > phrase.tokens[0]]
    return scene.state(later) or any(v.any("form.past") and v.any("activity") for v in scene.after(phrase.tokens[0]))


def _relative(scene: Scene, n: Number, *, shared: bool) -> bool:
    text, before = scene.text, scene.text.word(n.first - 1)
    if shared and (scene.idle or scene.head is None) and before in ("em", "en"):
        return False  # "add a description in 100% of the images"
    if before in _BY or (before == "en" and text.language == "es") or _change_of(scene, n):
        return True
    if before == ":" and not text.tag(scene.order[0]).isdisjoint(("w.up_noun", "w.down_noun")):
        return True  # "Reduction of fuel spend: 15%"
    if any(text.word(i) == "by" and scene.only_threshold(i + 1, n.first) for i in range(n.first - 3, n.first)):
        return True
    if shared:  # "resolve 95% of the complaints" is a share, however the verb points
        return False
    near = [text.tag(i) for i in (n.stop, n.stop + 1, n.first - 1)]
    if text.word(n.stop) in ("or", "ou", "o"):  # "65% or higher"
        near[1] = frozenset()
    if any(t & {"w.up_noun", "w.down_noun"} for t in near[:2]):
        return True
    if near[2] & {"w.preposition", "w.threshold", "w.auxiliary"} or not before[:1].isalpha():
        return False
    leading = [v for v in scene.verbs if v.first < n.first and v.any("up", "down")]
    return bool(leading) and not leading[-1].any("attain", "maintain", "hire")


def _change_of(scene: Scene, n: Number) -> bool:
    """Whether a change as a noun stands before: "a reduction of 30%", "un aumento del 15%"."""
    changed = scene.text.tag(n.first - 2) & {"w.up_noun", "w.down_noun"}
    return scene.text.word(n.first - 1) in OF and bool(changed)


def _completion(scene: Scene, n: Number) -> bool:
    """ "80% completion of the project", not "90% course completion rate"."""
    done = scene.text.word(n.stop) in _COMPLETED
    return done and scene.text.word(n.stop + 1) not in ("rate", "rates") and not scene.left_has("stakeholder", n)


def _share(scene: Scene, n: Number, verb: Verb | None) -> Measure:
    text = scene.text
    phrase = noun_phrase(text, n.stop + 1, scene.members, scene.names)
    if phrase is None:
        return Measure(n, Role.OUTCOME, "share")
    tags = {t for i in phrase.tokens for t in text.tag(i)}
    if "w.plan" in text.tag(phrase.head):
        worked = verb is not None and verb.any("progress") and not verb.any("up", "neutral", "attain")
        own = worked and text.word(phrase.head) in _OWN_PLANS
        return Measure(n, Role.PROGRESS if own else Role.OUTCOME, "plan", phrase)
    if scene.timed or _of_metric(scene, n):
        return Measure(n, Role.OUTCOME, "service", phrase)
    if verb and is_idle(verb):
        return Measure(n, _governed(verb, phrase, tags), "governed", phrase)
    if scene.head is not None and scene.head.any("up", "down") and not scene.head.any("activity", "attain"):
        return Measure(n, Role.OUTCOME, "share", phrase)
    return Measure(n, _population(scene, n, phrase, tags), "share", phrase)


def _of_metric(scene: Scene, n: Number) -> bool:
    """Whether a metric stands right before the number: "uso del 100% del equipo"."""
    text = scene.text
    return "metric" in text.tag(n.first - 2) and bool(text.tag(n.first - 1) & {"w.preposition"})


def _governed(verb: Verb, phrase: Phrase, tags: set[str]) -> Role:
    """The role of "<verb> N% of <things>" for a verb of activity; a share found out is a hit rate."""
    if verb.any("detect"):
        return Role.OUTCOME
    if phrase.tags & PEOPLE or (tags & PEOPLE and not phrase.tags & {"deliverable", "demand"}):
        return Role.OUTPUT if verb.any("people") or not verb.any("ambiguous", "service", "hire") else Role.OUTCOME
    if "metric" in phrase.tags and not phrase.tags & {"deliverable", "demand"}:  # "com 30% de adoção"
        return Role.OUTCOME
    if "demand" in phrase.tags and verb.any("service", "ambiguous"):
        made = "deliverable" in phrase.tags
        return Role.PROGRESS if made else Role.OUTCOME
    if "place" in phrase.tags and not phrase.tags & {"deliverable"}:
        return Role.OUTPUT
    return Role.PROGRESS


def _population(scene: Scene, n: Number, phrase: Phrase, tags: set[str]) -> Role:
    """The role of "N% of <things> <do or are something>"."""
    text, first = scene.text, scene.order[0]
    own_verbs = [v for v in scene.after(phrase.tokens[0]) if not v.any("metric") and not scene.attributive(v)]
    done = [v for v in own_verbs if v.any("activity") and v.any("form.past") and not v.any("up", "down")]
    if _equipped(scene, phrase):
        return Role.PROGRESS
    if tags & PEOPLE:
        attends = any(v.any("attend") and learning(_words_from(scene, v.first)) for v in own_verbs)
        if attends or any(v.any("people") for v in done[:1]):
            return Role.OUTPUT
        return Role.PROGRESS if _moved(own_verbs) else Role.OUTCOME
    if own_verbs and own_verbs[0].first == phrase.tokens[-1] + 1 and own_verbs[0].any("form.base"):
        return Role.OUTCOME  # they act themselves: "80% of domains publish certified data"
    passive = [
        v
        for v in scene.verbs
        if first + 1 < v.first < n.first
        and v.any("form.past")
        and v.any("activity")
        and not v.any("up", "down", "service")
    ]
    later = [i for i in scene.order if i > phrase.tokens[0]]
    if "deliverable" in phrase.tags and (done or passive or scene.state(later)):
        return Role.PROGRESS
    if "demand" in phrase.tags or ("metric" in tags and "deliverable" not in phrase.tags):
        return Role.OUTCOME
    if (done and not any(v.any("service") for v in done)) or passive or _covered(scene, n):
        return Role.PROGRESS
    alone = n.first == first or not text.word(phrase.head).endswith("s")
    if "deliverable" in phrase.tags and alone and not own_verbs:
        return Role.PROGRESS
    return Role.OUTCOME


def _words_from(scene: Scene, first: int) -> list[str]:
    return [scene.text.word(i) for i in scene.order if i >= first]


def _moved(found: list[Verb]) -> bool:
    """Whether work is done on people and they do nothing themselves: "100% of merchants migrated to our system"."""
    if not found or not all(v.any("form.past") for v in found):
        return False
    return found[0].any("progress") and not found[0].any("ambiguous", "service", "attend", "up", "down", "attain")


def _equipped(scene: Scene, phrase: Phrase) -> bool:
    """Whether one's own units are said to have something made for them: "100% of roles have an interview plan"."""
    text, i = scene.text, phrase.tokens[-1] + 1
    own = not phrase.tags.isdisjoint(("capacity", "place", "w.people_own"))
    things = not phrase.tags.isdisjoint(("demand", "deliverable")) and phrase.tags.isdisjoint(PEOPLE)
    counted = things and text.word(i) in WITH
    if not counted and not ((own or things) and text.word(i) in (*_HAVING, *WITH)):
        return False
    given = noun_phrase(text, i + 1, scene.members, scene.names)
    return given is not None and bool(given.tags & {"deliverable", "w.plan"}) and "metric" not in given.tags


def _covered(scene: Scene, n: Number) -> bool:
    """Whether something made is for that share: "Showback reports for 100% of consuming teams"."""
    text = scene.text
    before = [i for i in scene.order if i < n.first - 1]
    if scene.head is not None or not before:
        return False
    if text.word(n.first - 1) in ("for", "para"):
        return "deliverable" in text.tag(before[-1])
    tags = {t for i in before for t in text.tag(i)}
    return text.word(n.first - 1) in _ACROSS and "deliverable" in tags and "metric" not in tags and not scene.timed
