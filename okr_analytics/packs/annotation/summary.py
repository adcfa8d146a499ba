"""The summary sheet: what was found, what was understood, what was left aside, and what is different in the copy."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from okr_analytics import texts
from okr_analytics.diagnostics import CellRef, Severity, column_letters
from okr_analytics.packs.annotation.markup import attribute, text
from okr_analytics.packs.annotation.remarks import WORDS, Remark, Understood

NAME = "OKR Analytics summary"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WIDTHS = (24, 15, 11, 72, 56, 20)
_MOST_LINES = 20_000  # hyperlinks and lines that a spreadsheet program still opens at once
_LONGEST = 32_000
_LINE, _SLACK = 12.75, 1.06  # points of a line of Arial 10; words don't fill their line to the last letter
_NAMES = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("thing to check", "things to check")}
_NOTES = ("note", "notes")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of the sheet: its words, the name of its look, the cell it leads to."""

    words: str
    look: str = "text"
    to: CellRef | None = None


Line = tuple[Entry, ...]


def lines(understood: Understood, missing: Sequence[str]) -> list[Line]:
    """The sheet, line by line; `missing` says what the copy lacks."""
    return [
        *_head(understood),
        *_found(understood.ordered),
        *_tables(understood),
        *_unused(understood),
        *_missing(missing),
    ]


def sheet(found: Sequence[Line], look: Callable[[str], int]) -> bytes:
    """The worksheet part of the lines; `look` gives the style number of a look. Every word stays a text."""
    rows, links = [], []
    for number, line in enumerate(found, 1):
        cells = []
        for column, entry in enumerate(line, 1):
            if not entry.words and entry.look == "text":
                continue
            address = f"{column_letters(column)}{number}"
            cells.append(_cell(address, entry, look(entry.look)))
            if entry.to:
                links.append(f"<hyperlink ref={attribute(address)} location={attribute(location(entry.to))}/>")
        height = _height(line)
        rows.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>')
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    columns = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(_WIDTHS, 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}"><sheetPr><tabColor '
        'rgb="FF0B5CAD"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" tabSelected="1" '
        f'workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
        f"{''.join(rows)}</sheetData>{linked}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup orientation="landscape" paperSize="9" fitToHeight="0"/></worksheet>'
    ).encode()


def _height(line: Line) -> float:
    """Points that a line needs: programs don't agree on when to make room for wrapped words by themselves."""
    if any(entry.look == "title" for entry in line):
        return 24.0
    wrapped = [
        sum(1 + int(len(part) * _SLACK) // width for part in entry.words.split("\n"))
        for entry, width in zip(line, _WIDTHS, strict=False)
        if entry.look == "text"
    ]
    return min(_LINE * max([1, *wrapped]) + 3, 400.0)


def location(ref: CellRef) -> str:
    """Where an in-document link leads, the sheet's name quoted."""
    name = ref.sheet.replace("'", "''")
    return f"'{name}'!{ref.address}"


def _cell(address: str, entry: Entry, style: int) -> str:
    words = entry.words if len(entry.words) <= _LONGEST else entry.words[: _LONGEST - 1] + "…"
    if not words:
        return f'<c r="{address}" s="{style}"/>'
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text(words)}</t></is></c>'


# -- the parts of the sheet --------------------------------------------------------------------------------------------


def _head(understood: Understood) -> Iterator[Line]:
    yield (Entry(NAME, "title"),)
    yield (Entry(understood.file, "line"),)
    if understood.as_of:
        source = f" (from: {understood.as_of_source})" if understood.as_of_source else ""
        yield (Entry(f"Its numbers are taken as those of {understood.as_of.isoformat()}{source}.", "line"),)
    left = understood.nonblank - understood.loaded
    yield (
        Entry(
            f"{understood.loaded:,} of {understood.nonblank:,} filled cells were used; {left:,} were left aside, each with "
            "its reason below.",
            "line",
        ),
    )
    yield (Entry(f"{counted(understood.remarks)} Marked cells have a colour and a comment:", "line"),)
    for severity, word in WORDS.items():
        yield (Entry(word, str(severity)), Entry(_MEANS[severity], "line"))
    yield (Entry(texts.SUMMARY_MARK, "line"),)
    yield ()


_MEANS = {
    Severity.ERROR: "to be mended: it was not loaded as meant, or it can't be measured as it is",
    Severity.WARNING: "have a look: it was loaded, but it may be meant otherwise",
    Severity.INFO: "good to know",
}


def counted(remarks: Sequence[Remark]) -> str:
    """ "2 errors, 1 thing to check, 12 notes." """
    count = Counter(remark.severity for remark in remarks)
    said = []
    for severity in Severity:
        one, many = _NAMES.get(severity, _NOTES)
        if count[severity]:
            said.append(f"{count[severity]:,} {one if count[severity] == 1 else many}")
    return f"{', '.join(said)}." if said else "Nothing to remark."


def _found(remarks: Sequence[Remark]) -> Iterator[Line]:
    yield (Entry("What was found", "heading"),)
    if not remarks:
        yield (Entry("Nothing to remark.", "line"),)
        yield ()
        return
    yield _heads("Sheet", "Cell", "", "What was found and done", "What to do", "Rule")
    for remark in remarks[:_MOST_LINES]:
        title = f"{remark.title}: " if remark.title else ""
        yield (
            Entry(remark.where.sheet if remark.where else "the whole file"),
            Entry(remark.where.address, "link", remark.where) if remark.where else Entry(""),
            Entry(WORDS[remark.severity], str(remark.severity)),
            Entry(title + remark.message),
            Entry(remark.advice),
            Entry(remark.code),
        )
    if len(remarks) > _MOST_LINES:
        yield (Entry(f"{len(remarks) - _MOST_LINES:,} more; the command line's check lists all of them.", "line"),)
    yield ()


def _tables(understood: Understood) -> Iterator[Line]:
    yield (Entry("What was understood", "heading"),)
    if not understood.tables:
        yield (Entry("No table was recognised.", "line"),)
    for table in understood.tables:
        yield _heads("Sheet", "Table", "Sure", "Holds", "Why", "")
        yield (
            Entry(table.where.sheet),
            Entry(table.range, "link", table.where),
            Entry(f"{table.confidence:.0%}"),
            Entry(f"{table.kind}: {table.records}" if table.records else f"{table.kind}: nothing was loaded"),
            Entry(table.how),
        )
        for column in table.columns:
            header = f"“{column.header}”" if column.header else "(no header)"
            yield (
                Entry(""),
                Entry(f"column {column.letters}"),
                Entry(f"{column.confidence:.0%}" if column.field else "–"),
                Entry(f"{header} → {column.field or 'left aside'}"),
                Entry(column.how),
            )
        yield ()


def _unused(understood: Understood) -> Iterator[Line]:
    if not understood.unused:
        return
    yield (Entry("What was left aside", "heading"),)
    yield _heads("Sheet", "Cells", "How many", "Why", "", "")
    for item in understood.unused[:_MOST_LINES]:
        yield (
            Entry(item.where.sheet),
            Entry(item.range, "link", item.where),
            Entry(f"{item.cells:,}"),
            Entry(item.reason),
        )
    yield ()


def _missing(missing: Sequence[str]) -> Iterator[Line]:
    yield (Entry("What is different in this copy", "heading"),)
    for sentence in missing or ("Everything of your workbook is in this copy.",):
        yield (Entry(sentence, "line"),)


def _heads(*words: str) -> Line:
    return tuple(Entry(word, "head") for word in words)
