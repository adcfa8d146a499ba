"""Tables that go on from slide to slide: columns get what their texts need, every row is measured before it is set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT, ink_on
from okr_analytics.charts.textwidth import fold, fold_to
from okr_analytics.packs import columns
from okr_analytics.packs.cells import NUMERIC, Cell
from okr_analytics.packs.slides.deck import FONT, LEADING, Box, describe

_PAD = 4.0  # inner margin on each side of a cell, points
_MOST_LINES = 14  # of one cell; what is longer ends in "…" and stands whole in the notes
_LEAST_ROWS = 3  # of a long table: fewer don't begin on a slide with something else, and don't go on alone
_TONES = {
    "on_track": "#d8f0e4",
    "healthy": "#d8f0e4",
    "good": "#d8f0e4",
    "done": "#dbe9f7",
    "at_risk": "#fdf0cf",
    "warning": "#fdf0cf",
    "off_track": "#f9dcda",
    "unhealthy": "#f9dcda",
    "bad": "#f9dcda",
    "error": "#f9dcda",
}
_SIGNS = {
    "on_track": "●",
    "healthy": "●",
    "at_risk": "▲",
    "warning": "▲",
    "off_track": "◆",
    "unhealthy": "◆",
    "done": "✔",
}


@dataclass(frozen=True)
class Sheet:
    """A table that is ready to be set: heads, rows of cells, the width of each column and the size of its letters."""

    heads: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    size: float
    fills: tuple[tuple[str, ...], ...] = ()


def plan(
    heads: Sequence[str],
    units: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    room: float,
    fills: tuple[tuple[str, ...], ...] = (),
) -> Sheet:
    """Finds widths and a letter size in which no word must be broken, if there is one; else the smallest size."""
    texts = [[_shown(item) for item in row] for row in rows]
    widths, size = columns.fit([flat(head) for head in heads], rows, texts, room, pad=_PAD)
    right = tuple(unit in NUMERIC for unit in units)
    return Sheet(tuple(flat(head) for head in heads), right, tuple(tuple(row) for row in rows), widths, size, fills)


def pages(sheet: Sheet, height: float, start: int = 0) -> Iterator[tuple[int, int]]:
    """First and last row (excluded) of each slide, from a row on."""
    room = height - _height(sheet, sheet.heads, bold=True)
    first, used = start, 0.0
    for position in range(start, len(sheet.rows)):
        need = row_height(sheet, sheet.rows[position])
        if used + need > room and position > first:
            yield first, position
            first, used = position, 0.0
        used += need
    yield first, len(sheet.rows)


def balanced(sheet: Sheet, start: int, height: float) -> list[tuple[int, int]]:
    """The rows from `start` on over no more slides than they need, about as many on each, so that none is nearly empty."""
    least = list(pages(sheet, height, start))
    head = _height(sheet, sheet.heads, bold=True)
    whole = sum(row_height(sheet, row) for row in sheet.rows[start:])
    for share in (1.05, 1.15, 1.3):
        spans = list(pages(sheet, min(whole / len(least) * share + head, height), start))
        if len(spans) == len(least):
            return spans
    return least


def begun(sheet: Sheet, room: float) -> list[tuple[int, int]]:
    """The rows that fit the room left on a slide: all, or at least a few; else none, and the table gets a slide of its own."""
    if height(sheet) <= room:
        return [(0, len(sheet.rows))]
    _, last = next(pages(sheet, room))
    last = min(last, len(sheet.rows) - _LEAST_ROWS)
    return [(0, last)] if last >= _LEAST_ROWS else []


def first_page(sheet: Sheet, height: float) -> Sheet:
    """The table with the rows alone that fit one slide."""
    _, last = next(pages(sheet, height))
    return replace(sheet, rows=sheet.rows[:last], fills=sheet.fills[:last])


def height(sheet: Sheet) -> float:
    """What the whole table needs on one slide."""
    return _height(sheet, sheet.heads, bold=True) + sum(row_height(sheet, row) for row in sheet.rows)


def row_height(sheet: Sheet, row: Sequence[Cell]) -> float:
    """What the highest cell of a row needs, in points."""
    return _height(sheet, [_shown(item) for item in row])


def _height(sheet: Sheet, texts: Sequence[str], bold: bool = False) -> float:
    lines = max(len(_lines(sheet, i, text, bold)) for i, text in enumerate(texts))
    return lines * sheet.size * LEADING + 2 * 3 + 1


def _lines(sheet: Sheet, column: int, words: str, bold: bool = False) -> list[str]:
    return fold_to(words, sheet.size, (sheet.widths[column] - 2 * _PAD) * 0.97, _MOST_LINES, bold)


def _shown(item: Cell) -> str:
    sign = _SIGNS.get(item.tone, "")
    return f"{sign} {flat(item.text)}" if sign else flat(item.text)


def too_long(sheet: Sheet, row: Sequence[Cell]) -> list[str]:
    """The texts of a row that don't stand whole in their cell."""
    room = [(w - 2 * _PAD) * 0.97 for w in sheet.widths]
    return [
        flat(item.text)
        for item, each in zip(row, room, strict=True)
        if len(item.text) > 200 and len(fold(_shown(item), sheet.size, each)) > _MOST_LINES
    ]


