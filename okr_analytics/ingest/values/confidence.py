"""A cell as confidence 0–1: fractions, percentages, 1–10, 5/10, words."""

from collections.abc import Sequence

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.readings import Number, Scale


def confidence_scale(
    values: Sequence[Value | None], formats: Sequence[str] = (), header: str = "", *, decimal: str | None = None
) -> Scale:
    """By what a column's plain numbers are multiplied to become confidence 0–1 (0.1 for 1–10, 0.01 for percent)."""
    return Scale()


def read_confidence(
    value: Value | None, format: str = "General", *, scale: Scale | float = 1.0, decimal: str | None = None
) -> Number:
    """Confidence as a fraction 0–1; words such as "high" count .8, "medium" .5, "low" .2."""
    return Number(problem="is not a confidence")
