"""The words people read for the closed vocabularies, in one catalogue, so that other languages can follow."""

from collections.abc import Mapping
from types import MappingProxyType

CONVERSATIONS: Mapping[str, str] = MappingProxyType(
    {
        "growth": "Growth",
        "bau": "Business as usual",
        "improvement": "Improvement",
        "unknown": "Unknown",
    }
)

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "on_track": "On track",
        "at_risk": "At risk",
        "off_track": "Off track",
        "done": "Done",
        "not_started": "Not started",
        "cancelled": "Cancelled",
        "outdated": "Outdated",
        "unknown": "Unknown",
        "healthy": "Healthy",
        "warning": "Warning",
        "unhealthy": "Unhealthy",
    }
)

# Why something has its colour, or has none.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "rule": "by the status rule",
        "reported": "as the sheet reports it",
        "reached": "target reached",
        "outdated": "no news for more than two check-in rhythms",
        "never_checked_in": "no check-in yet, for more than two check-in rhythms",
        "before_start": "not begun yet",
        "no_value": "no value yet",
        "no_baseline": "no baseline, so no percentage",
        "no_target": "no target, so no percentage",
        "no_dates": "no dates to expect progress by",
        "flat": "baseline and target are equal",
        "overdue": "past its due day",
        "finished": "finished",
        "before_due": "not due yet",
        "range": "by its healthy range",
        "target": "by its target",
        "no_range": "no healthy range and no target",
        "no_direction": "nobody says whether higher or lower is better",
        "no_reading": "no reading yet",
        "computed": "computed from baseline, target and value",
        "reported_progress": "as reported, not computed",
        "reported_score": "the score reported at the end",
        "time_in_range": "share of the days in range",
        "steps": "steps done",
    }
)

# Why an item stands in the list of what needs attention.
ATTENTION: Mapping[str, str] = MappingProxyType(
    {
        "off_track": "Key result off track",
        "at_risk": "Key result at risk",
        "outdated": "Key result without news",
        "never_checked_in": "Key result never checked in",
        "confidence_fell": "Confidence fell",
        "fell_back": "Key result fell back",
        "kpi_unhealthy": "KPI outside its range",
        "kpi_warning": "KPI close to its limit",
        "kpi_outdated": "KPI without news",
        "kpi_no_reading": "KPI without a reading",
        "project_overdue": "Project past its due day",
        "project_off_track": "Project behind its plan",
        "project_outdated": "Project without news",
        "over_budget": "Project over budget",
        "milestone_overdue": "Milestone overdue",
        "data_errors": "Errors in an uploaded file",
    }
)

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "unit": "Unit",
        "cycle": "Cycle",
        "objective": "Objective",
        "key_result": "Key result",
        "target": "Target",
        "check_in": "Check-in",
        "initiative": "Initiative",
        "kpi": "KPI",
        "kpi_reading": "KPI reading",
        "project": "Project",
        "milestone": "Milestone",
        "effort": "Effort line",
        "retrospective": "Retrospective note",
        "champion": "Champion",
        "load": "File",
    }
)


def word(catalogue: Mapping[str, str], name: object) -> str:
    """The words for a name of a closed vocabulary; a name without words is made readable."""
    text = str(name)
    return catalogue.get(text) or text.replace("_", " ").capitalize()


def kind(name: str, count: int = 2) -> str:
    """A kind of record inside a sentence: "key results", "KPIs", "effort line" for a count of 1."""
    one = word(KINDS, name)
    return f"{one if one.startswith('KPI') else one.lower()}{'' if count == 1 else 's'}"


def counted(counts: Mapping[str, int]) -> str:
    """ "13 objectives, 1 KPI": records by kind, for sentences."""
    return ", ".join(f"{count} {kind(name, count)}" for name, count in counts.items())


NO_UNIT = "No unit"  # where rows are counted by unit and none is named

# A review pack that can be loaded back says so in these words, and names the sheets that carry data with this one.
PACK_LOADABLE = "The sheets named Data can be corrected and loaded back; all others only show what was loaded."
PACK_DATA = "Data"
# Sheets of our own in a person's workbook say so in these words, and are left aside when it comes back.
SUMMARY_MARK = "This sheet was written by OKR Analytics; it is left aside when the workbook is uploaded again."
GUIDE_MARK = "OKR Analytics template: this sheet explains the others and is left aside when the workbook is uploaded."
_FIELDS: Mapping[str, str] = MappingProxyType({"measure": "Unit of measure", "kpi": "KPI"})


def field_label(name: str) -> str:
    """How a column that holds this canonical field is headed ("percent_complete" → "Percent complete")."""
    return _FIELDS.get(name) or name.replace("_", " ").capitalize()
