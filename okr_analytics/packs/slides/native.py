"""Makes PowerPoint's own charts from a chart's data: editable, in our colours, patterned for print in grey."""

import datetime as dt
from typing import Any

from pptx.chart.chart import Chart as PptChart
from pptx.dml.fill import FillFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
)
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Pt

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.marks import number
from okr_analytics.charts.template import LIGHT, Look, ink_on, look
from okr_analytics.document import Chart, Unit
from okr_analytics.packs.chart_data import Data
from okr_analytics.packs.slides.axes import FORMATS, bridge, day_format, dress_axes, reach, space_dates
from okr_analytics.packs.slides.deck import FONT, Box, color, describe
from okr_analytics.packs.slides.strokes import DASHES, MARKERS, PATTERNS
from okr_analytics.packs.slides.workbooks import Categories, Points

_EXCEL_ZERO = dt.date(1899, 12, 30).toordinal()


def add(slide: Slide, box: Box, chart: Chart, data: Data, locale: str, *, small: bool = False) -> None:
    """Puts the chart on the slide, with its alternative text; `small` for one of several side by side."""
    makers = {
        "line": _lines,
        "band": _lines,
        "scatter": _points,
        "gantt": _gantt,
        "ternary": _shares,
        "bullet": _bullet,
    }
    kind, values, dress = makers.get(chart.family, _bars)(chart, data, locale)
    frame: Any = slide.shapes.add_chart(kind, *box.emu(), values)
    describe(frame, chart.alt or chart.title)
    made: PptChart = frame.chart
    made.font.size, made.font.name = Pt(8 if small else 11), FONT
    made.font.color.rgb = color(LIGHT.text)
    made.has_title = False
    plots = list(made.plots[0].series)
    made.has_legend = len(plots) > 1 and not small
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        made.legend.font.size = Pt(8 if small else 11)
    dress(made)
    if small and chart.family not in ("ternary",):
        for axis in (made.category_axis, made.value_axis):
            axis.tick_labels.font.size, axis.has_title = Pt(8), False
        if chart.family in ("line", "band") and marks.is_dates(chart):
            space_dates(made, 3 * marks.days_covered(chart))  # a third of the width has room for a third of the days


def lowest(chart: Chart, data: Data) -> float:
    """How low the chart may be drawn so that its names stay readable, in points."""
    lying = marks.is_horizontal(chart) or chart.family in ("treemap", "ternary")
    return 70 + 15.0 * len(data.rows) if lying else 240.0


