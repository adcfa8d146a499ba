"""Known records of every kind, written out as planning staff lay them out: what the generated tests draw from."""

import datetime as dt
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from made_pens import (
    AMOUNTS,
    BLANK,
    BUDGETS,
    DAYS,
    LOCALES,
    NUMBERS,
    SHARES,
    Cell,
    Known,
    Pen,
    amount,
    day,
    number,
    share,
)
from made_words import (
    LANGUAGES,
    NOTES,
    PEOPLE,
    TOTALS,
    UNITS,
    choices,
    headings,
    months,
    remarks,
    sheet_name,
    things,
)

from okr_analytics.ingest.cells import Range, Sheet, Workbook
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.model import FieldType, field_types

Row = list[Cell]
Fields = dict[str, Known]

# What a table of the kind is never without, in one of these ways; other columns come and go.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "unit": (("name", "parent"), ("name", "lead", "kind")),
    "cycle": (("name", "start", "end"),),
    # "Goal" alone or beside an owner heads the goals of any plan: there a person is asked, and rightly so.
    "objective": (("title", "owner", "cycle"), ("title", "unit", "cycle"), ("code", "title")),
    "key_result": (
        ("objective", "title", "target"),
        ("title", "baseline", "target"),
        ("title", "owner", "due", "target"),
    ),
    "target": (("kpi", "date", "value"), ("key_result", "date", "value")),
    "check_in": (("key_result", "date", "value"), ("key_result", "date", "confidence", "progress_note")),
    "initiative": (("title", "key_result"), ("title", "objective", "status")),
    "kpi": (("name", "target"), ("name", "measure", "frequency")),
    "kpi_reading": (("kpi", "date", "value"),),
    "project": (("name", "due"), ("name", "sponsor", "status")),
    "milestone": (("project", "name", "due"),),
    "effort": (
        ("unit", "period", "actual"),
        ("person", "item", "period", "actual"),
        ("unit", "conversation", "stated"),
    ),
    "retrospective": (("kind", "note"),),
    "champion": (("person", "role", "unit"),),
}
KINDS = tuple(NEEDED)
ABOVE = {"milestone": "project", "key_result": "objective", "kpi_reading": "kpi"}  # written once, blank below
_PEOPLE = frozenset({"owner", "lead", "person", "author", "sponsor"})
_TITLES = frozenset({"title", "name"})
_SMALL = {"level": 3, "steps": 9, "weight": 10}
# Derived by the product, or no column of a list: what is said of the row in another column already.
_SKIPPED = frozenset({"status_word"})
_NOT_BOTH = {  # of these only one stands in a table: the others would say the same again
    "target": {"key_result", "kpi"},
    "effort": {"conversation", "category"},
    "initiative": {"key_result", "objective"},
}


@dataclass(frozen=True)
class Style:
    """How a table is written."""

    language: str
    numbers: str
    mark: str
    amounts: str
    budgets: str
    shares: str
    days: str
    named: bool  # the sheet is called after what it holds
    titles: int
    said_above: str  # "", "unit" or "cycle": what holds for all rows stands above the table
    grouped: bool  # a row of merged groups above the header
    filled: str  # repeated, blank, merged
    total: bool
    note: bool
    noise: bool
    again: bool  # the header is repeated in the middle, as on printed pages
    gap: bool  # a blank row in the middle
    left: int  # blank columns before the table


@dataclass(frozen=True)
class Written:
    """A table as cells, with merges at their places from row 1 and column 1."""

    kind: str
    sheet: str
    rows: list[Row]
    known: list[Fields]
    merges: tuple[Range, ...] = ()


