"""Judges counts by their scene: things the team makes, people won, what others do, what only says which are meant."""

from okr_analytics.quality.durations import compared
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Number
from okr_analytics.quality.phrases import Phrase, Verb, noun_phrase
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.scene import PEOPLE, RANGES, Scene, is_idle
from okr_analytics.quality.shares import OF, learning
from okr_analytics.quality.text import NOUNS

_WHERE = word_set("in across for on em en nos nas por")
_COMPARED = word_set("< > <= >= ≤ ≥ =")
_ROUNDS = word_set(
    "iteration iterations sprint sprints cycle cycles iteracion iteraciones iteracao iteracoes ciclo ciclos"
)
_ASKED = word_set(
    "feedback feedbacks input inputs insights opinions comments comentarios retroalimentacion opiniones opinioes sugestoes sugerencias"
)
_INSIDE = word_set("within in em en")
_TOWARDS = word_set("to for a aos as al para")
_BESIDE = word_set("with com con")
_EVERY = word_set("all todas todos")
_TRIALS = word_set("pilot trial beta poc piloto prueba teste")
_OTHERS = word_set(
    "five-star third-party third-parties terceiros terceros user-generated independent independientes independentes active activos activas ativos ativas"
)
_CAUSING = ("have", "get", "has")
_AVERAGES = word_set("median average mean mediana promedio media")
_REPAIRS = word_set(
    "fix close repair resolve remediate corrigir fechar resolver corregir cerrar arreglar solucionar reparar"
)
_SOURCES = word_set("with from among of con com de dos das del entre")
# What starts is there for others.
_STARTING = word_set("launch open release start relaunch lanzar abrir iniciar lancar")
_AUDIENCE = word_set("attendees asistentes spectators espectadores")  # who comes by himself


def count(scene: Scene, n: Number) -> Measure:
    """The role of a number without a unit."""
    text = scene.text
    if text.word(n.stop) in _ROUNDS and any(text.word(i) in _INSIDE for i in range(n.first - 3, n.first)):
        timed = scene.head is not None and scene.head.any("service")
        return Measure(n, Role.OUTCOME if timed else Role.NOTHING, "service")
    if _averaged(scene, n):  # "a median of 1.2 messages a day"
        return Measure(n, Role.OUTCOME, "level")
    phrase = scene.right(n)
    verb = scene.governor(n)
    guessed = verb is not None and verb.tags.isdisjoint(("activity", "up", "down", "neutral", "maintain"))
    idle = is_idle(verb) or (guessed and verb is scene.head and not (verb and verb.any("ambiguous", "attain")))
    if _part_done(scene, n):  # "8 of 10 complete"
        return Measure(n, Role.PROGRESS, "complete")
    if text.word(n.first - 1) == "top" and n.first - 1 == scene.order[0] and len(scene.verbs) < 2:
        return Measure(n, Role.OUTCOME, "rank", phrase)  # "Top 10 tools worldwide"
    if text.word(n.first - 1) == "top" and _ranks_work(scene, n, phrase, idle=idle):
        return Measure(n, Role.OUTPUT, "top", phrase)  # "document the top 5 questions"
    if phrase is None:
        around = (*range(max(0, n.first - 4), n.first), *(n.stop + k for k in (1, 2)))
        near = any("metric" in text.tag(i) for i in around)
        rated = compared(scene, n) and any(text.word(i) in ("per", "por") for i in scene.order if i < n.first)
        if near or rated or not scene.idle or text.word(n.first - 1) in (":", *OF):
            return Measure(n, Role.OUTCOME, "level")
        return Measure(n, Role.NOTHING, "bare")
    if _sized(scene, n, phrase):
        return Measure(n, Role.NOTHING, "scope", phrase)
    led = scene.head is not None and scene.head.any("attain", "up", "down")
    if not n.value and not led and text.word(n.first - 1) in _BESIDE:  # "the build runs with zero crashes"
        return Measure(n, Role.NOTHING, "beside", phrase)
    if not n.value and not scene.idle:  # "zero critical bugs reported"
        return Measure(n, Role.OUTCOME, "none", phrase)
    if compared(scene, n) and scene.left_has("metric", n):
        return Measure(n, Role.OUTCOME, "level", phrase)
    held = text.tag(n.first - 1) & {"w.preposition", "w.threshold", "auxiliary"}
    if held and not idle and scene.left_has("metric", n) and not _done_in(scene, n):
        return Measure(n, Role.OUTCOME, "level", phrase)
    return Measure(n, _counted(scene, n, phrase, verb, idle=idle), "count", phrase)


