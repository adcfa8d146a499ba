"""The records of the product and the words for them: one frozen class a kind, fields in their canonical names.

Units of the values: percentages are fractions (0.2 = 20 %), progress 1 = reached, confidence 0-1,
amounts keep their unit of measure beside them, dates are dates without a time.
Every record knows its row (`where`) and, field by field, the cell a value came from (`cells`).
"""

from collections.abc import Mapping
from types import MappingProxyType

from okr_analytics.model.goals import (
    Champion,
    CheckIn,
    Cycle,
    Initiative,
    KeyResult,
    Objective,
    Retrospective,
    Target,
    Unit,
)
from okr_analytics.model.health import Kpi, KpiReading
from okr_analytics.model.record import Conversation, FieldType, Record, Status, field_types
from okr_analytics.model.work import Effort, Milestone, Project

__all__ = [
    "KIND_OF",
    "RECORDS",
    "Champion",
    "CheckIn",
    "Conversation",
    "Cycle",
    "Effort",
    "FieldType",
    "Initiative",
    "KeyResult",
    "Kpi",
    "KpiReading",
    "Milestone",
    "Objective",
    "Project",
    "Record",
    "Retrospective",
    "Status",
    "Target",
    "Unit",
    "field_types",
]

RECORDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "unit": Unit,
        "cycle": Cycle,
        "objective": Objective,
        "key_result": KeyResult,
        "target": Target,
        "check_in": CheckIn,
        "initiative": Initiative,
        "kpi": Kpi,
        "kpi_reading": KpiReading,
        "project": Project,
        "milestone": Milestone,
        "effort": Effort,
        "retrospective": Retrospective,
        "champion": Champion,
    }
)
KIND_OF: Mapping[type[Record], str] = MappingProxyType({cls: kind for kind, cls in RECORDS.items()})
