"""Explore: any metric of the catalogue by any of its dimensions, as chart and table."""

import pandas as pd

from okr_analytics import texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, View
from okr_analytics.metrics.catalogue import metric
from okr_analytics.metrics.dimensions import DIMENSIONS
from okr_analytics.views import parts
from okr_analytics.views.question import Question

_TIME = ("week", "month", "quarter", "year", "cycle")


def build(question: Question) -> View:
    """The view of `choices["metric"]` by `choices["by"]` (and `choices["split"]`), each optional but the metric."""
    name = question.choices.get("metric", "progress")
    by = tuple(question.choices[part] for part in ("by", "split") if question.choices.get(part))
    chosen = metric(name)
    if chosen.share_of and "conversation" not in by:
        by = (*by, "conversation")
    rows = question.metrics(name, by=by)
    frame = pd.DataFrame(
        [{**{d: row.dims[d] for d in by}, "value": row.value, "coverage": row.coverage} for row in rows]
    )
    columns = (
        *(Column(d, DIMENSIONS[d].label) for d in by),
        Column("value", chosen.label, chosen.unit),
        Column("coverage", "Known for", "percent", help="Share of the items for which the number is known"),
    )
    blocks: list[Block] = []
    if by and not frame.empty and frame["value"].notna().any():
        blocks.append(_chart(frame.dropna(subset=["value"]), name, by))
    blocks.append(Table(columns, frame if len(frame) else pd.DataFrame(columns=[c.name for c in columns])))
    blocks.append(Note(chosen.definition))
    title = f"{chosen.label} by {' and '.join(DIMENSIONS[d].label.lower() for d in by)}" if by else chosen.label
    return View(
        "explore",
        "Explore",
        "Any number, by anything it can be told apart by.",
        (Section("answer", title, tuple(blocks)),),
        provenance=parts.provenance(question, (name,)),
    )


def _chart(frame: pd.DataFrame, name: str, by: tuple[str, ...]) -> Chart:
    chosen, first, second = metric(name), by[0], by[1] if len(by) > 1 else ""
    shown = frame.assign(**{d: [("not stated" if pd.isna(v) else str(v)) for v in frame[d]] for d in by})
    upright = first in _TIME
    return Chart(
        family="bar",
        frame=shown,
        title="",
        alt=f"Bars of {chosen.label.lower()} by {' and '.join(by)}",
        x=first,
        y="value",
        color=second,
        horizontal=not upright,
        stack="stacked" if second and (chosen.share_of or chosen.unit == "count") else "none",
        unit=chosen.unit,
        x_label=DIMENSIONS[first].label,
        y_label=chosen.label,
        order=parts.CONVERSATION_ORDER if second == "conversation" else (),
        colors={n: n for n in (*parts.CONVERSATION_ORDER, *parts.STATUS_ORDER)},
        labels={**texts.CONVERSATIONS, **texts.STATUSES},
    )
