"""Finds the tables of a sheet: stacked or side by side, with titles above and totals and notes below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from okr_analytics.ingest.cells import Sheet
from okr_analytics.ingest.finding.headers import row_cells
from okr_analytics.ingest.finding.stack import Stack
from okr_analytics.ingest.finding.strips import strips
from okr_analytics.ingest.tables import Region


@dataclass(frozen=True)
class Found:
    """What was found on a sheet: tables, and rows of blocks in which no table was found."""

    regions: tuple[Region, ...]
    loose: tuple[Region, ...]  # without header rows


def find_regions(sheet: Sheet) -> Found:
    """The tables of a sheet, by rows and then columns; every non-blank row is in a region or a loose block."""
    regions: list[Region] = []
    loose: list[Region] = []
    for left, right in strips(sheet, sorted(sheet.rows)):
        rows = [r for r in sorted(sheet.rows) if row_cells(sheet, r, left, right)]
        for region in Stack(sheet, rows, left, right).run():
            (regions if region.header_rows else loose).append(region)
    split = [part for region in regions for part in _split(region)]
    split.sort(key=lambda r: (r.range.top, r.left))
    return Found(tuple(split), tuple(loose))


def region_with(sheet: Sheet, region: Region, header_rows: tuple[int, ...], last_row: int) -> Region:
    """The region with the header rows and the last row that a person named; rows above the header become its context."""
    whole, first, last = region.range, min(header_rows), max(header_rows)
    filled = [r for r in sorted(sheet.rows) if row_cells(sheet, r, region.left, region.right)]
    rows = [r for r in filled if min(first, whole.top, *region.context) <= r <= max(last_row, whole.bottom)]
    stack = Stack(sheet, rows, region.left, region.right)
    told = stack.region(
        header_rows, [r for r in rows if last < r <= last_row], [r for r in rows if r < first or r in region.context]
    )
    cut = {r: "below the row that a person named as the last of the table" for r in rows if r > last_row}
    return replace(told, left_out={**told.left_out, **cut})


def _split(region: Region) -> list[Region]:
    """A region cut where a blank column parts two tables of their own."""
    sheet, heads = region.sheet, region.header_rows
    parts = strips(sheet, [*heads, *region.body], region.left, region.right)
    if len(parts) < 2 or not all(row_cells(sheet, heads[-1], *part) for part in parts):
        return [region]
    return _cut(region, parts)


def cut_at(region: Region, columns: Sequence[int]) -> list[Region]:
    """The region cut where a person said that another table begins; columns without a header belong to the one before."""
    ends = sorted({c for c in columns if region.left < c <= region.right})
    parts = [(left, right - 1) for left, right in zip([region.left, *ends], [*ends, region.right + 1], strict=True)]
    heads = region.header_rows
    named = all(any(row_cells(region.sheet, row, *strip) for row in heads) for strip in parts)
    return _cut(region, parts) if ends and named else [region]


def _cut(region: Region, columns: Sequence[tuple[int, int]]) -> list[Region]:
    sheet, heads = region.sheet, region.header_rows
    parts = []
    for number, (left, right) in enumerate(columns):
        rows = sorted({*region.body, *region.sections, *region.left_out})
        own = [r for r in rows if row_cells(sheet, r, left, right)]
        own_heads = tuple(r for r in heads if row_cells(sheet, r, left, right))
        stack = Stack(sheet, sorted({*own_heads, *own}), left, right)
        parts.append(stack.region(own_heads, own, list(region.context) if number == 0 else []))
    return parts
