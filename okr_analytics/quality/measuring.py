"""Judges one number that is no part of a pair, by its unit and its scene."""

from okr_analytics.quality.counts import count
from okr_analytics.quality.durations import duration, often, scoped
from okr_analytics.quality.number import Number, Unit
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.scene import Scene
from okr_analytics.quality.shares import percent


def judge(scene: Scene, n: Number) -> Measure:
    """What a number says."""
    if n.unit is Unit.PERCENT:
        return percent(scene, n)
    if n.unit in (Unit.MONEY, Unit.TIME) and scoped(scene, n):
        return Measure(n, Role.NOTHING, "scope")
    if n.unit in (Unit.MONEY, Unit.POINTS):
        return Measure(n, Role.OUTCOME, str(n.unit))
    if n.unit is Unit.MULTIPLE:
        if often(scene, n):
            return Measure(n, Role.OUTPUT, "often")
        idle = scene.idle and not scene.left_has("metric", n) and not scene.right(n)
        return Measure(n, Role.NOTHING if idle else Role.OUTCOME, "multiple")
    if n.unit in (Unit.TIME, Unit.OTHER):
        return duration(scene, n)
    return count(scene, n)
