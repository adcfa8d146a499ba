"""A pack of the sample data with every page: all its numbers stand in each format and are those of the catalogue."""

import datetime as dt
import io
from collections import Counter
from pathlib import Path

import pytest
from opened import Page, chart_numbers, pdf_text, sheets, slides_text
from pptx import Presentation
from shown import flat, values

from okr_analytics.document import Table, Tiles
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs import html, pdf, pptx, printed, xlsx
from okr_analytics.packs.compose import compose, narrowed
from okr_analytics.packs.definition import AUDIENCES, CYCLE_START, RUNNING, Definition
from okr_analytics.packs.pack import Pack
from okr_analytics.views.contents import PAGES
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question

DATA = Path(__file__).parent.parent.parent / "data"
DAY = dt.date(2026, 11, 20)
EVERYTHING = Definition(pages=tuple(PAGES), cycle=RUNNING, since=CYCLE_START)


@pytest.fixture(scope="module")
def question() -> Question:
    files = [
        (path.name, path.read_bytes()) for path in sorted(DATA.glob("[01]*.*")) if path.suffix in (".xlsx", ".csv")
    ]
    workspace = Workspace.in_memory(files, as_of=DAY)
    filters = Filters(as_of=DAY).resolve(workspace.database)
    prepare(workspace.database, filters, workspace.policy)
    return Question(workspace.database, filters, workspace.policy, workspace.policy_event)


@pytest.fixture(scope="module")
def full(question: Question) -> Pack:
    return compose(question, EVERYTHING)


def printed_cells(pack: Pack) -> Counter[str]:
    """Every number of the tables as it is printed, as often as it must stand there; without what only leads to cells."""
    tables = [b for v in pack.views for s in v.sections for b in s.blocks if isinstance(b, Table) and len(b.frame)]
    parts = [part for table in tables for part in printed.parts(table, pack.locale, 11)[0]]
    assert all(len(table.frame) <= printed.most_rows(pack, len(table.frame)) for table in tables)
    return Counter(
        flat(cell.text) for part in parts for row in part.rows for cell in row if cell.number is not None or cell.day
    )


def test_the_pack_is_large_enough_to_tell(full: Pack) -> None:
    kinds = Counter(where for where, _ in values(full))
    assert sum(kinds.values()) > 4_000
    assert {"tile", "table", "bar", "line", "band", "heatmap", "gantt", "treemap", "ternary", "bullet"} <= set(kinds)


def test_figures_are_those_of_the_catalogue(question: Question, full: Pack) -> None:
    """The cards that open each page: what the catalogue says for the whole selection, or for a conversation of it."""
    asked = narrowed(question, EVERYTHING)
    tiles = [t for v in full.views for s in v.sections for b in s.blocks if isinstance(b, Tiles) for t in b.tiles]
    named = [tile for tile in tiles if tile.metric and tile.value is not None]
    assert len(named) > 40
    for tile in named:
        told = (
            [asked.metric(tile.metric), *asked.metrics(tile.metric, by=("conversation",))]
            if _split(tile.metric)
            else [asked.metric(tile.metric)]
        )
        assert any(row.value == pytest.approx(tile.value, abs=1e-9) for row in told), tile.label


def _split(metric: str) -> bool:
    return metric.startswith("effort")


def test_html_holds_every_number_exactly(full: Pack) -> None:
    page = Page(html.write(full))
    assert not [cell for _, cell in values(full) if cell.exact not in page.values]


def test_excel_holds_every_number_exactly(full: Pack) -> None:
    found = [value for rows in sheets(xlsx.write(full)).values() for row in rows for value in row]
    amounts = {f"{v:.15g}" for v in found if isinstance(v, int | float)}
    days = {v.date() for v in found if hasattr(v, "date")}
    missing = [c for _, c in values(full) if (c.day not in days if c.day else _as_stored(c.number) not in amounts)]
    assert not missing


def _as_stored(number: float | None) -> str:
    """The file holds 16 digits; of these Excel keeps 15."""
    return f"{float(f'{number:.16g}'):.15g}"


def test_powerpoint_holds_every_number(full: Pack) -> None:
    data = pptx.write(full)
    drawn, text = chart_numbers(data), flat(slides_text(data))
    native = {"bar", "line", "band", "treemap", "ternary", "bullet"}
    assert not [
        (w, c)
        for w, c in values(full)
        if w in native and not c.day and c.number not in drawn and flat(c.text) not in text
    ]
    assert not [
        (w, c) for w, c in values(full) if w in ("tile", "heatmap", "gantt", "scatter") and flat(c.text) not in text
    ]
    slides = Presentation(io.BytesIO(data)).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    written = Counter(
        flat(cell.text).removeprefix("● ") for table in tables for row in table.rows for cell in row.cells
    )
    assert not printed_cells(full) - written


def test_pdf_holds_every_number_as_people_read_it(full: Pack) -> None:
    text = flat(pdf_text(pdf.write(full)))
    told = [(where, cell) for where, cell in values(full) if where != "table"]
    assert not [(where, cell) for where, cell in told if flat(cell.text) not in text]
    assert not [words for words in printed_cells(full) if words not in text]


def test_a_boards_pack_is_short(question: Question) -> None:
    """What a board decides on: no more slides than it can talk about, tables cut to a slide that says what is left."""
    short = compose(question, Definition(pages=AUDIENCES["Board"], cycle=RUNNING, brief=True), carry=False)
    data = pptx.write(short)
    assert len(Presentation(io.BytesIO(data)).slides) <= 25
    assert "more are in the Excel pack" in slides_text(data)
    whole = next(b for v in short.views for s in v.sections if s.key == "attention" for b in s.blocks)
    assert isinstance(whole, Table)
    assert any(len(rows) > len(whole.frame) for rows in sheets(xlsx.write(short)).values())


def test_what_needs_attention_stands_in_its_own_measure(full: Pack) -> None:
    table = next(b for v in full.views for s in v.sections if s.key == "attention" for b in s.blocks)
    assert isinstance(table, Table)
    late = table.frame[table.frame["measure"] == "%"].index[0]
    place = list(table.frame.index).index(late)
    columns = [column.name for column in table.columns]
    (part, *_), _ = printed.parts(table, "en", len(columns))
    shown = part.rows[place][[c.name for c in part.columns].index("reference")]
    assert shown.unit == "percent"
    assert shown.text.endswith("%")
