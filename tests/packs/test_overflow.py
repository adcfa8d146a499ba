"""Composed packs of 200 key results with texts of 300 letters: measured again from the files, nothing overflows or is cut."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from measured import beyond_pages, cells_that_overflow, slides_that_overflow
from opened import slides_text
from openpyxl.styles import Alignment
from pptx import Presentation
from pptx.util import Pt

from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs import pdf, pptx, xlsx
from okr_analytics.packs.compose import compose
from okr_analytics.packs.definition import AUDIENCES, RUNNING, Definition
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.slides import deck
from okr_analytics.packs.typeset import typeset
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


def test_pages_of_the_pdf(pack: Pack) -> None:
    """Every word inside the margins of its page, and no word on another."""
    assert beyond_pages(pdf.write(pack)) == []


def test_cells_of_the_workbook(pack: Pack) -> None:
    """A text is either as wide as its column, or wraps in a row as high as its lines; no number shows as ####."""
    assert cells_that_overflow(xlsx.write(pack)) == []


# --- the measuring itself: what is broken on purpose is found


def spoiled(spoil: Callable[[Any], None]) -> list[str]:
    """What is found on a slide of 960 × 540 points after `spoil`."""
    show = Presentation()
    show.slide_width, show.slide_height = Pt(960), Pt(540)
    spoil(show.slides.add_slide(show.slide_layouts[6]))
    out = io.BytesIO()
    show.save(out)
    return slides_that_overflow(out.getvalue())


def box(slide: Any, left: float, top: float, high: float, words: str) -> None:
    deck.text(slide, deck.Box(left, top, 200, 400), words, sizes=(12,))
    slide.shapes[-1].height = Pt(high)


def test_a_text_longer_than_its_box_is_found() -> None:
    assert spoiled(lambda slide: box(slide, 40, 100, 60, LONG[:60])) == []
    assert "points" in spoiled(lambda slide: box(slide, 40, 100, 60, LONG))[0]


def test_what_runs_off_its_slide_or_lies_on_another_thing_is_found() -> None:
    assert "runs off its slide" in spoiled(lambda slide: box(slide, 800, 100, 300, LONG))[0]
    assert "runs off its slide" in spoiled(lambda slide: box(slide, 40, 440, 300, LONG))[0]

    def two(slide: Any) -> None:
        box(slide, 40, 100, 300, LONG)
        box(slide, 60, 120, 300, LONG)

    assert "lies on" in spoiled(two)[0]


def test_a_table_with_too_many_rows_is_found() -> None:
    def tall(slide: Any) -> None:
        table = slide.shapes.add_table(3, 1, Pt(40), Pt(400), Pt(100), Pt(30)).table
        for row in range(3):
            deck.fill(table.cell(row, 0).text_frame, deck.Box(0, 0, 900, 400), LONG, sizes=(12,))

    assert "runs off its slide" in spoiled(tall)[0]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("A word", None),
        ("#place(dx: 115pt)[outside]", "outside stands outside the margins"),
        ("#place(dy: 195pt)[below]", "below stands outside the margins"),
        ("#place[first] #place(dx: 4pt)[second]", "lies on"),
    ],
)
def test_a_word_in_the_wrong_place_of_a_page_is_found(page: str, found: str | None) -> None:
    source = f"#set document(title: [T])\n#set page(width: 200pt, height: 250pt, margin: 30pt)\n{page}"
    told = beyond_pages(typeset({"main.typ": source.encode()}, 0))
    assert told == [] if found is None else found in told[0]


@pytest.mark.parametrize(
    ("words", "wraps", "high", "fits"),
    [
        ("short", False, None, True),
        (LONG, False, None, False),
        (LONG, True, None, False),  # not every program makes room for lines by itself
        (LONG, True, 30, False),
        (LONG, True, 300, True),
        (1.5e30, False, None, False),
    ],
)
def test_a_cell_whose_text_is_cut_is_found(words: object, wraps: bool, high: float | None, fits: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = words, "beside"
    sheet["A1"].alignment = Alignment(wrap_text=wraps)
    sheet.column_dimensions["A"].width, sheet.row_dimensions[1].height = 30, high
    out = io.BytesIO()
    book.save(out)
    assert (cells_that_overflow(out.getvalue()) == []) is fits