def _sized(scene: Scene, n: Number, phrase: Phrase) -> bool:
    """Whether a number only says which ones are meant, by their size: "shops in towns with > 50,000 residents"."""
    text, left = scene.text, n.first - 2
    signed = text.word(n.first - 1) in _COMPARED and text.word(left) in _BESIDE and bool(phrase.tags & PEOPLE)
    near = [i for i in range(left - 3, left) if i in scene.members and text.tag(i) & {"place", *PEOPLE}]
    return signed and bool(near) and not any(text.tokens[i].is_number for i in scene.order if i < left)


def _averaged(scene: Scene, n: Number) -> bool:
    """Whether a number is the average of many."""
    text, i = scene.text, n.first - 1 - scene.behind_sign(n)
    return text.word(i) in OF and text.word(i - 1) in _AVERAGES


def _ranks_work(scene: Scene, n: Number, phrase: Phrase | None, *, idle: bool) -> bool:
    """Whether "top N" picks what is worked on, not the place that is reached."""
    if scene.left_has("metric", n) or (phrase and "metric" in phrase.tags):
        return False
    head = scene.head
    resolved = head is not None and head.any("service", "ambiguous") and not head.any("attain", "up")
    return idle or scene.idle or resolved or (head is None and any(v.any("form.past") for v in scene.verbs))


def _counted(scene: Scene, n: Number, phrase: Phrase, verb: Verb | None, *, idle: bool) -> Role:
    text, tags, lead = scene.text, phrase.tags, scene.head
    if _caused(scene) or (verb is None and _rate(scene, phrase)):
        return Role.OUTCOME
    if lead is not None and lead.any("maintain") and not lead.any("activity"):  # "keep 12 items a week" is a level
        return Role.OUTCOME
    if _holding(scene, n):
        return Role.OUTPUT
    if verb is not None and verb.any("receive") and not _asked(scene, n, verb):
        return Role.OUTCOME
    if _asked(scene, n, verb) or _made_for(scene, n) or _done_in(scene, n):
        return Role.OUTPUT
    if lead is not None and lead.any("hire") and "deliverable" not in tags:  # "hire and train 5 sellers"
        return Role.OUTCOME
    if verb is None and (_by_others(scene, phrase) or _they_do(scene, n)):
        return Role.OUTCOME
    if tags & PEOPLE:
        return _people(scene, n, phrase, verb, idle=idle)
    sought = verb is not None and verb.any("ambiguous") and not verb.any("service", "light", "progress")
    if "deliverable" in tags and not _act(scene, phrase) and not (sought and "demand" in tags):
        lowers = verb is not None and verb.any("down") and not verb.any("service")
        return Role.OUTCOME if lowers and "metric" in tags else Role.OUTPUT
    if {"activity", "people"} <= tags and idle and verb is not None and not verb.any("service"):
        return Role.OUTPUT  # "make 200 outbound calls"
    if "place" in tags:
        if lead is None and text.word(n.first - 1) in _EVERY and text.tag(n.first - 2) & {"w.preposition"}:
            return Role.NOTHING  # "live in all three plants"
        if not idle and lead and lead.any("up", "down", "neutral") and text.word(n.first - 1) in _WHERE:
            return Role.NOTHING  # "Improve … in 3 key areas" says where, not how much
        return Role.OUTPUT if idle or (lead and lead.any("activity") and not lead.any("up", "down")) else Role.OUTCOME
    if "w.time" in tags and (idle or verb is None):  # "200 volunteer hours delivered"
        return Role.OUTPUT
    if "demand" in tags and verb is not None and text.word(verb.first) in _REPAIRS:
        return Role.OUTPUT  # "fix 20 bugs", but "resolve 95% of the complaints"
    if "demand" in tags:
        return Role.OUTPUT if idle and verb and not verb.any("service", "ambiguous") else Role.OUTCOME
    if "metric" in tags:
        return Role.OUTCOME
    if _act(scene, phrase):
        return Role.OUTCOME
    if {"activity", "form.third"} <= tags and not tags & {"ambiguous", "service"}:  # "10,000 outreach drafts"
        return Role.OUTPUT
    made = idle and verb is not None and not verb.any("ambiguous", "service")
    return Role.OUTPUT if made or _made(scene, phrase) else Role.OUTCOME


