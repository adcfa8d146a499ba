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
class Line:
    """A row as it is set: texts and colours of its cells, its height in points, and the texts that don't stand whole."""

    texts: tuple[str, ...]
    fills: tuple[str, ...]
    height: float
    cut: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table that is ready to be set: its rows are measured once, however often they are laid over slides."""

    head: Line
    lines: tuple[Line, ...]
    right: tuple[bool, ...]
    widths: tuple[float, ...]
    size: float


def plan(
    heads: Sequence[str],
    units: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    room: float,
    fills: Sequence[tuple[str, ...]] = (),
) -> Sheet:
    """Finds widths and a letter size in which no word must be broken, if there is one; else the smallest size."""
    names, texts = [flat(head) for head in heads], [[_shown(item) for item in row] for row in rows]
    widths, size = columns.fit(names, rows, texts, room, pad=_PAD)
    paints = fills or [tuple(_TONES.get(item.tone, LIGHT.paper) for item in row) for row in rows]
    lines = tuple(_line(words, paint, widths, size) for words, paint in zip(texts, paints, strict=True))
    head = _line(names, (LIGHT.text,) * len(names), widths, size, bold=True)
    return Sheet(head, lines, tuple(unit in NUMERIC for unit in units), widths, size)


def _line(
    texts: Sequence[str], fills: tuple[str, ...], widths: Sequence[float], size: float, bold: bool = False
) -> Line:
    folded = [fold(words, size, (wide - 2 * _PAD) * 0.97, bold) for words, wide in zip(texts, widths, strict=True)]
    set_as = tuple(
        words
        if len(parts) <= _MOST_LINES
        else " ".join(fold_to(words, size, (wide - 2 * _PAD) * 0.97, _MOST_LINES, bold))
        for words, parts, wide in zip(texts, folded, widths, strict=True)
    )
    most = min(max(map(len, folded)), _MOST_LINES)
    cut = tuple(words for words, parts in zip(texts, folded, strict=True) if len(parts) > _MOST_LINES)
    return Line(set_as, fills, most * size * LEADING + 2 * 3 + 1, cut)


def pages(sheet: Sheet, height: float, start: int = 0) -> Iterator[tuple[int, int]]:
    """First and last row (excluded) of each slide, from a row on."""
    room = height - sheet.head.height
    first, used = start, 0.0
    for position, line in enumerate(sheet.lines[start:], start):
        if used + line.height > room and position > first:
            yield first, position
            first, used = position, 0.0
        used += line.height
    yield first, len(sheet.lines)


def balanced(sheet: Sheet, start: int, height: float) -> list[tuple[int, int]]:
    """The rows from `start` on over no more slides than they need, about as many on each, so that none is nearly empty."""
    least = list(pages(sheet, height, start))
    whole = sum(line.height for line in sheet.lines[start:])
    for share in (1.05, 1.15, 1.3):
        spans = list(pages(sheet, min(whole / len(least) * share + sheet.head.height, height), start))
        if len(spans) == len(least):
            return spans
    return least


def begun(sheet: Sheet, room: float) -> list[tuple[int, int]]:
    """The rows that fit the room left on a slide: all, or at least a few; else none, and the table gets a slide of its own."""
    if height(sheet) <= room:
        return [(0, len(sheet.lines))]
    _, last = next(pages(sheet, room))
    last = min(last, len(sheet.lines) - _LEAST_ROWS)
    return [(0, last)] if last >= _LEAST_ROWS else []


def first_page(sheet: Sheet, height: float) -> Sheet:
    """The table with the rows alone that fit one slide."""
    _, last = next(pages(sheet, height))
    return replace(sheet, lines=sheet.lines[:last])


def height(sheet: Sheet) -> float:
    """What the whole table needs on one slide."""
    return sum(line.height for line in (sheet.head, *sheet.lines))


def _shown(item: Cell) -> str:
    sign = _SIGNS.get(item.tone, "")
    return f"{sign} {flat(item.text)}" if sign else flat(item.text)


def draw(slide: Slide, sheet: Sheet, span: tuple[int, int], box: Box, alt: str) -> float:
    """Sets the rows of one slide as a native table and returns its height; cell by cell took 200 ms a slide."""
    lines = (sheet.head, *sheet.lines[span[0] : span[1]])
    frame: Any = slide.shapes.add_table(1, len(sheet.widths), *box.emu())
    describe(frame, alt)
    frame.table.horz_banding = False
    made = frame.table._tbl
    for column, wide in zip(made.tblGrid.gridCol_lst, sheet.widths, strict=True):
        column.w = Pt(wide)
    made.remove(made.tr_lst[0])
    rows = "".join(_row(sheet, line, bold=line is sheet.head) for line in lines)
    for row in parse_xml(f"<a:tbl {nsdecls('a')}>{rows}</a:tbl>"):
        made.append(row)
    high = sum(line.height for line in lines)
    frame.height = Pt(high)
    return high


def _row(sheet: Sheet, line: Line, *, bold: bool) -> str:
    cells = (
        _cell(words, fill, sheet.size, right=right, bold=bold)
        for words, fill, right in zip(line.texts, line.fills, sheet.right, strict=True)
    )
    return f'<a:tr h="{Pt(line.height)}">{"".join(cells)}</a:tr>'


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
