"""A cell as direction: which way is good, in words, letters and arrows."""

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.readings import Direction


def read_direction(value: Value | None) -> Direction:
    """Direction (higher, lower, range) and kind (increase, decrease, maintain, milestone, count) of a word or arrow."""
    return Direction(problem="is not a direction")
