"""A cell as effort or money: exact, with its measure."""

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.readings import Amount


def read_effort(
    value: Value | None, format: str = "General", *, measure: str | None = None, decimal: str | None = None
) -> Amount:
    """Effort: "4hrs", "1h30", "4:30", "2d", a time …; `measure` is what the header says of plain numbers."""
    return Amount(problem="is not an effort")


def read_money(value: Value | None, format: str = "General", *, decimal: str | None = None) -> Amount:
    """Money in full units: "R$ 1,2 mi" → 1200000 with currency "R$"."""
    return Amount(problem="is not an amount")
