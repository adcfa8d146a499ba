"""A cell as text: what a person reads there, for titles, names and codes."""

import datetime as dt
import math
import re

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.folding import clean

_LINK = re.compile(r"!?\[([^\[\]]+)\]\((?:https?://|mailto:|/|#)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")
_MARKED = re.compile(r"(\*\*|~~)(?=\S)(.+?)(?<=\S)\1")


def read_text(value: Value | None, format: str = "General") -> str | None:
    """The cell as a person reads it: 3.0 → "3", days in ISO form, inner line breaks kept; None for blank or error."""
    if value is None or isinstance(value, ErrorValue):
        return None
    if isinstance(value, str):
        if value.isprintable():  # one line
            return clean(value) or None
        lines = (clean(line) for line in value.splitlines())
        return "\n".join(line for line in lines if line) or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return _number_text(float(value), format)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value) if isinstance(value, dt.timedelta) else value.isoformat()


def read_words(value: Value | None, format: str = "General") -> str | None:
    """The cell as text, of Markdown the words alone: "**Grow** [sales](https://…)" → "Grow sales"."""
    if isinstance(value, str) and ("](" in value or "**" in value or "~~" in value):
        value = _MARKED.sub(r"\2", _LINK.sub(r"\1", value))
    return read_text(value, format)


def _number_text(value: float, format: str) -> str | None:
    if not math.isfinite(value):
        return None
    if "%" in format:
        return f"{value * 100:.10g} %"
    return f"{value:.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:.12g}"
