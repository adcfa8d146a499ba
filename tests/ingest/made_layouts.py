"""Known records of every kind, written out as planning staff lay them out: what the generated tests draw from."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import strategies as st

from okr_analytics.forms.form import LANGUAGES, Asked, forms
from okr_analytics.ingest.cells import Range, Value
from okr_analytics.model import FieldType

Row = list[Value | None]
Known = dict[str, object]

UNITS = ("Health", "Schools", "Roads", "Finance")
PEOPLE = ("Ana Lima", "Bo Chen", "Cleo Ruiz", "Dag Moe", "Eva Groß")
THINGS = ("waiting time", "school places", "bus lines", "permits", "complaints", "trees", "sick leave", "forms")
NOTES = (
    "two more desks were opened",
    "the contract is late by weeks",
    "people like the new form",
    "vacancies remain open",
)
# What a table of the kind is never without; other columns come and go.
NEEDED = {
    "unit": ("name", "parent"),
    "cycle": ("name", "start", "end"),
    "objective": ("title",),
    "key_result": ("objective", "title", "target"),
    "check_in": ("key_result", "date", "value"),
    "initiative": ("title", "key_result"),
    "kpi": ("name", "target"),
    "kpi_reading": ("kpi", "date", "value"),
    "project": ("name", "due"),
    "milestone": ("project", "name", "due"),
    "effort": ("unit", "period", "actual"),
    "retrospective": ("kind", "note"),
    "champion": ("person", "role", "unit"),
}
FILLED = {"milestone": "project", "key_result": "objective", "kpi_reading": "kpi"}  # written once, blank below
_PEOPLE = frozenset({"owner", "lead", "person", "author", "sponsor"})
_SKIPPED = frozenset({"contributing_units", "level", "frequency", "period", "description", "why", "metric", "priority"})


@dataclass(frozen=True)
class Style:
    """How a table is written."""

    language: str
    numbers: str  # float, comma, point
    shares: str  # cell, text
    days: str  # cell, iso, dotted
    titles: int
    grouped: bool  # a row of merged groups above the header
    filled: str  # repeated, blank, merged
    total: bool
    note: bool
    noise: bool
    left: int  # blank columns before the table
    file: str  # xlsx, csv


@dataclass(frozen=True)
class Written:
    """A table as cells, with merges and formats at their places from row 1 and column 1."""

    kind: str
    sheet: str
    rows: list[Row]
    known: list[Known]
    merges: tuple[Range, ...] = ()
    formats: tuple[tuple[int, int, str], ...] = ()


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """A style."""
    return Style(
        draw(st.sampled_from(sorted(LANGUAGES))),
        draw(st.sampled_from(("float", "comma", "point"))),
        draw(st.sampled_from(("cell", "text"))),
        draw(st.sampled_from(("cell", "iso", "dotted"))),
        draw(st.integers(0, 2)),
        draw(st.booleans()),
        draw(st.sampled_from(("repeated", "blank", "merged"))),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.integers(0, 2)),
        draw(st.sampled_from(("xlsx", "xlsx", "csv"))),
    )


def number(value: float, style: Style) -> Value:
    """A number in a style; two decimals, as three could be thousands."""
    if style.numbers == "float":
        return value
    text = f"{value:.2f}"
    return text.replace(".", ",") if style.numbers == "comma" else text


def day(value: dt.date, style: Style) -> Value:
    """A day in a style."""
    if style.days == "cell":
        return dt.datetime(value.year, value.month, value.day)
    return value.strftime("%Y-%m-%d" if style.days == "iso" else "%d.%m.%Y")


@st.composite
def tables(draw: st.DrawFn, kind: str | None = None) -> tuple[Written, Style]:
    """Records of a kind as a list with a header, in a style."""
    kind = kind or draw(st.sampled_from(sorted(NEEDED)))
    style = draw(styles())
    (form,) = forms((kind,), style.language)
    needed = NEEDED[kind]
    others = [a for a in form.columns if a.field not in needed and a.field not in _SKIPPED]
    chosen = draw(st.lists(st.sampled_from(others), unique_by=lambda a: a.field, max_size=6)) if others else []
    columns = [a for a in form.columns if a.field in needed] + chosen
    columns.sort(key=lambda a: a.field not in needed)  # what names the row stands first
    count = draw(st.integers(3, 7))
    known = [{a.field: draw(_value(kind, a, n)) for a in columns} for n in range(count)]
    return _laid_out(kind, form.sheet, columns, known, style), style


def _value(kind: str, asked: Asked, row: int) -> st.SearchStrategy[object]:
    name = asked.field
    if asked.choices:
        return st.sampled_from([c.value for c in asked.choices])
    if asked.type is FieldType.NUMBER:
        return st.integers(1, 900).map(float) | st.integers(1, 9000).map(lambda n: n / 4)
    if asked.type is FieldType.FRACTION:
        return st.integers(1, 99).map(lambda n: n / 100)
    if asked.type is FieldType.AMOUNT:
        return st.integers(1, 900).map(Decimal)
    if asked.type is FieldType.DATE:
        return st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 28))
    if name in FILLED.values():
        return st.just(f"Better {THINGS[row // 2]} for all")
    if name == "code":
        return st.just(f"{kind[0].upper()}-{row + 1}")
    if name == "cycle" or (kind, name) == ("cycle", "name"):
        return st.just(f"2026-Q{row % 4 + 1}")
    if name == "period":
        return st.just(f"2026-{row + 1:02}")
    if name in _PEOPLE:
        return st.just(PEOPLE[row % 5])
    if name == "unit" or name == "parent":
        return st.just(UNITS[row % 4] if name == "unit" else "Whole city")
    if name == "measure":
        return st.sampled_from(("permits", "visits", "trees"))
    if name in ("title", "name", "key_result"):
        return st.just(
            f"{THINGS[row].capitalize()} in district {row + 1}" if kind != "unit" else f"{THINGS[row]} office"
        )
    return st.just(f"{NOTES[row % 4]} ({row + 1})")


def _cell(asked: Asked, value: object, style: Style) -> Value:
    if asked.choices:
        return next(c.word for c in asked.choices if c.value == value)
    if asked.type is FieldType.FRACTION:
        share = float(str(value))
        return share if style.shares == "cell" and style.file != "csv" else f"{share:.0%}"
    if isinstance(value, dt.date):
        return day(value, style)
    if isinstance(value, float | Decimal):
        return number(float(value), style)
    return str(value)


def _laid_out(kind: str, sheet: str, columns: list[Asked], known: list[Known], style: Style) -> Written:
    pad: Row = [None] * style.left
    rows: list[Row] = [[*pad, sheet], [*pad, "Some words about this sheet and its history."]][: style.titles]
    merges: list[Range] = []
    first = style.left + 1
    half = len(columns) // 2
    if style.grouped and half >= 2 and style.file != "csv":
        last = style.left + len(columns)
        rows.append([*pad, "A", *[None] * (half - 1), "B"])
        merges += [
            Range(len(rows), first, len(rows), first + half - 1),
            Range(len(rows), first + half, len(rows), last),
        ]
    rows.append([*pad, *(a.header for a in columns), *(["Xyzzy"] if style.noise else [])])
    formats: list[tuple[int, int, str]] = []
    above = FILLED.get(kind)
    start: dict[str, int] = {}
    for record in known:
        line: Row = [*pad, *(_cell(a, record[a.field], style) for a in columns), *(["foo"] if style.noise else [])]
        rows.append(line)
        formats += [
            (len(rows), first + n, "0%") for n, a in enumerate(columns)
            if a.type is FieldType.FRACTION and isinstance(line[style.left + n], float)
        ]  # fmt: skip
        if above and columns[0].field == above and style.filled != "repeated":
            text = str(record[above])
            if text in start:
                line[style.left] = None
                if style.filled == "merged" and style.file != "csv":
                    merges = [m for m in merges if m.top != start[text]]
                    merges.append(Range(start[text], first, len(rows), first))
            start.setdefault(text, len(rows))
    if style.total and any(a.type in (FieldType.NUMBER, FieldType.AMOUNT) for a in columns):
        sums = [1234.0 if a.type in (FieldType.NUMBER, FieldType.AMOUNT) else None for a in columns[1:]]
        rows.append([*pad, "Total", *sums])
    if style.note:
        rows += [[], [*pad, "Note: figures as of the end of the month."]]
    written = Written(kind, sheet, rows, known, tuple(merges), tuple(formats))
    return as_csv(written) if style.file == "csv" else written


def as_csv(written: Written) -> Written:
    """What a text file keeps of a table: texts."""

    def text(value: Value | None) -> Value | None:
        if isinstance(value, dt.datetime):
            return value.strftime("%Y-%m-%d")
        return f"{value:g}" if isinstance(value, float) else value

    return replace(written, rows=[[text(v) for v in row] for row in written.rows])


# -- times across ------------------------------------------------------------------------------------------------------

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr"),
    "pt": ("Jan", "Fev", "Mar", "Abr"),
    "es": ("Ene", "Feb", "Mar", "Abr"),
    "de": ("Jan", "Feb", "Mär", "Apr"),
    "fr": ("Janv", "Févr", "Mars", "Avr"),
}
ENDS = (dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31), dt.date(2026, 4, 30))
QUARTERS = (dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 31))
SIDES = {
    "en": ("Target", "Actual"),
    "pt": ("Meta", "Realizado"),
    "es": ("Meta", "Real"),
    "de": ("Soll", "Ist"),
    "fr": ("Cible", "Réalisé"),
}
ACROSS = ("actual", "groups", "column", "below", "indented", "behind")


@dataclass(frozen=True)
class Across:
    """Numbers of named things at times: (name, day) → (planned or None, actual)."""

    kind: str
    sheet: str
    rows: list[Row]
    merges: tuple[Range, ...]
    names: list[str]
    numbers: dict[tuple[str, dt.date], tuple[float | None, float]]


@st.composite
def across(draw: st.DrawFn) -> Across:
    """KPIs, key results or people with months or quarters across, targets and actuals in one of many places."""
    kind = draw(st.sampled_from(("kpi", "key_result", "effort")))
    style = draw(styles())
    shape = draw(st.sampled_from(ACROSS))
    (form,) = forms((kind,), style.language)
    main = {"kpi": "name", "key_result": "title", "effort": "person"}[kind]
    head = next(a.header for a in form.columns if a.field == main)
    quarters = draw(st.booleans())
    ends = QUARTERS if quarters else ENDS
    times = [f"{n} 2026" for n in (("Q1", "Q2", "Q3", "Q4") if quarters else MONTHS[style.language])]
    size = draw(st.integers(2, 4))
    names = [PEOPLE[n] if kind == "effort" else f"{THINGS[n].capitalize()} per district" for n in range(size)]
    # From 2 on: a table of nothing but ones is a plan with marks.
    value = st.integers(2, 900).map(float) | st.integers(9, 9000).map(lambda n: n / 4)
    numbers = {(n, e): (draw(value) if shape != "actual" else None, draw(value)) for n in names for e in ends}
    planned, actual = SIDES[style.language]

    def cells(name: str, side: int) -> Row:
        return [number(v, style) if (v := numbers[name, e][side]) is not None else None for e in ends]

    rows: list[Row] = [[form.sheet], ["Some words about this sheet."]][: style.titles]
    merges: list[Range] = []
    if shape == "groups":
        rows += [[head, *(v for t in times for v in (t, None))], [None, *([planned, actual] * 4)]]
        top = len(rows) - 1
        merges = [Range(top, 1, top + 1, 1), *(Range(top, 2 + 2 * n, top, 3 + 2 * n) for n in range(4))]
        rows += [[n, *(v for pair in zip(cells(n, 0), cells(n, 1), strict=True) for v in pair)] for n in names]
    elif shape == "column":
        rows.append([head, None, *times])
        rows += [row for n in names for row in ([n, planned, *cells(n, 0)], [None, actual, *cells(n, 1)])]
    elif shape == "behind":
        rows.append([head, *times])
        rows += [row for n in names for row in ([f"{n} - {planned}", *cells(n, 0)], [f"{n} - {actual}", *cells(n, 1)])]
    elif shape == "actual":
        rows += [[head, *times], *([n, *cells(n, 1)] for n in names)]
    else:
        gap = "   " if shape == "indented" else ""
        rows.append([head, *times])
        for n in names:
            rows += [[n], [f"{gap}{planned}", *cells(n, 0)], [f"{gap}{actual}", *cells(n, 1)]]
    return Across(kind, form.sheet, rows, tuple(merges), names, numbers)
