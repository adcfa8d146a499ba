"""Judges stretches of time, quantities with a unit and how often: a level, effort, or only when or which."""

from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Number, Unit
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.scene import PEOPLE, Scene
from okr_analytics.quality.shares import OF, learning

_COMPARED = word_set("< > <= >= ≤ ≥ =")
_CURRENCY = word_set("$ € £ r$ us$ usd eur gbp brl mxn")
_INSIDE = word_set("within in em en")
_LASTING = word_set("takes take lasts last leva dura tarda demora")
_PER = word_set("per a each every por cada ao al a")


def duration(scene: Scene, n: Number) -> Measure:
    """The role of a stretch of time or a quantity with a unit."""
    text, head = scene.text, scene.head
    if compared(scene, n):
        return Measure(n, Role.OUTCOME, "level")
    if _delivered_in(scene, n):
        return Measure(n, Role.NOTHING, "frame")
    if n.unit is Unit.TIME and text.word(n.stop) in OF and learning([text.word(n.stop + 1)]) and _own(scene):
        return Measure(n, Role.OUTPUT, "hours")  # "300 hours of training delivered"
    if not scene.idle or any(text.word(i) in _LASTING for i in scene.order if i < n.first):
        return Measure(n, Role.OUTCOME, "duration")
    seen = {t for i in scene.members for t in text.tag(i)}
    if "metric" in seen or (seen & {"stakeholder", "demand"} and head and head.any("service", "ambiguous")):
        return Measure(n, Role.OUTCOME, "duration")
    if n.unit is Unit.OTHER:
        return Measure(n, Role.OUTCOME, "quantity")
    return Measure(n, Role.OUTPUT if text.word(n.stop) in ("of", "de") else Role.NOTHING, "hours")


def _own(scene: Scene) -> bool:
    """Whether nothing but work leads, or is done."""
    return scene.idle or (scene.head is None and any(v.any("form.past") and v.any("activity") for v in scene.verbs))


def compared(scene: Scene, n: Number) -> bool:
    """Whether a sign of comparison stands between a noun and a number: "turnaround < 4 hours"."""
    left = scene.text.word(n.first - 2)
    return scene.text.word(n.first - 1) in _COMPARED and n.first - 2 in scene.members and left[-1:].isalpha()


def scoped(scene: Scene, n: Number) -> bool:
    """Whether an amount only says which things are meant: "files complete for all contracts > $500,000"."""
    text, left = scene.text, n.first - 2
    if text.word(n.first - 1) in _CURRENCY:
        left -= 1
    sign = text.word(left + 1)
    named = text.tag(left) & {"demand", *PEOPLE} and "metric" not in text.tag(left)
    which = "demand" in text.tag(left) and text.word(left - 1) in ("for", "para") and left > scene.order[0] + 1
    if which and sign in _COMPARED and left in scene.members:
        return True  # "reviews for incidents > 30 minutes"
    return sign in _COMPARED and left in scene.members and bool(named) and not scene.left_has("metric", n)


def _delivered_in(scene: Scene, n: Number) -> bool:
    """Whether a stretch of time only says when a thing is there: "MVP ready in 4 weeks"."""
    text = scene.text
    before = [i for i in scene.order if i < n.first]
    if scene.head is not None or not any(text.word(i) in _INSIDE for i in before[-4:]):
        return False
    tags = {t for i in before for t in text.tag(i)}
    return "w.copula_state" in tags and tags.isdisjoint(("metric", "demand", *PEOPLE))


def often(scene: Scene, n: Number) -> bool:
    """Whether a number says how often one does something oneself: "row at least 3 times a week"."""
    text = scene.text
    each = text.word(n.stop) in _PER and "w.time" in text.tag(n.stop + 1)
    tags = {t for i in scene.order if i < n.first for t in text.tag(i)}
    moved = scene.head is not None and bool(scene.head.tags) and not scene.idle
    return each and not moved and tags.isdisjoint(("metric", "demand", *PEOPLE))
