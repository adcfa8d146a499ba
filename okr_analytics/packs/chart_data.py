"""The numbers of a chart as a small table: what native charts are made from and what a reader can check."""

from dataclasses import dataclass
from typing import Literal

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.marks import cells, heading, word
from okr_analytics.charts.template import LIGHT
from okr_analytics.document import Chart, Unit


@dataclass(frozen=True)
class Head:
    """A column's words and unit; `series` names the series whose values it holds, `part` says low or high of a band."""

    label: str
    unit: Unit
    series: str | None = None
    part: Literal["", "low", "high"] = ""


@dataclass(frozen=True)
class Data:
    """Heads and rows; `wide` where the first column is a category and every other one a series of numbers."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[object, ...], ...]
    wide: bool
    group: int = 0  # of long data: the column that names the colour, 0 without colours

    @property
    def least(self) -> float | None:
        """The smallest number; None where there is none."""
        found = (marks.number(value) for row in self.rows for value in row[1:] if not isinstance(value, str))
        return min((value for value in found if value is not None), default=None)


def data(chart: Chart) -> Data:
    """Every number that the chart draws, none twice, none lost."""
    if chart.frame.empty:
        return Data((), (), wide=False)
    if chart.family in ("bar", "line") or (chart.family == "heatmap" and chart.value):
        return _wide(chart)
    return {"band": _banded, "treemap": _nested}.get(chart.family, _long)(chart)


def _wide(chart: Chart) -> Data:
    """Categories down, series across; a pair that comes twice starts another row, so that nothing is lost."""
    down, value = (chart.y, chart.value) if chart.family == "heatmap" else (chart.x, chart.y)
    across = chart.x if chart.family == "heatmap" else chart.color
    names = _series(chart, across)
    found: dict[tuple[str, int], dict[str, object]] = {}
    first: dict[tuple[str, int], object] = {}
    keys = cells(chart.frame, across) if across else [""] * len(chart.frame)
    for row, column, amount in zip(cells(chart.frame, down), keys, cells(chart.frame, value), strict=True):
        name, turn = _key(column), 0
        while name in found.get((_key(row), turn), {}):
            turn += 1
        found.setdefault((_key(row), turn), {})[name] = amount
        first.setdefault((_key(row), turn), row)
    order = [_key(item) for item in marks.categories(chart, down)]
    places = sorted(found, key=lambda place: (order.index(place[0]), place[1]))
    dated = chart.x_unit if chart.family != "heatmap" else "text"
    label = (chart.y_label if chart.family == "heatmap" else chart.x_label) or heading(chart, down)
    heads = (Head(label, dated), *(Head(label, chart.unit, name) for name, label in names))
    rows = tuple(
        (first[place] if dated != "text" else word(chart, first[place]), *(found[place].get(n) for n, _ in names))
        for place in places
    )
    return Data(heads, rows, wide=True)


def _banded(chart: Chart) -> Data:
    """Days or steps down; for each line its value, low and high."""
    parts: tuple[tuple[str, Literal["", "low", "high"], str], ...] = (
        (chart.y, "", ""),
        (chart.low, "low", ": low"),
        (chart.high, "high", ": high"),
    )
    used = [part for part in parts if part[0] and part[0] in chart.frame]
    heads = [Head(chart.x_label or heading(chart, chart.x), chart.x_unit)]
    found: dict[str, dict[int, object]] = {}
    first: dict[str, object] = {}
    for group in marks.series(chart, LIGHT):
        for column, part, ending in used:
            if all(marks.number(value) is None for value in cells(group.rows, column)):
                continue
            heads.append(Head(group.label + ending, chart.unit, group.name, part))
            for place, value in zip(cells(group.rows, chart.x), cells(group.rows, column), strict=True):
                found.setdefault(_key(place), {})[len(heads) - 1] = value
                first.setdefault(_key(place), place)
    order = [_key(item) for item in marks.categories(chart, chart.x)]
    rows = tuple(
        (
            first[key] if chart.x_unit != "text" else word(chart, first[key]),
            *(found[key].get(i) for i in range(1, len(heads))),
        )
        for key in order
    )
    return Data(tuple(heads), rows, wide=True)


def _nested(chart: Chart) -> Data:
    """The inner names down, the outermost ones across: what a stack of bars can show of a treemap."""
    paths = list(zip(*(cells(chart.frame, column) for column in chart.path), strict=True))
    flat = Chart(
        "bar",
        chart.frame.assign(
            **{
                "inner name": [" / ".join(word(chart, part) for part in path[1:] or path) for path in paths],
                "outer name": [str(path[0]) if not numbers.is_unknown(path[0]) else "" for path in paths],
            }
        ),
        chart.title,
        chart.alt,
        x="inner name",
        x_label=heading(chart, chart.path[-1]),
        y=chart.value,
        y_label=chart.y_label,
        color="outer name" if len(chart.path) > 1 else "",
        unit=chart.unit,
        colors=chart.colors,
        labels=chart.labels,
        order=chart.order,
    )
    return _wide(flat)


def _series(chart: Chart, across: str) -> list[tuple[str, str]]:
    if not across:
        return [("", chart.y_label or chart.title)]
    if across == chart.color:
        return [(group.name, group.label) for group in marks.series(chart, LIGHT)]
    return [(_key(value), word(chart, value)) for value in marks.categories(chart, across)]


def _key(value: object) -> str:
    return "" if numbers.is_unknown(value) else str(value)


def _long(chart: Chart) -> Data:
    """One row a mark, only the columns that the family reads."""
    x_unit: Unit = "number" if chart.x_unit == "text" else chart.x_unit
    plans: dict[str, list[tuple[str, str, Unit]]] = {
        "scatter": [
            (chart.label, "Item", "text"),
            (chart.x, chart.x_label or heading(chart, chart.x), x_unit),
            (chart.y, chart.y_label or heading(chart, chart.y), chart.unit),
        ],
        "gantt": [
            (chart.y, chart.y_label or "Item", "text"),
            (chart.low, "Start", "date"),
            (chart.high, "End", "date"),
            (chart.value, "Done", "percent"),
        ],
        "ternary": [
            (chart.label, "Item", "text"),
            (chart.x, chart.x_label or heading(chart, chart.x), "percent"),
            (chart.y, chart.y_label or heading(chart, chart.y), "percent"),
            (chart.value, heading(chart, chart.value), "percent"),
        ],
        "bullet": [
            (chart.y, chart.y_label or "Item", "text"),
            (chart.x, chart.x_label or "Actual", chart.unit),
            (chart.target, chart.labels.get("target", "Target"), chart.unit),
            (chart.low, "Range from", chart.unit),
            (chart.high, "Range to", chart.unit),
        ],
    }
    plan = [entry for entry in plans[chart.family] if entry[0] and entry[0] in chart.frame]
    if chart.color and chart.color in chart.frame and chart.color not in [column for column, *_ in plan[1:]]:
        plan.append((chart.color, "Group", "text"))
    columns = [
        [word(chart, value) if unit == "text" else value for value in cells(chart.frame, column)]
        for column, _, unit in plan
    ]
    heads = tuple(Head(label, unit) for _, label, unit in plan)
    group = max((i for i, (column, *_) in enumerate(plan) if column == chart.color), default=0)
    return Data(heads, tuple(zip(*columns, strict=True)), wide=False, group=group)
