"""Writes a pack as an Excel workbook: values in full precision, native charts, and data that can be loaded back."""

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
    page.widths |= {0: 46.0, 1: 64.0}
    page.fit()
    page.sheet.activate()


def _section(book: Book, view: View, section: Section) -> list[tuple[str, str, str]]:
    title = section.title or view.title
    alone = section.blocks[0] if len(section.blocks) == 1 and not section.lead and not section.says else None
    if isinstance(alone, Table) and len(alone.frame) > _OWN_SHEET:
        return [_table(book, view, title, alone)]
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


def _table(book: Book, view: View, section: str, block: Table) -> tuple[str, str, str]:
    page = Page(book, book.sheet(block.title or section))
    page.say(view.title, font_color="#566272")
    page.table(block)
    head = 2 if block.title else 1
    page.sheet.freeze_panes(head, 0)
    page.sheet.repeat_rows(head - 1)
    page.fit()
    return page.sheet.get_name(), block.title or section, view.title


def _records(book: Book, records: Records) -> tuple[str, str, str]:
    """A flat sheet with canonical heads in its first row: what `load` reads when the pack comes back."""
    page = Page(book, book.sheet(f"{texts.PACK_DATA} {records.kind}"))
    for column, name in enumerate(records.frame.columns):
        heading = texts.field_label(str(name))
        book.text(page.sheet, (0, column), heading, bold=True, bottom=2)
        page.widths[column] = max(10, len(heading) + 2)
        for row, value in enumerate(records.frame[name].to_list(), start=1):
            book.cell(page.sheet, (row, column), cells.cell(value, _unit_of(str(name)), book.pack.locale))
    page.sheet.freeze_panes(1, 0)
    page.sheet.autofilter(0, 0, max(len(records.frame), 1), max(len(records.frame.columns) - 1, 0))
    page.fit()
    return page.sheet.get_name(), f"Data: {records.kind.replace('_', ' ')}", "Correct here and load the workbook again"


_FRACTIONS = frozenset({"progress", "confidence", "score", "percent_complete"})


def _unit_of(name: str) -> Unit:
    return "percent" if name in _FRACTIONS else "text"


def _sources(book: Book) -> tuple[str, str, str]:
    page = Page(book, book.sheet(words.SOURCES))
    page.say(words.SOURCES, gap=2, bold=True, font_size=15)
    for name, lines in sources.lines(book.pack):
        for position, line in enumerate(lines):
            book.text(page.sheet, (page.row, 0), name if position == 0 else "", bold=True)
            book.text(page.sheet, (page.row, 1), line, text_wrap=True)
            page.row += 1
    page.sheet.set_column(0, 0, 24)
    page.sheet.set_column(1, 1, 110)
    return page.sheet.get_name(), words.SOURCES, ""
