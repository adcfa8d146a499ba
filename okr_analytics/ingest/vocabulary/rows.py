"""Rows that aren't records: totals, notes, legends."""

from collections.abc import Sequence


def is_total_label(text: str) -> bool:
    """Whether a row's label says that it sums others up ("Grand Total", "Média geral", "Summe", "合计")."""
    return False


def is_note_row(texts: Sequence[str]) -> bool:
    """Whether a row's texts are a note, a legend, a source or a copyright line rather than a record."""
    return False
