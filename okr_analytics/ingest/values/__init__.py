"""What a cell means: pure functions from a cell's value and number format to a number, day, period, status …

All take a `Value` of `ingest.cells` (or None for a blank cell) and its number format code ("General" where it has none).
None of them raises, whatever the cell holds: what can't be read comes back with `problem`.
Decisions that one cell can't take alone (decimal mark, day before month, 45 or 0.45 for 45 %) are functions over the
column's values; their answers are passed to the function for one cell.
"""

from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.codes import attributes, split_code
from okr_analytics.ingest.values.confidence import confidence_scale, read_confidence
from okr_analytics.ingest.values.dates import date_order, read_date
from okr_analytics.ingest.values.direction import read_direction
from okr_analytics.ingest.values.effort import read_effort, read_money
from okr_analytics.ingest.values.folding import clean, fold
from okr_analytics.ingest.values.formats import FormatInfo, format_info
from okr_analytics.ingest.values.numbers import read_number
from okr_analytics.ingest.values.periods import read_period
from okr_analytics.ingest.values.readings import (
    Amount,
    Coded,
    DateOrder,
    Day,
    DecimalMark,
    Direction,
    Number,
    Period,
    Scale,
    StatusReading,
    TextTarget,
)
from okr_analytics.ingest.values.scales import decimal_mark, percent_scale, read_fraction
from okr_analytics.ingest.values.series import complete
from okr_analytics.ingest.values.status import read_status
from okr_analytics.ingest.values.targets import text_targets
from okr_analytics.ingest.values.texts import read_text, read_words

__all__ = [
    "Amount",
    "Coded",
    "DateOrder",
    "Day",
    "DecimalMark",
    "Direction",
    "FormatInfo",
    "Number",
    "Period",
    "Scale",
    "StatusReading",
    "TextTarget",
    "attributes",
    "clean",
    "complete",
    "confidence_scale",
    "date_order",
    "decimal_mark",
    "fold",
    "format_info",
    "is_absent",
    "percent_scale",
    "read_confidence",
    "read_date",
    "read_direction",
    "read_effort",
    "read_fraction",
    "read_money",
    "read_number",
    "read_period",
    "read_status",
    "read_text",
    "read_words",
    "split_code",
    "text_targets",
]
