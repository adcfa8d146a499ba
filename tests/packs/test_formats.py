"""Every format: found, the same bytes for the same pack, every number of the views in it, hostile text only text."""

import dataclasses
import io
import re
import zipfile

import pandas as pd
import pytest
from opened import Page, chart_numbers, pdf_text, sheets, slides_text
from shown import flat, values

from okr_analytics import numbers
from okr_analytics.document import Chart, Section
from okr_analytics.errors import UnknownName
from okr_analytics.packs import cells
from okr_analytics.packs.cells import Cell
from okr_analytics.packs.pack import Pack, UnusablePack
from okr_analytics.packs.registry import format_of, formats

NAMES = ("html", "pdf", "pptx", "xlsx")
_WRITTEN: dict[tuple[int, str], bytes] = {}


def written(pack: Pack, name: str) -> bytes:
    key = (id(pack), name)
    if key not in _WRITTEN:
        _WRITTEN[key] = format_of(name).write(pack)
    return _WRITTEN[key]


def test_four_formats_are_found_and_named() -> None:
    assert sorted(formats()) == sorted(NAMES)
    assert all(form.label and "/" in form.media_type for form in formats().values())
    with pytest.raises(UnknownName, match="Did you mean 'pptx'"):
        format_of("ppt")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_pack_gives_the_same_bytes(pack: Pack, name: str) -> None:
    assert format_of(name).write(pack) == written(pack, name)


def test_html_holds_every_number_exactly(pack: Pack) -> None:
    page = Page(written(pack, "html"))
    missing = [cell for _, cell in values(pack) if cell.exact not in page.values]
    assert not missing


def test_excel_holds_every_number_exactly(pack: Pack) -> None:
    found = [value for rows in sheets(written(pack, "xlsx")).values() for row in rows for value in row]
    amounts = {f"{v:.15g}" for v in found if isinstance(v, int | float)}  # Excel keeps 15 digits
    days = {v.date() for v in found if hasattr(v, "date")}
    missing = [
        cell for _, cell in values(pack) if (cell.day not in days if cell.day else f"{cell.number:.15g}" not in amounts)
    ]
    assert not missing


def test_powerpoint_holds_every_number(pack: Pack) -> None:
    """In native charts exactly, in cards, tables and notes as people read them."""
    data = written(pack, "pptx")
    drawn, text = chart_numbers(data), flat(slides_text(data))
    missing = [
        (where, cell)
        for where, cell in values(pack)
        if not (
            cell.number in drawn if where in ("bar", "line", "band", "treemap", "ternary") and not cell.day else False
        )
        and flat(cell.text) not in text
        and where not in ("line", "band")
    ]
    assert not missing
    lines = {cell.number for where, cell in values(pack) if where in ("line", "band") and not cell.day}
    assert lines <= drawn


def test_pdf_holds_every_number_as_people_read_it(pack: Pack) -> None:
    text = flat(pdf_text(written(pack, "pdf")))
    assert not [cell for _, cell in values(pack) if flat(cell.text) not in text]


@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_where_the_numbers_come_from(pack: Pack, name: str) -> None:
    data = written(pack, name)
    text = {
        "html": lambda: " ".join(Page(data).text),
        "xlsx": lambda: " ".join(str(v) for rows in sheets(data).values() for row in rows for v in row),
        "pptx": lambda: slides_text(data),
        "pdf": lambda: pdf_text(data),
    }[name]()
    for said in ("22 Nov 2026", "Cells not used", "123", "Open diagnostics", "17", "Progress: what it means",
                 "Effort of growth / all effort", "as of 20 Nov 2026", "Confidential & internal"):  # fmt: skip
        assert said in flat(text), said


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_stays_text(hostile: Pack, name: str) -> None:
    data = written(hostile, name)
    {"html": _inert_html, "xlsx": _inert_xlsx, "pptx": _inert_pptx, "pdf": _inert_pdf}[name](data)


def _inert_html(data: bytes) -> None:
    page = Page(data)
    allowed = {"html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "h4", "nav", "ol",
               "li", "span", "main", "article", "section", "ul", "strong", "figure", "figcaption", "div", "svg", "desc",
               "defs", "pattern", "rect", "line", "path", "circle", "text", "details", "summary", "table", "thead",
               "tbody", "tr", "th", "td", "time", "data", "mark", "em", "footer", "dl", "dt", "dd", "script"}  # fmt: skip
    assert {tag for tag, _ in page.tags} <= allowed
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")], tag
        assert (attributes.get("href") or "#").startswith("#")
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    text = " ".join(page.text)
    assert "<script>alert(1)</script>" in text
    assert "{{ 7*7 }}" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", data.decode("utf-8"))


