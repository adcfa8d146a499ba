"""Heatmaps, treemaps and the triangle of three shares."""

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.families.pen import Drawn, Json, Pen, name_axis
from okr_analytics.charts.marks import Heat, cells, number, word
from okr_analytics.charts.plotly_text import hover, safe, wrapped
from okr_analytics.charts.template import ink_on, look

_LYING, _SHORT, _UPRIGHT = 8, 5, 30  # more columns with longer names stand upright, cut at so many letters
_FEW = 4  # columns whose names need no more room between them than what is left over
_LETTERS = 30  # what stands in the cells of one row beside the names on the left, at 390 px


def heatmap(pen: Pen) -> Drawn:
    """Cells coloured by value, each with its number while there is room."""
    chart, colors = pen.chart, pen.colors
    across, down = marks.categories(chart, chart.x), marks.categories(chart, chart.y)
    found = marks.grid(chart, across, down)
    heat = marks.heat(found, colors)
    told = [
        [hover(f"{word(chart, y)} · {word(chart, x)}", ("", pen.say(v))) for x, v in pairs]
        for y, pairs in ((y, list(zip(across, row, strict=True))) for y, row in zip(down, found, strict=True))
    ]
    trace: Json = {
        "type": "heatmap",
        "x": [safe(word(chart, value)) for value in across],
        "y": [safe(word(chart, value)) for value in down],
        "z": found,
        "zmin": heat.low,
        "zmax": heat.high,
        "colorscale": [[i / (len(heat.stops) - 1), color] for i, color in enumerate(heat.stops)],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": True,
        "hoverinfo": "text",
        "hovertext": told,
    }
    layout: Json = {"annotations": []}
    layout["annotations"] = _cell_words(pen, across, down, found, heat)
    rows = name_axis(chart, down, chart.y_label) | {"autorange": "reversed"}
    columns = name_axis(chart, across, chart.x_label) | {"side": "bottom"}
    upright = len(across) > _LYING and max(len(word(chart, value)) for value in across) > _SHORT
    width = _UPRIGHT if upright else max(4, min(13, 40 // len(across)) - (len(across) > _FEW))
    columns["ticktext"] = [wrapped(word(chart, value), width, 1 if upright else 2) for value in across]
    columns["tickangle"] = -90 if upright else 0
    below = 6 * min(_UPRIGHT, max(len(word(chart, value)) for value in across)) if upright else 0
    return Drawn([trace], 110 + below + 32 * len(down), columns, rows, layout)


def _cell_words(
    pen: Pen, across: list[object], down: list[object], found: list[list[float | None]], heat: Heat
) -> list[Json]:
    """Values in the cells as annotations, because each needs ink that can be read on its own cell.

    They are as long as they fit at 390 px: with their unit, without the percent sign that the hover text has, or not at all.
    """
    full = [[numbers.UNKNOWN if value is None else pen.short(value) for value in row] for row in found]
    bare = [[words.removesuffix("\u00a0%") for words in row] for row in full]
    shown = next((text for text in (full, bare) if _fits(text)), None)
    out: list[Json] = []
    if shown is None:
        return out
    for y, row, said in zip(down, found, shown, strict=True):
        for x, value, words in zip(across, row, said, strict=True):
            ink = pen.colors.muted if value is None else ink_on(heat.color(value))
            place = {"x": safe(word(pen.chart, x)), "y": safe(word(pen.chart, y)), "showarrow": False}
            out.append(place | {"text": safe(words), "font": {"size": 10, "color": ink}})
    return out


def _fits(words: list[list[str]]) -> bool:
    """Whether the words of the widest row fit side by side where the chart is narrowest."""
    return max((len(word) for row in words for word in row), default=0) * len(words[0]) <= _LETTERS


def treemap(pen: Pen) -> Drawn:
    """Rectangles inside rectangles, as large as their values."""
    chart, colors = pen.chart, pen.colors
    tree = marks.tree(chart)
    tops = [node.name for node in tree if node.parent == ""]
    names = {node.id: look(chart.colors.get(node.tone, node.tone), tops.index(node.top), colors) for node in tree}
    trace: Json = {
        "type": "treemap",
        "ids": [node.id for node in tree],
        "labels": [wrapped(word(chart, node.name), 22, 3) for node in tree],
        "parents": [node.parent for node in tree],
        "values": [node.value for node in tree],
        "branchvalues": "total",
        "text": [safe(pen.say(node.value)) for node in tree],
        "textinfo": "label+text",
        "hoverinfo": "text",
        "hovertext": [hover(word(chart, n.name), ("", pen.say(n.value))) for n in tree],
        "marker": {
            "colors": [names[node.id].color for node in tree],
            "line": {"width": 1.5, "color": colors.paper},
            "pad": {"t": 22, "l": 3, "r": 3, "b": 3},
        },
        "textfont": {
            "color": [ink_on(names[node.id].color) for node in tree],
        },
        "tiling": {"pad": 2},
        "pathbar": {"visible": False},
        "root": {"color": "rgba(0,0,0,0)"},
    }
    return Drawn(
        [trace], 380, layout={"margin": {"l": 4, "r": 4, "t": 4, "b": 4}, "uniformtext": {"minsize": 9, "mode": "hide"}}
    )


def ternary(pen: Pen) -> Drawn:
    """Points in a triangle, one corner for each of three shares."""
    chart, colors = pen.chart, pen.colors
    columns = (chart.x, chart.y, chart.value)
    titles = (
        chart.x_label or marks.heading(chart, chart.x),
        chart.y_label or marks.heading(chart, chart.y),
        marks.heading(chart, chart.value),
    )
    traces: list[Json] = []
    for group in marks.series(chart, colors):
        shares = [[number(v) for v in cells(group.rows, column)] for column in columns]
        told = [
            hover(
                "" if numbers.is_unknown(name) else str(name),
                *((title, pen.say(v, "percent")) for title, v in zip(titles, three, strict=True)),
            )
            for name, *three in zip(cells(group.rows, chart.label), *shares, strict=True)
        ]
        style = group.look
        traces.append(
            {
                "type": "scatterternary",
                "mode": "markers",
                "name": wrapped(group.label, 28, 1),
                "a": shares[0],
                "b": shares[1],
                "c": shares[2],
                "marker": {"color": style.color, "symbol": style.marker, "size": 10, "opacity": 0.85},
                "hoverinfo": "text",
                "hovertext": told,
                "cliponaxis": False,
            }
        )
    axes = {
        f"{side}axis": {
            "title": {"text": wrapped(title, 11, 3)},
            "tickformat": ".0%",
            "gridcolor": colors.grid,
            "linecolor": colors.muted,
            "tickfont": {"size": 10, "color": colors.muted},
            "nticks": 5,
        }
        for side, title in zip("abc", titles, strict=True)
    }
    layout: Json = {
        "ternary": {"sum": 1, "bgcolor": "rgba(0,0,0,0)", **axes},
        "showlegend": bool(chart.color),
        "margin": {"l": 72, "r": 72, "t": 64, "b": 64},
    }
    return Drawn(traces, 400, layout=layout)
