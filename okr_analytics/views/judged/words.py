"""The words and colours of grades, forms and rules, the same in every part of the page."""

from collections.abc import Mapping
from types import MappingProxyType

from okr_analytics import numbers
from okr_analytics.document import Tone
from okr_analytics.quality.grade import GRADES
from okr_analytics.quality.registry import all_rules
from okr_analytics.quality.rule import Rule

GRADE_ORDER = GRADES
GRADE_COLORS: Mapping[str, str] = MappingProxyType(
    {"A": "on_track", "B": "done", "C": "at_risk", "D": "off_track", "E": "outdated"}
)
GRADE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "A": "A: nothing to say",
        "B": "B: one warning",
        "C": "C: several warnings",
        "D": "D: one error",
        "E": "E: several errors",
    }
)
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "outcome": "Measured outcome",
        "level": "Level kept or obligation",
        "output": "Counted output or percent complete",
        "task": "Task, milestone or project",
        "unmeasured": "Wish without a number",
    }
)
FORM_COLORS: Mapping[str, str] = MappingProxyType(
    {"outcome": "on_track", "level": "done", "output": "at_risk", "task": "off_track", "unmeasured": "outdated"}
)
CONVERSATIONS: Mapping[str, str] = MappingProxyType(
    {"growth": "growth", "bau": "business as usual", "improvement": "improvement", "unknown": "unknown"}
)
SEVERITIES = ("error", "warning", "info")
GRADES_SAID = (
    "Grades: A nothing to say, B one warning, C two or more warnings, D one error, E two or more errors. "
    "Hints never count. Rules judge texts and numbers, never people."
)


def rule_name(name: object) -> str:
    """A rule's name as words: "no-measure" → "no measure"."""
    return str(name).replace("-", " ")


def rules() -> Mapping[str, Rule]:
    """Code → rule."""
    return {rule.code: rule for rule in all_rules()}


def tone(severity: str) -> Tone:
    """How heavy a finding weighs."""
    return "bad" if severity == "error" else "warning" if severity == "warning" else "neutral"


def many(count: int, one: str, more: str = "") -> str:
    """ "1 key result", "3 key results"."""
    return numbers.counted(count, one, more)