def draw(slide: Slide, sheet: Sheet, span: tuple[int, int], box: Box, alt: str) -> float:
    """Sets the rows of one slide as a native table and returns its height; cell by cell took 200 ms a slide."""
    rows = sheet.rows[span[0] : span[1]]
    frame: Any = slide.shapes.add_table(1, len(sheet.heads), *box.emu())
    describe(frame, alt)
    frame.table.horz_banding = False
    for column, wide in zip(frame.table.columns, sheet.widths, strict=True):
        column.width = Pt(wide)
    heights = [_height(sheet, sheet.heads, bold=True), *(row_height(sheet, row) for row in rows)]
    lines = [_row(sheet, sheet.heads, [LIGHT.text] * len(sheet.heads), heights[0], bold=True)]
    for position, row in enumerate(rows):
        fills = [_TONES.get(item.tone, LIGHT.paper) for item in row]
        fills = list(sheet.fills[span[0] + position]) if sheet.fills else fills
        lines.append(_row(sheet, [_shown(item) for item in row], fills, heights[position + 1]))
    made = frame.table._tbl
    made.remove(made.tr_lst[0])
    for line in parse_xml(f"<a:tbl {nsdecls('a')}>{''.join(lines)}</a:tbl>"):
        made.append(line)
    frame.height = Pt(sum(heights))
    return sum(heights)


def _row(sheet: Sheet, texts: Sequence[str], fills: Sequence[str], height: float, bold: bool = False) -> str:
    cells = (
        _cell(_joined(sheet, column, words), fill, sheet.size, right=sheet.right[column], bold=bold)
        for column, (words, fill) in enumerate(zip(texts, fills, strict=True))
    )
    return f'<a:tr h="{Pt(height)}">{"".join(cells)}</a:tr>'


def _cell(words: str, fill: str, size: float, *, right: bool, bold: bool) -> str:
    look = f'sz="{round(size * 100)}" b="{int(bold)}"'
    ink = f'<a:solidFill><a:srgbClr val="{ink_on(fill)[1:]}"/></a:solidFill><a:latin typeface="{FONT}"/>'
    run = f"<a:r><a:rPr {look}>{ink}</a:rPr><a:t>{escape(words)}</a:t></a:r>" if words else ""
    end = f"<a:endParaRPr {look}/>" if not words else ""
    margins = f'marL="{Pt(_PAD)}" marR="{Pt(_PAD)}" marT="{Pt(3)}" marB="{Pt(3)}" anchor="t"'
    line = f'<a:lnB w="6350"><a:solidFill><a:srgbClr val="{LIGHT.grid[1:]}"/></a:solidFill></a:lnB>'
    paint = f'<a:solidFill><a:srgbClr val="{fill[1:]}"/></a:solidFill>'
    paragraph = f'<a:p><a:pPr algn="{"r" if right else "l"}"/>{run}{end}</a:p>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody><a:tcPr {margins}>{line}{paint}</a:tcPr></a:tc>"
    )


def _joined(sheet: Sheet, column: int, words: str) -> str:
    lines = _lines(sheet, column, words)
    return " ".join(lines) if len(lines) == _MOST_LINES else words
