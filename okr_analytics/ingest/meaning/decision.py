"""What a table was taken for: its kind, how surely, why, and what every column means."""

from dataclasses import dataclass

from okr_analytics.ingest.meaning.clocks import Clocks
from okr_analytics.ingest.meaning.crossings import Crossing
from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.meaning.rowkinds import RowKinds
from okr_analytics.ingest.reading import SURE
from okr_analytics.ingest.tables import Assignment, Column


@dataclass(frozen=True)
class Decision:
    """What a table was taken for, how surely, why, and what every column means."""

    kind: str
    confidence: float
    how: str
    assignments: tuple[Assignment, ...]
    runner_up: str | None = None
    export: str | None = None
    rows: RowKinds | None = None
    crossing: Crossing | None = None
    clocks: Clocks | None = None  # the columns that the hours of a time sheet are worked out from
    places: tuple[int, ...] = ()  # the columns that name the unit together
    sides: int | None = None  # the column that says of each row whether it is planned or actual

    @property
    def is_ours(self) -> bool:
        """Whether records are drawn from the table."""
        return self.kind != OTHER and self.confidence >= SURE

    def column(self, field: str) -> Column | None:
        """The column that holds a field, None where there is none."""
        return next((a.column for a in self.assignments if a.field == field), None)

    def fields(self) -> dict[str, Column]:
        """Field → column."""
        return {a.field: a.column for a in self.assignments if a.field}
