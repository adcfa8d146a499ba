"""How each chart family becomes an SVG: a height that fits its rows, and a drawing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from okr_analytics.charts.pictures import areas, bars, lines, spans
from okr_analytics.charts.pictures.canvas import Canvas
from okr_analytics.document import Chart


@dataclass(frozen=True)
class Picture:
    """`height(chart, width)` in pixels, and `draw(canvas)` on a canvas of that size."""

    height: Callable[[Chart, float], float]
    draw: Callable[[Canvas], None]


PICTURES: Mapping[str, Picture] = MappingProxyType(
    {
        "bar": Picture(bars.height, bars.draw),
        "line": Picture(lines.height, lines.draw),
        "band": Picture(lines.height, lines.draw),
        "scatter": Picture(lines.height, lines.draw_points),
        "heatmap": Picture(areas.heatmap_height, areas.draw_heatmap),
        "treemap": Picture(areas.square_height, areas.draw_treemap),
        "ternary": Picture(areas.square_height, areas.draw_ternary),
        "gantt": Picture(spans.gantt_height, spans.draw_gantt),
        "bullet": Picture(spans.bullet_height, spans.draw_bullet),
    }
)
