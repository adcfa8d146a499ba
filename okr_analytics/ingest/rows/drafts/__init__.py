"""From lines to drafts: which records a row yields, each field with the cell it is read from."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from okr_analytics.ingest.context import Context
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.rows.drafts import rows
from okr_analytics.ingest.rows.drafts.desk import Desk
from okr_analytics.ingest.rows.drafts.goals import Goals
from okr_analytics.ingest.rows.drafts.members import Members
from okr_analytics.ingest.rows.drafts.sources import Fields
from okr_analytics.ingest.rows.lines import Line
from okr_analytics.ingest.rows.spreads import Times
from okr_analytics.ingest.tables import Draft, Position, Table

__all__ = ["Drafts"]

_PUT: Mapping[str, Callable[[Desk, dict[str, Fields], Line], None]] = {
    "kpi": rows.put_kpi,
    "kpi_reading": rows.put_kpi_reading,
    "check_in": rows.put_check_in,
    "effort": rows.put_effort,
    "retrospective": rows.put_notes,
}


class Drafts:
    """Collects the drafts of a table, and what is said of cells that no draft takes."""

    def __init__(self, table: Table, decision: Decision, context: Context, times: Times, as_of: dt.date) -> None:
        self._desk = Desk(table, decision, context, times, as_of)
        self._members = Members(decision, context, times)
        self._goals = Goals(self._desk)

    @property
    def drafts(self) -> list[Draft]:
        """The drafts in the order of their rows."""
        return self._desk.drafts

    @property
    def reasons(self) -> dict[Position, str]:
        """Why cells are left that no draft takes."""
        return self._desk.reasons

    @property
    def repeated(self) -> set[Position]:
        """Cells that say again what another row said, or what the row is."""
        return self._desk.repeated

    @property
    def shared_codes(self) -> frozenset[str]:
        """Codes of several key results, such as KR1 under every objective."""
        return self._goals.shared_codes

    def add(self, lines: Iterable[Line]) -> None:
        """Draws the records of these lines."""
        for line in lines:
            self._line(line)
        self._goals.settle()

    def _line(self, line: Line) -> None:
        desk, decision = self._desk, self._desk.decision
        members = self._members.of(line)
        if decision.places:
            desk.repeated.update(line.values[c].position for c in decision.places if c in line.values)
        kind = line.kind or decision.kind
        if decision.crossing:
            rows.put_crossed(desk, decision.crossing, members.get(kind, {}), line)
            return
        if kind == "objective":
            self._goals.objective(members, line)
        elif kind == "key_result":
            self._goals.key_result(members, line)
        elif kind in _PUT:
            _PUT[kind](desk, members, line)
        else:
            rows.put_plain(desk, kind, members, line)
        self._goals.side_by_side(self._members.numbered(line), members, line)