def split(chart: Chart, data: Data, most: int = 22) -> list[Data]:
    """The data in parts that fit a slide each: only lying bars are split, because their names stand below each other."""
    lying = marks.is_horizontal(chart) or chart.family in ("treemap", "ternary")
    if not lying or len(data.rows) <= most:
        return [data]
    count = -(-len(data.rows) // most)
    size = -(-len(data.rows) // count)
    return [Data(data.heads, data.rows[at : at + size], data.wide, data.group) for at in range(0, len(data.rows), size)]


def _names(data: Data) -> list[str]:
    """Category names: one line each, not empty, cut where no axis could show them."""
    return [flat(str(row[0]))[:90] or "–" for row in data.rows]


def _paint(fill: FillFormat, style: Look) -> None:
    if style.pattern:
        fill.patterned()
        fill.pattern = PATTERNS[style.pattern]
        fill.fore_color.rgb, fill.back_color.rgb = color(LIGHT.paper), color(style.color)
    else:
        fill.solid()
        fill.fore_color.rgb = color(style.color)


_Made = tuple[Any, Any, Any]  # chart type, data, what dresses the finished chart


def _looks(chart: Chart) -> dict[str, Look]:
    if chart.family == "treemap":
        tops = [str(value) for value in marks.distinct(marks.cells(chart.frame, chart.path[0]), chart.order)]
        return {top: look(chart.colors.get(top, top), place, LIGHT) for place, top in enumerate(tops)}
    return {group.name: group.look for group in marks.series(chart, LIGHT)}


def _bars(chart: Chart, data: Data, locale: str) -> _Made:
    lying = marks.is_horizontal(chart) or chart.family == "treemap"
    stack = "stacked" if chart.family == "treemap" else chart.stack
    kinds = {
        ("none", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
        ("none", True): XL_CHART_TYPE.BAR_CLUSTERED,
        ("stacked", False): XL_CHART_TYPE.COLUMN_STACKED,
        ("stacked", True): XL_CHART_TYPE.BAR_STACKED,
        ("percent", False): XL_CHART_TYPE.COLUMN_STACKED_100,
        ("percent", True): XL_CHART_TYPE.BAR_STACKED_100,
    }
    values = Categories(number_format=FORMATS.get(chart.unit, "General"))
    dates = chart.x_unit == "date"
    values.categories = [numbers.date(row[0], locale) for row in data.rows] if dates else _names(data)
    for position, head in enumerate(data.heads[1:], start=1):
        values.add_series(flat(head.label)[:120], [number(row[position]) for row in data.rows])
    looks = _looks(chart)

    def dress(made: PptChart) -> None:
        unit: Unit = "percent" if stack == "percent" else chart.unit
        dress_axes(
            made,
            (chart.x_label, "text"),
            (chart.y_label or marks.heading(chart, chart.y or chart.value), unit),
            lying,
            reach(data, stack) if stack == "stacked" else None,
            data.least,
        )
        made.plots[0].gap_width = _gap(data)
        made.plots[0].overlap = 100 if stack != "none" else -5
        labelled = stack != "percent" and len(data.rows) * (len(data.heads) - 1) <= 48
        for series, head in zip(made.plots[0].series, data.heads[1:], strict=True):
            style = looks.get(head.series or "", next(iter(looks.values())))
            _paint(series.format.fill, style)
            series.invert_if_negative = False
            if labelled:
                _label(series, style, chart.unit, inside=stack != "none")

    return kinds[(stack, lying)], values, dress


def _gap(data: Data) -> int:
    """The room between bars in percent of their width: one or two alone aren't blown up to fill the slide."""
    return {1: 400, 2: 150, 3: 90}.get(len(data.rows), 45)


def _label(series: Any, style: Look, unit: Unit, inside: bool) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = FORMATS.get(unit, "General"), False
    labels.font.size = Pt(9)
    labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.color.rgb = color(ink_on(style.color) if inside else LIGHT.text)


def _lines(chart: Chart, data: Data, locale: str) -> _Made:
    values = Categories(number_format=FORMATS.get(chart.unit, "General"))
    days = [marks.day(row[0]) for row in data.rows]
    dated = marks.is_dates(chart) and all(days)
    values.categories = days if dated else _names(data)
    for position, head in enumerate(data.heads[1:], start=1):
        values.add_series(flat(head.label)[:120], [number(row[position]) for row in data.rows])
    looks = _looks(chart)

    def dress(made: PptChart) -> None:
        dress_axes(
            made,
            (chart.x_label, "text"),
            (chart.y_label or marks.heading(chart, chart.y), chart.unit),
            False,
            reach(data),
        )
        if dated:
            labels = made.category_axis.tick_labels
            labels.number_format, labels.number_format_is_linked = day_format(locale), False
            space_dates(made, marks.days_covered(chart))
        for series, head in zip(made.plots[0].series, data.heads[1:], strict=True):
            style = looks[head.series or ""]
            series.smooth = False
            line = series.format.line
            line.color.rgb, line.width = color(style.color), Pt(1 if head.part else 2.25)
            line.dash_style = MSO_LINE.SQUARE_DOT if head.part else DASHES.get(style.dash, MSO_LINE.SOLID)
            _dots(series, None if head.part or head.series in chart.plain else style)
        if not marks.has_gaps(chart):
            bridge(made)

    return XL_CHART_TYPE.LINE_MARKERS, values, dress


def _dots(series: Any, style: Look | None) -> None:
    if style is None:
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.style = MARKERS.get(style.marker.removesuffix("-open"), XL_MARKER_STYLE.CIRCLE)
    series.marker.size = 6
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = color(style.color)
    series.marker.format.line.color.rgb = color(style.color)


def _points(chart: Chart, data: Data, locale: str) -> _Made:
    values = Points(number_format="General")
    groups = marks.series(chart, LIGHT)
    rows = [row for group in groups for row in _pairs(chart, group)]
    for group in groups:
        series = values.add_series(flat(group.label if chart.color else chart.title)[:120])
        for owner, x, y in rows:
            series.add_data_point(x, y if owner == group.name else None)

    def dress(made: PptChart) -> None:
        x_unit: Unit = "number" if chart.x_unit == "text" else chart.x_unit
        below = (chart.x_label or marks.heading(chart, chart.x), x_unit)
        dress_axes(made, below, (chart.y_label or marks.heading(chart, chart.y), chart.unit))
        for series, group in zip(made.plots[0].series, groups, strict=True):
            series.format.line.fill.background()
            _dots(series, group.look)

    return XL_CHART_TYPE.XY_SCATTER, values, dress


def _pairs(chart: Chart, group: marks.Series) -> list[tuple[str, float, float]]:
    pairs = zip(marks.cells(group.rows, chart.x), marks.cells(group.rows, chart.y), strict=True)
    found = ((number(x), number(y)) for x, y in pairs)
    return [(group.name, x, y) for x, y in found if x is not None and y is not None]


def _gantt(chart: Chart, data: Data, locale: str) -> _Made:
    values = Categories(number_format="General")
    values.categories = _names(data)
    spans = [(marks.day(row[1]) or marks.day(row[2]), marks.day(row[2]) or marks.day(row[1])) for row in data.rows]
    starts = [start.toordinal() - _EXCEL_ZERO if start else None for start, _ in spans]
    lengths = [(end - start).days + 1 if start and end else None for start, end in spans]
    values.add_series(
        "\u00a0", starts
    )  # without a name: it only holds the bars off the edge, the legend needn't say so
    groups = marks.series(chart, LIGHT)
    for group in groups:
        own = [not chart.color or str(row[data.group]) == group.label for row in data.rows]
        label = flat(group.label)[:120] if chart.color else "Days"
        values.add_series(label, [length if mine else None for length, mine in zip(lengths, own, strict=True)])

    def dress(made: PptChart) -> None:
        dress_axes(made, ("", "text"), (chart.x_label, "text"), lying=True)
        labels = made.value_axis.tick_labels
        labels.number_format, labels.number_format_is_linked = day_format(locale), False
        known = [start for start in starts if start is not None]
        if known:
            made.value_axis.minimum_scale = min(known)
        made.plots[0].gap_width, made.plots[0].overlap = 45, 100
        first, *rest = made.plots[0].series
        first.format.fill.background()
        for series, group in zip(rest, groups, strict=True):
            _paint(series.format.fill, group.look)
        made.has_legend = bool(chart.color)
        if made.has_legend:
            made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False

    return XL_CHART_TYPE.BAR_STACKED, values, dress


def _shares(chart: Chart, data: Data, locale: str) -> _Made:
    values = Categories(number_format="0%")
    first = 1 if chart.label else 0
    values.categories = _names(data) if chart.label else [str(i) for i in range(1, len(data.rows) + 1)]
    columns = (chart.x, chart.y, chart.value)
    for position in range(3):
        place = first + position
        values.add_series(flat(data.heads[place].label)[:120], [number(row[place]) for row in data.rows])

    def dress(made: PptChart) -> None:
        dress_axes(made, ("", "text"), ("", "percent"), lying=True)
        made.plots[0].gap_width, made.plots[0].overlap = 45, 100
        for position, series in enumerate(made.plots[0].series):
            name = columns[position]
            _paint(series.format.fill, look(chart.colors.get(name, name), position, LIGHT))

    return XL_CHART_TYPE.BAR_STACKED_100, values, dress


def _bullet(chart: Chart, data: Data, locale: str) -> _Made:
    values = Categories(number_format=FORMATS.get(chart.unit, "General"))
    values.categories = _names(data)
    shown = [(i, head) for i, head in enumerate(data.heads) if i and head.unit != "text"][
        :2
    ]  # ranges stand in the notes
    for position, head in shown:
        values.add_series(flat(head.label)[:120], [number(row[position]) for row in data.rows])

    def dress(made: PptChart) -> None:
        values_of = (chart.x_label or marks.heading(chart, chart.x), chart.unit)
        dress_axes(made, ("", "text"), values_of, lying=True, least=data.least)
        made.plots[0].gap_width, made.plots[0].overlap = _gap(data), 0
        styles = (Look(LIGHT.accent), Look(LIGHT.text))
        for series, style in zip(made.plots[0].series, styles, strict=False):
            _paint(series.format.fill, style)

    return XL_CHART_TYPE.BAR_CLUSTERED, values, dress
