"""Exports of other tools, recognised by the set of their headers."""

from collections.abc import Sequence

from okr_analytics.ingest.vocabulary.candidates import Export


def known_export(headers: Sequence[str]) -> Export | None:
    """The export whose headers these are, whatever their order and case; None where none fits well."""
    return None
