"""How each chart family becomes Plotly traces: one function a family, found by its name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from okr_analytics.charts.families.areas import heatmap, ternary, treemap
from okr_analytics.charts.families.bars import bar
from okr_analytics.charts.families.bullets import bullet
from okr_analytics.charts.families.gantt import gantt
from okr_analytics.charts.families.lines import line, scatter
from okr_analytics.charts.families.pen import Drawn, Pen

FAMILIES: Mapping[str, Callable[[Pen], Drawn]] = MappingProxyType(
    {
        "bar": bar,
        "line": line,
        "band": line,
        "scatter": scatter,
        "heatmap": heatmap,
        "gantt": gantt,
        "treemap": treemap,
        "ternary": ternary,
        "bullet": bullet,
    }
)
