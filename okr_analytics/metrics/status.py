"""The colour of a key result by a named rule, as pure functions: the reference for the views, and for explanations."""

from okr_analytics.policy import STATUS_RULES, StatusRule

# The order in which statuses are listed and charted; outdated and unknown are shown, never hidden in another.
STATUS_ORDER = ("on_track", "at_risk", "off_track", "outdated", "not_started", "done", "cancelled", "unknown")
# A forecast needs this many check-ins with a value; below it the gap rule serves.
FORECAST_FROM = 3
_PLACES = 9  # a gap of 0.4 − 0.3 is ten points, whatever binary fractions say


def status_by(
    rule: StatusRule, progress: float | None, expected: float | None = None, p_hit: float | None = None
) -> str | None:
    """on_track, at_risk or off_track by the rule; None where a number that the rule needs is missing."""
    if rule.measure == "gap":
        if progress is None or expected is None:
            return None
        return _low_is_good(round(expected - progress, _PLACES), rule)
    if rule.measure == "ratio":
        return _ratio(rule, progress, expected)
    number = p_hit if rule.measure == "probability" else progress
    return None if number is None else _high_is_good(round(number, _PLACES), rule)


def rule_that_serves(rule: StatusRule, points: int, p_hit: float | None) -> StatusRule:
    """The rule itself, or the gap rule where it asks for a forecast that isn't there or stands on too few check-ins."""
    if rule.measure == "probability" and (p_hit is None or points < FORECAST_FROM):
        return STATUS_RULES["gap"]
    return rule


def is_outdated(silent_days: int, cadence_days: int) -> bool:
    """Whether an item has been silent for more than two cadences: silence is never green."""
    return silent_days > 2 * cadence_days


def _ratio(rule: StatusRule, progress: float | None, expected: float | None) -> str | None:
    if progress is None or expected is None:
        return None
    if expected <= 0:
        return "on_track" if progress >= 0 else "off_track"
    return _high_is_good(round(progress / expected, _PLACES), rule)


def _low_is_good(number: float, rule: StatusRule) -> str:
    return "on_track" if number <= rule.on_track else "at_risk" if number <= rule.at_risk else "off_track"


def _high_is_good(number: float, rule: StatusRule) -> str:
    return "on_track" if number >= rule.on_track else "at_risk" if number >= rule.at_risk else "off_track"
