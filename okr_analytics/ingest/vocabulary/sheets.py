"""What sheet names and titles say of the tables below them, and which tables aren't ours."""

from collections.abc import Mapping, Sequence

from okr_analytics.ingest.vocabulary.candidates import Foreign


def kind_words(name: str) -> Mapping[str, float]:
    """Kind → score 0–1 for a sheet name, a table title or a banner ("Plano de ação" → initiative, milestone)."""
    return {}


def foreign_table(headers: Sequence[str], title: str = "") -> Foreign | None:
    """What a table is that isn't ours (risk log, RACI, stakeholders, checklist …) by its headers and title; else None."""
    return None
