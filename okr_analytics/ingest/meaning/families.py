"""Which records a table of each kind yields, what it must have to be one, and where a general column then belongs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Family:
    """A table of `kind` may hold fields of `members`, the first first where a header fits several.

    `needs`: of each group at least one field must be found; "time" stands for columns that are periods, "clock" for
    a start time and an end time.
    """

    kind: str
    members: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    bonus: float = 0.0
    but: frozenset[str] = frozenset()  # fields of members that mean nothing here: the row itself is the reference


_FAMILIES = (
    Family(
        "key_result",
        ("key_result", "objective", "initiative", "check_in", "target"),
        (("key_result.title",),),
        0.3,
        frozenset(
            (
                "check_in.key_result",
                "check_in.unit",
                "check_in.cycle",
                "target.key_result",
                "target.kpi",
                "target.unit",
                "target.date",
                "initiative.key_result",
                "initiative.objective",
            )
        ),
    ),
    Family("objective", ("objective",), (("objective.title",),)),
    Family(
        "check_in",
        ("check_in",),
        (
            ("check_in.key_result",),
            ("check_in.date", "time"),
            (
                "check_in.value",
                "check_in.progress",
                "check_in.confidence",
                "check_in.status",
                "check_in.progress_note",
                "time",
            ),
        ),
        0.3,
    ),
    Family("initiative", ("initiative",), (("initiative.title",),)),
    Family(
        "kpi",
        ("kpi", "kpi_reading", "target"),
        (("kpi.name",),),
        0.1,
        frozenset(
            ("kpi_reading.kpi", "kpi_reading.unit", "target.key_result", "target.kpi", "target.unit", "target.date")
        ),
    ),
    Family(
        "kpi_reading",
        ("kpi_reading", "kpi"),
        (("kpi_reading.kpi", "kpi.name", "kpi.code"), ("kpi_reading.date",), ("kpi_reading.value",)),
        0.0,
    ),
    Family("project", ("project",), (("project.name",),), 0.1),
    Family(
        "milestone",
        ("milestone", "project"),
        (("milestone.name",),),
        0.0,
        frozenset(("project.priority",)),  # it is said of the row, not of its project
    ),
    Family(
        "effort",
        ("effort",),
        (
            ("effort.actual", "effort.planned", "effort.stated", "time", "clock"),
            (
                "effort.person",
                "effort.item",
                "effort.unit",
                "effort.period",
                "effort.start",
                "effort.category",
                "effort.conversation",
            ),
        ),
    ),
    Family("retrospective", ("retrospective",), (("retrospective.note",),), -0.5),
    Family("champion", ("champion",), (("champion.person",), ("champion.role", "champion.unit")), -0.2),
    Family(
        "unit",
        ("unit",),
        (("unit.name",), ("unit.parent", "unit.lead", "unit.level", "unit.kind", "unit.capacity")),
        -0.2,
    ),
    Family("cycle", ("cycle",), (("cycle.name",), ("cycle.start",), ("cycle.end",)), 0.2),
    Family("target", ("target",), (("target.kpi", "target.key_result"), ("target.date",), ("target.value",)), -0.2),
)

FAMILIES: Mapping[str, Family] = MappingProxyType({family.kind: family for family in _FAMILIES})

# A member yields records of its own only where one of these columns is there; without it, its columns are left.
ANCHORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "objective": ("objective.title",),
        "key_result": ("key_result.title",),
        "initiative": ("initiative.title",),
        "project": ("project.name",),
        "milestone": ("milestone.name",),
        "kpi": ("kpi.name", "kpi.code"),
        "kpi_reading": ("kpi_reading.value",),
        "target": ("target.value",),
        "check_in": ("check_in.date",),
    }
)

# Where a member isn't there, its column says the same of the kind of the table: the reference instead of the thing.
REFERENCES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("key_result", "objective.code"): "key_result.objective",
        ("key_result", "objective.title"): "key_result.objective",
        ("key_result", "objective.parent"): "key_result.objective",
        ("initiative", "key_result.title"): "initiative.key_result",
        ("initiative", "key_result.code"): "initiative.key_result",
        ("initiative", "objective.title"): "initiative.objective",
        ("initiative", "objective.code"): "initiative.objective",
        ("check_in", "key_result.title"): "check_in.key_result",
        ("check_in", "key_result.code"): "check_in.key_result",
        ("milestone", "project.name"): "milestone.project",
        ("milestone", "project.code"): "milestone.project",
        ("key_result", "check_in.progress_note"): "key_result.comment",
        ("key_result", "check_in.problems"): "key_result.comment",
        ("key_result", "check_in.plans"): "key_result.comment",
        ("kpi_reading", "kpi.name"): "kpi_reading.kpi",
        ("kpi_reading", "kpi.code"): "kpi_reading.kpi",
    }
)