@st.composite
def styles(draw: st.DrawFn, language: str | None = None) -> Style:
    """A style."""
    language = language or draw(st.sampled_from(LANGUAGES))
    rarely = st.sampled_from((False, False, False, True))
    return Style(
        language,
        draw(st.sampled_from(NUMBERS)),
        draw(st.sampled_from((".", ","))),
        draw(st.sampled_from(AMOUNTS)),
        draw(st.sampled_from(BUDGETS)),
        draw(st.sampled_from(SHARES)),
        draw(st.sampled_from(DAYS)),
        draw(st.booleans()),
        draw(st.integers(0, 2)),
        draw(st.sampled_from(("", "", "unit", "cycle"))),
        draw(st.booleans()),
        draw(st.sampled_from(("repeated", "blank", "merged"))),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(rarely),
        draw(rarely),
        draw(st.integers(0, 2)),
    )


@st.composite
def tables(draw: st.DrawFn, kind: str | None = None, language: str | None = None) -> tuple[Written, Style]:
    """Records of a kind as a list with a header, in a style."""
    kind = kind or draw(st.sampled_from(KINDS))
    style = draw(styles(language))
    names = draw(_columns(kind))
    words = _headings(draw, kind, names, style)
    names = [n for n in names if n in words]
    pens = {name: _pen(kind, name, style) for name in names}
    count = draw(st.integers(3, 7))
    known = [{name: draw(_value(kind, name, pens[name], row, style)) for name in names} for row in range(count)]
    _settle(known, style)
    return _laid_out(kind, names, words, pens, known, style), style


@st.composite
def _columns(draw: st.DrawFn, kind: str) -> list[str]:
    """The fields that have a column: what names the row first, the others in any order."""
    needed = draw(st.sampled_from(NEEDED[kind]))
    clash = _NOT_BOTH.get(kind, set())
    others = [
        n for n in field_types(kind)
        if n not in needed and n not in _SKIPPED and not (n in clash and clash & set(needed)) and n not in ("start", "end")
    ]  # fmt: skip
    if kind == "effort":  # shares of effort stand for amounts, not beside them
        others = [
            n for n in others if n not in (("planned", "actual", "measure") if "stated" in needed else ("stated",))
        ]
    more = draw(st.lists(st.sampled_from(others), unique=True, max_size=6)) if others else []
    more = [n for n in more if n not in clash or n == next(m for m in more if m in clash)]
    first = [n for n in needed if n in _TITLES or n in ("code", ABOVE.get(kind), "key_result", "kpi", "person")][:2]
    rest = draw(st.permutations([n for n in (*needed, *more) if n not in first]))
    return [*first, *rest]


def _headings(draw: st.DrawFn, kind: str, names: list[str], style: Style) -> dict[str, str]:
    """Field → its heading; no two the same, and hours are not called so where a column says what is counted."""
    found: dict[str, str] = {}
    for name in names:
        words = headings(kind, style.language).get(name, ())
        if kind == "effort" and "measure" in names and name in ("planned", "actual"):
            words = words[:1]
        free = [w for w in words if w not in found.values()]
        if free:
            found[name] = draw(st.sampled_from(free))
    return found


def _pen(kind: str, name: str, style: Style) -> Pen | None:
    locale = LOCALES[style.language]
    type_ = field_types(kind)[name]
    if name in _SMALL:
        return Pen("cell", st.integers(1, _SMALL[name]).map(float), lambda v: Cell(float(str(v))))
    if name == "stated":
        return amount("percent cell" if style.shares.endswith("cell") else "percent", locale, style.mark)
    if type_ is FieldType.NUMBER:
        return number(style.numbers, locale, style.mark)
    if type_ is FieldType.AMOUNT:
        return amount(style.budgets if kind == "project" else style.amounts, locale, style.mark)
    if type_ is FieldType.FRACTION:
        return share(style.shares)
    return day(style.days, locale) if type_ is FieldType.DATE else None


