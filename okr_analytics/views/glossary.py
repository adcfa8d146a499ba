"""Glossary: every metric with its definition, its view and what it can be told apart by."""

import pandas as pd

from okr_analytics.document import Column, Table
from okr_analytics.metrics.catalogue import METRICS


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
