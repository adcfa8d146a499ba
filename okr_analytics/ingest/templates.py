"""A template that comes back filled in: its columns are known, and a blank cell in it is blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from okr_analytics.diagnostics import column_letters
from okr_analytics.forms.form import LANGUAGES, Form, forms
from okr_analytics.ingest.cells import Sheet
from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.meaning.columns import build_table, fingerprint
from okr_analytics.ingest.reading import ColumnReading, TableReading
from okr_analytics.ingest.tables import Column, Draft, Position, Region, Source, Table
from okr_analytics.ingest.values.folding import fold
from okr_analytics.model import RECORDS

UNKNOWN = "a column of your own, which the template doesn't have"
_OWN_WORD = frozenset({"status", "conversation"})
_LOOKED_AT = 5  # rows from the top, for people may put a title of their own above


@dataclass(frozen=True)
class Filled:
    """A sheet of a template: its table, and the field of each column that is known."""

    form: Form
    table: Table
    fields: Mapping[int, str]

    def drafts(self) -> list[Draft]:
        """A draft for each row that says something; only a cell merged over several rows holds for all of them."""
        sheet, region = self.table.sheet, self.table.region
        shared = _shared(sheet)
        out = []
        for row in region.body:
            found = {name: _source(sheet, (row, column), shared) for column, name in self.fields.items()}
            sources = {name: self._chosen(name, source) for name, source in found.items() if source is not None}
            if any(not source.inherited for source in sources.values()):
                out.append(Draft(self.form.kind, sources, row, min(s.column for s in sources.values())))
        return out

    def _chosen(self, name: str, source: Source) -> Source:
        """A word of the template's own list as the canonical one; where the sheet's word is kept beside it, as it is."""
        if name in _OWN_WORD or not isinstance(source.value, str):
            return source
        asked = next(a for a in self.form.columns if a.field == name)
        said = fold(source.value)
        return next((source._replace(value=c.value) for c in asked.choices if fold(c.word) == said), source)

    def reading(self, records: dict[str, int]) -> TableReading:
        """What is told of the table."""
        region = self.table.region
        return TableReading(
            sheet=region.sheet.name,
            range=region.range,
            kind=self.form.kind,
            header_rows=region.header_rows,
            columns=tuple(self._column(column) for column in self.table.columns),
            records=records,
            confidence=1.0,
            how="a sheet of our own template",
            layout="template",
            fingerprint=fingerprint(self.table),
        )

    def _column(self, column: Column) -> ColumnReading:
        name = self.fields.get(column.index)
        letters = column_letters(column.index)
        if name is None:
            return ColumnReading(letters, column.title, None, 0.0, UNKNOWN)
        return ColumnReading(letters, column.title, f"{self.form.kind}.{name}", 1.0, "as the template has it")


def filled(sheet: Sheet) -> Filled | None:
    """The sheet as that of a template, which the line above its header names; None for any other sheet."""
    rows = sorted(sheet.rows)
    lead = next((row for row in rows[:_LOOKED_AT] if sheet.value(row, 1) in _leads()), None)
    header = next((row for row in rows if lead is not None and row > lead), None)
    if lead is None or header is None:
        return None
    form = _leads()[str(sheet.value(lead, 1))]
    known = {fold(asked.header): asked.field for asked in form.columns}
    fields = {
        column: known[name] for column, value in sheet.rows[header].items() if (name := fold(label(value))) in known
    }
    body = tuple(row for row in rows if row > header)
    if len(set(fields.values())) < len(fields) or not fields or not body:
        return None
    columns = [column for row in (header, *body) for column in sheet.rows[row]]
    region = Region(sheet, min(columns), max(columns), (header,), body, context=(lead,))
    return Filled(form, build_table(region), MappingProxyType(fields))


def _source(sheet: Sheet, position: Position, shared: Mapping[Position, Position]) -> Source | None:
    place = shared.get(position, position)
    value = sheet.value(*place)
    if value is None:
        return None
    return Source(*place, value, sheet.formats.get(place, "General"), inherited=place != position)


def _shared(sheet: Sheet) -> dict[Position, Position]:
    """Each cell under a merged range → the cell that holds its value."""
    return {
        (row, column): (box.top, box.left)
        for box in sheet.merges
        for row in range(box.top, box.bottom + 1)
        for column in range(box.left, box.right + 1)
    }


@cache
def _leads() -> Mapping[object, Form]:
    """The line above the header of every template → its form."""
    return MappingProxyType(
        {form.lead: form for language in LANGUAGES for form in forms(tuple(RECORDS), language, whole=True)}
    )