def _value(kind: str, name: str, pen: Pen | None, row: int, style: Style) -> st.SearchStrategy[Known]:
    if pen:
        return pen.values
    if words := choices(kind, name, style.language):
        return st.sampled_from(sorted(words))
    named = things(style.language)
    if name in ABOVE.values() and name == ABOVE.get(kind):
        return st.just(named[row // 2 % 4])
    if name == "contributing_units":
        return st.sampled_from((UNITS[:2], UNITS[1:3]))
    texts = {
        "code": f"{kind[0].upper()}-{row + 1}",
        "cycle": f"2026-Q{row % 4 + 1}",
        "period": (dt.date(2026, row + 1, 1), dt.date(2026, row + 2, 1) - dt.timedelta(days=1)),
        "unit": UNITS[row % 4],
        "parent": "Whole city" if kind == "unit" else named[7 - row],
        "frequency": "monthly",
        "perspective": ("Finance", "Customers")[row % 2],
        "priority": ("High", "Low")[row % 2],
        "category": ("Projects", "Routine")[row % 2],
    }
    if name in texts:
        return st.just(texts[name])
    if (kind, name) == ("cycle", "name"):
        return st.just(f"{2026 + row // 4}-Q{row % 4 + 1}")
    if (kind, name) == ("unit", "name"):
        return st.just(("Parks", "Roads", "Schools", "Health", "Finance", "Police", "Museums")[row])
    if (kind, name) == ("unit", "kind"):
        return st.just(("Directorate", "Department")[row % 2])
    if name in _PEOPLE:
        return st.just(PEOPLE[row % 8])
    if name == "measure":
        return st.sampled_from(("permits", "visits", "trees"))
    if name in _TITLES or name in ("key_result", "kpi", "objective", "item", "metric"):
        return st.just(f"{named[row]} {row + 1}" if name in _TITLES else named[row])
    return st.just(f"{remarks(style.language)[row % 4]} ({row + 1})")


def _settle(known: list[Fields], style: Style) -> None:
    """Makes columns tell what one cell can't: a day after the 12th, a share in hundredths above 1."""
    for name, value in known[0].items():
        column = [record[name] for record in known]
        if isinstance(value, dt.date) and style.days in ("slashed", "us") and all(v.day < 13 for v in column):
            known[0][name] = value.replace(day=20)
        if isinstance(value, float) and style.shares == "whole" and 0 < value < 1 and max(column) < 0.2:
            known[0][name] = 0.6


def _cell(kind: str, name: str, value: Known, pen: Pen | None, style: Style) -> Cell:
    if pen:
        return pen.write(value)
    if words := choices(kind, name, style.language):
        return Cell(words[str(value)])
    if name == "period" and isinstance(value, tuple):
        first = value[0]
        month = months(style.language)[first.month - 1]
        shown = {"cell": dt.datetime(first.year, first.month, 1), "words": f"{month} {first.year}"}
        if style.language != "zh" and style.days in shown:
            return Cell(shown[style.days], "mmm yyyy" if style.days == "cell" else "General")
        return Cell(f"{first:%Y-%m}")
    return Cell(", ".join(value) if isinstance(value, tuple) else str(value))


def _laid_out(
    kind: str, names: list[str], words: dict[str, str], pens: dict[str, Pen | None], known: list[Fields], style: Style
) -> Written:
    sheet = sheet_name(kind, style.language) if style.named else "Sheet1"
    pad: Row = [BLANK] * style.left
    title = sheet if style.named else "City of Lakes"
    rows: list[Row] = [[*pad, Cell(title)], [*pad, Cell(remarks(style.language)[0] + ".")]][: style.titles]
    merges: list[Range] = []
    known = [dict(record) for record in known]
    about = _said_above(kind, names, known, style)
    rows += [[*pad, *cells] for cells in about]
    first, width = style.left + 1, len(names)
    if style.grouped and width >= 4:
        half = width // 2
        rows.append([*pad, Cell("A"), *[BLANK] * (half - 1), Cell("B"), *[BLANK] * (width - half - 1)])
        merges = [
            Range(len(rows), first, len(rows), first + half - 1),
            Range(len(rows), first + half, len(rows), first + width - 1),
        ]
    header: Row = [*pad, *(Cell(words[n]) for n in names), *([Cell("Xyzzy")] if style.noise else [])]
    rows.append(header)
    starts: dict[str, int] = {}
    for at, record in enumerate(known):
        if at == 3 and len(known) > 4:
            rows += [[]] if style.gap else [header] if style.again else []
        line = [_cell(kind, n, record[n], pens[n], style) for n in names]
        rows.append([*pad, *line, *([Cell("foo")] if style.noise else [])])
        if names[0] == ABOVE.get(kind) and style.filled != "repeated":
            merges = _fill(rows, str(record[names[0]]), starts, merges, style)
    _below(rows, pad, names, pens, known, style)
    return Written(kind, sheet, rows, known, tuple(merges))


def _said_above(kind: str, names: list[str], known: list[Fields], style: Style) -> list[Row]:
    """Rows that say of the whole table what no column does, and what they make of the records."""
    name = style.said_above
    if not name or name in names or name not in field_types(kind) or kind == "unit":
        return []
    value = UNITS[0] if name == "unit" else "2026-Q2"
    for record in known:
        record[name] = value
    label = headings(kind, style.language)[name][0]
    return [[Cell(f"{label}: {value}")] if style.note else [Cell(f"{label}:"), Cell(value)], []]


def _fill(rows: list[Row], text: str, starts: dict[str, int], merges: list[Range], style: Style) -> list[Range]:
    """Leaves the upper level of the last row out where it stands above, and merges it where the style says so."""
    broken = text in starts and any(not row for row in rows[starts[text] :])  # a name is written again after a gap
    if text in starts and not broken and (style.filled == "blank" or len(rows) - starts[text] == 1):
        rows[-1][style.left] = BLANK
        if style.filled == "merged":
            merges = [m for m in merges if m.top != starts[text]]
            merges.append(Range(starts[text], style.left + 1, len(rows), style.left + 1))
    else:
        starts[text] = len(rows)
    return merges


def _below(
    rows: list[Row], pad: Row, names: list[str], pens: dict[str, Pen | None], known: list[Fields], style: Style
) -> None:
    """A row of totals and a note."""
    summed = {n: p for n in names[1:] if (p := pens[n]) and not isinstance(known[0][n], dt.date)}
    if style.total and summed:
        sums = {n: sum(float(str(r[n])) for r in known) for n in summed}
        cells = [pens[n].write(sums[n]) if n in summed and pens[n] else BLANK for n in names[1:]]
        rows.append([*pad, Cell(TOTALS[style.language]), *cells])
    if style.note:
        rows += [[], [*pad, Cell(NOTES[style.language])]]


# -- from tables to sheets -----------------------------------------------------------------------------------------


def as_sheet(*written: Written, beside: bool = False, gap: int = 2) -> Sheet:
    """The tables below one another on one sheet, or `beside` one another, with blank rows or columns between them."""
    rows: list[Row] = []
    merges: list[Range] = []
    for table in written:
        down = len(rows) + (gap if rows else 0) if not beside else 0
        right = max(map(len, rows), default=0) + (gap if rows else 0) if beside else 0
        for number_, row in enumerate(table.rows):
            while len(rows) <= down + number_:
                rows.append([])
            line = rows[down + number_]
            line += [BLANK] * (right - len(line))
            line += row
        merges += [Range(m.top + down, m.left + right, m.bottom + down, m.right + right) for m in table.merges]
    formats = {
        (r, c): cell.format
        for r, row in enumerate(rows, 1)
        for c, cell in enumerate(row, 1)
        if cell.format != "General"
    }
    values = [[cell.value for cell in row] for row in rows]
    return sheet_of(values, name=written[0].sheet, merges=tuple(merges), formats=formats)


def as_workbook(*written: Written) -> Workbook:
    """Each table on a sheet of its own."""
    return workbook_of(*(as_sheet(replace(table, sheet=f"{table.sheet}")) for table in written))
