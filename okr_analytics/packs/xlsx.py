"""Writes a pack as an Excel workbook: values in full precision, native charts, and data that can be loaded back."""

from dataclasses import replace

from okr_analytics import texts
from okr_analytics.charts.letters import flat
from okr_analytics.document import Chart, Note, Section, Table, Tiles, Unit, View
from okr_analytics.packs import cells, sources, words
from okr_analytics.packs.excel.book import Book
from okr_analytics.packs.excel.sheets import Page
from okr_analytics.packs.pack import Pack, Records

NAME = "xlsx"
LABEL = "Excel workbook"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSION = "xlsx"

_OWN_SHEET = 25  # a table with more rows gets a sheet to itself, where its heads can stay in sight


def write(pack: Pack) -> bytes:
    """The pack as xlsx bytes; the same pack gives the same bytes."""
    book = Book(pack)
    contents = Page(book, book.sheet(words.CONTENTS))
    entries: list[tuple[str, str, str]] = []
    for view in pack.views:
        for section in view.sections:
            entries += _section(book, view, section)
    for records in pack.records:
        entries.append(_records(book, records))
    entries.append(_sources(book))
    _contents(contents, entries)
    return book.done()


def _contents(page: Page, entries: list[tuple[str, str, str]]) -> None:
    pack = page.book.pack
    page.say(pack.organisation, font_color="#566272")
    page.say(pack.title, bold=True, font_size=20)
    page.say(pack.audience)
    page.book.text(page.sheet, (page.row, 0), words.AS_OF)
    page.book.cell(page.sheet, (page.row, 1), cells.cell(pack.date, "date", pack.locale), align="left")
    page.row += 1
    page.say(pack.confidentiality, bold=True)
    page.row += 1
    for view in pack.views:
        page.say(view.headline, bold=True)
    if pack.records:
        page.say(words.LOADABLE, gap=2, italic=True)
    page.row += 1
    link = page.book.format(font_color="#0b5cad", underline=1)
    for name, title, what in entries:
        page.sheet.write_url(page.row, 0, f"internal:'{name}'!A1", link, flat(title)[:250])
        page.book.text(page.sheet, (page.row, 1), what)
        page.row += 1
    page.layout.wishes |= {0: 46.0, 1: 64.0}
    page.fit()
    page.sheet.activate()


def _section(book: Book, view: View, section: Section) -> list[tuple[str, str, str]]:
    title = section.title or view.title
    alone = section.blocks[0] if len(section.blocks) == 1 else None
    if isinstance(alone, Table) and len(alone.frame) > _OWN_SHEET:
        return [_table(book, view, title, alone, section)]
    page = Page(book, book.sheet(title))
    page.title(view.title, title, section)
    entries = [(page.sheet.get_name(), title, view.title)]
    for block in section.blocks:
        if isinstance(block, Table) and len(block.frame) > _OWN_SHEET:
            entries.append(_table(book, view, title, block))
            page.say(f"{block.title or title} → {entries[-1][0]}", gap=2, italic=True)
        elif isinstance(block, Table):
            page.table(block)
        elif isinstance(block, Chart):
            page.chart(block)
        elif isinstance(block, Tiles):
            page.tiles(block)
        elif isinstance(block, Note):
            page.note(block)
    page.fit()
    return entries


def _table(book: Book, view: View, title: str, block: Table, section: Section | None = None) -> tuple[str, str, str]:
    """A sheet for a long table: its heads stay in sight and stand on every page; a section of it alone is led in there."""
    page = Page(book, book.sheet(title if section else block.title or title))
    if section:
        page.title(view.title, title, section)
    else:
        page.say(view.title, font_color="#566272")
    head = page.table(replace(block, title="") if block.title == title else block)
    page.sheet.freeze_panes(head + 1, 0)
    page.sheet.repeat_rows(head)
    page.fit()
    return page.sheet.get_name(), block.title or title, view.title


def _records(book: Book, records: Records) -> tuple[str, str, str]:
    """A flat sheet with canonical heads in its first row: what `load` reads when the pack comes back."""
    page = Page(book, book.sheet(f"{texts.PACK_DATA} {records.kind}"))
    page.flat([texts.field_label(str(name)) for name in records.frame.columns], _cells(records, book.pack.locale))
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    page.sheet.autofilter(0, 0, max(len(records.frame), 1), max(len(records.frame.columns) - 1, 0))
    page.fit()
    return page.sheet.get_name(), f"Data: {records.kind.replace('_', ' ')}", "Correct here and load the workbook again"


def _cells(records: Records, locale: str) -> list[list[cells.Cell]]:
    columns = [
        [cells.cell(value, _unit_of(str(name)), locale) for value in records.frame[name].to_list()]
        for name in records.frame.columns
    ]
    return [list(row) for row in zip(*columns, strict=True)]


_FRACTIONS = frozenset({"progress", "confidence", "score", "percent_complete"})


def _unit_of(name: str) -> Unit:
    return "percent" if name in _FRACTIONS else "text"


def _sources(book: Book) -> tuple[str, str, str]:
    page = Page(book, book.sheet(words.SOURCES))
    page.say(words.SOURCES, gap=2, bold=True, font_size=15)
    for name, lines in sources.lines(book.pack):
        page.told(name, lines)
    page.layout.wishes |= {0: 24.0, 1: 110.0}
    page.fit()
    return page.sheet.get_name(), words.SOURCES, ""