def _people(scene: Scene, n: Number, phrase: Phrase, verb: Verb | None, *, idle: bool) -> Role:
    """The role of a number of people or organisations: won, or only taught, asked, shown something."""
    tags = phrase.tags
    made = "deliverable" in tags and (idle or verb is None)
    taught = verb is not None and ((verb.any("people") and not verb.any("hire")) or (idle and _taught(scene, n, verb)))
    listed = idle and verb is not None and verb.any("detect") and not verb.any("ambiguous")
    reached = scene.behind_preposition(n) and idle and "place" in tags
    opened = idle and "place" in tags and verb is not None and verb.any("progress") and not verb.any("ambiguous")
    tried = idle and not _TRIALS.isdisjoint(scene.text.words[: n.first])  # "run a pilot with two suppliers"
    moved = idle and verb is not None and verb.any("progress")
    coming = scene.text.word(phrase.head) in _AUDIENCE
    shown = _beside(scene, n) and ((_worked_on(scene, n) and not coming) or moved or tried)
    given = idle and not (verb and verb.any("ambiguous", "hire")) and _receives(scene, n)
    worked = verb is None and _acted_on(scene, phrase)
    works = made or taught or listed or reached or opened or shown or given or worked
    return Role.OUTPUT if works or _belongs(scene, n) else Role.OUTCOME


def _belongs(scene: Scene, n: Number) -> bool:
    """Whether people are part of what is made and counted first: "create 5 portraits of 50 members"."""
    text, head, order = scene.text, scene.head, scene.order
    if head is None or not scene.idle or head.any("ambiguous") or text.word(head.first) in _STARTING:
        return False
    start = next((i for i in order if i >= head.stop and not scene.only_threshold(i, i + 1)), n.first)
    counts = start < n.first and (text.tokens[start].is_number or text.word(start) == "one")
    phrase = noun_phrase(text, start + 1, scene.members, scene.names) if counts else None
    between = [i for i in order if start < i < n.first]
    joined = not _SOURCES.isdisjoint(text.word(i) for i in between)
    by_itself = any("w.relative" in text.tag(i) or "form.ing" in text.tag(i) for i in between)  # "that reach 50 …"
    return joined and not by_itself and phrase is not None and "deliverable" in phrase.tags


def _done_in(scene: Scene, n: Number) -> bool:
    """Whether something is only done in that many places: "index measured in at least 5 parks"."""
    text, order = scene.text, scene.order
    start = next((i for i in reversed(order) if i < n.first and text.word(i) in _INSIDE), None)
    if scene.head is not None or start is None or not scene.only_threshold(start + 1, n.first):
        return False
    before = [v for v in scene.verbs if v.first < start and v.any("form.past") and not v.any(*NOUNS)]
    moved = any(v.any("ambiguous", "service", "up", "down", "attend", "w.others", "w.started") for v in before)
    return bool(before) and all(v.any("activity") for v in before) and not moved


