"""Findings in SARIF 2.1.0, the exchange format of code scanners."""

from collections.abc import Iterable, Sequence
from typing import Any

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.rule import Finding, Rule

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(findings: Iterable[tuple[str, Finding]], rules: Sequence[Rule], version: str) -> dict[str, Any]:
    """One run with its rules and results; each finding comes with the file it was found in ("" for a text)."""
    places = {rule.code: i for i, rule in enumerate(rules)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "okr-analytics", "version": version, "rules": [_rule(r) for r in rules]}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(file, finding, places) for file, finding in findings],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.bad} → {rule.good}"},
        "help": {"text": f"Source: {rule.source}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(file: str, finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    where = f"{finding.item.where}" if finding.item.where else finding.item.code or finding.item.title
    location: dict[str, Any] = {"logicalLocations": [{"name": finding.item.title, "fullyQualifiedName": where}]}
    if file:
        location["physicalLocation"] = {"artifactLocation": {"uri": file}}
    return {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.suggestion}".strip()},
        "locations": [location],
        "properties": {
            "destination": str(finding.destination) if finding.destination else None,
            "spans": [list(span) for span in finding.spans],
            "source": finding.source,
        },
    }
