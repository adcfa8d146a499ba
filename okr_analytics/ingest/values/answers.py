"""A cell's text as it is quoted in a message: short, on one line."""

from okr_analytics.ingest.values.folding import clean

_LONGEST = 60


def answer(text: str) -> str:
    """The text in quotation marks, cut after 60 characters."""
    short = clean(text)
    return f'"{short[: _LONGEST - 1]}…"' if len(short) > _LONGEST else f'"{short}"'