def _inert_xlsx(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            part = file.read(name).decode("utf-8", errors="replace")
            for formula in re.findall(r"<f>(.*?)</f>", part):
                assert formula.startswith("SUM(")
            assert "hyperlink" not in name.lower()
            assert "evil.example" not in part or name == "xl/sharedStrings.xml" or "drawing" in name or "chart" in name
            assert 'TargetMode="External"' not in part
    texts = {v for rows in sheets(data).values() for row in rows for v in row if isinstance(v, str)}
    assert {"=1+1", "+cmd|' /C calc'!A0", "W" * 300, "a\ufffdb\ufffdc\ufffdd"} <= texts


def _inert_pptx(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(file.read(name))) as book:
                    sheet = book.read("xl/worksheets/sheet1.xml")
                    assert b"<f>" not in sheet
                    assert b"hyperlink" not in sheet
            elif name.endswith(".rels"):
                assert b'TargetMode="External"' not in file.read(name)
    text = slides_text(data)
    assert "=1+1" in text
    assert "<script>alert(1)</script>" in text


def _inert_pdf(data: bytes) -> None:
    assert b"/JavaScript" not in data
    assert b"/URI" not in data
    text = flat(pdf_text(data))
    assert "=1+1" in text
    assert "#eval(1) $x^2$ *bold* `raw` @ref" in text


@pytest.mark.parametrize("name", NAMES)
def test_numbers_follow_the_readers_language(german: Pack, name: str) -> None:
    data = written(german, name)
    if name == "xlsx":
        assert sheets(data)  # values, not words: Excel writes them in its own reader's way
        return
    text = {
        "html": lambda: " ".join(Page(data).text),
        "pptx": lambda: slides_text(data),
        "pdf": lambda: pdf_text(data),
    }
    assert "22.11.2026" in text[name]()
    assert "128.400" in text[name]()


def test_a_logo_and_a_colour_must_be_usable(pack: Pack) -> None:
    with pytest.raises(UnusablePack, match="neither a PNG nor a JPEG"):
        Pack("T", pack.views, pack.date, logo=b"<svg onload=alert(1)>")
    with pytest.raises(UnusablePack, match="#0b5cad"):
        Pack("T", pack.views, pack.date, accent="red;}body{background:url(//evil.example)")


def test_the_unknown_is_not_zero(pack: Pack) -> None:
    assert cells.cell(None, "percent", "en") == Cell(numbers.UNKNOWN)
    rows = sheets(written(pack, "xlsx"))["Data key_result"]
    assert rows == [["Code", "Title", "Progress"], ["KR1", "Education and Early Childhood Development", 0.25]]


def test_excel_says_which_sheets_come_back_and_marks_itself(pack: Pack) -> None:
    data = written(pack, "xlsx")
    assert any("can be corrected and loaded back" in str(row[0]) for row in sheets(data)["Contents"])
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert b"okr-analytics-pack" in file.read("docProps/custom.xml")


def test_excel_charts_are_native_and_draw_every_series(pack: Pack) -> None:
    """One chart for each but the heatmap and the empty one; a series for each line, stack, share or measure."""
    with zipfile.ZipFile(io.BytesIO(written(pack, "xlsx"))) as file:
        names = sorted((n for n in file.namelist() if n.startswith("xl/charts/chart")), key=lambda n: int(n[15:-4]))
        drawn = [file.read(name).decode().count("<c:ser>") for name in names]
        described = file.read("xl/drawings/drawing1.xml").decode().count("descr=")
    assert drawn == [3, 3, 3, 9, 3, 2, 3, 3, 2]
    assert described == len(drawn)


def test_a_charts_words_never_become_a_reference(pack: Pack) -> None:
    """The library takes a name like "x!A0" for a cell, and Excel would go and look for it."""
    formula = "+cmd|' /C calc'!A0"
    frame = pd.DataFrame({"x": [1.0], "y": [2.0], "who": [formula]})
    words = {"x_label": formula, "y_label": formula}
    charts = (
        Chart("bar", frame, formula, "a", x="who", y="y", **words),
        Chart("scatter", frame, formula, "a", x="x", y="y", color="who", **words),
    )
    view = dataclasses.replace(pack.views[0], sections=(Section("s", "S", charts),))
    data = format_of("xlsx").write(dataclasses.replace(pack, views=(view,)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        drawn = "".join(file.read(name).decode() for name in file.namelist() if "charts/chart" in name)
    assert drawn.count("calc") > 6
    assert not [formula for formula in re.findall(r"<c:f>(.*?)</c:f>", drawn) if "calc" in formula]