def _act(scene: Scene, phrase: Phrase) -> bool:
    """Whether what is counted does something by itself, or others do it: "1,000 sessions convert to a booking"."""
    following = phrase.tokens[-1] + 1
    acting = next((v for v in scene.verbs if v.first == following), None)
    said = scene.text.tag(following + ("w.auxiliary" in scene.text.tag(following)))
    if "w.others" in said | scene.text.tag(phrase.tokens[-1]):  # "5 proposals accepted", "2 papers are cited"
        return scene.head is None
    return (
        scene.head is None
        and acting is not None
        and acting.any("ambiguous")
        and acting.any("up")
        and not acting.any("light")
    )


def _by_others(scene: Scene, phrase: Phrase) -> bool:
    """Whether somebody else makes what is counted: "20 articles by third parties"."""
    named = (*phrase.tokens, *(phrase.tokens[-1] + k for k in (1, 2, 3, 4)))
    return any(scene.text.word(i) in _OTHERS for i in named if i in scene.members)


def _they_do(scene: Scene, n: Number) -> bool:
    """Whether people do something with what is counted: "members borrow 3 books a month"."""
    text, opens = scene.text, scene.order[0]
    subject = noun_phrase(text, opens, scene.members, scene.names)
    if scene.head is not None or subject is None or not subject.tags & {"stakeholder"} or n.first - 1 <= opens:
        return False
    before = text.tag(n.first - 1)
    finite = text.word(n.first - 1)[-1:].isalpha() and before.isdisjoint(
        ("w.preposition", "form.past", "form.ing", *NOUNS)
    )
    return finite and n.first - 2 in subject.tokens


def _acted_on(scene: Scene, phrase: Phrase) -> bool:
    """Whether people are only taught or asked, or a thing of that name is made: "50 managers trained", "5 chapters drafted"."""
    if "w.copula_state" in scene.text.tag(phrase.tokens[-1] + 1) and "deliverable" in phrase.tags:
        return True
    done = next((v for v in scene.verbs if v.first == phrase.tokens[-1] + 1 and v.any("form.past")), None)
    if done is None or done.any("hire", "ambiguous", "service", "up", "down"):
        return False
    return done.any("people") or (done.any("activity") and done.any("project") and not done.any("attend", "light"))


def _part_done(scene: Scene, n: Number) -> bool:
    """Whether "N of M" says how many of one's own are done: "8 of 10 complete"."""
    text, whole = scene.text, n.stop + 1
    opens = scene.order[0]
    if text.word(opens + 1) == "/" and n.first in (opens, opens + 2):  # "7/7 decisions signed"
        return scene.head is None and any(v.any("form.past") and v.any("activity") for v in scene.after(opens + 2))
    if text.word(n.stop) not in OF or whole not in scene.members or not text.tokens[whole].is_number:
        return False
    return "progress" in text.tag(whole + 1) and bool(text.tag(whole + 1) & {"w.copula_state", "project"})


def _holding(scene: Scene, n: Number) -> bool:
    """Whether a number says what a thing that is made holds or covers: "a library containing 40 templates"."""
    text = scene.text
    held = any("w.holding" in text.tag(i) for i in range(n.first - 3, n.first) if i in scene.members)
    return held and scene.idle


def _receives(scene: Scene, n: Number) -> bool:
    """Whether people only get what is made: "send the new statement to the 500 suppliers"."""
    before = [scene.text.word(i) for i in (n.first - 2, n.first - 1)]
    return before[1] in _TOWARDS or (before[0] in _TOWARDS and bool(scene.text.tag(n.first - 1) & {"w.determiner"}))


def _beside(scene: Scene, n: Number) -> bool:
    """Whether "with", or "with at least", stands before a number."""
    start = next((i for i in (n.first - 1, n.first - 2, n.first - 3) if scene.text.word(i) in _BESIDE), None)
    return start is not None and scene.only_threshold(start + 1, n.first)


