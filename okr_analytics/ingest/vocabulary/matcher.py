"""The meanings of a header: exact, by its words, by spelling; best first."""

from collections.abc import Collection

from okr_analytics.ingest.vocabulary.candidates import Candidate


def match(header: str, *, languages: Collection[str] | None = None) -> tuple[Candidate, ...]:
    """Every meaning a header can have, best first, at most one per field; `languages` ("en", "pt" …) limits the search."""
    return ()
