"""Makes Excel's own charts from a chart's data: editable, in our colours, with patterns for print in grey."""

from dataclasses import dataclass

from xlsxwriter.chart import Chart as ExcelChart

from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT, Look, look
from okr_analytics.document import Chart, Unit
from okr_analytics.packs.chart_data import Data, Head
from okr_analytics.packs.excel.book import Book

_PATTERNS = {
    "/": "wide_upward_diagonal",
    "\\": "wide_downward_diagonal",
    "x": "outlined_diamond",
    ".": "percent_20",
    "-": "dashed_horizontal",
}
WIDTH = 860  # pixels of a chart
_MARKERS = {
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "x-thin": "x",
    "star": "star",
    "cross": "plus",
    "triangle-down": "triangle",
}
_DASHES = {
    "solid": "solid",
    "dash": "dash",
    "dot": "round_dot",
    "dashdot": "dash_dot",
    "longdash": "long_dash",
    "longdashdot": "long_dash_dot",
}
# Lying bars in reading order, their numbers at the foot.
_DOWNWARDS: dict[str, object] = {"reverse": True, "crossing": "max", "num_font": {"size": 9}, "label_position": "low"}


@dataclass(frozen=True)
class Area:
    """Where a chart's data stand: the sheet and the row of the heads; rows follow, the first column is A."""

    sheet: str
    head: int
    data: Data

    def column(self, position: int, first: int = 0, count: int | None = None) -> list[object]:
        """A column's rows as Excel takes a range; `first` and `count` pick a part."""
        rows = len(self.data.rows) if count is None else count
        start = self.head + 1 + first
        return [self.sheet, start, position, start + rows - 1, position]

    def named(self, position: int) -> list[object]:
        """The head of a column, as the name of a series."""
        return [self.sheet, self.head, position]


def has_chart(chart: Chart) -> bool:
    """A heatmap is its own coloured grid; everything else becomes a chart where it has numbers."""
    return chart.family != "heatmap" and not marks.is_empty(chart)


def prepared(chart: Chart, data: Data) -> Data:
    """The data in the order and with the columns that the native chart needs."""
    if chart.family == "scatter" and chart.color:
        order = [group.label for group in marks.series(chart, LIGHT)]
        return Data(
            data.heads,
            tuple(sorted(data.rows, key=lambda row: order.index(str(row[data.group])))),
            data.wide,
            data.group,
        )
    if chart.family == "gantt":
        days = tuple((*row, _days(row[1], row[2])) for row in data.rows)
        return Data((*data.heads, Head("Days", "days")), days, data.wide, data.group)
    return data


def _days(low: object, high: object) -> float | None:
    start, end = marks.day(low), marks.day(high)
    return None if start is None or end is None else float((end - start).days + 1)


def height(chart: Chart, data: Data) -> int:
    """How high the chart must be for its names, in pixels."""
    lying = marks.is_horizontal(chart) or chart.family in ("treemap", "ternary")
    return max(360, 110 + 22 * len(data.rows)) if lying else 360


def make(book: Book, chart: Chart, area: Area) -> ExcelChart:
    """The chart, ready to be put on a sheet."""
    makers = {
        "line": _lines,
        "band": _lines,
        "scatter": _points,
        "gantt": _gantt,
        "ternary": _ternary,
        "bullet": _bullet,
    }
    made = makers.get(chart.family, _bars)(book, chart, area)
    made.set_title({"name": _words(chart.title, 250), "name_font": {"size": 12, "bold": True}, "overlay": False})
    made.set_size({"width": WIDTH, "height": height(chart, area.data)})
    made.set_chartarea({"border": {"color": LIGHT.grid}})
    shown = chart.color or chart.family in ("band", "ternary", "bullet", "treemap")
    made.set_legend({"position": "bottom"} if shown else {"none": True})
    lined = chart.family in ("line", "band")
    made.show_blanks_as("span" if lined and not marks.has_gaps(chart) else "gap")
    return made


def _words(text: str, most: int) -> str:
    """A name that stays one: the library takes words like "x!A0" for a reference, an invisible joiner keeps it off."""
    return flat(text)[:most].replace("!", "!\u2060")


