"""The target inside a key result's own sentence: "Increase NPS from 12 to 30 by June"."""

from okr_analytics.ingest.values.readings import TextTarget


def text_targets(text: str, *, year: int | None = None) -> TextTarget | None:
    """Baseline, target, measure, kind and due date that a sentence says; None where it says no target (or several)."""
    return None
