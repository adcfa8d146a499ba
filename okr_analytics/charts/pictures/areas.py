"""Draws heatmaps, treemaps and the triangle of three shares in SVG."""

import math

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.marks import Node, cells, number
from okr_analytics.charts.pictures import axes
from okr_analytics.charts.pictures.axes import Plot
from okr_analytics.charts.pictures.canvas import Box, Canvas
from okr_analytics.charts.template import ink_on, look
from okr_analytics.charts.textwidth import fold_to, width
from okr_analytics.document import Chart


def heatmap_height(chart: Chart, room: float) -> float:
    """A row for each category of y."""
    return 62 + 27 * len(marks.categories(chart, chart.y))


def square_height(chart: Chart, room: float) -> float:
    """As high as half the width, within reason."""
    return min(max(room * 0.52, 260), 400)


def draw_heatmap(canvas: Canvas) -> None:
    """Coloured cells with their numbers."""
    chart, colors = canvas.chart, canvas.colors
    across, down = marks.categories(chart, chart.x), marks.categories(chart, chart.y)
    found = marks.grid(chart, across, down)
    heat = marks.heat(found, colors)
    head = 16 if chart.y_label else 4
    plot = Plot(axes.name_room(canvas, down), head, canvas.width - 4, canvas.height - (46 if chart.x_label else 32))
    column = axes.names_below(canvas, plot, across, chart.x_label)
    row = axes.names_left(canvas, plot, down, chart.y_label)
    w, h = (plot.right - plot.left) / len(across), (plot.bottom - plot.top) / len(down)
    for y, line in zip(down, found, strict=True):
        for x, value in zip(across, line, strict=True):
            box = (column(x) - w / 2 + 1, row(y) - h / 2 + 1, w - 2, h - 2)
            told = f"{marks.word(chart, y)}, {marks.word(chart, x)}: {canvas.say(value)}"
            paint = colors.empty if value is None else heat.color(value)
            canvas.rect(box, paint, told=told)
            words = numbers.UNKNOWN if value is None else numbers.compact(value, chart.unit, canvas.locale)
            if width(words, 10) <= w - 2:
                ink = colors.muted if value is None else ink_on(paint)
                canvas.text(column(x), row(y) + 3.5, words, anchor="middle", size=10, color=ink)


def draw_treemap(canvas: Canvas) -> None:
    """Rectangles inside rectangles, sized by value."""
    tree = marks.tree(canvas.chart)
    tops = [node.name for node in tree if node.parent == ""]
    _nest(canvas, tree, "", (2, 2, canvas.width - 4, canvas.height - 4), tops)


def _nest(canvas: Canvas, tree: list[Node], parent: str, box: Box, tops: list[str]) -> None:
    children = sorted((node for node in tree if node.parent == parent), key=lambda node: -node.value)
    for node, place in zip(children, squarify([node.value for node in children], box), strict=True):
        x, y, w, h = place
        style = look(canvas.chart.colors.get(node.tone, node.tone), tops.index(node.top), canvas.colors)
        outer = any(other.parent == node.id for other in tree)
        name = flat(marks.word(canvas.chart, node.name))
        edge = f' stroke="{canvas.colors.paper}" stroke-width="{2.5 if outer else 1.2}"'
        canvas.rect(place, style.color, told=f"{name}: {canvas.say(node.value)}", more=edge)
        _name_box(canvas, node, place, outer, ink_on(style.color))
        if outer and w > 12 and h > 26:
            _nest(canvas, tree, node.id, (x + 3, y + 19, w - 6, h - 22), tops)


def _name_box(canvas: Canvas, node: Node, box: Box, outer: bool, ink: str) -> None:
    x, y, w, h = box
    name = flat(marks.word(canvas.chart, node.name))
    if w < 44 or h < 16:
        return
    value = canvas.say(node.value)
    if outer:
        canvas.text(x + 5, y + 13, f"{name}  {value}", size=11, color=ink, room=w - 10, bold=True)
        return
    lines = fold_to(name, 10, w - 8, max(1, min(3, int((h - 16) / 12))))
    for row, words in enumerate(lines):
        canvas.text(x + 4, y + 12 + 12 * row, words, size=10, color=ink, room=w - 6)
    if h > 16 + 12 * len(lines) and width(value, 10) <= w - 8:
        canvas.text(x + 4, y + 12 + 12 * len(lines), value, size=10, color=ink)