def _fill(style: Look) -> dict[str, object]:
    edge: dict[str, object] = {"border": {"color": "#ffffff", "width": 0.5}}
    if not style.pattern:
        return edge | {"fill": {"color": style.color}}
    pattern = {"pattern": _PATTERNS[style.pattern], "fg_color": LIGHT.paper, "bg_color": style.color}
    return edge | {"pattern": pattern}


def _axis(title: str, unit: Unit, book: Book) -> dict[str, object]:
    axis: dict[str, object] = {
        "name": _words(marks.axis_title(title, unit), 120),
        "name_font": {"size": 9, "bold": False},
        "num_font": {"size": 9},
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}},
    }
    formats: dict[str, str] = {
        "percent": "0%",
        "points": "+0%;-0%;0%",
        "count": "#,##0",
        "hours": "#,##0",
        "money": "#,##0",
    }
    if unit == "date":
        axis["num_format"] = book.unit("date")["num_format"]
    elif unit in formats:
        axis["num_format"] = formats[unit]
    return axis


def _looks(chart: Chart) -> dict[str, Look]:
    if chart.family == "treemap":
        tops = [str(value) for value in marks.distinct(marks.cells(chart.frame, chart.path[0]), chart.order)]
        return {top: look(chart.colors.get(top, top), place, LIGHT) for place, top in enumerate(tops)}
    return {group.name: group.look for group in marks.series(chart, LIGHT)}


def _bars(book: Book, chart: Chart, area: Area) -> ExcelChart:
    nested = chart.family == "treemap"
    lying = marks.is_horizontal(chart) or nested
    kind = {"none": None, "stacked": "stacked", "percent": "percent_stacked"}["stacked" if nested else chart.stack]
    options = {"type": "bar" if lying else "column"} | ({"subtype": kind} if kind else {})
    made: ExcelChart = book.file.add_chart(options)
    looks = _looks(chart)
    labelled = len(area.data.rows) * len(looks) <= 40 and chart.stack != "percent"
    for position, head in enumerate(area.data.heads[1:], start=1):
        series: dict[str, object] = {
            "name": area.named(position),
            "categories": area.column(0),
            "values": area.column(position),
            "gap": 60,
        } | _fill(looks.get(head.series or "", next(iter(looks.values()))))
        if labelled:
            series["data_labels"] = {"value": True, "font": {"size": 8}} | _label_format(chart.unit)
        made.add_series(series)
    unit: Unit = "percent" if chart.stack == "percent" else chart.unit
    names: dict[str, object] = {
        "name": _words(chart.x_label, 120),
        "name_font": {"size": 9, "bold": False},
        "num_font": {"size": 9},
    }
    values = _axis(chart.y_label or marks.heading(chart, chart.y or chart.value), unit, book) | _from_nought(area)
    values |= {"max": 1} if chart.stack == "percent" else {}
    made.set_x_axis(values if lying else names)
    made.set_y_axis(names | _DOWNWARDS if lying else values)
    return made


def _from_nought(area: Area) -> dict[str, object]:
    """Bars begin at nought, else their lengths lie."""
    least = area.data.least
    return {"min": 0} if least is not None and least >= 0 else {}


def _label_format(unit: Unit) -> dict[str, object]:
    formats = {
        "percent": "0%",
        "points": "+0%;-0%;0%",
        "count": "#,##0",
        "hours": "#,##0",
        "money": "#,##0",
        "number": "#,##0.##",
    }
    return {"num_format": formats[unit]} if unit in formats else {}


def _lines(book: Book, chart: Chart, area: Area) -> ExcelChart:
    made: ExcelChart = book.file.add_chart({"type": "line"})
    looks = _looks(chart)
    for position, head in enumerate(area.data.heads[1:], start=1):
        if head.unit == "text":
            continue
        style = looks.get(head.series or "", next(iter(looks.values())))
        edge = bool(head.part)
        line = {
            "color": style.color,
            "width": 1 if edge else 2.25,
            "dash_type": "square_dot" if edge else _DASHES.get(style.dash, "solid"),
        }
        marker = (
            {"type": "none"}
            if edge or head.series in chart.plain
            else {
                "type": _MARKERS.get(style.marker.removesuffix("-open"), "circle"),
                "size": 5,
                "fill": {"color": style.color},
                "border": {"color": style.color},
            }
        )
        made.add_series(
            {
                "name": area.named(position),
                "categories": area.column(0),
                "values": area.column(position),
                "line": line,
                "marker": marker,
            }
        )
    below = _axis(chart.x_label, chart.x_unit, book) | {"major_gridlines": {"visible": False}}
    if marks.is_dates(chart):
        below |= {"date_axis": True} | _date_steps(marks.days_covered(chart))
    made.set_x_axis(below)
    made.set_y_axis(_axis(chart.y_label or marks.heading(chart, chart.y), chart.unit, book))
    return made