def _worked_on(scene: Scene, n: Number) -> bool:
    """Whether a participle of work stands before "with N people": "features tested with 20 students"."""
    return any(
        v.first < n.first and v.any("form.past") and v.any("activity") and not v.any("ambiguous", "up", "down")
        for v in scene.verbs
        if "w.started" not in v.tags  # "launched with 1,000 subscribers" says whom it reached
    )


def _rate(scene: Scene, phrase: Phrase) -> bool:
    """Whether a count is one for each person: "5 completed workflows per user"."""
    text = scene.text
    per = next((i for i in scene.order if i > phrase.head and text.word(i) in ("per", "por")), None)
    compound = per is not None and per + 2 in scene.members and bool(text.tag(per + 2) & NOUNS)  # "per customer need"
    return per is not None and "stakeholder" in text.tag(per + 1) and not compound and scene.head is None


def _caused(scene: Scene) -> bool:
    """Whether somebody else is to do something: "have the press publish 3 articles", "have 2 projects adopt it"."""
    text, lead = scene.text, scene.head
    if lead is None or text.word(lead.first) not in _CAUSING:
        return False
    for verb in scene.after(lead.stop):
        actor = verb.first - 2 if text.word(verb.first - 1) == "to" else verb.first - 1
        named = text.word(actor)[:1].isalpha() and text.tag(actor).isdisjoint(
            ("w.determiner", "w.preposition", "w.conjunction")
        )
        if named and verb.any("form.base") and not verb.any("attend", *NOUNS - {"deliverable"}):
            opens = text.tag(verb.stop) & {"w.determiner", "w.pronoun", "w.threshold"}
            return bool(opens) or text.word(verb.stop) in ("at", "our") or _number_at(scene, verb.stop)
    return False


def _number_at(scene: Scene, i: int) -> bool:
    return i in scene.members and scene.text.tokens[i].is_number


def _asked(scene: Scene, n: Number, verb: Verb | None) -> bool:
    """Whether people are only asked what they think: "get feedback from 20 users"."""
    if verb is None or (verb.any("up", "down") and not verb.any("ambiguous", "attain")):
        return False
    between = {scene.text.word(i) for i in scene.members if verb.first < i < n.first}
    return bool(between & _ASKED) and not between.isdisjoint(("from", "with", "de", "del", "dos", "das", "con", "com"))


def _taught(scene: Scene, n: Number, verb: Verb) -> bool:
    """Whether people are the audience of what is given: "Deliver training to 120 managers"."""
    between = [scene.text.word(i) for i in scene.order if verb.first < i < n.first]
    return between[-1:] in (["to"], ["for"], ["a"], ["para"]) and learning(between)


def _made(scene: Scene, phrase: Phrase) -> bool:
    """Whether a participle of making or a state follows: "4 nodes are provisioned", "3 loaders functional"."""
    if "w.copula_state" in phrase.tags:
        return True
    later = [i for i in scene.order if i > phrase.head][:4]
    return any(
        v.first in later
        and v.any("form.past")
        and v.any("activity")
        and not v.any("ambiguous", "service", "up", "down")
        for v in scene.verbs
    )


def _made_for(scene: Scene, n: Number) -> bool:
    """Whether something of one's own is done for that many: "documentation is updated for at least 5 groups"."""
    text = scene.text
    before = [i for i in scene.order if i < n.first]
    start = next((i for i in reversed(before) if text.word(i) in ("for", "para")), None)
    ranged = text.word(n.first - 1) in RANGES and text.tokens[n.first - 2].is_number
    ranked = text.word(n.first - 1) == "top"
    if scene.head is not None or start is None or not scene.only_threshold(start + 1, n.first - 2 * ranged - ranked):
        return False
    done = any(v.first < start and v.any("form.past") and v.any("activity") for v in scene.verbs)
    return done and any("deliverable" in text.tag(i) for i in before if i < start)
