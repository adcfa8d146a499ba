"""A header taken apart: words, unit of measure in brackets, time, running number."""

from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.vocabulary.candidates import HeaderParts


def split_header(header: str, *, year: int | None = None) -> HeaderParts:
    """The parts of a header; camelCase, snake_case and line breaks are word breaks."""
    return HeaderParts(header, fold(header))
