"""What a signal is: a rule that fired for a unit or the whole, the sentence, and the figures that made it fire."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from okr_analytics.document import Unit
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.lineage import Cell, cells_behind
from okr_analytics.store.database import Database


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a signal: `metric` under `dims` (keys) and `filters` gives the cells it came from."""

    label: str
    value: float
    unit: Unit
    metric: str
    dims: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired. `kind` names the rule, `unit` the unit it fired for ("" = the whole selection)."""

    kind: str
    unit: str
    text: str
    figures: tuple[Figure, ...]
    filters: Filters

    def cells(self, database: Database) -> tuple[tuple[Figure, tuple[Cell, ...]], ...]:
        """The cells behind each figure."""
        return tuple((f, cells_behind(database, f.metric, f.dims, self.filters)) for f in self.figures)
