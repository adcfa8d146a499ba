"""What a metric is, and what several definitions share."""

from dataclasses import dataclass
from typing import Literal

from okr_analytics.document import Unit
from okr_analytics.metrics.dimensions import VIEW_DIMENSIONS

Better = Literal["higher", "lower", "none"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One number with its name; `definition` is what leaders read.

    expression: SQL over the rows of `view`, a ratio always as sum(a) / nullif(sum(b), 0). where: rows that count.
    coverage: SQL for the share of rows that have what the metric needs, "" where every row has.
    share_of: for a share within a whole, the amount that is summed; it is told apart by conversation.
    cells: which cells a row's number comes from: (column with cells, fields in it).
    """

    name: str
    label: str
    unit: Unit
    definition: str
    view: str
    expression: str
    group: str
    where: str = ""
    coverage: str = ""
    better: Better = "none"
    share_of: str = ""
    cells: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The names of the dimensions by which it can be told apart."""
        return VIEW_DIMENSIONS[self.view]

    @property
    def has_cells(self) -> bool:
        """Whether the number can be opened down to cells."""
        return bool(self.cells)


# Which cells a row's number comes from: (column with cells, fields in it).
KR_CELLS = (
    ("value_cells", ("value", "current", "progress")),
    ("cells", ("baseline", "target", "lower", "upper", "steps", "progress", "score")),
)
ITEM_CELLS = (("cells", ()),)
STATUS_CELLS = (
    ("value_cells", ("value", "current", "progress", "status", "date")),
    ("cells", ("baseline", "target", "status", "due")),
)
ACTIVE = "status <> 'cancelled'"
