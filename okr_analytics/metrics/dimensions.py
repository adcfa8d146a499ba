"""By what metrics can be told apart: every dimension, and in which views it exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to split a metric: SQL for what is shown and for the key it is told apart by, over the view `v`.

    `needs` names the columns the view must have; `of_unit` asks for the joined unit `u`, `of_branch` for the branch `b`.
    """

    name: str
    label: str
    show: str
    key: str
    needs: tuple[str, ...]
    of_unit: bool = False
    of_branch: bool = False


def _own(name: str, label: str, column: str | None = None, key: str | None = None) -> Dimension:
    shown = column or name
    told = key or shown
    return Dimension(name, label, f'v."{shown}"', f'v."{told}"', tuple(dict.fromkeys((shown, told))))


DIMENSIONS: Mapping[str, Dimension] = MappingProxyType(
    {
        dimension.name: dimension
        for dimension in (
            _own("unit", "Unit", "unit", "unit_key"),
            Dimension("level", "Level", "u.level", "u.level", ("unit_key",), of_unit=True),
            Dimension("parent_unit", "Parent unit", "u.parent", "u.parent_key", ("unit_key",), of_unit=True),
            Dimension("branch", "Branch", "b.branch", "b.branch_key", ("unit_key",), of_branch=True),
            _own("cycle", "Cycle", "cycle", "cycle_key"),
            _own("objective", "Objective", "objective", "objective_key"),
            _own("key_result", "Key result", "title", "key_result_key"),
            _own("status", "Status"),
            _own("status_rule", "Rule of the colour"),
            _own("rule", "Status rule"),
            _own("health", "Health"),
            _own("kind", "Kind"),
            _own("owner", "Owner"),
            _own("ambition", "Ambition"),
            _own("how", "How progress is known"),
            _own("conversation", "Conversation"),
            _own("conversation_source", "How the conversation is known"),
            _own("measure", "Measure", "effort_measure"),
            _own("month", "Month"),
            _own("quarter", "Quarter"),
            _own("year", "Year"),
            _own("person", "Person"),
            _own("item", "Item"),
            _own("category", "Category"),
            _own("kpi", "KPI", "name", "kpi_key"),
            _own("perspective", "Perspective"),
            _own("nature", "Initiative or strategic project"),
            _own("project", "Project", "project", "project_key"),
            _own("priority", "Priority"),
            _own("milestone", "Milestone", "name", "milestone_key"),
            _own("grade", "Grade"),
            _own("code", "Rule", "code"),
            _own("severity", "Severity"),
            _own("destination", "Better place"),
            _own("form", "Form"),
            _own("moved_to", "Moved to"),
            _own("is_new", "New since recorded"),
            _own("delivered_by", "Delivered by"),
            _own("direction", "Direction"),
            _own("barrier", "Barrier"),
            _own("week", "Week"),
            _own("timing", "On time or not"),
            _own("score_band", "Final score"),
            _own("reason", "Reason"),
            _own("file", "File"),
        )
    }
)

_UNIT = ("unit", "level", "parent_unit", "branch")

# Which dimensions each view offers; a test holds that the columns exist.
VIEW_DIMENSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kr_state": (
            *_UNIT,
            "cycle",
            "objective",
            "key_result",
            "status",
            "status_rule",
            "kind",
            "owner",
            "ambition",
            "how",
            "file",
        ),
        "kr_as_colored": (*_UNIT, "cycle", "objective", "key_result", "rule", "status", "owner"),
        "kr_rhythm": (*_UNIT, "cycle", "key_result", "owner"),
        "kr_period": (*_UNIT, "cycle", "objective", "key_result", "owner", "week", "timing"),
        "kr_score": (*_UNIT, "cycle", "objective", "key_result", "owner", "ambition", "status", "score_band"),
        "kr_carried": (*_UNIT, "cycle", "objective", "key_result", "owner", "status"),
        "check_in_words": (*_UNIT, "cycle", "objective", "key_result", "owner", "week"),
        "objective_state": (*_UNIT, "cycle", "status", "owner", "ambition", "file"),
        "quality_state": (
            *_UNIT,
            "cycle",
            "objective",
            "key_result",
            "grade",
            "form",
            "kind",
            "owner",
            "destination",
            "moved_to",
        ),
        "finding_state": (*_UNIT, "cycle", "code", "severity", "destination", "is_new"),
        "kr_attained": (*_UNIT, "cycle", "objective", "key_result"),
        "destination_state": (*_UNIT, "cycle", "destination"),
        "kpi_state": (*_UNIT, "kpi", "health", "owner", "perspective", "file"),
        "project_state": (*_UNIT, "project", "status", "owner", "priority", "nature", "file"),
        "project_curve": (*_UNIT, "project", "week", "owner", "priority"),
        "objective_support": (*_UNIT, "cycle", "objective"),
        "milestone_state": (*_UNIT, "project", "milestone", "status", "owner"),
        "initiative_state": (*_UNIT, "cycle", "objective", "status", "kind", "owner"),
        "effort_entry": (
            *_UNIT,
            "conversation",
            "conversation_source",
            "measure",
            "month",
            "quarter",
            "year",
            "cycle",
            "person",
            "item",
            "category",
            "file",
        ),
        "progress_weekly": (*_UNIT, "cycle", "week"),
        "kr_trend": (*_UNIT, "cycle", "objective", "key_result", "status"),
        "kpi_trend": (*_UNIT, "kpi", "health", "owner", "perspective"),
        "unit_progress": (*_UNIT, "cycle"),
        "attention": (*_UNIT, "reason", "owner"),
        "load_state": ("file",),
        "unit_reach": (*_UNIT, "cycle"),
        "kr_fit": (*_UNIT, "cycle", "objective", "key_result", "owner", "delivered_by"),
        "objective_fit": (*_UNIT, "cycle", "owner", "direction", "barrier"),
    }
)

# Views without metrics, and what can narrow their rows besides the two times.
LIST_FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attention": ("unit", "cycle"),
        "item_field": ("unit", "cycle"),
        "kr_trend": ("unit", "cycle"),
        "kr_basis": ("unit", "cycle"),
        "kr_contribution": ("cycle",),
        "kr_goal_change": ("unit", "cycle"),
        "unit_first_periods": ("unit", "cycle"),
        "retrospective_state": ("unit", "cycle"),
        "kpi_trend": ("unit",),
        "kpi_range_change": ("unit",),
        "effort_split": ("unit", "conversation", "measure"),
        "unit_progress": ("unit", "cycle"),
        "unit_state": ("unit",),
        "suppression_state": ("unit", "cycle"),
        "vote_now": (),
        "quality_note_now": (),
        "ratchet_now": (),
        "diagnostic_state": (),
    }
)


def filters_of(view: str) -> tuple[str, ...]:
    """Which of unit, cycle, conversation and measure narrow the rows of a view."""
    if view in LIST_FILTERS:
        return LIST_FILTERS[view]
    return tuple(name for name in ("unit", "cycle", "conversation", "measure") if name in VIEW_DIMENSIONS.get(view, ()))
