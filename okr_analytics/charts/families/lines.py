"""Lines over time, lines with a band of what is likely, and points by two numbers."""

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.families.pen import Drawn, Json, Pen, date_axis, place, value_axis, x_axis
from okr_analytics.charts.marks import Series, cells, number, word
from okr_analytics.charts.plotly_text import hover, wrapped
from okr_analytics.document import Chart, Unit


def line(pen: Pen) -> Drawn:
    """Lines, one a colour, with the band of what is likely where the chart has one."""
    chart, colors = pen.chart, pen.colors
    groups = marks.series(chart, colors)
    traces: list[Json] = []
    for group in groups:
        alone = not marks.has_line(chart, group.rows)
        if chart.family == "band" and marks.has_band(chart, group.rows):
            traces += _band(chart, group, alone)
        if not (alone and traces):
            traces.append(_one_line(pen, group))
    along = value_axis(chart.y_label, chart.unit, marks.heading(chart, chart.y))
    if chart.family == "line" and chart.unit == "percent":
        along["rangemode"] = "tozero"  # shares side by side in small charts are compared
    return Drawn(
        traces,
        330,
        x_axis(pen),
        along,
        {"showlegend": bool(chart.color) or chart.family == "band", "hovermode": "closest"},
    )


def _one_line(pen: Pen, group: Series) -> Json:
    chart = pen.chart
    places, values = cells(group.rows, chart.x), [number(v) for v in cells(group.rows, chart.y)]
    lows, highs = cells(group.rows, chart.low), cells(group.rows, chart.high)
    told = []
    for at, value, low, high in zip(places, values, lows, highs, strict=True):
        head = pen.day(at) if marks.is_dates(chart) else word(chart, at)
        rows = [(group.label, pen.say(value))]
        if chart.low and (number(low) is not None or number(high) is not None):
            rows.append(("Range", _span(pen, low, high)))
        told.append(hover(head, *rows))
    style = group.look
    return {
        "type": "scatter",
        "mode": "lines" if len(places) > 60 or group.name in chart.plain else "lines+markers",
        "name": wrapped(group.label, 28, 1),
        "x": [place(chart, at) for at in places],
        "y": values,
        "connectgaps": False,
        "line": {"color": style.color, "width": 2.5, "dash": style.dash},
        "marker": {"color": style.color, "symbol": style.marker, "size": 7, "line": {"color": style.color, "width": 2}},
        "hoverinfo": "text",
        "hovertext": told,
    }


def _span(pen: Pen, low: object, high: object) -> str:
    if number(low) is None:
        return f"up to {pen.say(high)}"
    return f"from {pen.say(low)}" if number(high) is None else f"{pen.say(low)} – {pen.say(high)}"


def _band(chart: Chart, group: Series, alone: bool) -> list[Json]:
    lows, highs = marks.ends(chart, group.rows)
    places = [place(chart, at) for at in cells(group.rows, chart.x)]
    shared: Json = {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "line": {"width": 0, "color": group.look.color},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    low = shared | {"y": lows, "name": "low"}
    high = shared | {
        "y": highs,
        "name": wrapped(group.label if alone else f"{group.label}: range", 28, 1),
        "fill": "tonexty",
        "fillcolor": _faded(group.look.color, 0.2),
        "showlegend": True,
    }
    return [low, high]


def _faded(color: str, opacity: float) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def scatter(pen: Pen) -> Drawn:
    """Points by two numbers."""
    chart, colors = pen.chart, pen.colors
    traces: list[Json] = []
    for group in marks.series(chart, colors):
        points = zip(
            cells(group.rows, chart.label), cells(group.rows, chart.x), cells(group.rows, chart.y), strict=True
        )
        told = [
            hover(
                "" if numbers.is_unknown(name) else str(name),
                ("", group.label if chart.color else ""),
                (chart.x_label or marks.heading(chart, chart.x), pen.say(x, _x_unit(chart))),
                (chart.y_label or marks.heading(chart, chart.y), pen.say(y)),
            )
            for name, x, y in points
        ]
        style = group.look
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": wrapped(group.label, 28, 1),
                "x": [place(chart, x) if chart.x_unit == "date" else number(x) for x in cells(group.rows, chart.x)],
                "y": [number(y) for y in cells(group.rows, chart.y)],
                "marker": {
                    "color": style.color,
                    "symbol": style.marker,
                    "size": 10,
                    "opacity": 0.85,
                    "line": {"width": 1, "color": colors.paper if "open" not in style.marker else style.color},
                },
                "hoverinfo": "text",
                "hovertext": told,
            }
        )
    x_axis = date_axis(pen, marks.days_covered(chart)) if chart.x_unit == "date" else None
    return Drawn(
        traces,
        360,
        x_axis or value_axis(chart.x_label, _x_unit(chart), marks.heading(chart, chart.x)),
        value_axis(chart.y_label, chart.unit, marks.heading(chart, chart.y)),
        {"showlegend": bool(chart.color)},
    )


def _x_unit(chart: Chart) -> Unit:
    return "number" if chart.x_unit == "text" else chart.x_unit
