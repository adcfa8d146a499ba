"""Progress rolled up three ways side by side: mean, weighted, worst; whole, unit, objective; each with its coverage."""

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tiles
from okr_analytics.views import parts
from okr_analytics.views.question import Question

_WAYS = {"progress_mean": "Mean", "progress_weighted": "Weighted", "progress_worst": "Worst", "expected": "Expected"}
_COLUMNS = (
    Column("progress_mean", "Mean", "percent", help="Every key result counts alike"),
    Column("progress_weighted", "Weighted", "percent", help="By the weights of key results and objectives"),
    Column("progress_worst", "Worst", "percent", help="The key result that is furthest behind"),
    Column("expected", "Expected", "percent"),
    Column("pace", "Pace", "percent", help="Progress divided by expected progress: 100 % = as planned"),
    Column(
        "coverage", "With a value", "percent", help="Coverage: the share of the key results whose progress is known"
    ),
    Column("key_results", "Key results", "count"),
)


def section(question: Question) -> Section:
    """The section of the page Progress."""
    names = ("progress", "progress_weighted", "progress_worst", "expected_progress", "pace", "progress_coverage")
    labels = ("Mean", "Weighted", "Worst key result", "Expected", "Pace", "With a value")
    whole = Tiles(
        tuple(parts.tile(row, label=label) for row, label in zip(question.metrics(*names), labels, strict=True))
    )
    units = question.rows("unit_progress").sort_values(["level", "unit", "cycle"])
    blocks: list[Block] = [whole]
    if len(units):
        blocks += [_chart(units), _unit_table(units)]
    blocks.append(_objectives(question))
    if _weightless(question):
        blocks.append(Note("No sheet states weights, so all key results count alike: mean and weighted are the same."))
    lead = (
        "A mean hides a key result that is far behind, the worst hides all that went well: the truth stands between. "
        "Each unit counts its own key results and those of the units below it."
    )
    return Section("rollups", "Rolled up three ways", tuple(blocks), lead, says=_says(question))


def _says(question: Question) -> str:
    """Whether the mean tells the same as the worst key result."""
    mean, worst = (row.value for row in question.metrics("progress", "progress_worst"))
    if mean is None or worst is None:
        return ""
    return f"The mean is {numbers.text(mean, 'percent')}; the key result furthest behind stands at {numbers.text(worst, 'percent')}."


def _chart(units: pd.DataFrame) -> Chart:
    several = units["cycle"].nunique() > 1
    names = [f"{unit}, {cycle}" if several else unit for unit, cycle in zip(units["unit"], units["cycle"], strict=True)]
    frame = units.assign(name=names).melt("name", list(_WAYS), var_name="way", value_name="share")
    return Chart(
        family="heatmap",
        frame=frame.assign(way=[_WAYS[way] for way in frame["way"]]),
        title="Mean, weighted and worst progress by unit, beside what is expected",
        alt="Map of units and ways to roll progress up; the darker a cell, the more progress",
        x="way",
        y="name",
        value="share",
        unit="percent",
        x_label="Way to roll up",
        y_label="Unit",
        order=tuple(_WAYS.values()),
    )


def _unit_table(units: pd.DataFrame) -> Table:
    columns = (Column("unit", "Unit"), Column("cycle", "Cycle"), *_COLUMNS)
    return Table(columns, units, "Units")


def _objectives(question: Question) -> Table:
    frame = question.rows("objective_state").sort_values(["cycle", "unit", "code"])
    columns = (
        Column("code", "Code"),
        Column("title", "Objective"),
        Column("status", "Worst colour", role="status"),
        *_COLUMNS,
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
        parts.FILE,
        parts.CELL,
    )
    return Table(columns, frame, "Objectives", empty="No objectives under these filters.")


def _weightless(question: Question) -> bool:
    frame = question.rows("kr_state")
    return bool(len(frame)) and all(numbers.is_unknown(weight) for weight in frame["weight"])
