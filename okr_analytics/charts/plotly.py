"""Turns a Chart into a Plotly figure as a plain dict, in our own template, every text of the sheet escaped."""

import datetime as dt
from typing import Any

from plotly.basedatatypes import BaseFigure

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.families import FAMILIES
from okr_analytics.charts.families.pen import Drawn, Json, Pen
from okr_analytics.charts.plotly_text import safe, wrapped
from okr_analytics.charts.template import FONT, Palette, palette
from okr_analytics.document import Chart

_BAND_OPACITY = (0.9, 0.5)


def figure(chart: Chart, *, dark: bool = False, locale: str = "en") -> Json:
    """The chart as {"data": …, "layout": …}, ready for Plotly.js; a frame without numbers becomes a sentence.

    The title is left to the page. Widths follow the container down to 390 px.
    """
    colors = palette(dark)
    if marks.is_empty(chart):
        return _sentence(chart, colors)
    pen = Pen(chart, colors, locale)
    drawn = FAMILIES[chart.family](pen)
    layout = _base(colors, locale) | {"height": drawn.height} | drawn.layout
    if chart.family not in ("treemap", "ternary"):
        layout["showlegend"] = bool(layout.get("showlegend") or chart.bands)
        layout["xaxis"] = _axis(colors) | drawn.x_axis
        layout["yaxis"] = _axis(colors) | drawn.y_axis
        _lay_behind(drawn, layout, pen)
        _whole_steps(chart, layout)
    return {"data": drawn.traces, "layout": layout}


def taken_as_made(made: Json) -> Any:
    """The figure as Plotly's own object, for whoever would check a dict property by property: 30 ms a chart.

    Tests hold the figures of every family to Plotly's rules instead.
    """
    taken = BaseFigure.__new__(BaseFigure)
    taken.__dict__["to_dict"] = lambda: made
    return taken


def _whole_steps(chart: Chart, layout: Json) -> None:
    """Few things are counted one by one: ticks at 0.5 would be written as whole numbers twice."""
    counted = chart.unit == "count" and chart.family == "bar" and chart.stack != "percent"
    if counted and max(marks.totals(chart).values(), default=0) <= 8:
        layout["xaxis" if marks.is_horizontal(chart) else "yaxis"]["dtick"] = 1


def _base(colors: Palette, locale: str) -> Json:
    return {
        "template": {
            "layout": {},
            "data": {},
        },  # ours is below, whole; never the library's default with its placeholders
        "font": {"family": FONT, "size": 12, "color": colors.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [look.color for look in colors.series],
        "margin": {"l": 8, "r": 12, "t": 12, "b": 8, "pad": 4},
        "autosize": True,
        "separators": numbers.separators(locale),
        "hoverlabel": {
            "bgcolor": colors.paper,
            "bordercolor": colors.muted,
            "align": "left",
            "font": {"family": FONT, "size": 12, "color": colors.text},
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "title": {"text": ""},
            "traceorder": "normal",
            "itemwidth": 30,
            "font": {"size": 12, "color": colors.text},
        },
        "hovermode": "closest",
        "dragmode": False,
        "shapes": [],
        "annotations": [],
    }


def _axis(colors: Palette) -> Json:
    return {
        "automargin": True,
        "gridcolor": colors.grid,
        "linecolor": colors.muted,
        "zerolinecolor": colors.muted,
        "zerolinewidth": 1,
        "tickcolor": colors.muted,
        "tickfont": {"size": 11, "color": colors.text},
        "fixedrange": True,
    }


def _sentence(chart: Chart, colors: Palette) -> Json:
    words = wrapped(chart.note or marks.EMPTY, 40, 4)
    text = {"text": words, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    hidden = {"visible": False, "fixedrange": True}
    layout = _base(colors, "en") | {
        "height": 160,
        "xaxis": hidden,
        "yaxis": hidden,
        "annotations": [text | {"font": {"size": 13, "color": colors.muted}}],
    }
    return {"data": [], "layout": layout}


def _lay_behind(drawn: Drawn, layout: Json, pen: Pen) -> None:
    """Bands along the value axis, behind the marks and named in the legend, and upright lines such as today."""
    chart, colors = pen.chart, pen.colors
    along, across = ("x", "y") if marks.is_horizontal(chart) else ("y", "x")
    for position, (label, low, high) in enumerate(chart.bands):
        shape = {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": colors.band}
        ends = {f"{along}0": low, f"{along}1": high, f"{across}0": 0, f"{across}1": 1, f"{across}ref": "paper"}
        layout["shapes"].append(shape | ends | {"opacity": _BAND_OPACITY[position % 2]})
        drawn.traces.append(_band_word(f"{label} {pen.short(low)} – {pen.short(high)}", position, pen))
    for (label, place), row in zip(chart.lines, marks.upright_rows(chart), strict=True):
        _upright(layout, chart, label, place, row, colors)


def _band_word(words: str, position: int, pen: Pen) -> Json:
    """A legend entry for a band: words on the plot itself would lie on the marks at 390 px."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": wrapped(words, 34, 1),
        "x": [None],
        "y": [None],
        "hoverinfo": "skip",
        "showlegend": True,
        "marker": {
            "symbol": "square",
            "size": 12,
            "color": pen.colors.band,
            "opacity": _BAND_OPACITY[position % 2],
            "line": {"width": 1, "color": pen.colors.muted},
        },
    }


def _upright(layout: Json, chart: Chart, label: str, place: object, row: int, colors: Palette) -> None:
    where: object = place
    if marks.is_dates(chart):
        where = _iso(place)
    elif marks.number(place) is None:
        where = safe(str(place))
    if where is None:
        return
    layout["shapes"].append(
        {
            "type": "line",
            "x0": where,
            "x1": where,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": colors.text, "width": 1.5, "dash": "dot"},
        }
    )
    late = marks.share_along(chart, place) > 0.6
    layout["annotations"].append(
        {
            "text": wrapped(label, 24, 1),
            "x": where,
            "y": 1,
            "yref": "paper",
            "yanchor": "top",
            "xanchor": "right" if late else "left",
            "xshift": -3 if late else 3,
            "yshift": -16 * row,
            "showarrow": False,
            "bgcolor": colors.paper,
            "opacity": 0.9,
            "font": {"size": 11, "color": colors.text},
        }
    )


def _iso(value: object) -> str | None:
    day: dt.date | None = marks.day(value)
    return day.isoformat() if day else None
