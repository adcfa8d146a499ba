"""Composed packs of 200 key results with texts of 300 letters: measured again from the files, nothing overflows or is cut."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from measured import beyond_pages, slides_that_overflow
from opened import slides_text
from openpyxl.utils import get_column_letter

from okr_analytics.charts.textwidth import fold
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs import pdf, pptx, xlsx
from okr_analytics.packs.compose import compose
from okr_analytics.packs.definition import AUDIENCES, RUNNING, Definition
from okr_analytics.packs.pack import Pack
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question

DAY = dt.date(2026, 11, 20)
LONG = (
    "Increase the share of citizens who complete their request for a building permit fully online without visiting "
    "an office from 34 % to 60 % by the end of the fourth quarter, measured monthly by the service centre, excluding "
    "requests that the law requires to be made in person, and report it to the committee every month"
)
UNITS = [f"Department of Citizen Services, Permits and Local Affairs {number}" for number in range(8)]


def workbook() -> bytes:
    """200 key results, 30 KPIs and 30 projects whose names all have 300 letters."""
    book = openpyxl.Workbook()
    results, kpis, projects = book.active, book.create_sheet("KPIs"), book.create_sheet("Projects")
    results.title = "OKRs"
    heads = ("Objective", "KR code", "Key result", "Unit", "Owner", "Cycle", "Baseline", "Target", "Current")
    results.append(heads)
    for i in range(200):
        codes = (f"KR{i}", named("Key result", i), UNITS[i % 8], "Ana-Maria von und zu Hohenfels")
        results.append((named("Objective", i // 4), *codes, "Q4 2026", 10, 60, 10 + i * 13 % 60))
    kpis.append(("KPI code", "KPI", "Unit", "Direction", "Healthy from", "Date", "Value"))
    for i in range(30):
        for month in range(1, 11):
            moment = (dt.date(2026, month, 28), 60 + (i * 7 + month * 3) % 40)
            kpis.append((f"K{i}", named("KPI", i), UNITS[i % 8], "higher", 70, *moment))
    projects.append(("Project code", "Project", "Unit", "Start", "Due", "Status", "% complete", "Budget", "Spent"))
    for i in range(30):
        span = (dt.date(2026, 1 + i % 8, 1), dt.date(2026, 12, 1) + dt.timedelta(days=15 * i))
        projects.append(
            (f"P{i}", named("Project", i), UNITS[i % 8], *span, "At risk", i * 9 % 100 / 100, 10_000.5, 600)
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def named(kind: str, number: int) -> str:
    return f"{kind} {number}: {LONG}"[:300]


@pytest.fixture(scope="module")
def pack() -> Pack:
    workspace = Workspace.in_memory([("plan.xlsx", workbook())], as_of=DAY)
    filters = Filters(as_of=DAY).resolve(workspace.database)
    prepare(workspace.database, filters, workspace.policy)
    question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
    made = compose(question, Definition(pages=AUDIENCES["Everyone"], cycle=RUNNING), carry=False)
    assert len(question.rows("kr_state")) == 200
    return made


def test_slides(pack: Pack) -> None:
    """Every text in its box, every table above the foot, no two things on each other, nothing cut but headlines."""
    data = pptx.write(pack)
    assert slides_that_overflow(data) == []
    text = slides_text(data)
    (titles,) = (s.blocks[0].frame["title"] for v in pack.views for s in v.sections if s.key == "key_results")
    assert len(titles) == 200
    assert titles.str.len().min() > 280
    assert not [title for title in titles if " ".join(title.split()) not in text]


def test_pages_of_the_pdf(pack: Pack, tmp_path: Path) -> None:
    """Every word inside the margins of its page, and no word on another."""
    path = tmp_path / "pack.pdf"
    path.write_bytes(pdf.write(pack))
    assert beyond_pages(path) == []


def test_cells_of_the_workbook(pack: Pack) -> None:
    """A text is either as wide as its column, or wraps in a row that grows with it; no number shows as ####."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(pack)))
    wrong = []
    for sheet in book:
        merged = {span.start_cell.coordinate: _letters(sheet, span) for span in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            filled = [cell for cell in row if cell.value is not None]
            wrong += [
                (sheet.title, cell.coordinate)
                for cell in filled
                if not _fits(sheet, cell, merged, alone=len(filled) == 1)
            ]
    assert wrong == []


def _letters(sheet: object, span: object) -> float:
    columns = (get_column_letter(column) for column in range(span.min_col, span.max_col + 1))
    return sum(sheet.column_dimensions[column].width or 8.43 for column in columns)


def _fits(sheet: object, cell: object, merged: dict[str, float], *, alone: bool) -> bool:
    letters = merged.get(cell.coordinate) or sheet.column_dimensions[get_column_letter(cell.column)].width or 8.43
    if cell.data_type == "f":
        return True  # a sum is narrower than what it sums, or nearly so
    if not isinstance(cell.value, str):
        return len(f"{cell.value:,.1f}" if isinstance(cell.value, float) else str(cell.value)[:10]) <= letters + 1
    size = cell.font.size
    lines = len(fold(cell.value, size, letters * 5.6, bool(cell.font.bold)))
    high = sheet.row_dimensions[cell.row].height
    if alone and not cell.alignment.wrap_text:  # the only text of its row may run over the empty cells beside it
        return len(fold(cell.value, size, 650)) == 1
    return lines <= 1 or (bool(cell.alignment.wrap_text) and (high is None or high >= lines * size * 1.15))
