"""Grades by the worst severity, so that no number of good words makes up for one error."""

from collections.abc import Iterable

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.rule import Finding

GRADES = ("A", "B", "C", "D", "E")


def grade(findings: Iterable[Finding]) -> str:
    """A none · B one warning · C two or more warnings · D one error · E two or more errors; info never counts."""
    errors, warnings = counts(findings)
    if errors:
        return "D" if errors == 1 else "E"
    return "A" if not warnings else "B" if warnings == 1 else "C"


def counts(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    severities = [finding.severity for finding in findings]
    if not severities:
        return 0, 0
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)
