"""Slides: nothing overflows, charts are native and described, notes define, 200 key results are all there."""

import io

import pytest
from opened import slides_text
from pptx import Presentation
from pptx.util import Pt

from okr_analytics.charts.textwidth import fold
from okr_analytics.packs import pptx
from okr_analytics.packs.pack import Pack

FOOT = 536.0


@pytest.fixture(scope="module")
def shows(pack: Pack, hostile: Pack, large: Pack) -> dict[str, object]:
    packs = {"ordinary": pack, "hostile": hostile, "large": large}
    return {name: Presentation(io.BytesIO(pptx.write(each))) for name, each in packs.items()}


@pytest.mark.parametrize("name", ["ordinary", "hostile", "large"])
def test_nothing_overflows(shows: dict[str, object], name: str) -> None:
    """Measured again from the file: every text in its box, every box and table on its slide."""
    show = shows[name]
    wide, high = show.slide_width / Pt(1), show.slide_height / Pt(1)
    assert (wide, high) == (960, 540)
    for number, slide in enumerate(show.slides, start=1):
        for shape in slide.shapes:
            left, top, width, height = (v / Pt(1) for v in (shape.left, shape.top, shape.width, shape.height))
            assert left >= 0, number
            assert top >= 0, number
            assert left + width <= wide + 0.5, (number, shape.name)
            assert top + height <= high + 0.5, (number, shape.name)
            if shape.has_text_frame and shape.text_frame.text:
                _fits(shape.text_frame, width, height, f"slide {number}: {shape.text_frame.text[:60]}")
            if shape.has_table:
                assert top + _table_height(shape.table) <= 512, f"slide {number}: the table runs into the foot"


def _fits(frame: object, width: float, height: float, where: str) -> None:
    need = 0.0
    for paragraph in frame.paragraphs:
        size = max((run.font.size / Pt(1) for run in paragraph.runs if run.font.size), default=9)
        bold = any(run.font.bold for run in paragraph.runs)
        need += len(fold("".join(run.text for run in paragraph.runs), size, width, bold)) * size * 1.2
    assert need <= height + 3, where


def _table_height(table: object) -> float:
    total = 0.0
    for row in table.rows:
        lines = 1.0
        for cell, column in zip(row.cells, table.columns, strict=True):
            runs = [run for paragraph in cell.text_frame.paragraphs for run in paragraph.runs]
            if runs:
                size, room = runs[0].font.size / Pt(1), column.width / Pt(1) - 8
                lines = max(lines, len(fold(runs[0].text, size, room, bool(runs[0].font.bold))) * size * 1.2)
        total += max(row.height / Pt(1), lines + 6)
    return total


def test_all_key_results_are_there_in_full(large: Pack, shows: dict[str, object]) -> None:
    text = slides_text(pptx.write(large))
    for title in large.views[0].sections[1].blocks[0].frame["title"]:
        assert title.strip() in text
    assert 20 < len(shows["large"].slides) < 60


def test_charts_are_native_and_described(shows: dict[str, object]) -> None:
    frames = [shape for slide in shows["ordinary"].slides for shape in slide.shapes if shape.has_chart]
    assert len(frames) == 9  # one of each family that PowerPoint can draw; the heatmap is a coloured table
    for frame in frames:
        assert frame._element.xpath(".//p:cNvPr")[0].get("descr")
        assert frame.chart.part.chart_workbook.xlsx_part is not None  # its data can be edited


def test_every_slide_has_a_title_sentence_and_notes_define_the_figures(shows: dict[str, object]) -> None:
    slides = list(shows["ordinary"].slides)
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in slides)
    notes = " ".join(slide.notes_slide.notes_text_frame.text for slide in slides)
    assert "Growth share: Effort of growth / all effort" in notes
    assert "Is growth being eaten?" in notes
    assert "Progress: (current − baseline) / (target − baseline)" in notes


def test_titles_are_headings_for_a_screen_reader(shows: dict[str, object]) -> None:
    for slide in shows["ordinary"].slides:
        assert slide.shapes[0] == slide.shapes.title, "the title must be read first"
