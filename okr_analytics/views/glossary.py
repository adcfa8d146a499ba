"""Glossary: every metric with its definition, its view and what it can be told apart by."""

import pandas as pd

from okr_analytics.document import Column, Table
from okr_analytics.metrics.catalogue import METRICS


def markdown() -> str:
    """The page docs/definitions.md: every metric, grouped as in the catalogue."""
    lines = [
        "# Definitions",
        "",
        "Every number of the pages, packs and the command line comes from one catalogue. This page is written from it by",
        "`python -m okr_analytics glossary --docs docs/definitions.md`.",
    ]
    group = ""
    for metric in METRICS.values():
        if metric.group != group:
            group = metric.group
            lines += [
                "",
                f"## {group.capitalize()}",
                "",
                "| metric | name | unit | what it means |",
                "|---|---|---|---|",
            ]
        lines.append(f"| {metric.label} | `{metric.name}` | {metric.unit} | {metric.definition} |")
    return "\n".join(lines) + "\n"


def table() -> Table:
    """One row per metric of the catalogue."""
    frame = pd.DataFrame(
        [
            {
                "label": metric.label,
                "definition": metric.definition,
                "unit": metric.unit,
                "name": metric.name,
                "dimensions": ", ".join(metric.dimensions),
            }
            for metric in METRICS.values()
        ]
    )
    columns = (
        Column("label", "Metric"),
        Column("definition", "What it means"),
        Column("unit", "Unit"),
        Column("name", "Name on the command line"),
        Column("dimensions", "Can be told apart by"),
    )
    return Table(columns, frame, title="Every metric")
