"""What the rules judge: key results, objectives and sets as values, and the context they stand in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from okr_analytics.diagnostics import CellRef
from okr_analytics.model import KeyResult, Objective


class Kind(StrEnum):
    """What a rule looks at."""

    KEY_RESULT = "key_result"
    OBJECTIVE = "objective"
    SET = "set"


@dataclass(frozen=True)
class Change:
    """A target as it stood from a day on; `reason` says why it was changed, where somebody did."""

    date: dt.date
    target: float
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A key result or an objective with everything known about it; only the title is needed.

    `history` holds past improvements of the same metric, cycle by cycle, in the wanted direction;
    `last_check_in` is None where nobody has checked in yet; `checked` says whether check-ins are known at all.
    """

    kind: Kind = Kind.KEY_RESULT
    title: str = ""
    key: str = ""
    code: str | None = None
    where: CellRef | None = None
    cells: Mapping[str, CellRef] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)
    objective: str | None = None
    objective_key: str | None = None
    unit: str | None = None
    cycle: str | None = None
    cycle_start: dt.date | None = None
    cycle_end: dt.date | None = None
    owner: str | None = None
    owner_known: bool = False  # whether the source has a place for owners at all
    metric: str | None = None
    measure: str | None = None
    shape: str | None = None  # increase, decrease, maintain, milestone, count
    baseline: float | None = None
    target: float | None = None
    current: float | None = None
    lower: float | None = None
    upper: float | None = None
    due: dt.date | None = None
    ambition: str | None = None
    ambition_known: bool = False
    status: str | None = None
    data_source: str | None = None
    source_known: bool = False
    history: tuple[float, ...] = ()
    noise: float | None = None  # robust sigma of past check-ins
    last_check_in: dt.date | None = None
    checked: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def committed(self) -> bool:
        """Whether it was promised rather than hoped for."""
        return (self.ambition or "").casefold().startswith("commit")


@dataclass(frozen=True, kw_only=True)
class Group:
    """A set that belongs together: an objective with its key results, or a unit's objectives in a cycle.

    `attainments` are the final scores of the unit's finished aspirational key results, oldest first (1 = reached).
    """

    name: str = ""
    objective: Item | None = None
    key_results: tuple[Item, ...] = ()
    objectives: tuple[Item, ...] = ()
    attainments: tuple[float, ...] = ()
    cycles: int = 0  # how many finished cycles the attainments come from


@dataclass(frozen=True, kw_only=True)
class Context:
    """What surrounds the items: the day, the rhythm, the profile, and each unit's past."""

    as_of: dt.date | None = None
    cadence_days: int = 7
    profile: str = "public"
    language: str = ""  # of the neighbours, for texts too short to tell
    attainments: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))
    finished_cycles: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def from_key_result(record: KeyResult, *, key: str = "", cycle: tuple[dt.date, dt.date] | None = None) -> Item:
    """The item of a key result as a sheet gives it."""
    return Item(
        title=record.title or record.metric or "",
        key=key,
        code=record.code,
        where=record.where,
        cells=record.cells,
        objective=record.objective,
        unit=record.unit,
        cycle=record.cycle,
        cycle_start=cycle[0] if cycle else None,
        cycle_end=cycle[1] if cycle else None,
        owner=record.owner,
        metric=record.metric,
        measure=record.measure,
        shape=record.kind,
        baseline=record.baseline,
        target=record.target,
        current=record.current,
        lower=record.lower,
        upper=record.upper,
        due=record.due,
        ambition=record.ambition,
        status=record.status,
    )


def from_objective(record: Objective, *, key: str = "", cycle: tuple[dt.date, dt.date] | None = None) -> Item:
    """The item of an objective as a sheet gives it."""
    return Item(
        kind=Kind.OBJECTIVE,
        title=record.title or "",
        key=key,
        code=record.code,
        where=record.where,
        cells=record.cells,
        unit=record.unit,
        cycle=record.cycle,
        cycle_start=cycle[0] if cycle else None,
        cycle_end=cycle[1] if cycle else None,
        owner=record.owner,
        ambition=record.ambition,
    )
