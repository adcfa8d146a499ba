"""Measures that no digit says: "no incidents", "hire a manager", "every fault repaired", "from weeks to hours"."""

from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Number, Unit
from okr_analytics.quality.phrases import noun_phrase
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.scene import Scene, is_idle
from okr_analytics.quality.shares import ENSURING

_EVERY = word_set("all every each todos todas cada toda todo")
_EACH = word_set("each every all todas todos cada")
_THAT = word_set("that que there")
_FROM = word_set("from de desde")
_TO = word_set("to a para hasta ate")


def wordless(scene: Scene, measures: list[Measure]) -> list[Measure]:
    """Measures without digits: "no incidents", "hire a manager", "hire for each open role"."""
    text, order = scene.text, scene.order
    if not order:
        return []
    zero = _zero_at(scene)
    if zero is not None and not any(m.number.first == zero for m in measures):
        phrase = noun_phrase(text, zero + 1, scene.members, scene.names)
        if phrase:
            return [Measure(Number(0, Unit.NONE, zero, zero + 1, spelled=True), Role.OUTCOME, "none", phrase)]
    if measures:
        return []
    stretch = _stretches(scene)
    if stretch is not None:
        return [Measure(Number(0, Unit.TIME, stretch, stretch + 1, spelled=True), Role.OUTCOME, "words")]
    if _all_served(scene):
        whole = Number(1, Unit.NONE, order[0], order[0] + 1, spelled=True)
        return [Measure(whole, Role.OUTCOME, "service", noun_phrase(text, order[0] + 1, scene.members, scene.names))]
    verb = next((v for v in scene.verbs if v.any("hire") and v.any("form.base")), None)
    if verb and verb.stop in scene.members and "w.one" in text.tag(verb.stop):
        one = Number(1, Unit.NONE, verb.stop, verb.stop + 1, spelled=True)
        return [Measure(one, Role.OUTCOME, "hire", noun_phrase(text, verb.stop + 1, scene.members, scene.names))]
    each = next((i for i in order if text.word(i) in _EACH), None)
    led = scene.head is None or not is_idle(scene.head) or scene.head.any("hire")
    if each is not None and (verb or (led and any(text.word(i) in ("hire", "hires") for i in order[1:]))):
        return [Measure(Number(1, Unit.NONE, each, each + 1, spelled=True), Role.OUTCOME, "hire", None)]
    return []


def _all_served(scene: Scene) -> bool:
    """Whether every one of what others ask for is dealt with: "all complaints are answered", "every fault repaired"."""
    text, order = scene.text, scene.order
    if scene.head is not None or text.word(order[0]) not in _EVERY:
        return False
    phrase = noun_phrase(text, order[0] + 1, scene.members, scene.names)
    if phrase is None or "demand" not in phrase.tags or "deliverable" in phrase.tags:
        return False
    return any(v.any("service") and v.any("form.past") and v.first > phrase.head for v in scene.verbs)


def _stretches(scene: Scene) -> int | None:
    """The token of the time that is reached where no digit says it: "from weeks to hours"; None where there is none."""
    text, order = scene.text, scene.order
    if text.vocabulary.isdisjoint(_FROM):
        return None
    for i in order:
        units = "w.time" in text.tag(i) and "w.time" in text.tag(i + 2) and i + 2 in scene.members
        if units and text.word(i - 1) in _FROM and text.word(i + 1) in _TO:
            return i + 2
    return None


def _zero_at(scene: Scene) -> int | None:
    """The token of "no" or "zero" that opens a segment, or stands behind "ensure that"; None where there is none."""
    text, order = scene.text, scene.order
    place = 0
    if text.word(order[0]) in ENSURING:
        place = 2 if len(order) > 2 and text.word(order[1]) in _THAT else 1
    if place >= len(order) or "w.zero" not in text.tag(order[place]) or text.word(order[place]) == "none":
        return None
    return order[place]