def _date_steps(days: int) -> dict[str, object]:
    """Labels far enough apart: fortnights, then months."""
    if days <= 120:
        return {"major_unit": 7 if days <= 50 else 14, "major_unit_type": "days"}
    return {"major_unit": max(1, days // 300), "major_unit_type": "months"}


def _points(book: Book, chart: Chart, area: Area) -> ExcelChart:
    made: ExcelChart = book.file.add_chart({"type": "scatter"})
    heads = [head.label for head in area.data.heads]
    x = 1 if chart.label and chart.label in chart.frame else 0
    labels = (
        [str(row[area.data.group]) for row in area.data.rows] if chart.color else [chart.title] * len(area.data.rows)
    )
    for group in marks.series(chart, LIGHT):
        name = group.label if chart.color else chart.title
        if name not in labels:
            continue
        first, count = labels.index(name), labels.count(name)
        marker = {
            "type": _MARKERS.get(group.look.marker.removesuffix("-open"), "circle"),
            "size": 7,
            "fill": {"color": group.look.color},
            "border": {"color": group.look.color},
        }
        made.add_series(
            {
                "name": _words(name, 250),
                "categories": area.column(x, first, count),
                "values": area.column(x + 1, first, count),
                "marker": marker,
            }
        )
    x_unit: Unit = "number" if chart.x_unit == "text" else chart.x_unit
    made.set_x_axis(_axis(heads[x], x_unit, book))
    made.set_y_axis(_axis(heads[x + 1], chart.unit, book))
    return made


def _gantt(book: Book, chart: Chart, area: Area) -> ExcelChart:
    made: ExcelChart = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    days = len(area.data.heads) - 1
    made.add_series(
        {
            "name": area.named(1),
            "categories": area.column(0),
            "values": area.column(1),
            "fill": {"none": True},
            "border": {"none": True},
        }
    )
    group = {g.label: g.look for g in marks.series(chart, LIGHT)}
    points = [_fill(group[str(row[area.data.group])]) if chart.color else None for row in area.data.rows]
    made.add_series(
        {
            "name": area.named(days),
            "categories": area.column(0),
            "values": area.column(days),
            "fill": {"color": LIGHT.accent},
            "points": points if chart.color else None,
            "gap": 40,
        }
    )
    starts = [day.toordinal() for row in area.data.rows for day in [marks.day(row[1])] if day]
    made.set_y_axis(_DOWNWARDS)
    low = {"min": min(starts) - 693594} if starts else {}  # Excel's day 0 is 30 December 1899
    made.set_x_axis(_axis(chart.x_label, "date", book) | low | {"num_font": {"size": 8}})
    made.set_legend({"none": True})
    return made


def _ternary(book: Book, chart: Chart, area: Area) -> ExcelChart:
    made: ExcelChart = book.file.add_chart({"type": "bar", "subtype": "percent_stacked"})
    first = 1 if chart.label else 0
    for position, column in enumerate((chart.x, chart.y, chart.value)):
        style = _fill(look(chart.colors.get(column, column), position, LIGHT))
        place = first + position
        made.add_series(
            {"name": area.named(place), "categories": area.column(0), "values": area.column(place), "gap": 50} | style
        )
    made.set_y_axis(_DOWNWARDS)
    made.set_x_axis({"num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}}})
    return made


def _bullet(book: Book, chart: Chart, area: Area) -> ExcelChart:
    made: ExcelChart = book.file.add_chart({"type": "bar"})
    for position, head in enumerate(area.data.heads[1:3], start=1):
        if head.unit == "text":
            continue
        color = LIGHT.accent if position == 1 else LIGHT.text
        made.add_series(
            {
                "name": area.named(position),
                "categories": area.column(0),
                "values": area.column(position),
                "fill": {"color": color},
                "gap": 60,
            }
        )
    made.set_y_axis(_DOWNWARDS)
    made.set_x_axis(_axis(chart.x_label or marks.heading(chart, chart.x), chart.unit, book) | _from_nought(area))
    return made
