"""Lays the blocks of a section on a sheet from top to bottom, each under its heading."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT
from okr_analytics.charts.textwidth import width
from okr_analytics.document import Chart, Note, Section, Table, Tiles, Unit
from okr_analytics.packs import captions, cells, chart_data, words
from okr_analytics.packs.cells import NUMERIC, Cell
from okr_analytics.packs.excel import native
from okr_analytics.packs.excel.book import ROW_PIXELS, Book
from okr_analytics.packs.excel.layout import LETTER, Layout, Text, columns_of
from okr_analytics.packs.excel.native import Area

_LINE = 110.0  # letters of a line that is read without losing the way back
_SHORT = 14  # letters that any column holds
_FEW = 3  # rows of a table that stay with what they belong to, on paper
_SUMMED: frozenset[Unit] = frozenset({"count", "hours", "money", "days"})
_TONES = {"on_track": "good", "healthy": "good", "at_risk": "warning", "off_track": "bad", "unhealthy": "bad"}


@dataclass
class Page:
    """A sheet that is being filled; `row` is the next free one, `layout` what its columns and rows need."""

    book: Book
    sheet: Worksheet
    row: int = 0
    layout: Layout = field(init=False)
    long: list[tuple[Text, dict[str, object]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layout = Layout(self.book.pack.paper)

    def say(self, words: str, gap: int = 1, **style: object) -> None:
        """A text over the whole width: on one line, or wrapped once the columns' widths are known."""
        if not words:
            return
        size = style.get("font_size", 10)
        points = float(size) if isinstance(size, int) else 10.0
        bold = bool(style.get("bold"))
        if width(flat(words), points, bold) > _LINE * LETTER:
            self.long.append((Text(self.row, 0, flat(words), points, bold), style))
        self.book.text(self.sheet, (self.row, 0), flat(words), **style)
        if points > 10:
            self.layout.heights[self.row] = points * 1.5
        self.row += gap

    def title(self, view: str, title: str, section: Section) -> None:
        """The head of a sheet: where we are, what the section says, how to read it."""
        self.say(view, font_color="#566272")
        self.say(title, bold=True, font_size=15)
        self.say(section.says, bold=True)
        self.say(section.lead)
        self.row += 1

    def tiles(self, block: Tiles) -> None:
        """Figures as rows: name, value, change, note."""
        self._heads([words.FIGURE, words.VALUE, words.CHANGE, words.NOTE], ["text", "number", "number", "text"])
        locale = self.book.pack.locale
        for tile in block.tiles:
            change = cells.change(tile, locale)
            note = " · ".join(part for part in (flat(tile.delta_label), flat(tile.note)) if part)
            line = [Cell(flat(tile.label)), cells.of_tile(tile, locale), change or Cell(""), Cell(note)]
            for column, item in enumerate(line):
                style: dict[str, object] = {"bold": True} if column == 1 else _set_off(item, column) | _wrapped(item)
                if column == 1 and item.number is None and item.day is None:
                    self.book.text(self.sheet, (self.row, 1), item.text, align="right", **style)
                else:
                    self.book.cell(self.sheet, (self.row, column), item, **style)
                self._need(column, item, 64, bold=column == 1)
            self.row += 1
        self.row += 1

    def note(self, block: Note) -> None:
        """A sentence, with its advice."""
        color = {"good": "#136c4a", "warning": "#8a5a00", "bad": "#a11b14"}.get(block.tone, LIGHT.text)
        self.say(f"{block.text} {block.advice}".strip(), gap=2, font_color=color)

    def chart(self, block: Chart) -> None:
        """A native chart over the numbers it is drawn from."""
        start = self.row
        self.say(block.title, bold=True, font_size=12)
        found = chart_data.data(block)
        if not found.rows:
            self.say(block.note or words.NO_ROWS, gap=2, italic=True)
            return
        found = native.prepared(block, found)
        drawn = native.has_chart(block)
        first = self.row + (native.height(block, found) // ROW_PIXELS + 2 if drawn else 0)
        area = Area(self.sheet.get_name(), first, found)
        if drawn:
            made = native.make(self.book, block, area)
            place = {"x_offset": 4, "y_offset": 2, "object_position": 3, "description": flat(block.alt or block.title)}
            self.sheet.insert_chart(self.row, 0, made, place)
            self.layout.drawn = native.WIDTH * 0.75 + 4
        self.row = first
        self.layout.kept.append((start, first if drawn else first + min(len(found.rows), _FEW)))
        self._grid(found)
        if block.family == "heatmap":
            self._colour(first + 1, found)
        self._sums(block, first + 1, found)
        self.say(captions.caption(block, self.book.pack.locale), italic=True)
        self.row += 1

    def _grid(self, found: chart_data.Data) -> None:
        self._heads([head.label for head in found.heads], [head.unit for head in found.heads])
        for line in found.rows:
            for column, (value, head) in enumerate(zip(line, found.heads, strict=True)):
                item = cells.cell(value, head.unit, self.book.pack.locale)
                self.book.cell(self.sheet, (self.row, column), item, **_set_off(item, column), **_wrapped(item))
                self._need(column, item, 46)
            self.row += 1

    def _sums(self, block: Chart, first: int, found: chart_data.Data) -> None:
        """A line of sums, as formulas that carry their value, where adding makes sense."""
        if not (found.wide and block.unit in _SUMMED and block.family == "bar" and len(found.rows) > 1):
            return
        self.book.text(self.sheet, (self.row, 0), "Σ", bold=True, top=1)
        for column in range(1, len(found.heads)):
            known = [cells.cell(line[column], block.unit, "en").number or 0.0 for line in found.rows]
            ends = (xl_rowcol_to_cell(first, column), xl_rowcol_to_cell(self.row - 1, column))
            style = self.book.format(**self.book.unit(block.unit), bold=True, top=1)
            self.sheet.write_formula(self.row, column, f"=SUM({ends[0]}:{ends[1]})", style, sum(known))
        self.row += 1

    def _colour(self, first: int, found: chart_data.Data) -> None:
        scale = {"type": "2_color_scale", "min_color": LIGHT.scale[0], "max_color": LIGHT.scale[3]}
        self.sheet.conditional_format(first, 1, first + len(found.rows) - 1, len(found.heads) - 1, scale)

    def table(self, block: Table) -> int:
        """Rows with a filter, and the row in which their heads stand."""
        start = self.row
        self.say(block.title, bold=True, font_size=12)
        lines, head = cells.rows(block, self.book.pack.locale), self.row
        if not lines:
            self.say(block.empty, gap=2, italic=True)
            return head
        self.layout.kept.append((start, head + min(len(lines), _FEW)))
        names = _unlike([flat(column.label) or column.name for column in block.columns])
        self._heads(names, [column.unit for column in block.columns])
        for line in lines:
            for column, item in enumerate(line):
                style = _status_style(item) if item.tone else _wrapped(item)
                self.book.cell(
                    self.sheet,
                    (self.row, column),
                    item,
                    bottom=4,
                    bottom_color="#c3c9d2",
                    **_set_off(item, column),
                    **style,
                )
                self._need(column, item, 60)
            self.row += 1
        for column, spec in enumerate(block.columns):
            if spec.role == "bar":
                bars = {"type": "data_bar", "bar_color": LIGHT.scale[2], "bar_solid": True, "min_type": "num"}
                bars |= {"max_type": "num", "min_value": 0, "max_value": 1}
                self.sheet.conditional_format(head + 1, column, self.row - 1, column, bars)
        self.sheet.autofilter(head, 0, self.row - 1, len(names) - 1)
        self.say(block.caption, italic=True)
        self.row += 1
        return head

    def flat(self, names: Sequence[str], lines: Sequence[Sequence[Cell]]) -> None:
        """Heads in the next row and every record below, as plainly as a sheet can be."""
        self.layout.for_screen = True
        for column, name in enumerate(names):
            self.book.text(self.sheet, (self.row, column), name, bold=True, bottom=2)
            self.layout.need(column, name + "  ", 40)
        for line in lines:
            self.row += 1
            for column, item in enumerate(line):
                self.book.cell(self.sheet, (self.row, column), item, **_set_off(item, column), **_wrapped(item))
                self._need(column, item, 50)
        self.row += 1

    def told(self, name: str, lines: Sequence[str]) -> None:
        """A name with its lines beside it."""
        for position, line in enumerate(lines):
            self.book.text(self.sheet, (self.row, 0), name if position == 0 else "", bold=True)
            self.book.text(self.sheet, (self.row, 1), line, text_wrap=True)
            self.layout.texts.append(Text(self.row, 1, line))
            self.row += 1

    def _heads(self, names: Sequence[str], units: Sequence[Unit] = ()) -> None:
        for column, name in enumerate(names):
            number = column < len(units) and units[column] in NUMERIC
            style = {"bold": True, "bottom": 1, "bottom_color": LIGHT.accent, "text_wrap": True, "bg_color": "#f3f5f8"}
            self.book.text(
                self.sheet,
                (self.row, column),
                flat(name),
                align="right" if number else "left",
                indent=0 if number or not column else 1,
                **style,
            )
            self.layout.need(column, flat(name) + "   ", 22, breaks=True)
            self.layout.texts.append(Text(self.row, column, flat(name), bold=True))
        self.row += 1

    def _need(self, column: int, item: Cell, most: float, bold: bool = False) -> None:
        """What a cell needs: text that wraps gives its row the height of its lines."""
        wraps = "text_wrap" in _wrapped(item)
        self.layout.need(column, item.text, most, breaks=wraps)
        if wraps:
            self.layout.texts.append(Text(self.row, column, item.text, bold=bold or bool(item.tone)))

    def fit(self) -> None:
        """Sets columns and rows to what stands in them, and the sheet to its paper."""
        widths = self.layout.widths()
        for text, style in self.long:
            last = columns_of(_LINE, widths)
            self.layout.texts.append(replace(text, last=last))
            if last:
                self.sheet.merge_range(text.row, 0, text.row, last, "")
            self.book.text(self.sheet, (text.row, 0), text.words, text_wrap=True, **style)
        self.layout.apply(self.sheet)


def _set_off(item: Cell, column: int) -> dict[str, object]:
    """Text keeps a distance from the numbers on its left."""
    return {"indent": 1, "align": "left"} if column and item.number is None and item.day is None else {}


def _wrapped(item: Cell) -> dict[str, object]:
    """A long text wraps, and its row grows with it."""
    return {"text_wrap": True} if len(item.text) > _SHORT else {}


def _unlike(names: list[str]) -> list[str]:
    """The names, the second and later of equal ones numbered: a filter needs heads that differ."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        out.append(name if seen[name.lower()] == 1 else f"{name} ({seen[name.lower()]})")
    return out


def _status_style(item: Cell) -> dict[str, object]:
    tone = _TONES.get(item.tone, item.tone)
    colors = {"good": ("#d8f0e4", "#0f5a3d"), "warning": ("#fdf0cf", "#6b4600"), "bad": ("#f9dcda", "#8c1a14")}
    fill, ink = colors.get(tone, ("#eceff3", "#3b4552"))
    return {"bg_color": fill, "font_color": ink, "bold": True}
