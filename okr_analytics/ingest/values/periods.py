"""A cell or header as a stretch of days: week, month, quarter, half, year, fiscal year, or from–to."""

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.readings import Period


def read_period(
    value: Value | None,
    format: str = "General",
    *,
    year: int | None = None,
    order: str = "dmy",
    fiscal_start: int = 1,
) -> Period:
    """The period a cell means; `year` completes "Q3" or "Jan"; `fiscal_start` is the first month of the fiscal year."""
    return Period(problem="is not a period")
