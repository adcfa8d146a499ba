"""Knows the sheets that we wrote ourselves and that only explain."""

from okr_analytics import texts
from okr_analytics.ingest.cells import Sheet

_REASONS = {
    texts.SUMMARY_MARK: "the summary that OKR Analytics wrote into this copy",
    texts.GUIDE_MARK: "the guide of a template: it explains and shows examples",
}
_LOOKED_AT = 20  # rows from the top


def aside(sheet: Sheet) -> str | None:
    """Why a sheet of our own is left aside, None for any other sheet; it says what it is in its first column."""
    said = (sheet.value(row, 1) for row in sorted(sheet.rows)[:_LOOKED_AT])
    return next((_REASONS[value] for value in said if isinstance(value, str) and value in _REASONS), None)
