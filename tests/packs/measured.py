"""Measures written slides and pages again: what runs out of its box, over its page, or onto something else."""

import io
import re
from typing import Any

import openpyxl
from opened import pdf_words
from pptx import Presentation
from pptx.util import Pt

from okr_analytics.charts.textwidth import fold

_FOOT = 512.0
_LEADING = 1.2
Box = tuple[float, float, float, float]


def slides_that_overflow(data: bytes) -> list[str]:
    """A line for everything that runs out of its box, over the foot or the edge of its slide, or onto another thing."""
    found = []
    show = Presentation(io.BytesIO(data))
    wide = show.slide_width / Pt(1)
    for number, slide in enumerate(show.slides, start=1):
        placed: list[tuple[Box, str]] = []
        for shape in slide.shapes:
            left, top, width, height = (value / Pt(1) for value in (shape.left, shape.top, shape.width, shape.height))
            what = f"slide {number}: {shape.name} {shape.text_frame.text[:50] if shape.has_text_frame else ''}".strip()
            needed = _needed(shape, width)
            box = (left, top, left + width, top + (max(needed, height) if shape.has_table else needed or height))
            if shape.has_text_frame and not shape.text_frame.text:
                continue
            if box[0] < -0.5 or box[2] > wide + 0.5 or (box[3] > _FOOT + 1 and top < _FOOT):
                found.append(f"{what} runs off its slide")
            if shape.has_text_frame and needed > height + 3:
                found.append(f"{what} needs {needed:.0f} of {height:.0f} points")
            found += [f"{what} lies on {other}" for one, other in placed if _cross(box, one)]
            placed.append((box, what))
    return found


def _needed(shape: Any, width: float) -> float:
    if shape.has_table:
        return sum(_row(shape.table, row) for row in shape.table.rows)
    if not shape.has_text_frame:
        return 0.0
    return sum(_paragraph(each, width) for each in shape.text_frame.paragraphs)


def _paragraph(paragraph: Any, width: float) -> float:
    size = max((run.font.size / Pt(1) for run in paragraph.runs if run.font.size), default=9)
    bold = any(run.font.bold for run in paragraph.runs)
    return len(fold("".join(run.text for run in paragraph.runs), size, width, bold)) * size * _LEADING


def _row(table: Any, row: Any) -> float:
    cells = zip(row.cells, table.columns, strict=True)
    need = max(_paragraph(cell.text_frame.paragraphs[0], column.width / Pt(1) - 8) for cell, column in cells)
    return max(row.height / Pt(1), need + 6)


def _cross(one: Box, other: Box, slack: float = 1.5) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > slack and down > slack


_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
_MARGIN = 24.0


def beyond_pages(data: bytes) -> list[str]:
    """A line for every word outside the margins of its page or on another word; skips where poppler isn't installed."""
    told = pdf_words(data, "-bbox")
    found = []
    for number, page in enumerate(told.split("<page ")[1:], start=1):
        wide, high = (float(value) for value in _PAGE.findall(f"<page {page}")[0])
        words = [(tuple(map(float, hit[:4])), hit[4]) for hit in _WORD.findall(page)]
        for (left, top, right, bottom), word in words:
            if left < _MARGIN or top < _MARGIN or right > wide - _MARGIN or bottom > high - _MARGIN:
                found.append(f"page {number}: {word[:40]} stands outside the margins")
        found += [f"page {number}: {one} lies on {other}" for one, other in _crossing(words)]
    return found


def _crossing(words: list[tuple[Any, str]]) -> list[tuple[str, str]]:
    """Words of a page that lie on each other by more than a hair; turned words of charts' axes are left aside."""
    lying = sorted(((box, word) for box, word in words if box[2] - box[0] > 2), key=lambda pair: pair[0][1])
    found = []
    for place, (box, word) in enumerate(lying):
        for other, second in lying[place + 1 :]:
            if other[1] > box[3]:
                break
            if _cross(box, other, slack=3.0):
                found.append((word, second))
    return found


_LETTER = 5.6  # points of a column for each letter of its width
_USUAL = 8.43


def cells_that_overflow(data: bytes) -> list[str]:
    """The sheet and place of every cell whose text or number doesn't stand whole in its column and row."""
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        widths = {at: d.width for d in sheet.column_dimensions.values() for at in range(d.min or 1, (d.max or 1) + 1)}
        merged = {span.start_cell.coordinate: span for span in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            filled = [cell for cell in row if cell.value is not None]
            for cell in filled:
                span = merged.get(cell.coordinate)
                columns = range(span.min_col, span.max_col + 1) if span else [cell.column]
                letters = sum(widths.get(at, _USUAL) for at in columns)
                if not _fits(cell, letters, sheet.row_dimensions[cell.row].height, alone=len(filled) == 1):
                    found.append(f"{sheet.title}!{cell.coordinate}: {str(cell.value)[:40]}")
    return found


def _fits(cell: Any, letters: float, high: float | None, *, alone: bool) -> bool:
    if cell.data_type == "f":
        return True  # a sum is narrower than what it sums, or nearly so
    if not isinstance(cell.value, str):
        return len(f"{cell.value:,.1f}" if isinstance(cell.value, float) else str(cell.value)[:10]) <= letters + 1
    size = cell.font.size
    lines = len(fold(cell.value, size, letters * _LETTER, bool(cell.font.bold)))
    if alone and not cell.alignment.wrap_text:  # the only text of its row may run over the empty cells beside it
        return len(fold(cell.value, size, 650)) == 1
    # Not every program makes a row without a height as high as its lines.
    return lines <= 1 or (bool(cell.alignment.wrap_text) and (high or 0.0) >= lines * size * 1.15)