def squarify(values: list[float], box: Box) -> list[Box]:
    """Boxes sized like the values (largest first), near to squares (Bruls, Huizing, van Wijk 2000)."""
    x, y, w, h = box
    total = sum(values)
    if not values or total <= 0 or w <= 0 or h <= 0:
        return [(x, y, 0.0, 0.0)] * len(values)
    areas = [value / total * w * h for value in values]
    out: list[Box] = []
    while areas:
        side = min(w, h)
        count = 1
        while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
            count += 1
        row, areas = areas[:count], areas[count:]
        thick = sum(row) / side if side else 0.0
        at = 0.0
        for area in row:
            long = area / thick if thick else 0.0
            out.append((x, y + at, thick, long) if w >= h else (x + at, y, long, thick))
            at += long
        x, y, w, h = (x + thick, y, w - thick, h) if w >= h else (x, y + thick, w, h - thick)
    return out


def _worst(row: list[float], side: float) -> float:
    total = sum(row)
    if not total or not side:
        return math.inf
    return max(side**2 * max(row) / total**2, total**2 / (side**2 * min(row)))


def draw_ternary(canvas: Canvas) -> None:
    """Points in a triangle: the nearer to a corner, the larger that share."""
    chart, colors = canvas.chart, canvas.colors
    groups = marks.series(chart, colors)
    top = canvas.legend([(g.label, g.look, "dot") for g in groups] if chart.color else [])
    tall = min(canvas.height - top - 56, (canvas.width - 160) * 0.866)
    side, middle, base = tall / 0.866, canvas.width / 2, top + 22 + tall
    corners = ((middle, base - tall), (middle - side / 2, base), (middle + side / 2, base))
    _triangle(canvas, corners)
    columns = (chart.x, chart.y, chart.value)
    for group in groups:
        rows = zip(cells(group.rows, chart.label), *(cells(group.rows, name) for name in columns), strict=True)
        for name, *three in rows:
            shares = [number(value) for value in three]
            total = sum(share or 0.0 for share in shares)
            if None in shares or total <= 0:
                continue
            x = sum((share or 0) / total * corner[0] for share, corner in zip(shares, corners, strict=True))
            y = sum((share or 0) / total * corner[1] for share, corner in zip(shares, corners, strict=True))
            told = " · ".join(canvas.say(value, "percent") for value in three)
            called = "" if numbers.is_unknown(name) else f"{name}: "
            canvas.marker(x, y, group.look, 4, f"{called}{told}")


_Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]


def _triangle(canvas: Canvas, corners: _Corners) -> None:
    chart, grid = canvas.chart, canvas.colors.grid
    (ax, ay), (bx, by), (cx, cy) = corners
    for share in (0.25, 0.5, 0.75):
        for (px, py), (qx, qy), (rx, ry) in (corners, corners[1:] + corners[:1], corners[2:] + corners[:2]):
            left = (px * share + qx * (1 - share), py * share + qy * (1 - share))
            right = (px * share + rx * (1 - share), py * share + ry * (1 - share))
            canvas.line((*left, *right), grid)
        x, y = ax * share + cx * (1 - share), ay * share + cy * (1 - share)
        canvas.text(x + 5, y, numbers.text(share, "percent", canvas.locale), size=9, muted=True)
    outline = f"M{ax:.2f},{ay:.2f}L{bx:.2f},{by:.2f}L{cx:.2f},{cy:.2f}z"
    canvas.add(f'<path d="{outline}" fill="none" stroke="{canvas.colors.muted}"/>')
    names = (chart.x_label or marks.heading(chart, chart.x), chart.y_label or marks.heading(chart, chart.y))
    canvas.text(ax, ay - 8, f"{names[0]} 100 %", anchor="middle", size=10.5)
    canvas.text(bx, by + 16, f"{names[1]} 100 %", anchor="middle", size=10.5, room=canvas.width / 2 - 6)
    third = marks.heading(chart, chart.value)
    canvas.text(cx, cy + 16, f"{third} 100 %", anchor="middle", size=10.5, room=canvas.width / 2 - 6)
