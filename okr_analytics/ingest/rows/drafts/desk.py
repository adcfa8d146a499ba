"""Where the drafts of one table are put down: each once, later rows completing it, nothing said twice or lost."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from okr_analytics.ingest.context import Context
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.sidewords import side_of
from okr_analytics.ingest.rows.drafts.sources import Fields, key_of
from okr_analytics.ingest.rows.lines import Line
from okr_analytics.ingest.rows.spreads import Times
from okr_analytics.ingest.tables import Draft, Position, Source, Table, first_column
from okr_analytics.ingest.values import read_text
from okr_analytics.model import field_types

_AMOUNTS = frozenset({"planned", "actual", "stated", "value", "target"})


class TimeColumn(NamedTuple):
    """What a time column holds: the field `name` of a record of that `kind`.

    `time` tells the records of a row apart: columns of the same kind and the same days have the same number. `when` is
    what its header says of when.
    """

    column: int
    name: str
    kind: str
    time: int
    when: Fields


@dataclass
class Desk:
    """The drafts of a table so far, and what is said of cells that no draft takes."""

    table: Table
    decision: Decision
    context: Context
    times: Times
    as_of: dt.date
    drafts: list[Draft] = field(default_factory=list)
    reasons: dict[Position, str] = field(default_factory=dict)
    repeated: set[Position] = field(default_factory=set)  # cells that say again what another row said
    times_of: dict[str | None, list[TimeColumn]] = field(
        default_factory=dict
    )  # side of a row → what its time columns hold
    _once: dict[tuple[str, ...], Draft] = field(default_factory=dict)

    def put(self, kind: str, fields: Mapping[str, Source], line: Line) -> Draft:
        """A new draft of these fields; an objective's row is the one its title stands in."""
        types = field_types(kind).keys()
        known = dict(fields) if fields.keys() <= types else {n: s for n, s in fields.items() if n in types}
        row = line.row if kind != "objective" or "title" not in known or not known["title"].row else known["title"].row
        draft = Draft(kind, known, row, first_column(known, row) or self.table.region.left)
        self.drafts.append(draft)
        return draft

    def put_once(self, kind: str, fields: Fields, line: Line, names: tuple[str, ...]) -> Draft:
        """The draft of this identity, drawn once however many rows repeat it."""
        key = (kind, *(key_of(fields.get(n)) for n in names))
        known = self._once.get(key)
        if known is None:
            known = self._once[key] = self.put(kind, fields, line)
        else:
            self.complete(known, fields)
        return known

    def complete(self, known: Draft, fields: Fields) -> None:
        """A later row of the same record: equal cells repeat it, missing ones complete it, others are left."""
        for name, source in fields.items():
            if name not in known.fields:
                known.fields[name] = source
            elif key_of(known.fields[name]) == key_of(source):
                self.repeated.add(source.position)
            elif not source.inherited:
                self.reasons.setdefault(source.position, f"the first row of this {known.kind} says something else")

    # -- planned and actual in rows of their own ---------------------------------------------------------------------

    def side(self, line: Line) -> str | None:
        """Whether a row is one of planned or of actual amounts, as the layout or the table's column for it says."""
        source = line.values.get(self.decision.sides) if self.decision.sides is not None else None
        side = side_of(read_text(source.value) or "") if source else None
        if source and side:
            self.repeated.add(source.position)
        return line.side or side

    def put_side(self, kind: str, fields: Fields, line: Line, side: str | None) -> None:
        """A draft; where its row is one of planned and actual, the other row's amount joins it."""
        if side is None:
            self.put(kind, fields, line)
            return
        key = (kind, *(f"{n} {key_of(s)}" for n, s in sorted(fields.items()) if n not in _AMOUNTS))
        known = self._once.get(key)
        own = {n: s for n, s in fields.items() if n in _AMOUNTS}
        if known is None or set(own) & set(known.fields):
            self._once[key] = self.put(kind, fields, line)
        else:
            known.fields.update(own)
