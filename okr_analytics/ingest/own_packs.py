"""Knows a review pack that comes back: only its sheets named Data are read, each as the kind of record it names."""

from okr_analytics import texts
from okr_analytics.ingest.cells import Sheet, Workbook
from okr_analytics.ingest.mapping import TableMapping
from okr_analytics.ingest.meaning.families import FAMILIES
from okr_analytics.ingest.tables import Table
from okr_analytics.ingest.values.folding import fold
from okr_analytics.model import field_types

SHOWN = "a page of a review pack that shows what was loaded; only its sheets named Data are read"


def is_pack(workbook: Workbook) -> bool:
    """Whether the workbook says of itself that it is a review pack with data to be corrected."""
    first = workbook.sheets[0].rows if workbook.sheets else {}
    return any(texts.PACK_LOADABLE in row.values() for row in first.values())


def kind_of(sheet: Sheet) -> str | None:
    """The kind of record that a pack's sheet carries ("Data key_result"), None where it carries none."""
    prefix, _, kind = sheet.name.partition(" ")
    return kind if prefix == texts.PACK_DATA and kind in FAMILIES else None


def mapping_of(sheet: Sheet, table: Table) -> TableMapping | None:
    """What each column of a pack's data sheet means: its head is the field's name."""
    kind = kind_of(sheet)
    if kind is None:
        return None
    fields = {fold(texts.field_label(name)): f"{kind}.{name}" for name in field_types(kind)}
    return TableMapping(kind, columns={i: fields.get(fold(column.title)) for i, column in enumerate(table.columns)})
