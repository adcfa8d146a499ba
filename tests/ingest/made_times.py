"""Numbers of KPIs, key results and people with times across: months, quarters or weeks, targets and actuals in many places."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import strategies as st
from made_layouts import Row, Style, styles
from made_pens import BLANK, LOCALES, Cell, number
from made_words import PEOPLE, headings, remarks, sheet_name, things

from okr_analytics.ingest.cells import Range, Workbook
from okr_analytics.ingest.examples import sheet_of, workbook_of

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr"),
    "pt": ("Jan", "Fev", "Mar", "Abr"),
    "es": ("Ene", "Feb", "Mar", "Abr"),
    "de": ("Jan", "Feb", "Mär", "Apr"),
    "fr": ("Janv", "Févr", "Mars", "Avr"),
    "no": ("Jan", "Feb", "Mar", "Apr"),
    "zh": ("1月", "2月", "3月", "4月"),
}
MONTH_ENDS = (dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31), dt.date(2026, 4, 30))
QUARTER_ENDS = (dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 31))
WEEK_ENDS = (dt.date(2026, 1, 11), dt.date(2026, 1, 18), dt.date(2026, 1, 25), dt.date(2026, 2, 1))
SIDES = {
    "en": ("Target", "Actual"),
    "pt": ("Meta", "Realizado"),
    "es": ("Meta", "Real"),
    "de": ("Soll", "Ist"),
    "fr": ("Cible", "Réalisé"),
    "no": ("Mål", "Faktisk"),
    "zh": ("目标", "实际"),
}
WEEKS = {"en": "W{}", "pt": "S{}", "es": "S{}", "de": "KW {}", "fr": "S{}", "no": "Uke {}", "zh": "第{}周"}
DAYS = (dt.date(2026, 1, 7), dt.date(2026, 1, 14), dt.date(2026, 1, 28), dt.date(2026, 2, 4))
SHAPES = ("actual", "groups", "triplets", "tiers", "column", "below", "indented", "behind", "grid")
GRAINS = ("month", "quarter", "fiscal", "week", "day")
AS_OF = dt.date(2026, 2, 10)  # where no year stands at a day, it is this one's


@dataclass(frozen=True)
class Across:
    """Numbers of named things at times: (name, day) → (planned or None, actual)."""

    kind: str
    sheet: str
    rows: list[Row]
    merges: tuple[Range, ...]
    names: list[str]
    numbers: dict[tuple[str, dt.date], tuple[float | None, float]]

    def workbook(self) -> Workbook:
        """The one sheet as a workbook."""
        rows = [[cell.value for cell in row] for row in self.rows]
        formats = {
            (r, c): cell.format
            for r, row in enumerate(self.rows, 1) for c, cell in enumerate(row, 1) if cell.format != "General"
        }  # fmt: skip
        return workbook_of(sheet_of(rows, name=self.sheet, merges=self.merges, formats=formats))


@st.composite
def across(draw: st.DrawFn, shape: str | None = None) -> Across:
    """KPIs, key results or people with times across, targets and actuals in one of many places."""
    shape = shape or draw(st.sampled_from(SHAPES))
    kind = draw(st.sampled_from(("kpi", "key_result") if shape == "grid" else ("kpi", "key_result", "effort")))
    style = draw(styles())
    grain = draw(st.sampled_from(GRAINS))
    if (shape == "tiers" and grain in ("fiscal", "day")) or (shape, grain) == ("grid", "day"):
        grain = "quarter"
    ends = {"month": MONTH_ENDS, "quarter": QUARTER_ENDS, "fiscal": QUARTER_ENDS, "week": WEEK_ENDS, "day": DAYS}[grain]
    size = draw(st.integers(2, 4))
    names = list(PEOPLE[:size] if kind == "effort" else things(style.language)[:size])
    # From 2 on: a table of nothing but ones is a plan with marks.
    value = st.integers(2, 900).map(float) | st.integers(9, 9000).map(lambda n: n / 4)
    planned = shape not in ("actual", "grid")
    numbers = {(n, e): (draw(value) if planned else None, draw(value)) for n in names for e in ends}
    rows = [[Cell(sheet_name(kind, style.language))], [Cell(remarks(style.language)[1] + ".")]][: style.titles]
    merges: list[Range] = []
    main = {"kpi": "name", "key_result": "title", "effort": "person"}[kind]
    head = Cell(draw(st.sampled_from(headings(kind, style.language)[main])))
    rows += _Sheet(style, shape, head, _times(grain, style), names, ends, numbers, len(rows), merges).rows()
    return Across(kind, sheet_name(kind, style.language), rows, tuple(merges), names, numbers)


def _times(grain: str, style: Style) -> list[str]:
    if grain == "week":
        return [f"{WEEKS[style.language].format(n)} 2026" for n in (2, 3, 4, 5)]
    if grain == "day":
        months = MONTHS["en" if style.language == "zh" else style.language]
        return [f"{day.day:02}/{months[day.month - 1]}" for day in DAYS]
    if grain == "fiscal":
        return [f"Q{n} FY26" for n in (1, 2, 3, 4)]
    if style.language == "zh":
        return [f"2026年{n}" for n in (MONTHS["zh"] if grain == "month" else ("Q1", "Q2", "Q3", "Q4"))]
    return [f"{n} 2026" for n in (MONTHS[style.language] if grain == "month" else ("Q1", "Q2", "Q3", "Q4"))]


def _bare(time: str) -> str:
    """A time without its year."""
    return time.replace("2026年", "").replace(" 2026", "")


@dataclass(frozen=True)
class _Sheet:
    """The rows of one table; `above` rows stand before it, and `merges` takes its merged cells."""

    style: Style
    shape: str
    head: Cell
    times: list[str]
    names: list[str]
    ends: tuple[dt.date, ...]
    numbers: dict[tuple[str, dt.date], tuple[float | None, float]]
    above: int
    merges: list[Range]

    def rows(self) -> list[Row]:
        planned, actual = (Cell(word) for word in SIDES[self.style.language])
        heads = [Cell(t) for t in self.times]
        if self.shape in ("groups", "triplets", "tiers"):
            return self._grouped(planned, actual)
        if self.shape == "grid":
            firsts = [[Cell(t)] for t in self.times]
            values = [[self._cell(n, e, 1) for n in self.names] for e in self.ends]
            corner = headings("kpi_reading", self.style.language)["date"][0]
            return [
                [Cell(corner), *(Cell(n) for n in self.names)],
                *(a + b for a, b in zip(firsts, values, strict=True)),
            ]
        if self.shape == "actual":
            return [[self.head, *heads], *([Cell(n), *self._cells(n, 1)] for n in self.names)]
        pairs = [((planned, self._cells(n, 0)), (actual, self._cells(n, 1))) for n in self.names]
        if self.shape == "column":
            body = [
                [Cell(n) if word is planned else BLANK, word, *cells]
                for n, pair in zip(self.names, pairs, strict=True)
                for word, cells in pair
            ]
            return [[self.head, BLANK, *heads], *body]
        if self.shape == "behind":
            body = [
                [Cell(f"{n} - {word.value}"), *cells]
                for n, pair in zip(self.names, pairs, strict=True)
                for word, cells in pair
            ]
            return [[self.head, *heads], *body]
        gap = "   " if self.shape == "indented" else ""
        body = []
        for n, pair in zip(self.names, pairs, strict=True):
            body += [[Cell(n)], *([Cell(f"{gap}{word.value}"), *cells] for word, cells in pair)]
        return [[self.head, *heads], *body]

    def _grouped(self, planned: Cell, actual: Cell) -> list[Row]:
        """Two columns a time, or three with the share that was reached."""
        sides = [planned, actual, Cell("%")] if self.shape == "triplets" else [planned, actual]
        width, top, times = len(sides), self.above + 1, self.times
        blanks = [BLANK] * (width - 1)
        rows: list[Row] = []
        if self.shape == "tiers":  # the year above its times
            rows, times = [[self.head, Cell("2026"), *[BLANK] * (width * len(times) - 1)]], [_bare(t) for t in times]
            self.merges.append(Range(top, 2, top, 1 + width * len(times)))
            top += 1
        rows.append([BLANK if rows else self.head, *(c for t in times for c in (Cell(t), *blanks))])
        rows.append([BLANK, *(sides * len(times))])
        self.merges.append(Range(self.above + 1, 1, top + 1, 1))
        self.merges.extend(Range(top, 2 + width * n, top, 1 + width * (n + 1)) for n in range(len(self.times)))
        for n in self.names:
            row = [Cell(n)]
            for e in self.ends:
                plan, real = self.numbers[n, e]
                row += [self._cell(n, e, 0), self._cell(n, e, 1)]
                row += [Cell(round(real / (plan or 1), 2), "0%")] if width == 3 else []
            rows.append(row)
        return rows

    def _cells(self, name: str, side: int) -> Row:
        return [self._cell(name, e, side) for e in self.ends]

    def _cell(self, name: str, end: dt.date, side: int) -> Cell:
        form = "cell" if self.style.numbers.endswith("cell") else "text"
        return number(form, LOCALES[self.style.language], self.style.mark).write(self.numbers[name, end][side])
